"""Judging rows whose cells were all read: what they lack, what cannot be, and what is only planned.

What a row says of another day depends on today, which is told and never asked of the clock.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from prospector.domain.moment import SECONDS_A_DAY, day_number
from prospector.domain.talk import outcome_of_talk
from prospector.importing.cells import Unreadable
from prospector.importing.columns import SHEETS, Kind
from prospector.importing.moment_column import MomentColumn
from prospector.importing.row import RowProblem
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, tzinfo

    from prospector.domain.moment import Moment
    from prospector.importing.plan import Plan

_Values = list["Sequence[Any]"]
_UNDECIDED = frozenset([None, "connected"])  # what is said of a call that talk time decides


@dataclass(frozen=True, slots=True)
class Today:
    """The day of an import, and when it ends on the clock of the rep.

    Attributes:
        day: the local date.
        ends: UTC seconds of the midnight after it.
    """

    day: date
    ends: int

    @classmethod
    def on(cls, day: date, zone: tzinfo | None) -> Today:
        """A day on the clock of a zone; None is the system's."""
        midnight = datetime.combine(day + timedelta(days=1), time())
        aware = midnight.astimezone() if zone is None else midnight.replace(tzinfo=zone)
        return cls(day, int(aware.timestamp()))

    def is_before(self, moment: Moment) -> bool:
        """Whether a moment is on a later day: on this clock, or by its date where only that is known."""
        if moment.offset is None:
            return moment.seconds >= (day_number(self.day) + 1) * SECONDS_A_DAY
        return moment.seconds >= self.ends

    @property
    def earliest(self) -> int:
        """The seconds before which no moment is on a later day."""
        return min(self.ends, (day_number(self.day) + 1) * SECONDS_A_DAY)


class Judge:
    """Judges the rows of one file.

    Args:
        plan: of the file.
        talk: from how many seconds an answered call is a conversation; None leaves outcomes as they are.
        today: the day of the import.

    Attributes:
        future: how many activities are left out only because they are dated in the future.
        first_future: the line of the first of them; None without any.
    """

    def __init__(self, plan: Plan, talk: int | None, today: Today) -> None:
        self.future = 0
        self.first_future: int | None = None
        self._plan = plan
        self._places = {name: place for place, name in enumerate(SHEETS[plan.kind].names)}
        self._talk = talk
        self._today = today

    def problems(self, values: _Values, lines: Sequence[int]) -> Iterator[tuple[int, RowProblem]]:
        """What is wrong with rows besides single cells, and at which place of the lines."""
        yield from self._lacking(values, lines)
        checks = {
            Kind.ACTIVITIES: self._done_too_early,
            Kind.APPOINTMENTS: self._met_too_early,
            Kind.DEALS: self._closed_too_early,
        }
        if (check := checks.get(self._plan.kind)) is not None:
            for at, column, message in check(values):
                yield at, RowProblem(lines[at], self._plan.heading(column), message)

    def planned(self, values: _Values, lines: Sequence[int]) -> Iterator[int]:
        """The places, in the chunk, of activities that did not happen yet."""
        if self._plan.kind is not Kind.ACTIVITIES:
            return
        (done,) = self._columns(values, "done")
        if False in done:
            yield from (at for at, value in enumerate(done) if value is False)
        for at, _ in self._future(values, "occurred_at"):
            if done[at] is None:
                self.future += 1
                if self.first_future is None:
                    self.first_future = lines[at]
                yield at

    @property
    def lets_talk_tell(self) -> bool:
        """Whether talk time may decide what came of a row."""
        return self._talk is not None and self._plan.kind is Kind.ACTIVITIES

    def let_talk_tell(self, values: _Values) -> Sequence[bool]:
        """Let talk time say what was a conversation.

        Identities are older than this: another threshold makes no other rows.

        Returns:
            Of each row, whether talk time decided; nothing where it decides nowhere.
        """
        if self._talk is None or not self.lets_talk_tell:
            return ()
        outcomes, seconds = self._columns(values, "outcome", "talk_seconds")
        judged = [
            isinstance(long, int) and long > 0 and name in _UNDECIDED
            for name, long in zip(outcomes, seconds, strict=True)
        ]
        if True in judged:
            limit = self._talk
            values[self._places["outcome"]] = [
                outcome_of_talk(long, limit) if decides else name
                for decides, name, long in zip(judged, outcomes, seconds, strict=True)
            ]
        return judged

    def _lacking(self, values: _Values, lines: Sequence[int]) -> Iterator[tuple[int, RowProblem]]:
        """The rows that have nothing of a group of which they need something."""
        for group in self._plan.any_of:
            message = f"one of {', '.join(group)} is needed"
            heading = self._plan.heading(group[0])
            for at, found in enumerate(zip(*self._columns(values, *group), strict=True)):
                if found.count(None) == len(found):
                    yield at, RowProblem(lines[at], heading, message)

    def _done_too_early(self, values: _Values) -> Iterator[tuple[int, str, str]]:
        (done,) = self._columns(values, "done")
        for at, day in self._future(values, "occurred_at"):
            if done[at] is True:
                yield at, "occurred_at", f"{day} is in the future: it cannot be done yet"

    def _met_too_early(self, values: _Values) -> Iterator[tuple[int, str, str]]:
        (statuses,) = self._columns(values, "status")
        for at, day in self._future(values, "starts_at"):
            if statuses[at] in {"held", "no-show"}:
                yield at, "starts_at", f"{day} is in the future: it cannot be {statuses[at]} yet"

    def _closed_too_early(self, values: _Values) -> Iterator[tuple[int, str, str]]:
        """Deals that closed before they were opened; of one that is open, the day of closing says nothing."""
        columns = self._columns(values, "status", "opened_at", "closed_at")
        for at, (status, opened, closed) in enumerate(zip(*columns, strict=True)):
            if status == "open" or not _known(opened) or not _known(closed):
                continue
            if closed.local_day < opened.local_day:
                yield at, "closed_at", f"closed on {closed.day}, before it was opened on {opened.day}"

    def _future(self, values: _Values, column: str) -> Iterator[tuple[int, date]]:
        """The places of rows that are dated after today, and their dates."""
        earliest = self._today.earliest
        (moments,) = self._columns(values, column)
        if isinstance(moments, MomentColumn) and moments.latest < earliest:
            return
        late = [at for at, moment in enumerate(moments) if getattr(moment, "seconds", 0) >= earliest]
        for at in late:
            if self._today.is_before(moments[at]):
                yield at, moments[at].day

    def _columns(self, values: _Values, *names: str) -> list[Sequence[Any]]:
        return [values[self._places[name]] for name in names]


def _known(value: object) -> bool:
    return value is not None and not isinstance(value, Unreadable)
