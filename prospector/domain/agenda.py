"""What is next: the facts that ask for something to be done, and the item of a list that each becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from prospector.domain.experiment import Arm
from prospector.domain.follow_up import FollowUp
from prospector.domain.moment import Moment
from prospector.domain.plan import Step
from prospector.light import StrEnum, dataclass, field


class Sort(StrEnum):
    """Why something is to be done, in the order of worth: what was agreed, then what the rep found out to pay."""

    APPOINTMENT = "appointment"
    FOLLOW_UP = "follow-up"
    STEP = "plan step"
    LEAD = "lead"
    DEAL = "deal"
    REFERRAL = "referral"
    GAP = "gap"

    @property
    def has_a_day(self) -> bool:
        """Whether it was agreed for a day; the others can be done on any."""
        return self in {Sort.APPOINTMENT, Sort.FOLLOW_UP, Sort.STEP}


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingAppointment:
    """An appointment that nothing became of yet; `alone` says whether the contact has no other one like it."""

    id: int
    contact_id: int | None
    starts: Moment
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedAppointment:
    """An appointment that was agreed without a date; `set_on` is the day number on which it was."""

    id: int
    contact_id: int
    set_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLead:
    """A contact who came and was never touched.

    Attributes:
        received_on: day number; None where it is not known.
        by_phone: whether there is a number, or no address to write to.
    """

    contact_id: int
    source: str
    received_on: int | None
    by_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """A step of a plan that is due; `place` is its number from 1."""

    enrolment_id: int
    contact_id: int
    plan: str
    place: int
    steps: int
    step: Step
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAccount:
    """A target account; `touched_on` is the day number of the last touch, None without one."""

    id: int
    name: str
    buying_group: int
    met: int
    touched_on: int | None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the leads of a source came to."""

    leads: int
    won: int

    @property
    def rate(self) -> float:
        """Wins a lead."""
        return self.won / self.leads if self.leads else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDeal:
    """An open deal; `since` is the day number on which it came to its stage, None where it is not known."""

    id: int
    name: str
    contact_id: int | None
    stage: str
    since: int | None
    value_minor: int | None
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """All that may ask for something to be done.

    Attributes:
        sources: what leads came to, by the name of the source.
        stays: how many days deals stayed in a stage before they went on, by stage.
        cared_for: contacts to whom something was promised, who are in a plan, or with whom there is an appointment to
            come.
        way_in: whom to call at an account, by its number.
        coins: what the coin of the experiment says of those who take part and were not called yet.
        warmed: whom the coin wants warm and who had their touch: the call is next.
    """

    appointments: tuple[PendingAppointment, ...] = ()
    undated: tuple[UndatedAppointment, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    steps: tuple[DueStep, ...] = ()
    leads: tuple[WaitingLead, ...] = ()
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    deals: tuple[OpenDeal, ...] = ()
    stays: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    targets: tuple[TargetAccount, ...] = ()
    cared_for: frozenset[int] = frozenset()
    way_in: Mapping[int, int] = field(default_factory=dict)
    coins: Mapping[int, Arm] = field(default_factory=dict)
    warmed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to do.

    Attributes:
        key: which it is among all things that can be listed, the same every time.
        what: the deed in words.
        subject: what it is about, where that is not the contact alone.
        reason: why now.
        due: the day it was agreed for; None where any will do.
        contact_id: with whom.
        account: the company, where it is about one.
        channel: through which the command logs it, and `kind`; None where it is no log.
        command: what logs or settles it, without the program's name; `{who}` stands for the contact.
        value_minor: what is at stake, in minor units of the store's currency.
        old: whether its day is so long over that it comes after everything else.
    """

    key: tuple[str, int]
    sort: Sort
    what: str
    reason: str
    command: str
    subject: str = ""
    due: date | None = None
    contact_id: int | None = None
    account: str | None = None
    channel: str | None = None
    kind: str | None = None
    value_minor: int | None = None
    old: bool = False
