"""How far a contact came in a plan, on touches that were worked out by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.moment import Moment, date_of
from prospector.domain.plan import End, Enrolment, Plan, Progress, Step, Touch, due_on, progress
from prospector.domain.work_calendar import Calendar
from prospector.domain.working_days import working_days

MONDAY = date(2026, 11, 16)
START = Moment.on(MONDAY)
PLAN = Plan(
    name="three",
    summary="",
    steps=(
        Step(day=0, channel="call", what="call"),
        Step(day=2, channel="email", kind="article", what="send"),
        Step(day=5, channel="call", what="call again"),
    ),
)


def touches(text: str) -> tuple[Touch, ...]:
    """`1 call 0`: on which day after the start, channel (with a kind after a slash), level; `in`, `piece`."""
    found = []
    for number, line in enumerate(filter(None, (line.strip() for line in text.split(","))), start=1):
        day, how, level, *marks = line.split()
        channel, _, kind = how.partition("/")
        found.append(
            Touch(
                number,
                START.local_day + int(day),
                channel,
                kind or None,
                "in" not in marks,
                int(level),
                "piece" in marks,
            )
        )
    return tuple(found)


def followed(text: str, *, stopped: bool = False) -> Progress:
    end = Moment.on(date(2026, 12, 24)) if stopped else None
    enrolment = Enrolment(id=1, plan_id=1, contact_id=1, started=START, stopped=end, touches=touches(text))
    return progress(PLAN, enrolment, horizon=30)


def done(text: str) -> list[int | None]:
    return [touch.id if touch else None for touch in followed(text).done]


def test_a_touch_does_the_earliest_open_step_that_it_fits() -> None:
    assert done("0 call 0, 1 call 0") == [1, None, 2]  # the second call is the third step, done early
    assert done("0 email/article 0") == [None, 1, None]
    assert done("0 email 0, 0 email/article 0") == [None, 2, None]  # the step names a kind
    assert done("0 call 0 in, 1 visit 0") == [None, None, None]


def test_a_plan_ends_with_a_conversation_a_reply_its_last_step_or_by_hand() -> None:
    assert followed("0 call 0").end is None
    assert followed("0 call 2").end is End.CONVERSATION
    assert followed("0 call 0, 1 email 1 in").end is End.REPLY
    assert followed("0 call 0, 1 social 1 in piece").end is None  # an engagement is no reply
    assert followed("0 call 0, 1 call 1").end is None  # the rep reached somebody, nobody replied
    assert followed("0 call 0, 2 email/article 0, 5 call 0").end is End.FINISHED
    assert followed("0 call 0", stopped=True).end is End.STOPPED
    assert followed("0 call 0, 1 email 1 in, 2 call 0", stopped=True).end is End.REPLY


def test_after_the_end_no_step_is_done_any_more() -> None:
    assert done("0 call 0, 1 email 1 in, 2 email/article 0") == [1, None, None]


def test_a_conversation_is_the_plan_s_within_thirty_days_of_its_last_touch() -> None:
    assert followed("0 call 0, 30 call 2 in").conversation == 2
    late = followed("0 call 0, 31 call 2 in")
    assert (late.conversation, late.end) == (None, End.CONVERSATION)
    finished = "0 call 0, 2 email/article 0, 5 call 0"
    assert followed(f"{finished}, 35 call 2 in").conversation == 4
    assert followed(f"{finished}, 36 call 2 in").conversation is None
    replied = followed("0 call 0, 3 email 1 in, 9 call 2")
    assert (replied.end, replied.conversation, replied.after) == (End.REPLY, 3, 0)


def test_a_conversation_belongs_to_the_step_that_was_done_last_or_with_it() -> None:
    assert followed("0 call 0, 2 email/article 0, 3 call 2 in").after == 1
    assert followed("0 call 0, 2 call 2").after == 2  # the call that is the third step
    assert followed("0 call 2 in").after is None


def test_steps_fall_due_on_working_days_and_late_ones_push_the_others() -> None:
    week = Calendar(holidays=frozenset({date(2026, 11, 18)}))
    assert due_on(PLAN, 0, START, (None, None, None), week) == MONDAY
    assert due_on(PLAN, 1, START, (None, None, None), week) == date(2026, 11, 19)  # Wednesday is off
    assert due_on(PLAN, 2, START, (None, None, None), Calendar()) == date(2026, 11, 23)
    (late,) = touches("4 call 0")
    assert due_on(PLAN, 1, START, (late, None, None), Calendar()) == date(2026, 11, 24)
    saturday = Moment.on(date(2026, 11, 21))
    assert due_on(PLAN, 0, saturday, (None, None, None), Calendar()) == date(2026, 11, 23)


@given(
    st.integers(0, 3000),
    st.integers(0, 60),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.integers(0, 3100).map(lambda day: date_of(20_000 + day)), max_size=5),
)
def test_the_nth_working_day_has_n_working_days_before_it(
    start: int, count: int, weekdays: frozenset[int], holidays: frozenset[date]
) -> None:
    first = date_of(20_000 + start)
    found = Calendar(weekdays, holidays).after(first, count)
    assert found.weekday() in weekdays
    assert found not in holidays
    assert working_days(first, found, weekdays, holidays) == count
