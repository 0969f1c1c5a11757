"""Documents as reports build them, and a terminal to show them on."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest

from prospector.render.formats import show
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone


class Terminal(StringIO):
    """A stream that says it is a terminal of some encoding."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class AsciiTerminal(Terminal):
    encoding = "ascii"


Show = Callable[..., str]


@pytest.fixture(scope="session")
def on_terminal() -> Show:
    def shown(document: Document, width: int = 80, *, colour: bool = False, stream: type = Terminal) -> str:
        terminal = stream()
        show(document, "table", terminal, width=width, colour=colour)
        return str(terminal.getvalue())

    return shown


@pytest.fixture(scope="session")
def ascii_terminal() -> type:
    return AsciiTerminal


@pytest.fixture(scope="session")
def channels() -> Document:
    columns = (
        Column("channel", ""),
        Column("activities", "done", Sort.COUNT),
        Column("contacts", "people", Sort.COUNT, 2),
        Column("minutes", "minutes", Sort.MINUTES, 6),
        Column("connect_rate", "connects", Sort.PERCENT, 3),
        Column("conversations", "conversations", Sort.COUNT),
        Column("conversation_rate", "", Sort.PERCENT),
        Column("conversation_range", "", Sort.RANGE, 1),
        Column("conversation_bar", "", Sort.BAR, 4),
        Column("conversations_per_hour", "per hour", Sort.DECIMAL, 2),
        Column("appointments_set", "appts", Sort.COUNT, 3),
        Column("appointments_held", "held", Sort.COUNT, 5),
        Column("won", "won", Sort.COUNT),
        Column("lost", "lost", Sort.COUNT, 8),
        Column("revenue", "revenue", Sort.MONEY),
        Column("quota_share", "of quota", Sort.PERCENT, 6),
    )
    none = (None, None)
    rows = (
        Row(
            (
                "call",
                412,
                188,
                1240,
                0.0971,
                31,
                0.0752,
                (0.060, 0.093),
                0.775,
                1.4,
                6,
                4,
                2,
                1,
                1_840_000,
                0.153,
            )
        ),
        Row(
            ("email", 530, 301, 610, 0.0415, 9, 0.017, (0.011, 0.025), 0.05, 0.8, 2, 2, 1, 0, 1_200_000, 0.1)
        ),
        Row(("social", 145, 97, 400, 0.186, 14, 0.097, (0.069, 0.131), 1.0, 2.1, 4, 3, 1, 0, 950_000, 0.079)),
        Row(
            ("content", 6, None, 360, None, None, None, none, None, None, None, None, None, None, None, None),
            quiet=True,
        ),
        Row(
            ("came in", None, 9, None, None, 4, None, none, None, None, 1, 1, 1, 0, 2_200_000, 0.183),
            quiet=True,
        ),
        Row(
            ("all", 1093, 412, 2610, 0.081, 58, None, none, None, 1.3, 13, 10, 5, 1, 6_190_000, 0.516),
            total=True,
        ),
    )
    return Document(
        title=("Channels", "this quarter to Sun 22 Nov 2026", "credit direct", "ranges 80 %"),
        tables=(Table(columns, rows),),
        sentences=(
            Sentence(
                "Verdict",
                "Cannot tell social from call yet: chance social is better per touch 79 %.\n"
                "About 9 more weeks at your pace would. If you must choose: social.",
                Tone.UNCERTAIN,
            ),
            Sentence(
                "Maturing", "64 touches are younger than 30 days; their conversations are still to come."
            ),
            Sentence(
                "Quota", "61,900 of 120,000 (52 %) · pace 91 % · chance to make it about 1 in 3", Tone.BEHIND
            ),
        ),
        data={"report": "channels", "rows": [{"channel": "call", "revenue": 18400}]},
    )


@pytest.fixture(scope="session")
def deals() -> Document:
    columns = (
        Column("id", "id"),
        Column("name", "deal"),
        Column("account", "account"),
        Column("value", "value", Sort.MONEY),
        Column("expected_close_on", "closes", Sort.DAY, 3),
        Column("stage_since", "since", Sort.WHEN, 4),
        Column("note", "note", Sort.TEXT, 5),
    )
    since = "2026-11-22T10:42:00+01:00"
    note = "wants pricing before Friday, and someone who knows migration"
    rows = (
        Row(
            (
                1,
                "Renewal of the whole Nordic estate",
                "日本電気株式会社",
                2_500_000,
                "2026-12-24",
                since,
                note,
            )
        ),
        Row((12, "Pilot", "Acme\x1b[31m red", 120_050, None, "2026-11-20", "")),
        Row((1042, "José’s [bold]team[/]", "Ünïted Ltd 👍🏽", 0, "2027-01-05", "2026-11-02", "=1+1")),
    )
    return Document(
        title=("Deals", "open"),
        tables=(Table(columns, rows, "Open"), Table(columns, (), "Won", "none won yet")),
        data=[{"id": 1, "name": "Renewal"}, {"id": 12, "name": "Acme\x1b\x9b\u202e red"}],
    )
