"""Splitting a period loses nothing: what two halves count is what the whole counts, row by row."""

from __future__ import annotations

import csv
import json
from collections import Counter
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import emptiness
from tests.terminal import Terminal

PEOPLE = ("Ann Poe", "Bob Ray", "Cy Low", "")
DAYS = st.builds("2026-{:02}-{:02}".format, st.integers(5, 10), st.integers(1, 28))
CLOCK = st.sampled_from(("", "T09:00:00+02:00", "T23:30:00-05:00"))
MOMENTS = st.builds("{}{}".format, DAYS, CLOCK)
ACTIVITIES = st.tuples(
    MOMENTS,
    st.sampled_from(("call", "email", "social", "admin")),
    st.sampled_from(("outbound", "outbound", "inbound")),
    st.sampled_from(("", "connected", "conversation", "callback", "appointment")),
    st.sampled_from(PEOPLE),
    st.sampled_from(("", "10")),
    st.sampled_from(("", "4")),
    st.sampled_from(("", "hot", "hot;q4")),
)
LEADS = st.tuples(
    st.sampled_from(PEOPLE[:3]), st.sampled_from(("campaign", "event", "")), st.one_of(st.just(""), DAYS)
)
DEALS = st.tuples(
    st.sampled_from(("a", "b", "c")),
    st.sampled_from(PEOPLE[:3]),
    st.sampled_from(("500", "1200.50", "")),
    st.sampled_from(("won", "lost", "open")),
    MOMENTS,
    st.one_of(st.just(""), MOMENTS),
)
APPOINTMENTS = st.tuples(
    st.sampled_from(PEOPLE[:3]),
    st.one_of(st.just(""), MOMENTS),
    MOMENTS,
    st.sampled_from(("set", "held", "no-show")),
)
HEADERS = {
    "contacts": ("name", "source", "received_at"),
    "activities": ("occurred_at", "channel", "direction", "outcome", "contact", "minutes", "count", "tags"),
    "deals": ("name", "contact", "value", "status", "opened_at", "closed_at"),
    "appointments": ("contact", "set_at", "starts_at", "status"),
}
COUNTS = (
    "activities",
    "minutes",
    "activities_without_minutes",
    "connects",
    "conversations",
    "new_conversations",
    "appointments_set",
    "appointments_held",
    "deals",
    "won",
    "revenue",
    "maturing",
)
RATES = ("connect_rate", "conversation_rate", "appointment_rate", "conversations_per_hour")
LEAD_COUNTS = (
    "leads",
    "untouched",
    "touched",
    "conversations",
    "qualified",
    "deals",
    "won",
    "lost",
    "open",
    "revenue",
)
Figures = Counter[tuple[str, str]]


def take_in(terminal: Terminal, kind: str, rows: list[tuple[str, ...]]) -> None:
    text = StringIO()
    csv.writer(text).writerows([HEADERS[kind], *rows])
    assert terminal(f"import - --as {kind}", stdin=text.getvalue()).code in {0, 3}


def comparison(terminal: Terminal, words: str, period: str) -> Figures:
    report = json.loads(terminal.ok(f"report {words} -p {period} --json"))
    figures: Figures = Counter()
    lines = [*report["rows"], *report["unattributed"], {**report["total"], "key": "all", "channel": "all"}]
    for line in lines:
        name = str(line.get("source", line.get("key", line.get("channel"))))
        for count in COUNTS:
            figures[name, count] += cents(line[count])
        for rate in RATES:
            figures[name, f"{rate} hits"] += line[rate]["hits"]
            figures[name, f"{rate} of"] += cents(line[rate].get("trials", line[rate].get("hours", 0) * 60))
    return +figures


def sources(terminal: Terminal, period: str) -> Figures:
    report = json.loads(terminal.ok(f"report sources -p {period} --json"))
    figures: Figures = Counter()
    for line in [*report["rows"], {**report["total"], "source": "all"}]:
        for count in LEAD_COUNTS:
            figures[line["source"], count] += cents(line[count])
    return +figures


def cents(value: Any) -> int:
    return round((value or 0) * 100)


@settings(max_examples=12)
@given(
    st.fixed_dictionaries(
        {
            "contacts": st.lists(LEADS, max_size=4),
            "activities": st.lists(ACTIVITIES, max_size=14),
            "deals": st.lists(DEALS, max_size=4),
            "appointments": st.lists(APPOINTMENTS, max_size=4),
        }
    ),
    DAYS,
    st.sampled_from(
        ("channels", "compare --by tag", "compare --by weekday", "compare --by rep", "compare --by source")
    ),
)
def test_splitting_a_period_loses_nothing(
    files: dict[str, list[tuple[str, ...]]], cut: str, words: str
) -> None:
    with emptiness() as terminal:
        for kind, rows in files.items():
            take_in(terminal, kind, rows)
        whole, halves = "2026-04-01..2026-11-19", (f"2026-04-01..{cut}", f"{next_day(cut)}..2026-11-19")
        assert comparison(terminal, words, whole) == sum(
            (comparison(terminal, words, half) for half in halves), Counter()
        )
        assert sources(terminal, whole) == sum((sources(terminal, half) for half in halves), Counter())


def next_day(day: str) -> str:
    """Months are cut at 28, so that the day after is always there."""
    return f"{day[:8]}{int(day[8:]) + 1:02}" if int(day[8:]) < 28 else f"{day[:8]}29"
