"""How long things take, where some have not happened yet."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The share to whom it has not happened yet, as a step function of time.

    Attributes:
        times: when it happened to somebody, ascending.
        shares: the share left right after each of these times.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]

    def at(self, time: float) -> float:
        """Share to whom it has not happened by this time, the time itself included."""
        place = bisect_right(self.times, time)
        return self.shares[place - 1] if place else 1.0

    @property
    def median(self) -> float | None:
        """The first time by which it has happened to half of them; None if it has not come to that."""
        return next((time for time, share in zip(self.times, self.shares, strict=True) if share <= 0.5), None)


def kaplan_meier(
    times: Sequence[float], observed: Sequence[bool], counts: Sequence[int] | None = None
) -> SurvivalCurve:
    """Kaplan-Meier estimate from times that end in the event, or in our not knowing any further.

    Args:
        times: how long each was watched, 0 or more, in any unit.
        observed: whether the event ended it; who leaves at the time of an event was still at risk.
        counts: how many each line stands for, 1 where not given.

    Raises:
        ValueError: the lengths differ; a bug of the caller.

    Source: Kaplan, Meier (1958), J. Am. Statist. Assoc. 53, 457-481.
    """
    events: Counter[float] = Counter()
    leaving: Counter[float] = Counter()
    for time, happened, count in zip(times, observed, counts or [1] * len(times), strict=True):
        leaving[time] += count
        if happened:
            events[time] += count
    at_risk, share = leaving.total(), 1.0
    steps: list[tuple[float, float]] = []
    for time in sorted(leaving):
        if events[time]:
            share *= 1 - events[time] / at_risk
            steps.append((time, share))
        at_risk -= leaving[time]
    return SurvivalCurve(tuple(time for time, _ in steps), tuple(share for _, share in steps))
