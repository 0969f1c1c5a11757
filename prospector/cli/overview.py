"""`prospector` alone: where the day stands and what is next; in an empty store, how to begin."""

from __future__ import annotations

import os
import sys

from prospector.cli.agenda import next_document, today_document
from prospector.cli.invocation import Invocation
from prospector.cli.output import answer
from prospector.cli.pasting import for_pasting
from prospector.render.clean import clean
from prospector.render.formats import Format

_NEXT = 5
_BEGIN = """To begin:

  prospector call jane conversation -m 12   log a call; Jane becomes a contact
  prospector import FILE...                 bring in what a dialer or CRM knows
  prospector demo                           see it with invented data
  prospector docs tutorial                  fifteen minutes, from call to review

prospector --help lists every command.
"""


def show_overview(run: Invocation) -> None:
    """Show today and what is next, or how to begin."""
    if not os.path.lexists(run.path):
        if run.names_store:  # which may be a slip
            sys.stdout.write(f"There is no store at {clean(os.path.abspath(run.path))}. ")
            sys.stdout.write(for_pasting(_BEGIN, run.database))
        else:
            sys.stdout.write(f"Nothing is logged yet. {_BEGIN}")
        return
    with run.read_store() as store:
        with store.reading() as connection:
            is_empty = connection.execute(
                "SELECT NOT EXISTS (SELECT 1 FROM activity) AND NOT EXISTS (SELECT 1 FROM contact)"
            ).fetchone()[0]
        documents = [] if is_empty else [today_document(run, store), next_document(run, store, _NEXT)]
    for at, document in enumerate(documents):
        sys.stdout.write("\n" if at else "")
        answer(run, document, Format.TABLE)
    if is_empty:
        sys.stdout.write(f"Nothing is logged yet. {for_pasting(_BEGIN, run.database)}")
