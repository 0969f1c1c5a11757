"""What a log answers, in plain lines: both front ends say the same."""

from __future__ import annotations

from datetime import date, datetime

from prospector.domain.moment import Moment
from prospector.domain.moment_words import describe_when
from prospector.domain.spelling import quoted
from prospector.domain.vocabulary import Direction
from prospector.light import TYPE_CHECKING
from prospector.render.clean import clean
from prospector.render.folded import folded
from prospector.usecases.log import LogAnswer, Logged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prospector.usecases.plan_touch import PlanNews

_COUNTED_AS_THEY_ARE = {"social", "content", "mail", "research", "admin"}
WIDEST = 100
_MOST_DUE = 3


def log_lines(
    given: LogAnswer, now: datetime, width: int | None, works_on: Callable[[date], bool]
) -> Iterator[str]:
    """What was stored, each with its number, then where the day stands.

    Args:
        given: the answer of the use-case.
        now: the present on the rep's clock.
        width: of the terminal, at whose right edge the numbers stand; None in a pipe.
        works_on: whether a day is a working day; on others the goals of the day ask for nothing. It is asked only
            where there are such goals.
    """
    width = None if width is None else min(width, WIDEST)
    for logged in given.logged:
        yield from folded(clean(_echo(logged, now)), width, end=f"#{logged.id}")
        if logged.plan is not None:
            yield from folded(clean(f"plan  {_plan(logged.plan)}"), width)
        for due in logged.due[:_MOST_DUE]:
            line = f"due  {due.text} · {_day(due.due, now)} · prospector followup done {due.id}"
            yield from folded(clean(line), width)
    moment = given.logged[-1].entry.moment
    day = given.day if not given.day.has_goals or works_on(moment.day) else given.day.without_goals()
    name = describe_when(Moment.on(moment.day), now)
    plural = (
        day.channel if day.channel in _COUNTED_AS_THEY_ARE or day.channel.endswith("s") else f"{day.channel}s"
    )
    parts = [
        f"{plural} {_of_goal(day.activities, day.goal)}",
        f"conversations {_of_goal(day.conversations, day.conversation_goal)}",
        f"{day.minutes:,} min",
        *(
            f"{what} {_of_goal(done, goal)}{' min' if minutes else ''}"
            for what, done, goal, minutes in day.others
        ),
    ]
    yield from folded(f"{name}  {' · '.join(parts)}", width)


def _of_goal(done: int, goal: int | None) -> str:
    return f"{done:,}" if goal is None else f"{done:,}/{goal:,}"


def log_remarks(given: LogAnswer, now: datetime) -> Iterator[str]:
    """What the rep should know beside the answer.

    Args:
        given: the answer of the use-case.
        now: the present on the rep's clock.
    """
    for logged in given.logged:
        if logged.person and logged.person.do_not_contact and logged.entry.direction == Direction.OUTBOUND:
            yield f"{logged.person} asked not to be contacted"
        if logged.person and logged.entry.appointment:
            yield from over_remarks(logged.entry.appointment, logged.person.name, now)


def over_remarks(starts: Moment, who: str, now: datetime) -> Iterator[str]:
    """Say of an appointment whose time has come and gone what is still to be said of it."""
    from prospector.domain.deal import precedes  # lazy: few logs make an appointment

    if precedes(starts, Moment.of(now)):
        when = describe_when(starts, now)
        yield f"{when} is over: prospector appointment held or no-show {quoted(who)} says what became of it"


def _echo(logged: Logged, now: datetime) -> str:
    entry = logged.entry
    is_publication = logged.channel == "content" and logged.person is None
    parts = [
        logged.channel,
        str(logged.person) if logged.person else "",
        (logged.content or "") if is_publication else "",
        "new contact" if logged.is_new else "",
        "inbound" if entry.direction == Direction.INBOUND else "",
        f"{entry.count:,} x {logged.outcome}" if entry.count > 1 else logged.outcome,
        entry.kind or "",
        f"on {logged.content}" if logged.content and not is_publication else "",
        f"{entry.minutes} min" if entry.minutes is not None else "",
        f"for {describe_when(entry.appointment, now)}" if entry.appointment else "",
        describe_when(entry.moment, now),
        f"next: {logged.promised.text} {_day(logged.promised.due, now)}" if logged.promised else "",
    ]
    return " · ".join(part for part in parts if part)


def _plan(news: PlanNews) -> str:
    parts = [news.plan, f"step {news.done} of {news.steps} done" if news.done else ""]
    if news.end is not None:
        parts.append("finished" if news.end == "finished" else f"ends with a {news.end}")
    if news.following is not None:
        parts.append(f"next: {news.following.channel}, {news.following.what.rstrip('.')}")
    return " · ".join(part for part in parts if part)


def _day(day: date, now: datetime) -> str:
    return describe_when(Moment.on(day), now)
