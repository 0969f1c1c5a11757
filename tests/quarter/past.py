"""A quarter, read from its script: the ground of a second computation, worked out from the script's own lines, by the definitions alone.

Nothing of the product is used here. A line is a day and a time of 2026 in Berlin and what was typed then; `dialled` is
a row of the dialer's export, which is imported on the Monday after it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CONNECTS = {"connected", "gatekeeper", "accepted", "engaged", "replied"}
CONVERSATIONS = {"conversation", "not-interested", "callback", "do-not-contact", "appointment"}
DIALLED = {"NA": "no-answer", "VM": "voicemail"}
STAGES = ("lead", "prospecting", "qualifying", "needs-analysis", "proposal", "objections", "closing")
BERLIN = ZoneInfo("Europe/Berlin")
MONTH = timedelta(days=30)
QUARTER = (date(2026, 10, 1), date(2027, 1, 1))


@dataclass(frozen=True)
class Line:
    """A line of the script; it is known from `told` on."""

    at: datetime
    words: tuple[str, ...]
    text: str

    @property
    def told(self) -> datetime:
        if self.words[0] != "dialled":
            return self.at
        return datetime.combine(self.at.date() + timedelta(7 - self.at.weekday()), time(8), BERLIN)

    def option(self, *names: str) -> str | None:
        return next(
            (value for name, value in zip(self.words, self.words[1:], strict=False) if name in names), None
        )


@dataclass
class Act:
    """An activity."""

    at: datetime
    channel: str
    who: str | None
    outcome: str
    inbound: bool
    count: int
    minutes: int | None


@dataclass
class Deal:
    """A deal, its stages with their days, and where it stands."""

    who: str
    value: int
    steps: list[tuple[datetime, str]]
    close: date | None
    status: str = "open"

    @property
    def stage(self) -> int:
        """Where it stands, or stood when it ended."""
        return next(STAGES.index(step) for _, step in reversed(self.steps) if step in STAGES)

    @property
    def furthest(self) -> int:
        if self.status == "won":
            return len(STAGES)
        return max(STAGES.index(step) for _, step in self.steps if step in STAGES)

    @property
    def ended(self) -> datetime | None:
        return None if self.status == "open" else self.steps[-1][0]


@dataclass
class Meeting:
    """An appointment; `channel` where the rep said it."""

    who: str
    set_at: datetime
    starts: datetime | None
    channel: str | None
    status: str = "set"


@dataclass
class Enrolment:
    """Somebody in a plan."""

    who: str
    at: datetime
    stopped: datetime | None = None


@dataclass
class Past:
    """What a rep has done up to a moment."""

    now: datetime
    acts: list[Act] = field(default_factory=list)
    deals: dict[str, Deal] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    leads: dict[str, tuple[str, datetime, bool | None]] = field(default_factory=dict)
    quotas: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    goals: dict[tuple[str, str], list[tuple[date, int]]] = field(default_factory=dict)
    promises: dict[date, tuple[str, ...]] = field(default_factory=dict)
    kept: set[date] = field(default_factory=set)
    follow_ups: list[list[str | None]] = field(default_factory=list)
    enrolled: list[Enrolment] = field(default_factory=list)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    days_off: set[date] = field(default_factory=set)


def moment(text: str) -> datetime:
    """A day and time on the wall in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def read(script: str) -> list[Line]:
    """The lines of the script."""
    found = []
    for text in script.splitlines():
        at = moment(f"2026-{text[:11]}")
        found.append(Line(at, tuple(shlex.split(text[13:])), text[13:]))
    return found


def past(lines: Iterable[Line], now: datetime) -> Past:
    """What the lines up to a moment come to; `undo` takes back the line before it."""
    stands: list[Line] = []
    for line in lines:
        if line.told <= now:
            stands = stands[:-1] if line.words[0] == "undo" else [*stands, line]
    known = Past(now)
    for line in sorted(stands, key=lambda each: each.told):
        _READERS.get(line.words[0], _log)(known, line)
    known.acts.sort(key=lambda act: act.at)
    return known


def _log(known: Past, line: Line) -> None:
    who = None if line.words[1] == "." else line.words[1]
    said = line.words[2] if len(line.words) > 2 and not line.words[2].startswith("-") else "sent"
    act = Act(
        line.at,
        line.words[0],
        who,
        said,
        "--inbound" in line.words,
        int(line.option("-x") or 1),
        int(minutes) if (minutes := line.option("-m")) else None,
    )
    known.acts.append(act)
    if who is not None:
        known.leads.setdefault(who, ("self", line.at, None))
    if said == "appointment" and who is not None:
        starts = line.option("--for")
        known.meetings.append(Meeting(who, line.at, moment(starts) if starts else None, None))
    if "--next" in line.words:
        place = line.words.index("--next")
        known.follow_ups.append([line.words[place + 1], who, line.words[place + 2], "open"])


def _dialled(known: Past, line: Line) -> None:
    _, _, who, result, talk = line.words
    outcome = DIALLED.get(result, "conversation" if int(talk) >= 60 else "connected")
    known.acts.append(Act(line.at, "call", who, outcome, inbound=False, count=1, minutes=None))
    known.leads.setdefault(who, ("self", line.at, None))


def _fix(known: Past, line: Line) -> None:
    known.acts[-1].outcome = line.words[1]


def _contact(known: Past, line: Line) -> None:
    qualified = {"--qualified": True, "--not-qualified": False}
    verdict = next((qualified[word] for word in line.words if word in qualified), None)
    known.leads[line.words[2]] = (line.option("--source") or "self", line.at, verdict)
    if tag := line.option("-t"):
        known.tagged.setdefault(tag, []).append(line.words[2])


def _deal(known: Past, line: Line) -> None:
    verb, name = line.words[1:3]
    value = line.option("--value")
    worth = int(value.removesuffix("k")) * 1000 if value else None
    if verb == "open":
        close = line.option("--close")
        known.deals[name] = Deal(
            line.option("--who") or "",
            worth or 0,
            [(line.at, "qualifying")],
            date.fromisoformat(close) if close else None,
        )
        known.leads.setdefault(known.deals[name].who, ("self", line.at, None))
        return
    deal = known.deals[name]
    if worth is not None:
        deal.value = worth
    step = {"advance": line.words[3] if len(line.words) > 3 else "", "reopen": STAGES[deal.stage]}.get(
        verb, verb
    )
    deal.status = verb if verb in {"won", "lost"} else "open"
    deal.steps.append((line.at, step))


def _appointment(known: Past, line: Line) -> None:
    verb, who = line.words[1:3]
    if verb == "set":
        starts = moment(line.words[3])
        for meeting in known.meetings:
            if meeting.who == who and meeting.starts is None and line.at - meeting.set_at < timedelta(days=1):
                meeting.starts = starts
                return
        known.meetings.append(Meeting(who, line.at, starts, line.option("--channel")))
        return
    meeting = next(each for each in reversed(known.meetings) if each.who == who)
    meeting.status = {"cancel": "cancelled", "move": "moved"}.get(verb, verb)
    if verb == "move":
        meeting.starts = moment(line.words[3])


def _quota(known: Past, line: Line) -> None:
    known.quotas.setdefault(line.words[2], []).append(
        (line.at.date(), int(line.words[3].replace("k", "000")))
    )


def _goal(known: Past, line: Line) -> None:
    unit = " min" if "--minutes" in line.words else ""
    aim = f"{line.words[2]}{unit}", line.option("--per") or ""
    known.goals.setdefault(aim, []).append((line.at.date(), int(line.words[3])))


def _plan(known: Past, line: Line) -> None:
    if line.words[1] == "stop":
        next(each for each in known.enrolled if each.who == line.words[2]).stopped = line.at
        return
    tag = line.option("--tag")
    known.enrolled += [Enrolment(who, line.at) for who in (known.tagged[tag] if tag else line.words[3:])]


def _follow_up(known: Past, line: Line) -> None:
    if line.words[1] == "add":
        known.follow_ups.append([line.words[2], None, line.option("--on"), "open"])
    else:
        known.follow_ups[int(line.words[2]) - 1][3] = {"done": "done", "drop": "dropped"}[line.words[1]]


def _config(known: Past, line: Line) -> None:
    if line.words[2] == "country":  # in Saxony: the day of repentance, and Christmas Day
        known.days_off |= {date(2026, 11, 18), date(2026, 12, 25)}
    else:
        first, last = (date.fromisoformat(day) for day in line.words[3].split(".."))
        known.days_off |= {first + timedelta(days) for days in range((last - first).days + 1)}


def _review(known: Past, line: Line) -> None:
    said = line.words[1:]
    if said[0] == "yes":  # the answer on what was promised in words, the week before
        known.kept.add(monday(line.at.date()) - timedelta(7))
        said = said[1:]
    known.promises[monday(line.at.date())] = said


_READERS: dict[str, Callable[[Past, Line], None]] = {
    "dialled": _dialled, "fix": _fix, "contact": _contact, "deal": _deal, "appointment": _appointment, "quota": _quota,
    "goal": _goal, "plan": _plan, "followup": _follow_up, "config": _config, "review": _review,
}  # fmt: skip


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def works(known: Past, day: date) -> bool:
    """Whether somebody works on a day."""
    return day.weekday() < 5 and day not in known.days_off


def working_days(known: Past, start: date, end: date) -> int:
    """From a day to another, exclusive."""
    return sum(works(known, start + timedelta(days)) for days in range((end - start).days))
