"""The reader of CSV files and the readers of dates, each as a function of bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from prospector.domain.period import read_period
from prospector.domain.when import read_when
from prospector.errors import ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.files import open_source
from prospector.importing.mapping import CANONICAL
from prospector.importing.moments import MomentReader
from prospector.importing.rows import read_rows
from prospector.importing.slashes import SlashOrder

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
ZONES = (UTC, ZoneInfo("America/New_York"), ZoneInfo("Africa/Cairo"), ZoneInfo("Australia/Lord_Howe"))
WORDS = (
    b"occurred_at,channel,contact,outcome,minutes,note\n", b"name,email,phone,received_at\n", b"2026-11-02 09:10,call,", b"sep=;\n",
    b'"', b'""', b"\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"Error", b"45292.6", b"9:30 pm", b"America/New_York", b"GMT+05:30",
    b"yesterday", b"last fri", b"2h ago", b"W46", b"Q4", b"5/8/2026", b"05.08.2026", b"T09:10:00Z",
)  # fmt: skip


def is_one_line(error: ProspectorError) -> None:
    """Hold a refusal against what an error is."""
    assert "\n" not in error.message


def read_table(data: bytes) -> int:
    """Read a file of any bytes as an import does; the first byte chooses the kind of its rows.

    Returns:
        How many rows there were.

    Raises:
        ProspectorError: it is refused; what else is raised is a bug.
    """
    kinds = list(Kind)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data[1:])
        file.flush()
        with open_source(file.name) as source:
            kind = kinds[(data[0] if data else 0) % len(kinds)]
            reading = read_rows(source, CANONICAL, kind=kind, zone=UTC, today=TODAY)
            rows = 0
            for chunk in reading.chunks():
                told = [*chunk.lines, *(other.line for other in chunk.others)]
                assert len(set(told)) == len(told)
                assert all(len(column) == len(chunk.lines) for column in chunk.values)
                assert all(
                    "\n" not in problem.message
                    for other in chunk.others
                    for problem in getattr(other, "problems", ())
                )
                rows += len(told)
            return rows


def read_dates(data: bytes) -> int:
    """Read a text by every reader of dates; the first byte chooses the zone.

    Returns:
        How many readers understood it.
    """
    first, text = data[0] if data else 0, data[1:].decode("utf-8", "replace")
    zone = ZONES[first % len(ZONES)]
    reader = MomentReader(zone, SlashOrder(list, "a.csv", day_first=first > 127))
    readers: tuple[Callable[[], object], ...] = (
        lambda: reader.moment(text.strip()),
        lambda: reader.day(text.strip()),
        lambda: read_when(text, NOW.astimezone(zone), zone),
        lambda: read_when(text, NOW.astimezone(zone), zone, prefer="future"),
        lambda: read_period(read_period(text, TODAY).canonical, TODAY),
    )
    understood = 0
    for read in readers:
        try:
            read()
        except ProspectorError as error:
            is_one_line(error)
        else:
            understood += 1
    return understood


READERS = {"csv": read_table, "dates": read_dates}
