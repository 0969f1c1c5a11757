"""Goals: set, which replaces from today on and keeps what was; removed; listed with how far they are."""

from __future__ import annotations

import sqlite3
from datetime import date

from prospector.domain.day_words import is_number
from prospector.domain.goal import (
    PROSPECTING,
    Aim,
    Goal,
    GoalProgress,
    Measure,
    Per,
    monday_before,
    progress_of,
)
from prospector.domain.minutes import read_minutes
from prospector.domain.moment import day_number
from prospector.domain.spelling import fold, quoted
from prospector.domain.work_calendar import Calendar
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.store.goals import fetch_tallies, goals
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Writing

_MOST = 100_000
_WORDS = (Measure.CONVERSATIONS, Measure.APPOINTMENTS_SET)


@dataclass(frozen=True, slots=True)
class GoalWords:
    """What a goal is for, as it was said.

    Attributes:
        subject: a channel, `prospecting`, `conversations` or `appointments-set`.
        minutes: whether minutes are counted, not activities.
        rep: whose it is; empty for the only rep.
    """

    subject: str
    per: Per
    minutes: bool
    rep: str


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """What holds now (None: nothing), and what held before."""

    now: Goal | None
    before: Goal | None


def set_goal(store: Store, words: GoalWords, amount: int, *, today: date, at: int, rep: str) -> GoalAnswer:
    """Set a goal from today on.

    Args:
        store: open for writing.
        words: what it is for.
        amount: how many, or how many minutes; above 0.
        today: the local date.
        at: the time of the command, UTC seconds.
        rep: whose command it is.

    Raises:
        UnknownNameError: no such rep or channel.
        InvalidValueError: it is what holds already, or nothing that can be counted.
    """
    with store.writing() as writing:
        connection = writing.connection
        owner, (aim, channel_id) = rep_id(connection, words.rep), _aim(connection, words)
        before = _current(connection, aim, owner)
        if before is not None and before.amount == amount:
            raise InvalidValueError(f"it is {before} already", hint="nothing changed")
        if before is not None:
            writing.update("target", before.id, replaced_on=today.isoformat())
        number = writing.insert(
            "target",
            sort="goal",
            metric=aim.measure.value,
            amount=amount,
            channel_id=channel_id,
            rep_id=owner,
            period=aim.per.value,
            set_on=today.isoformat(),
        )
        now = next(goal for goal in goals(connection, owner) if goal.id == number)
        writing.record(at=at, rep_id=rep_id(connection, rep), label=f"goal set: {now}")
    return GoalAnswer(now, before)


def remove_goal(store: Store, which: GoalWords | int, *, today: date, at: int, rep: str) -> Goal:
    """End a goal today; the days before are still measured by it.

    Args:
        store: open for writing.
        which: what it is for, or its number.
        today: the local date.
        at: the time of the command, UTC seconds.
        rep: whose command it is.

    Raises:
        UnknownNameError: there is none.
    """
    with store.writing() as writing:
        found = _which(writing, which)
        if found is None:
            raise UnknownNameError("there is no such goal", hint="prospector goal list shows them")
        writing.update("target", found.id, replaced_on=today.isoformat())
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"goal removed: {found}")
    return found


def progress(
    connection: sqlite3.Connection, *, rep: str, day: date, calendar: Calendar
) -> tuple[GoalProgress, ...]:
    """How far the goals of a rep are that hold on a day.

    Args:
        connection: in a reading transaction.
        rep: whose they are; empty for the only rep.
        day: today, or for a look back the last day of the week; what was done later does not count.
        calendar: when the rep works.

    Raises:
        UnknownNameError: there is no such rep.
    """
    owner = rep_id(connection, rep)
    known = goals(connection, owner)
    if not any(goal.holds_on(day) for goal in known):
        return ()
    start = min(monday_before(day), *(monday_before(goal.set_on) for goal in known))
    tallies = fetch_tallies(connection, owner, day_number(start), day_number(day) + 1)
    return progress_of(known, tallies, day, calendar)


def list_goals(store: Store, *, rep: str, day: date, calendar: Calendar) -> tuple[GoalProgress, ...]:
    """The goals that hold, with how far they are; errors as of `progress`."""
    with store.reading() as connection:
        return progress(connection, rep=rep, day=day, calendar=calendar)


def past_goals(store: Store, *, rep: str, day: date) -> tuple[Goal, ...]:
    """The goals that do not hold any more, or held for less than a day.

    Raises:
        UnknownNameError: there is no such rep.
    """
    with store.reading() as connection:
        known = goals(connection, rep_id(connection, rep))
    return tuple(goal for goal in known if not goal.holds_on(day))


def read_per(text: str) -> Per:
    """Read how often a goal begins anew.

    Raises:
        InvalidValueError: it is neither day nor week.
    """
    word = fold(text)
    if word not in tuple(Per):
        raise InvalidValueError(f"{quoted(text)} is neither day nor week", hint="--per day, or --per week")
    return Per(word)


def read_goal_amount(text: str, *, minutes: bool) -> int:
    """Read how much is meant to be done: a whole number, or a time where minutes are counted.

    Raises:
        InvalidValueError: it is neither, or 0.
    """
    digits = text.replace(",", "").strip()
    whole = is_number(digits)
    if whole and len(digits) <= len(str(_MOST)) and int(digits) <= _MOST:
        amount = int(digits)
    elif minutes:
        amount = read_minutes(text)
    elif whole:
        raise InvalidValueError(f"{quoted(text)} is too large", hint=f"at most {_MOST:,}")
    else:
        raise InvalidValueError(
            f"{quoted(text)} is not a whole number", hint="as in goal set call 40 --per day"
        )
    if amount == 0:
        raise InvalidValueError("a goal of nothing", hint="prospector goal remove takes one away")
    return amount


def _aim(connection: sqlite3.Connection, words: GoalWords) -> tuple[Aim, int | None]:
    """What the words name, and the number of its channel."""
    word = fold(words.subject).replace(" ", "-").replace("_", "-")
    if word in _WORDS:
        if words.minutes:
            raise InvalidValueError(f"{word} have no minutes", hint=f"a channel has, or {PROSPECTING}")
        return Aim(measure=Measure(word), channel=None, per=words.per), None
    measure = Measure.MINUTES if words.minutes else Measure.ACTIVITIES
    if word == PROSPECTING:
        return Aim(measure=measure, channel=None, per=words.per), None
    try:
        channel = read_vocabulary(connection).channel(words.subject)
    except UnknownNameError as error:
        others = ", ".join([PROSPECTING, *_WORDS])
        raise UnknownNameError(
            error.message,
            hint=f"{error.hint.rstrip('?')}, or {others}?"
            if error.hint.endswith("?")
            else f"{error.hint}, or {others}",
        ) from None
    return Aim(measure=measure, channel=channel.name, per=words.per), channel.id


def _current(connection: sqlite3.Connection, aim: Aim, owner: int) -> Goal | None:
    return next(
        (goal for goal in goals(connection, owner) if goal.aim == aim and goal.replaced_on is None), None
    )


def _which(writing: Writing, which: GoalWords | int) -> Goal | None:
    connection = writing.connection
    if isinstance(which, int):
        return next(
            (goal for goal in goals(connection) if goal.id == which and goal.replaced_on is None), None
        )
    aim, _ = _aim(connection, which)
    return _current(connection, aim, rep_id(connection, which.rep))
