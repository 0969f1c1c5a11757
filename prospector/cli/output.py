"""How a command answers: documents through a writer, one line for what was done, JSON where it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from prospector.cli.invocation import Invocation
from prospector.domain.vocabulary import Direction
from prospector.domain.when import describe_when
from prospector.render.clean import clean
from prospector.render.formats import Format, show
from prospector.reports.document import Document
from prospector.store.records import record
from prospector.store.store import Store
from prospector.usecases.log import LogAnswer, Logged

_COUNTED_AS_THEY_ARE = {"social", "content", "mail", "research", "admin"}


def answer(run: Invocation, document: Document, form: Format, as_json: bool = False) -> None:
    """Show a document on standard output."""
    show(document, Format.JSON if as_json else form, sys.stdout, width=run.width())


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
        sys.stdout.write(f"{clean(line)}\n")


def remark(text: str) -> None:
    """Say something beside the answer, on standard error."""
    sys.stderr.write(f"{clean(text)}\n")


def log_answer(run: Invocation, store: Store, given: LogAnswer, as_json: bool) -> None:
    """Answer a log: what was stored, then where the day stands."""
    if as_json:
        with store.reading() as connection:
            stored = [
                record(connection, "activities", logged.id, currency=run.settings.currency)
                for logged in given.logged
            ]
        done(run, "", stored[0] if len(stored) == 1 else list(stored), as_json=True)
        return
    for logged in given.logged:
        number = f"#{logged.id}"
        line = clean(_echo(run, logged))
        gap = max(2, min(run.width(), 100) - len(line) - len(number)) if sys.stdout.isatty() else 2
        sys.stdout.write(f"{line}{' ' * gap}{number}\n")
        if logged.person and logged.person.do_not_contact and logged.entry.direction == Direction.OUTBOUND:
            remark(f"{logged.person} asked not to be contacted")
    sys.stdout.write(f"{_day(run, given)}\n")


def _echo(run: Invocation, logged: Logged) -> str:
    entry = logged.entry
    parts = [
        logged.channel,
        str(logged.person) if logged.person else "",
        "new contact" if logged.is_new else "",
        "inbound" if entry.direction == Direction.INBOUND else "",
        f"{entry.count:,} x {logged.outcome}" if entry.count > 1 else logged.outcome,
        entry.kind or "",
        f"on {logged.content}" if logged.content else "",
        f"{entry.minutes} min" if entry.minutes is not None else "",
        f"for {describe_when(entry.appointment, run.now)}" if entry.appointment else "",
        describe_when(entry.moment, run.now),
    ]
    return " · ".join(part for part in parts if part)


def _day(run: Invocation, given: LogAnswer) -> str:
    day = given.day
    moment = given.logged[-1].entry.moment
    name = describe_when(type(moment).on(moment.day), run.now)
    plural = (
        day.channel if day.channel in _COUNTED_AS_THEY_ARE or day.channel.endswith("s") else f"{day.channel}s"
    )
    return f"{name}  {plural} {day.activities:,} · conversations {day.conversations:,} · {day.minutes:,} min"
