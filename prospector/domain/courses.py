"""The course of a deal or a contact through the seven stages, as the store hands it to a report. Days are day numbers."""

from __future__ import annotations

from prospector.domain.vocabulary import DealStatus, Stage
from prospector.light import StrEnum, dataclass

ORDER = tuple(Stage)
RANK = {stage: rank for rank, stage in enumerate(ORDER)}
FIRST_OF_DEALS = RANK[Stage.QUALIFYING]  # up to the stage before it the contact is the unit


class Way(StrEnum):
    """How somebody left a stage, or that they have not."""

    NOW = "now"
    ADVANCED = "advanced"
    LOST = "lost"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A step of a deal: a stage or an end; None where the day is not known."""

    to: Stage | DealStatus
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCourse:
    """A deal as it stood at as-of.

    Attributes:
        party: the account or contact, where there is one.
        source: the lead source.
        channel: of origin: of the contact's first activity, else of the one that the deal came from.
        value_minor: minor units of its currency; None where nobody said.
        stage: where it stands while it is open.
        expected_on: the day on which the rep expects its end.
        steps: up to as-of, in their order; none where the source has no history.
    """

    id: int
    name: str
    party: str | None
    contact_id: int | None
    rep_id: int
    source: str
    channel: str | None
    value_minor: int | None
    currency: str | None
    opened_on: int | None
    closed_on: int | None
    status: DealStatus
    stage: Stage | None
    expected_on: int | None
    steps: tuple[CourseStep, ...]

    @property
    def is_open(self) -> bool:
        """Whether it was neither won nor lost."""
        return self.status is DealStatus.OPEN

    @property
    def last_stage(self) -> Stage | None:
        """Where it stands, or stood before its end; None where nobody said."""
        if self.stage is not None:
            return self.stage
        return next((step.to for step in reversed(self.steps) if isinstance(step.to, Stage)), None)

    @property
    def stages(self) -> frozenset[Stage]:
        """Those that it was at, as far as is known."""
        known = {step.to for step in self.steps if isinstance(step.to, Stage)}
        return frozenset(known if self.stage is None else {*known, self.stage})

    @property
    def stays(self) -> tuple[Stay, ...]:
        """How long it was where, one stay a step; a skipped stage has none."""
        steps = list(self.steps)
        if not steps and self.stage is not None:
            steps = [CourseStep(self.stage, self.opened_on)]
        found = []
        for number, step in enumerate(steps):
            if not isinstance(step.to, Stage):
                continue
            after = steps[number + 1] if number + 1 < len(steps) else None
            if after is None:
                way = Way.NOW if self.is_open else Way.ADVANCED if self.status is DealStatus.WON else Way.LOST
                found.append(Stay(step.to, step.day, self.closed_on, way))
            elif after.to != step.to:
                found.append(Stay(step.to, step.day, after.day, _way(step.to, after.to)))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCourse:
    """A contact as it stood at as-of, apart from its deals.

    Attributes:
        source: the lead source.
        channel: of origin: of the first activity with it.
        arrived_on: as a lead; else when it was first heard of. None where the source does not say.
        touched_on: the first touch; None where it was never touched.
        is_lost: whether it was disqualified, or does not want to be contacted.
        lost_on: since when; None where nobody said.
    """

    id: int
    source: str
    channel: str | None
    arrived_on: int | None
    touched_on: int | None
    is_lost: bool
    lost_on: int | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a stage.

    Attributes:
        since: the day on which it began; None where it is not known.
        until: that on which it ended; None while it goes on, or where it is not known.
    """

    stage: Stage
    since: int | None
    until: int | None
    way: Way

    @property
    def days(self) -> int | None:
        """How long it was, once it is over; None where that is not known."""
        if self.way is Way.NOW or self.since is None or self.until is None:
            return None
        return max(self.until - self.since, 0)


def _way(stage: Stage, to: Stage | DealStatus) -> Way:
    if isinstance(to, Stage):
        return Way.ADVANCED if RANK[to] > RANK[stage] else Way.BACK
    return Way.ADVANCED if to is DealStatus.WON else Way.LOST
