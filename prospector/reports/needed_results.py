"""The results of a rep's last year, as reverse quota learns from them: what comes of conversations, when, and of what size.

appointment set    =  of a conversation; held: of appointments set more than 30 days ago
deal opened        =  of a conversation, within 90 days; conversations younger than that count in part
won                =  of deals closed
delay              =  days from the touch that a result is credited to; of a win, to its end
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from prospector.domain.courses import DealCourse
from prospector.domain.facts import Conversation, Outcomes
from prospector.domain.vocabulary import DealStatus, Level, Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.lines import Lines
from prospector.reports.results import credited
from prospector.stats.forecast import Ended, Left, Pending, Pipeline, draw_pipeline
from prospector.stats.maturity import Trial, learn_maturity
from prospector.stats.reverse_quota import Stage

HISTORY_DAYS = 365
FEWEST_RESULTS, FEWEST_WINS = 5, 3
_DEAL_HORIZON, _HELD_AFTER = 90, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a rep has done and brought.

    Attributes:
        year: the channels of the last 365 days, and `outcomes` of the same days.
        recent: the channels of the last 90 days.
        deals: known at as-of.
    """

    year: Lines
    outcomes: Outcomes
    recent: Lines
    deals: Sequence[DealCourse]


class Results:
    """The results of one metric in a rep's history: how many come of conversations, when, and of what size."""

    def __init__(self, basis: Basis, history: History, metric: Metric) -> None:
        self._exchange = basis.exchange
        self._as_of = basis.window.as_of
        self._outcomes = history.outcomes
        self._metric = metric
        self._open = [deal for deal in history.deals if deal.is_open]
        since = self._as_of - HISTORY_DAYS
        ended = [deal for deal in history.deals if deal.closed_on is not None and deal.closed_on > since]
        self._won = [deal for deal in ended if deal.status is DealStatus.WON]
        self._lost = [deal for deal in ended if deal.status is DealStatus.LOST]
        self._spoken = history.year.spoken
        self._talks = {
            each.spoken.id: each
            for each in self._outcomes.conversations
            if each.spoken.counts
            and self._outcomes.window.holds(each.spoken.day)
            and credited(self._outcomes, each.spoken.id) is not None
        }

    @property
    def is_of_wins(self) -> bool:
        """Whether deals must be won for it."""
        return self._metric in (Metric.REVENUE, Metric.WON)

    @property
    def fewest(self) -> int:
        """How many results it takes to say something."""
        return FEWEST_WINS if self.is_of_wins else FEWEST_RESULTS

    @property
    def word(self) -> str:
        """What is counted, in words."""
        named = {Metric.REVENUE: "deals of known value were won", Metric.WON: "deals were won"}
        return named.get(self._metric, f"{self._metric} came of your conversations")

    def count(self) -> int:
        """How many there are to learn from."""
        if self._metric is Metric.REVENUE:
            return len(self.worths())
        if self._metric is Metric.WON:
            return len(self._won)
        return round(self.stages()[-1].passed)

    def stages(self) -> list[Stage]:
        """From a conversation to the result."""
        if self._metric is Metric.CONVERSATIONS:
            return []
        if self._metric is Metric.NEW_CONVERSATIONS:
            return [Stage(len(self._talks), sum(each.new for each in self._talks.values()))]
        if self._metric in (Metric.APPOINTMENTS_SET, Metric.APPOINTMENTS_HELD):
            held = self._held()
            return [self._appointed(), *([held] if self._metric is Metric.APPOINTMENTS_HELD else [])]
        opened = self._came_of(
            {deal.id: (deal.opened_credit_id, deal.opened_on) for deal in self._outcomes.deals}
        )
        closed = Stage(len(self._won) + len(self._lost), len(self._won))
        return [opened, *([closed] if self.is_of_wins else [])]

    def delays(self) -> list[float]:
        """Days from the touch to the result."""
        facts = self._outcomes
        if self.is_of_wins:
            origins = {deal.id: self._origin(deal.opened_credit_id) for deal in facts.deals}
            begun = [(deal, origins.get(deal.id) or deal.opened_on) for deal in self._won]
            return [float(max((deal.closed_on or 0) - day, 0)) for deal, day in begun if day is not None]
        if self._metric is Metric.DEALS_OPENED:
            return self._waits((deal.opened_credit_id, deal.opened_on) for deal in facts.deals)
        if self._metric is Metric.APPOINTMENTS_HELD:
            return self._waits((each.credit_id, each.held_on) for each in facts.appointments if each.held)
        if self._metric is Metric.APPOINTMENTS_SET:
            return self._waits((each.credit_id, each.set_on) for each in facts.appointments)
        return [float(hit.delay) for hit in self._spoken]

    def worths(self) -> list[float]:
        """What deals were won at, minor units of the store's currency; those worth nothing are left out."""
        return [worth for deal in self._won if (worth := self._worth(deal))]

    def opened(self, left: Left, typical: float, working_days: int, random: Random) -> Sequence[float]:
        """Draws of what open deals bring in what is left; none where the quota does not count wins."""
        if not self.is_of_wins or not self._open:
            return ()
        value: Callable[[DealCourse], float | None] = self._worth if self._metric is Metric.REVENUE else _one
        ended = [
            Ended(
                deal.status is DealStatus.WON,
                None if deal.opened_on is None else float((deal.closed_on or 0) - deal.opened_on),
                value(deal) if deal.status is DealStatus.WON else None,
                frozenset(stage.value for stage in deal.stages),
            )
            for deal in (*self._won, *self._lost)
        ]
        pending = [
            Pending(float(self._as_of - (self._as_of if deal.opened_on is None else deal.opened_on)),
                    value(deal), deal.stage.value if deal.stage else None)
            for deal in self._open
        ]  # fmt: skip
        size = typical if self._metric is Metric.REVENUE else 1.0
        facts = Pipeline(ended, pending, created=len(pending), watched=max(working_days, 1), typical=size)
        drawn = draw_pipeline(facts, left, random).open
        return drawn if self._metric is Metric.REVENUE else [float(round(amount)) for amount in drawn]

    def _worth(self, deal: DealCourse) -> float | None:
        if not deal.value_minor:
            return None
        return float(self._exchange.minor(deal.value_minor, deal.currency))

    def _origin(self, activity_id: int | None) -> int | None:
        """The day of the touch that something is credited to."""
        link = credited(self._outcomes, activity_id)
        return None if link is None else link.day

    def _waits(self, found: Iterable[tuple[int | None, int | None]]) -> list[float]:
        pairs = ((self._origin(credit), day) for credit, day in found)
        return [float(max(day - start, 0)) for start, day in pairs if start is not None and day is not None]

    def _held(self) -> Stage:
        """Appointments set long enough ago to have been held."""
        ripe = [
            each
            for each in self._outcomes.appointments
            if each.set_on is not None and each.set_on <= self._as_of - _HELD_AFTER
        ]
        return Stage(len(ripe), sum(each.held for each in ripe))

    def _appointed(self) -> Stage:
        made = {each.id: (each.credit_id, each.set_on) for each in self._outcomes.appointments}
        said = {
            -each.id: (each.id, each.day) for each in self._outcomes.spoken if each.level >= Level.APPOINTMENT
        }
        return self._came_of({**made, **said})

    def _came_of(self, results: Mapping[int, tuple[int | None, int | None]]) -> Stage:
        """Of the conversations, those that a result is credited to; the youngest counted at their worth.

        Args:
            results: the activity that each is credited to, and its day.
        """
        first_of = {_place(each): number for number, each in self._talks.items()}
        ids = {each.id: first_of.get((each.contact_id or -each.id, each.channel_id, each.day))
               for each in self._outcomes.spoken}  # fmt: skip
        waits: dict[int, int] = {}
        for credit, day in results.values():
            talk = None if credit is None else ids.get(credit)
            if talk is not None and day is not None and day <= self._as_of:
                waits[talk] = min(max(day - self._talks[talk].spoken.day, 0), waits.get(talk, day))
        trials = [
            Trial("", self._as_of - each.spoken.day, waits.get(number), 1 if number in waits else each.amount)
            for number, each in self._talks.items()
        ]
        if not trials:
            return Stage(0, 0)
        count = learn_maturity(trials, horizon=_DEAL_HORIZON).count(trials)
        return Stage(count.effective, count.hits)


def _place(each: Conversation) -> tuple[int, int, int]:
    spoken = each.spoken
    return (spoken.contact_id or -spoken.id, spoken.channel_id, spoken.day)


def _one(_: DealCourse) -> float:
    return 1.0
