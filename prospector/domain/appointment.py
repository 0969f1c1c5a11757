"""An appointment: a meeting with a date, and which of several a rep means."""

from __future__ import annotations

from collections.abc import Sequence

from prospector.domain.deal import precedes
from prospector.domain.moment import SECONDS_A_DAY, Moment
from prospector.domain.vocabulary import AppointmentStatus
from prospector.light import dataclass

PENDING = (AppointmentStatus.SET, AppointmentStatus.MOVED)
_OVER = (AppointmentStatus.HELD, AppointmentStatus.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting with a contact.

    Attributes:
        id: of its row.
        set_at: None where the source does not say.
        starts: None until it has a date.
    """

    id: int
    status: AppointmentStatus
    set_at: Moment | None
    starts: Moment | None

    @property
    def is_pending(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.status in PENDING


def completed_by_date(known: Sequence[Appointment], now: Moment) -> Appointment | None:
    """The appointment without a date that a date given now completes: one that was moved, or set within a day.

    Args:
        known: of one contact.
        now: when the date is given.

    Returns:
        The last such one, None if there is none.
    """
    waiting = [
        each
        for each in known
        if each.starts is None
        and (
            each.status == AppointmentStatus.MOVED
            or (each.status == AppointmentStatus.SET and _fresh(each, now))
        )
    ]
    return max(waiting, key=lambda each: each.id, default=None)


def meant(
    known: Sequence[Appointment], status: AppointmentStatus, now: Moment, day: Moment | None
) -> tuple[Appointment, ...]:
    """The appointments that a rep may mean who says what became of one.

    Of several it is the one on the day that was named. Without a day, what was held or missed is the last one that was
    due by now; what is cancelled or moved is the next one to come.

    Args:
        known: of one contact.
        status: what became of it.
        now: the present.
        day: when it was to be, as far as that was said.

    Returns:
        One if it is clear, else all that may be meant.
    """
    pending = tuple(each for each in known if each.is_pending)
    if len(pending) < 2:
        return pending
    if day is not None and status != AppointmentStatus.MOVED:
        there = tuple(each for each in pending if each.starts and each.starts.local_day == day.local_day)
        return there if len(there) == 1 else there or pending
    dated = sorted(
        ((each.starts.seconds, each) for each in pending if each.starts),
        key=lambda pair: (pair[0], pair[1].id),
    )
    due = [each for _, each in dated if each.starts and not precedes(now, each.starts)]
    if status in _OVER:
        return (due[-1],) if due else pending
    ahead = [each for _, each in dated if each not in due]
    return (ahead[0],) if len(ahead) == 1 else pending


def _fresh(each: Appointment, now: Moment) -> bool:
    return each.set_at is not None and abs(now.seconds - each.set_at.seconds) <= SECONDS_A_DAY
