"""When the work is done and when conversations happen, on logs that were worked out by hand."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.domain.slots import WorkingHours
from prospector.reports.basis import Basis
from prospector.reports.time import TimeReport
from prospector.reports.time_layout import layout
from prospector.store.store import Store
from prospector.usecases.reports.time import time_report
from tests.logbook import Logbook
from tests.terminal import Terminal

AS_OF = date(2026, 5, 1)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def report(book: Logbook, filters: Filters | None = None, hours: WorkingHours | None = None) -> TimeReport:
    basis = Basis(
        period=read_period("all", AS_OF), as_of=AS_OF, exchange=Exchange("USD"), filters=filters or Filters()
    )
    with Store(str(book.path)) as store:
        return time_report(store, basis, weekdays=frozenset(range(5)), hours=hours or WorkingHours())


def cells(found: TimeReport) -> dict[tuple[int, int], tuple[int, int, int]]:
    return {
        (cell.weekday, cell.hour): (cell.activities, cell.minutes, cell.conversations) for cell in found.cells
    }


def test_activities_fall_in_the_hour_of_their_clock_and_conversations_in_that_of_the_first_one(
    book: Logbook,
) -> None:
    book.activities("""
        2026-03-02 09:05  call   ann  conversation  12min
        2026-03-02 11:00  call   ann  conversation  3min
        2026-03-02 09:55  call   .    no-answer     x7 20min
        2026-03-03 16:00  email  bob  conversation  in
        2026-03-06        call   cy   conversation
    """)
    found = report(book)
    # 2 March is a Monday. The second talk of the day with Ann is not another conversation; Cy's call has no hour.
    assert cells(found) == {(0, 9): (8, 32, 1), (0, 11): (1, 3, 0), (1, 16): (0, 0, 1)}
    assert (found.without_time, found.talks_without_time) == (1, 1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2026-03-06  call  ann  no-answer", "1 activity has no time of day and is in no cell."),
        ("2026-03-06  call  .  no-answer  x3", "3 activities have no time of day and are in no cell."),
        ("2026-03-06  email  ann  conversation  in", "1 conversation has no time of day and is in no cell."),
        (
            "2026-03-06  call  ann  conversation",
            "1 activity and 1 conversation have no time of day and are in no cell.",
        ),
    ],
)
def test_what_has_no_hour_is_counted_and_what_there_is_none_of_is_not_named(
    book: Logbook, rows: str, said: str
) -> None:
    book.activities(rows)
    sentences = {sentence.label: sentence.text for sentence in layout(report(book)).said}
    assert sentences["No hour"] == said


def test_prospecting_left_for_last_is_told_by_thirds_of_the_working_day_and_week(book: Logbook) -> None:
    book.activities("""
        2026-03-02 08:00  call      ann  no-answer
        2026-03-05 13:00  call      ann  no-answer
        2026-03-06 14:30  email     ann  sent
        2026-03-06 14:45  call      .    no-answer  x2
        2026-03-06 17:00  research  .    done
        2026-03-07 17:00  call      ann  no-answer
        2026-03-09        call      ann  no-answer
    """)
    found = report(book)
    # Of a day from 8 to 18 the last third begins at 14:40: the tally of two, of five with a time on working days.
    assert found.late_in_day == 2 / 5
    # Of five days it begins on Thursday at 11:20: Thursday's call, the e-mail and the two.
    assert found.late_in_week == 4 / 5
    assert report(book, hours=WorkingHours(6 * 60, 21 * 60)).late_in_day == 0


def test_minutes_by_channel_take_in_effort_and_what_has_no_hour(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call      ann  no-answer  10min
        2026-03-03        research  .    done       30min
        2026-03-04 09:00  email     ann  sent
    """)
    rows = {row.channel: (row.activities, row.minutes, row.share) for row in report(book).by_channel}
    assert rows == {"research": (1, 30, 0.75), "call": (1, 10, 0.25), "email": (1, 0, 0.0)}
    assert set(cells(report(book, Filters(channel="call")))) == {(0, 9)}


def test_the_activities_behind_every_cell_and_channel_add_up_to_it(tmp_path: Path) -> None:
    demo = Terminal(tmp_path)
    demo.ok("demo --keep demo.db")

    def why(words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(
            demo.ok(f"--db demo.db report time -p 8w --why {words} --json")
        )
        return found

    found = json.loads(demo.ok("--db demo.db report time -p 8w --json"))
    for cell in found["cells"][::7]:
        for figure in ("activities", "minutes", "conversations"):
            rows = why(f"'cell={cell['weekday']} {cell['hour']},{figure}'")
            assert sum(row["adds"] for row in rows) == cell[figure]
    fridays = [cell for cell in found["cells"] if cell["weekday"] == "Fri"]
    assert sum(row["adds"] for row in why("weekday=fri,conversations")) == sum(
        cell["conversations"] for cell in fridays
    )
    for row in found["by_channel"]:
        assert sum(each["adds"] for each in why(f"channel={row['channel']},minutes")) == row["minutes"]
    for words in ("hour=25,activities", "weekday=someday,minutes", "cell=Fri,minutes", "channel=fax,minutes"):
        assert demo(f"--db demo.db report time --why {words}").code == 2


def test_working_hours_are_a_setting_that_says_what_it_takes(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ok("config set working_hours 7:30-16:00")
    terminal.ok("call . no-answer")
    assert json.loads(terminal.ok("report time --json"))["last_third_share"] == {"day": 0, "week": 1}
    for wrong in ("8", "18-8", "8-25", "8:70-9"):
        refused = terminal(f"config set working_hours {wrong}")
        assert (refused.code, "8:30-17:00" in refused.err) == (2, True)


def test_a_week_by_the_index_and_all_weeks_by_one_scan_are_the_same(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ok("demo --keep demo.db")

    def cells(period: str) -> Counter[tuple[str, str]]:
        report = json.loads(terminal.ok(f"--db demo.db report time -p {period} --json"))
        return Counter(
            {(str(each["weekday"]), str(each["hour"])): each["activities"] for each in report["cells"]}
        )

    weeks = Counter[tuple[str, str]]()
    for week in range(20, 48):
        weeks.update(cells(f"2026-W{week:02}"))
    assert +weeks == +cells("2026-W20..2026-W47")
