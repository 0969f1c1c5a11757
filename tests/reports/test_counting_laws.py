"""The rules of counting, worked out a second time in the plainest Python, on random logs; and what always holds."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from prospector.domain.dimension import Dimension, Subject
from prospector.domain.exchange import Exchange
from prospector.domain.period import Period
from prospector.domain.vocabulary import Metric
from prospector.reports.basis import Basis
from prospector.reports.lines import Lines
from prospector.store.store import Store
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking would write a thousand stores
FIRST = date(2026, 3, 1)
DAYS = 70
MOMENTS = st.builds(
    lambda day, hour: (FIRST + timedelta(days=day)).isoformat() + ("" if hour is None else f" {hour:02}:00"),
    st.integers(0, DAYS - 1),
    st.one_of(st.none(), st.integers(0, 23)),
)
ACTIVITIES = st.builds(
    lambda when, channel, who, outcome, rest: f"{when} {channel} {who} {outcome} {rest}",
    MOMENTS,
    st.sampled_from(["call", "call", "email", "email", "content", "research"]),
    st.sampled_from([".", "ann@Acme", "bob@Acme", "cy"]),
    st.sampled_from(["no-answer", "replied", "conversation", "conversation", "appointment"]),
    st.sampled_from(["", "", "in", "in", "in on=piece", "x3", "5min", "x2 10min", "in x2", "tag=t"]),
)
DEALS = st.tuples(
    st.sampled_from(["ann", "cy", None]), MOMENTS, MOMENTS, st.sampled_from(["won", "lost", "open"])
)
LOGS = st.tuples(st.lists(ACTIVITIES, max_size=24), st.lists(DEALS, max_size=4))
Log = tuple[list[str], list[tuple[str | None, str, str, str]]]
LAST = FIRST + timedelta(days=DAYS + 30)


@contextmanager
def store_of(log: Log, template: Path) -> Iterator[Path]:
    activities, deals = log
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        if not template.exists():
            Logbook(template)
        shutil.copy(template, path)
        book = Logbook(path)
        book.activities("\n".join(activities))
        for number, (who, opened, closed, status) in enumerate(deals):
            ended = None if status == "open" else closed
            account = "Acme" if who is None else None
            if account and (("account", "Acme") not in book.ids):
                account = None
            book.deal(
                f"d{number}",
                who=who,
                account=account,
                value=number + 1,
                opened=opened,
                closed=ended,
                status=status,
            )
        yield path


def lines(
    path: Path, start: date, end: date, dimension: Dimension = Dimension.CHANNEL, as_of: date = LAST
) -> Lines:
    basis = Basis(period=Period(start, end, "some days"), as_of=as_of, exchange=Exchange("USD"))
    with Store(str(path)) as store:
        return comparison(store, basis, dimension).lines


@dataclass(frozen=True)
class Act:
    id: int
    at: int
    timed: bool
    day: int
    channel: str
    inbound: bool
    level: int
    contact: int | None
    engaged: bool
    count: int

    @property
    def is_touch(self) -> bool:
        return self.channel != "research" and (
            not self.inbound or (self.engaged and self.contact is not None)
        )

    def before(self, other: Act) -> bool:
        if self.timed and other.timed:
            return (self.at, self.id) < (other.at, other.id)
        return self.day <= other.day


def acts(path: Path) -> list[Act]:
    connection = sqlite3.connect(path)
    found = [
        Act(
            number,
            at,
            offset is not None,
            day,
            "content" if inbound and content else channel,
            bool(inbound),
            level,
            contact,
            bool(content),
            count,
        )
        for number, at, offset, day, channel, inbound, level, contact, content, count in connection.execute(
            "SELECT a.id, occurred_at, utc_offset, local_day, c.name, direction, level, contact_id, content_id, count "
            "FROM activity a JOIN channel c ON c.id = channel_id JOIN outcome o ON o.id = outcome_id ORDER BY a.id"
        )
    ]
    connection.close()
    return found


def answered(log: list[Act], inbound: Act, *, any_channel: bool) -> Act | None:
    """The touch that an activity belongs to."""
    if inbound.is_touch:
        return inbound
    if inbound.contact is None:
        return None
    earlier = [
        touch
        for touch in log
        if touch.is_touch
        and touch.contact == inbound.contact
        and touch.before(inbound)
        and inbound.day - touch.day <= 30
    ]
    same = [touch for touch in earlier if not touch.inbound and touch.channel == inbound.channel]
    pool = same or (earlier if any_channel else [])
    return max(pool, key=lambda touch: (touch.at, touch.id), default=None)


def conversations(log: list[Act]) -> list[tuple[Act, int]]:
    spoken = [act for act in log if act.level >= 2 and act.channel != "research"]
    tallies = [(act, act.count) for act in spoken if act.contact is None]
    firsts: dict[tuple[int | None, str, int], Act] = {}
    for act in sorted(spoken, key=lambda act: (act.day, act.at, act.id)):
        if act.contact is not None:
            firsts.setdefault((act.contact, act.channel, act.day), act)
    return [*tallies, *((act, 1) for act in firsts.values())]


TEMPLATE = TemporaryDirectory()
NEW_STORE = Path(TEMPLATE.name) / "new.db"


@dataclass
class Expected:
    """What the rules say of some days, by channel."""

    conversations: Counter[str]
    hits: Counter[str]
    trials: Counter[str]
    connects: Counter[str]


def expected(log: list[Act], days: range) -> Expected:
    found = Expected(Counter(), Counter(), Counter(), Counter())
    hit: set[Act] = set()
    for act, amount in conversations(log):
        if act.day in days:
            credit = answered(log, act, any_channel=False)
            found.conversations[credit.channel if credit else "came in"] += amount
        touch = answered(log, act, any_channel=True)
        if touch and touch.day in days and act.contact is not None:
            hit.add(touch)
        elif touch and touch.day in days and touch.channel != "content":
            found.hits[touch.channel] += amount
    found.hits.update(touch.channel for touch in hit)
    connecting = {
        answered(log, reply, any_channel=True)
        for reply in log
        if reply.inbound and not reply.is_touch and reply.level >= 1 and reply.channel != "research"
    }
    for act in log:
        if act.is_touch and act.day in days and (act.contact is not None or act.channel != "content"):
            found.trials[act.channel] += act.count
            found.connects[act.channel] += act.count if act.level >= 1 else act in connecting
    return found


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(LOGS)
def test_the_report_agrees_with_the_rules_written_down_plainly(log: Log) -> None:
    start, end = FIRST + timedelta(days=10), FIRST + timedelta(days=50)
    epoch = date(1970, 1, 1)
    with store_of(log, NEW_STORE) as path:
        found = lines(path, start, end)
        plain = expected(acts(path), range((start - epoch).days, (end - epoch).days))
    names = {line.name for line in found.rows}
    assert plain.trials.keys() <= names
    for line in found.rows:
        effort = line.effort
        assert line.result(Metric.CONVERSATIONS) == plain.conversations[line.name]
        assert effort.conversation_rate.trials == plain.trials[line.name]
        assert effort.conversation_rate.hits == plain.hits[line.name]
        assert effort.connect_rate.hits == plain.connects[line.name]
    came_in = sum(line.result(Metric.CONVERSATIONS) for line in found.came_in)
    assert came_in == plain.conversations["came in"]
    assert found.total.result(Metric.CONVERSATIONS) == plain.conversations.total()


@settings(max_examples=30, deadline=None, phases=PHASES)
@given(LOGS, st.integers(1, DAYS - 1), st.sampled_from(list(Dimension)))
def test_splitting_a_period_loses_nothing(log: Log, cut: int, dimension: Dimension) -> None:
    middle, end = FIRST + timedelta(days=cut), FIRST + timedelta(days=DAYS)
    with store_of(log, NEW_STORE) as path:
        whole = lines(path, FIRST, end, dimension)
        parts = [lines(path, FIRST, middle, dimension), lines(path, middle, end, dimension)]

    def sums(several: list[Lines]) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for each in several:
            named = [*each.rows, *each.came_in]
            for place, line in [
                *((f"{line.name} {line.key}", line) for line in named),
                ("total", each.total),
            ]:
                counter = found.setdefault(place, Counter())
                counter.update({metric.value: amount for metric, amount in line.results.items()})
                effort = line.effort
                counter.update(
                    activities=effort.activities, minutes=effort.minutes, hours=effort.per_hour.hits
                )
                for name in ("connect_rate", "conversation_rate", "appointment_rate"):
                    counter.update(
                        {name: getattr(effort, name).hits, f"{name} trials": getattr(effort, name).trials}
                    )
        return {place: +counter for place, counter in found.items() if +counter}

    assert sums([whole]) == sums(parts)


@settings(max_examples=30, deadline=None, phases=PHASES)
@given(LOGS, st.sampled_from(list(Dimension)), st.integers(0, DAYS))
def test_no_rate_exceeds_one_and_rows_with_what_came_in_are_all(
    log: Log, dimension: Dimension, seen: int
) -> None:
    with store_of(log, NEW_STORE) as path:
        found = lines(path, FIRST, LAST, dimension, as_of=FIRST + timedelta(days=seen))
    for line in (*found.rows, found.total):
        for rate in (line.effort.connect_rate, line.effort.conversation_rate, line.effort.appointment_rate):
            assert 0 <= rate.hits <= rate.effective <= rate.trials
    if dimension is Dimension.TAG:
        return
    together: Counter[Metric] = Counter()
    for line in (*found.rows, *found.came_in):
        together.update(line.results)
    assert +together == +Counter(found.total.results)
    assert dimension.subject is not Subject.RESULT or not found.came_in
