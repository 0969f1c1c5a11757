"""How a command answers: documents through a writer, one line for what was done, JSON where it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from prospector.cli.invocation import Invocation
from prospector.cli.log_answers import WIDEST, log_lines, log_remarks
from prospector.render.clean import clean
from prospector.render.folded import folded
from prospector.render.formats import Format, show
from prospector.reports.document import Document
from prospector.store.records import Record, record
from prospector.store.store import Store
from prospector.usecases.log import LogAnswer, Logged


def answer(run: Invocation, document: Document, form: Format, as_json: bool = False) -> None:
    """Show a document on standard output; at a terminal a table that is longer than the screen can be leafed through."""
    if as_json or form is not Format.TABLE or not sys.stdout.isatty() or not run.interactive:
        show(document, Format.JSON if as_json else form, sys.stdout, width=run.width())
        return
    from prospector.cli.paging import Page, has_pager, show_page  # lazy: only for a reader at a terminal

    if not has_pager(run):
        show(document, form, sys.stdout, width=run.width())
        return
    page = Page()
    show(document, form, page, width=run.width())
    show_page(run, page.getvalue())


def done(
    run: Invocation, line: str, stored: Mapping[str, object] | list[object] | None, as_json: bool
) -> None:
    """Say what a writing command did: one line, or the stored record as JSON."""
    if as_json:
        show(
            Document((), (), (), {} if stored is None else stored),
            Format.JSON,
            sys.stdout,
            width=run.width(),
        )
    else:
        has_path = any(
            word.startswith(os.sep) for word in line.split(" ")
        )  # it stays whole: it is there to be copied
        width = min(run.width(), WIDEST) if sys.stdout.isatty() and not has_path else None
        said, _, last = clean(line).rpartition("  ")
        has_number = said and last.removeprefix("id:").removeprefix("#").isdecimal()
        parts = folded(said, width, end=last) if has_number else folded(clean(line), width)
        sys.stdout.writelines(f"{part}\n" for part in parts)


def remark(text: str) -> None:
    """Say something beside the answer, on standard error."""
    width = _columns() if sys.stderr.isatty() else None
    sys.stderr.writelines(f"{part}\n" for part in folded(clean(text), width))


def _columns() -> int:
    from shutil import get_terminal_size  # lazy: only for a remark at a terminal

    return get_terminal_size().columns


def log_answer(run: Invocation, store: Store, given: LogAnswer, as_json: bool) -> None:
    """Answer a log: what was stored, then where the day stands."""
    if as_json:
        with store.reading() as connection:
            stored = [
                _stored(logged, record(connection, "activities", logged.id, currency=run.settings.currency))
                for logged in given.logged
            ]
        done(run, "", stored[0] if len(stored) == 1 else list(stored), as_json=True)
        return
    for line in log_lines(given, run.now, run.width() if sys.stdout.isatty() else None, run.works_on):
        sys.stdout.write(f"{line}\n")
    for text in log_remarks(given, run.now):
        remark(text)


def _stored(logged: Logged, stored: Record) -> dict[str, object]:
    """The record of a log, and what was promised in it."""
    promised = logged.promised
    if promised is None:
        return {**stored}
    return {
        **stored,
        "follow_up_id": promised.id,
        "follow_up": promised.text,
        "due_on": promised.due.isoformat(),
    }
