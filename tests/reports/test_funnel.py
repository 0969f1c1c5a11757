"""The seven stages, on courses that were worked out by hand, by laws, and by plain SQL."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.courses import ORDER, ContactCourse, CourseStep, DealCourse
from prospector.domain.exchange import Exchange
from prospector.domain.moment import day_number
from prospector.domain.period import Period
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.reports.basis import Basis
from prospector.reports.funnel import FunnelReport, StageLine, build
from prospector.reports.stale import Usual, stale_deals, usual_times
from tests.contents import rows
from tests.logbook import Logbook
from tests.terminal import Terminal

DEAL_STAGES = ORDER[2:]
FIRST = 20_500  # a day number in 2026


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "store.db")


def report(book: Logbook, words: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Terminal(book.path.parent).ok(f"report funnel {words} --json"))
    for one in (found, *found.get("groups", ())):
        for line in one["stages"]:
            assert line["entered"] == line["now"] + line["advanced"] + line["lost"] + line["back"]
    return found


def figures(found: dict[str, Any], *names: str) -> dict[str, tuple[Any, ...]]:
    return {line["stage"]: tuple(line[name] for name in names) for line in found["stages"]}


WAYS = ("entered", "now", "advanced", "lost", "back")


def test_contacts_are_the_unit_up_to_prospecting_and_deals_from_qualifying_on(book: Logbook) -> None:
    book.lead("waiting", "web", "2026-03-01")
    book.lead("touched", "web", "2026-03-01")
    book.lead("disqualified", "web", "2026-03-01", qualified=0)
    book.lead("customer", "web", "2026-03-01")
    book.activities("""
        2026-03-03 09:00  call   touched       no-answer
        2026-03-03 09:10  call   disqualified  no-answer
        2026-03-05 09:00  call   customer      conversation
        2026-03-05 09:00  call   found         no-answer
        2026-03-06 09:00  email  wrote         conversation  in
    """)
    for name in ("one", "two"):
        number = book.deal(name, who="customer", opened="2026-03-10")
        book.steps(number, "qualifying@2026-03-10;proposal@2026-03-20")
    found = figures(report(book), *WAYS)
    # `found` was met by a call, `wrote` came in by itself and was never touched: a lead.
    assert found["lead"] == (6, 2, 4, 0, 0)
    assert found["prospecting"] == (4, 2, 1, 1, 0)
    assert found["qualifying"] == (2, 0, 2, 0, 0)
    assert found["needs-analysis"] == (2, 0, 2, 0, 0)  # skipped: passed
    assert found["proposal"] == (2, 2, 0, 0, 0)
    assert found["objections"] == (0, 0, 0, 0, 0)


def test_a_marketing_lead_enters_at_lead_however_eager(book: Logbook) -> None:
    book.lead("eager", "campaign", "2026-03-01")
    book.activities("2026-03-01 09:00  email  eager  conversation  in")
    assert figures(report(book), *WAYS)["lead"] == (1, 1, 0, 0, 0)


def test_a_deal_that_fell_back_a_lost_one_and_a_reopened_one(book: Logbook) -> None:
    courses = {
        "back": "qualifying@2026-03-02;proposal@2026-03-09;needs-analysis@2026-03-12",
        "lost": "qualifying@2026-03-02;proposal@2026-03-09;lost@2026-03-19",
        "reopened": "proposal@2026-03-02;lost@2026-03-05;closing@2026-03-30",
        "won": "qualifying@2026-03-02;won@2026-03-04",
    }
    for name, text in courses.items():
        status = {"lost": "lost", "won": "won"}.get(name, "open")
        closed = {"lost": "2026-03-19", "won": "2026-03-04"}.get(name)
        number = book.deal(name, account="Acme", opened="2026-03-02", closed=closed, status=status, value=500)
        book.steps(number, text)
    found = report(book)
    by_stage = figures(found, *WAYS)
    assert by_stage["qualifying"] == (4, 0, 4, 0, 0)
    assert by_stage["needs-analysis"] == (4, 1, 3, 0, 0)
    assert by_stage["proposal"] == (4, 0, 2, 1, 1)
    assert by_stage["objections"] == (2, 0, 2, 0, 0)
    assert by_stage["closing"] == (2, 1, 1, 0, 0)
    assert (found["won"], found["lost"], found["open"], found["revenue"]) == (1, 1, 2, 500)
    assert found["win_rate"]["value"] == 0.5
    assert found["median_cycle_days"] == 2
    # Stays at proposal: 3 days (fell back), 10 (lost), 3 (lost at first).
    assert figures(found, "median_days")["proposal"] == (3,)


def test_who_is_still_there_counts_in_the_median_as_not_having_left(book: Logbook) -> None:
    for name, text in {
        "quick": "qualifying@2026-11-01;proposal@2026-11-05",
        "slow": "qualifying@2026-11-01;proposal@2026-11-15",
        "here": "qualifying@2026-11-01",
    }.items():
        book.steps(book.deal(name, account="Acme", opened="2026-11-01"), text)
    # Kaplan and Meier: 2/3 after 4 days, 1/3 after 14; the median of those that left would be 9.
    assert figures(report(book), "median_days")["qualifying"] == (14,)


def test_the_period_chooses_by_the_day_of_entry_and_as_of_by_the_dated_history(book: Logbook) -> None:
    number = book.deal("one", account="Acme", opened="2026-03-02", closed="2026-04-20", status="won")
    book.steps(number, "qualifying@2026-03-02;proposal@2026-04-09;won@2026-04-20")
    march, april = (figures(report(book, f"-p 2026-{month}"), *WAYS) for month in ("03", "04"))
    assert (march["qualifying"], march["proposal"]) == ((1, 0, 1, 0, 0), (0, 0, 0, 0, 0))
    assert (april["qualifying"], april["needs-analysis"], april["closing"]) == (
        (0, 0, 0, 0, 0),
        (1, 0, 1, 0, 0),
        (1, 0, 1, 0, 0),
    )
    then = report(book, "--as-of 2026-04-10")
    assert figures(then, *WAYS)["proposal"] == (1, 1, 0, 0, 0)
    assert (then["won"], then["open"]) == (0, 1)
    assert report(book, "--as-of 2026-03-01")["open"] == 0


def test_deals_without_a_history_go_by_their_opening_stage_and_end(book: Logbook) -> None:
    book.deal("won", account="Acme", opened="2026-03-02", closed="2026-03-30", status="won")
    book.deal("lost", account="Acme", opened="2026-03-02", closed="2026-03-30", status="lost")
    book.deal("undated", account="Acme", status="won")
    found = report(book)
    by_stage = figures(found, *WAYS)
    assert by_stage["qualifying"] == (3, 0, 2, 1, 0)  # nobody says where it was lost
    assert found["lost_without_stage"] == 1
    assert {stage: line for stage, line in by_stage.items() if stage in DEAL_STAGES[1:]} == dict.fromkeys(
        DEAL_STAGES[1:], (2, 0, 2, 0, 0)
    )
    assert figures(report(book, "-p 2026"), "entered")["closing"] == (1,)
    # As it was before its end, without a step that says where it stood.
    assert report(book, "--as-of 2026-03-29")["open"] == 2


def test_an_explicit_stage_before_qualifying_decides_over_touches(book: Logbook) -> None:
    book.activities("2026-03-03 09:00  call  jane  conversation")
    book.steps(book.deal("one", who="jane", opened="2026-03-04"), "lead@2026-03-04")
    found = figures(report(book), *WAYS)
    assert (found["lead"], found["prospecting"]) == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 0))
    book.deal("nobody's", account="Acme", opened="2026-03-04")
    assert report(book)["open_without_contact"] == 1


def test_origins_are_told_apart_by_source_and_by_the_channel_of_the_first_activity(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-01")
    book.lead("bob", "list", "2026-03-01")
    book.activities("""
        2026-03-02 08:00  research  jane  done
        2026-03-02 09:00  email     jane  sent
        2026-03-03 09:00  call      jane  conversation
        2026-03-03 09:00  call      bob   no-answer
    """)
    number = book.deal("one", who="jane", opened="2026-03-04", closed="2026-03-06", status="won", value=70)
    book.steps(number, "qualifying@2026-03-04;won@2026-03-06")
    for by, names in (("source", ["list", "web"]), ("channel", ["call", "email"])):
        groups = {group[by]: group for group in report(book, f"--by {by}")["groups"]}
        assert sorted(groups) == names
        bob, jane = (groups[name] for name in names)
        assert figures(jane, "entered")["closing"] == (1,)
        assert (jane["won"], jane["revenue"], bob["won"]) == (1, 70, 0)
    assert figures(report(book, "--source web"), "entered")["lead"] == (1,)


def test_why_lists_the_records_behind_every_figure(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-01")
    book.activities("2026-03-03 09:00  call  bob  conversation")
    random = Random(1)
    for number in range(12):
        _random_deal(book, random, f"deal {number}", who=random.choice(["jane", "bob", "cy"]))
    terminal = Terminal(book.path.parent)
    for period in ("all", "2026-03"):
        found = report(book, f"-p {period}")
        for line in found["stages"]:
            for figure in (*WAYS, "standing"):
                why = json.loads(
                    terminal.ok(f"report funnel -p {period} --why stage={line['stage']},{figure} --json")
                )
                assert sum(each["adds"] for each in why) == line[figure], (line["stage"], figure)
        for figure in ("won", "lost", "open", "revenue"):
            why = json.loads(terminal.ok(f"report funnel -p {period} --why {figure} --json"))
            assert sum(each["adds"] for each in why) == found[figure]
    assert terminal("report funnel --why entered").code == 2
    assert terminal("report funnel --why stage=limbo,now").code == 2
    assert terminal("report funnel --why stage=lead,revenue").code == 2


def test_a_deal_is_stale_beyond_three_of_four_of_the_reps_own_stays(book: Logbook) -> None:
    for number, days in enumerate((4, 8, 12, 16, 20)):
        start = date(2026, 9, 1)
        end = str(start + timedelta(days=days))
        done = book.deal(f"done {number}", account="Acme", opened=str(start), closed=end, status="won")
        book.steps(done, f"proposal@{start};won@{end}")
    book.steps(book.deal("late", account="Acme", opened="2026-11-03"), "proposal@2026-11-03")
    book.steps(book.deal("fine", account="Acme", opened="2026-11-05"), "proposal@2026-11-05")
    other = book.deal("another's", account="Acme", opened="2026-11-03", rep="ann")
    book.steps(other, "proposal@2026-11-03")
    book.steps(book.deal("Ann's", account="Acme", opened="2026-10-01", rep="ann"), "closing@2026-10-01")
    stale = {one["deal"]: one for one in report(book)["stale"]}
    # On 20 November: 17 days against 16, 15 days, and for Ann, who has no stays yet, 30.
    assert stale["late"]["days"] == 17
    assert (stale["late"]["usual_days"], stale["late"]["assumed"]) == (16, False)
    assert "fine" not in stale
    assert "another's" not in stale
    assert (stale["Ann's"]["days"], stale["Ann's"]["usual_days"], stale["Ann's"]["assumed"]) == (50, 30, True)
    assert list(stale) == ["Ann's", "late"]
    screen = Terminal(book.path.parent, is_terminal=True).ok("report funnel")
    assert "late, 17 days at proposal (usually up to 16)" in screen
    assert "Ann's, 50 days at closing (30 assumed)" in screen


steps = st.lists(
    st.tuples(
        st.sampled_from([*ORDER, DealStatus.WON, DealStatus.LOST]),
        st.none() | st.integers(FIRST, FIRST + 100),
    ),
    max_size=6,
)
openings = st.none() | st.integers(FIRST, FIRST + 100)


def _course(number: int, opened: int | None, course: list[tuple[Any, int | None]]) -> DealCourse:
    end = course[-1][0] if course else Stage.QUALIFYING
    status = end if isinstance(end, DealStatus) else DealStatus.OPEN
    return DealCourse(
        id=number,
        name=str(number),
        party=None,
        contact_id=number % 3,
        rep_id=1,
        source="web",
        channel=None,
        value_minor=100,
        currency=None,
        opened_on=opened,
        closed_on=course[-1][1] if course and status is not DealStatus.OPEN else None,
        status=status,
        stage=end if isinstance(end, Stage) else None,
        expected_on=None,
        steps=tuple(CourseStep(to, day) for to, day in course),
    )


def _built(deals: list[DealCourse], start: int | None, end: int | None) -> FunnelReport:
    epoch = date(1970, 1, 1)
    period = Period(
        None if start is None else epoch + timedelta(days=start),
        None if end is None else epoch + timedelta(days=end),
        "some days",
    )
    contacts = [
        ContactCourse(
            id=number,
            source="web",
            channel=None,
            arrived_on=None if number else FIRST + 20,
            touched_on=FIRST + 50 if number == 1 else None,
            is_lost=number == 2,
            lost_on=None,
        )
        for number in range(4)
    ]
    basis = Basis(period=period, as_of=epoch + timedelta(days=FIRST + 100), exchange=Exchange("USD"))
    return build(basis, contacts, deals, by="source")


def _counts(line: StageLine) -> Counter[str]:
    return Counter({name: getattr(line, name) for name in ("entered", "now", "advanced", "lost", "back")})


@given(st.lists(st.tuples(openings, steps), max_size=8), st.integers(FIRST + 1, FIRST + 99))
def test_whoever_entered_is_in_one_place_and_a_period_that_is_split_loses_nobody(
    courses: list[tuple[int | None, list[tuple[Any, int | None]]]], middle: int
) -> None:
    deals = [_course(number, opened, course) for number, (opened, course) in enumerate(courses)]
    whole, early, late = (
        _built(deals, *days) for days in ((FIRST, FIRST + 101), (FIRST, middle), (middle, FIRST + 101))
    )
    everything = _built(deals, None, None)
    for all_of, *parts in zip(whole.whole.stages, early.whole.stages, late.whole.stages, strict=True):
        assert all_of.entered == all_of.now + all_of.advanced + all_of.lost + all_of.back
        assert _counts(all_of) == _counts(parts[0]) + _counts(parts[1]) + Counter(
            dict.fromkeys(_counts(all_of), 0)
        )
    for line in everything.whole.stages:
        assert line.entered == line.now + line.advanced + line.lost + line.back
        assert line.standing == line.now
    assert everything.whole.stages == everything.groups["web"].stages
    counts = [line.entered for line in everything.whole.stages]
    # Nobody is at a stage without having passed those before.
    assert counts[:2] == sorted(counts[:2], reverse=True)
    assert counts[2:] == sorted(counts[2:], reverse=True)


def _random_deal(book: Logbook, random: Random, name: str, **whose: Any) -> None:
    day, course = date(2026, 2, 1) + timedelta(days=random.randint(0, 40)), []
    opened = day
    for _ in range(random.randint(1, 5)):
        course.append(f"{random.choice(DEAL_STAGES)}@{day}")
        day += timedelta(days=random.randint(0, 20))
    end = random.choice(["won", "lost", ""])
    if end:
        course.append(f"{end}@{day}")
    number = book.deal(
        name,
        opened=str(opened),
        closed=str(day) if end else None,
        status=end or "open",
        value=random.randint(1, 90),
        **whose,
    )
    book.steps(number, ";".join(course))


SECOND = """
WITH rank(stage, place) AS (VALUES ('qualifying', 2), ('needs-analysis', 3), ('proposal', 4), ('objections', 5),
                            ('closing', 6), ('won', 7)),
known AS (SELECT s.*, s.at / 86400 AS day FROM stage_change s WHERE s.at / 86400 <= {as_of}),
came AS (SELECT r.stage, r.place, k.deal_id, min(k.day) AS day FROM rank r JOIN rank t ON t.place >= r.place
         JOIN known k ON k.to_stage = t.stage WHERE r.place < 7 GROUP BY 1, 2, 3),
last AS (SELECT deal_id, max(id) AS id FROM known GROUP BY deal_id),
stood AS (SELECT k.deal_id, max(k.id) AS id FROM known k JOIN rank r ON r.stage = k.to_stage GROUP BY k.deal_id),
stand AS (SELECT l.deal_id, e.to_stage = 'lost' AS lost, r.place FROM last l JOIN known e ON e.id = l.id
          JOIN stood USING (deal_id) JOIN known s ON s.id = stood.id JOIN rank r ON r.stage = s.to_stage)
SELECT c.stage, count(*), sum(d.place = c.place AND NOT d.lost), sum(d.place > c.place),
       sum(d.place = c.place AND d.lost), sum(d.place < c.place)
FROM came c JOIN stand d USING (deal_id) WHERE c.day >= {start} AND c.day < {end} GROUP BY c.stage
"""


def test_a_second_computation_in_plain_sql_finds_the_same(book: Logbook) -> None:
    random = Random(2)
    for number in range(150):
        _random_deal(book, random, f"deal {number}", account="Acme")
    for as_of in ("2026-02-20", "2026-03-10", "2026-11-20"):
        for period, start, end in (
            ("2026", "2026-01-01", "2027-01-01"),
            ("2026-03", "2026-03-01", "2026-04-01"),
        ):
            found = figures(report(book, f"-p {period} --as-of {as_of}"), *WAYS)
            days = {
                name: day_number(date.fromisoformat(day))
                for name, day in {"as_of": as_of, "start": start, "end": end}.items()
            }
            second = {stage: tuple(counts) for stage, *counts in rows(book.path, SECOND.format(**days))}
            assert {stage: line for stage, line in found.items() if line[0]} == second


def test_usual_times_are_learnt_from_five_finished_stays_or_more() -> None:
    deals = [
        _course(number, 100, [(Stage.PROPOSAL, 100), (Stage.CLOSING, 100 + days)])
        for number, days in enumerate((1, 2, 3, 4))
    ]
    assert usual_times(deals) == {}
    deals.append(_course(9, 100, [(Stage.PROPOSAL, 100), (Stage.CLOSING, 105)]))
    assert usual_times(deals) == {(1, Stage.PROPOSAL): Usual(4.0, is_own=True)}
    assert [one.days for one in stale_deals(deals, 140)] == [39, 38, 37, 36, 35]
