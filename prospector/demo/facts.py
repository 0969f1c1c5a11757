"""What the story is made of: plain facts, times as the rep's clock showed them."""

from __future__ import annotations

from datetime import date, datetime

from prospector.demo.names import Company, Someone
from prospector.domain.period import Period
from prospector.domain.vocabulary import AppointmentStatus, DealStatus, Direction, Stage
from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An activity; `contact` and `piece` are places in the story's lists, None for nobody and no piece."""

    at: datetime
    channel: str
    outcome: str
    contact: int | None = None
    direction: Direction = Direction.OUTBOUND
    kind: str | None = None
    minutes: int | None = None
    count: int = 1
    piece: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a contact came.

    Attributes:
        source: the lead source.
        qualified: whether it was found worth a talk; None where nobody knows yet.
        brought_by: the contact who referred them, a place in the story's list.
    """

    source: str
    at: datetime
    qualified: bool | None
    brought_by: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A content piece; `cost` is in whole units."""

    title: str
    kind: str
    published: datetime
    minutes: int
    cost: int
    reach: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment; `act` is the activity that made it, a place in the log."""

    act: int
    starts: datetime
    status: AppointmentStatus


@dataclass(frozen=True, slots=True)
class Sale:
    """A deal with the dated steps of its history, the last of them its end if it has one; `value` in whole units."""

    contact: int
    value: int
    status: DealStatus
    stage: Stage | None
    steps: tuple[tuple[str, datetime], ...]
    lost_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """A contact who was put into a plan; `stopped` is when the rep gave it up."""

    plan: str
    contact: int
    at: datetime
    stopped: datetime | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up; `act` is the activity that it was promised in, a place in the log."""

    act: int
    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Story:
    """All of it. The log is in the order of time; `arrivals` has one for every person."""

    companies: tuple[Company, ...]
    people: tuple[Someone, ...]
    arrivals: tuple[Arrival, ...]
    pieces: tuple[Piece, ...]
    log: tuple[Act, ...]
    meetings: tuple[Meeting, ...]
    sales: tuple[Sale, ...]
    joinings: tuple[Joining, ...]
    promises: tuple[Promise, ...]
    quarter: Period
    quota: int
