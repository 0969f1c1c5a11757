"""What was written, as the record that `--json` prints."""

from __future__ import annotations

from prospector.cli.invocation import Invocation
from prospector.cli.output import done
from prospector.store.records import record
from prospector.store.store import Store


def say_stored(run: Invocation, store: Store, line: str, noun: str, row_id: int, as_json: bool) -> None:
    """Say what a writing command did, or print the row that it wrote.

    Args:
        run: the invocation.
        store: still open.
        line: what was done.
        noun: a kind of record, as `deals`.
        row_id: its number.
        as_json: whether the record is wanted.
    """
    stored: dict[str, object] = {}
    if as_json:
        with store.reading() as connection:
            stored.update(record(connection, noun, row_id, currency=run.settings.currency) or {})
    done(run, line, stored, as_json)
