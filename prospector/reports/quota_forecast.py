"""Where a quota may end: what `stats.forecast` draws from the rep's own history, fitted to a quota.

pipeline   =  revenue of all channels, where the rep's deals are logged and one was won: open deals end, further ones come
pace       =  all else: results, or wins with their sizes, come as they came in the last year and a half
run rate   =  where nothing of the sort has happened yet: credited x D / e, without a range or a chance
final      =  no working day is left, or the quota is made: the chance is 0 or 1
coverage   =  value of open deals due in the period / gap; needed: 1 / own win rate, of all deals that ended
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prospector.domain.courses import DealCourse
from prospector.domain.facts import Outcomes
from prospector.domain.vocabulary import DealStatus, Metric
from prospector.domain.work_calendar import Calendar
from prospector.light import StrEnum, dataclass
from prospector.reports.basis import Basis
from prospector.reports.results import results_of
from prospector.stats.forecast import (
    HALF_LIFE,
    Draws,
    Ended,
    Forecast,
    Left,
    Pending,
    Pipeline,
    draw_pace,
    draw_pipeline,
    forecast,
    settled,
    sizes,
)

PAST_DAYS = 3 * HALF_LIFE * 7 // 5  # calendar days: what is older says less than an eighth
FEWEST_DAYS = 10  # working days of a log below which it tells no pace
FEWEST_ENDED = 3  # deals below which there is no win rate
DEALS_OPENING = 8  # deals that a quota is thought to take before the first one is won
_OF_DEALS = frozenset({Metric.REVENUE, Metric.WON, Metric.DEALS_OPENED})


class Method(StrEnum):
    """From what a forecast is."""

    PIPELINE = "pipeline"
    PACE = "pace"
    RUN_RATE = "run rate"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Past:
    """What the reps have done so far.

    Attributes:
        deals: of all reps, as they stood at as-of.
        since: the day on which each rep's log begins, by rep.
        outcomes: by rep, of the last `PAST_DAYS`; None where nothing but deals is wanted.
    """

    deals: Sequence[DealCourse]
    since: Mapping[int, int]
    outcomes: Outcomes | None = None


@dataclass(frozen=True, slots=True)
class QuotaForecast:
    """Where a quota may end.

    Attributes:
        ends: the range and the chance; None where there is only a run rate.
    """

    method: Method
    ends: Forecast | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What open deals are worth beside the gap.

    Attributes:
        open: minor units, of those due in the period.
        needed: how many times the gap they have to be worth, by the own win rate; None before the first win.
        value: how many times they are; None without a gap.
    """

    open: int
    needed: float | None
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The quota of one rep, as far as a forecast asks for it; days are day numbers, the end exclusive."""

    rep_id: int
    metric: Metric
    channel_id: int | None
    end: int
    target: int
    credited: int
    working_days_left: int


def wants_outcomes(metric: Metric, channel_id: int | None) -> bool:
    """Whether the forecast of a quota needs more than deals."""
    return metric not in _OF_DEALS or channel_id is not None


class Foresight:
    """Forecasts for the quotas of one report."""

    def __init__(self, basis: Basis, calendar: Calendar, past: Past) -> None:
        self.basis = basis
        self.calendar = calendar
        self.past = past
        self._results: dict[tuple[int, Metric, int | None], list[tuple[int, int]]] | None = None

    def together(self, quotas: Sequence[Wanted]) -> QuotaForecast:
        """The forecast of some reps' quotas of one period, added up."""
        target = sum(quota.target for quota in quotas)
        credited = sum(quota.credited for quota in quotas)
        confidence = self.basis.confidence
        if not quotas[0].working_days_left:
            return QuotaForecast(Method.FINAL, settled(credited, target, confidence=confidence))
        drawn = [self._draws(quota) for quota in quotas]
        if any(draws is None for _, draws in drawn):
            return QuotaForecast(Method.RUN_RATE, None)
        total = next(draws for _, draws in drawn if draws is not None)
        for _, draws in drawn[1:]:
            total = total + draws if draws is not None else total
        methods = {method for method, _ in drawn}
        method = Method.PIPELINE if Method.PIPELINE in methods else Method.PACE
        return QuotaForecast(method, forecast(total, credited, target, confidence=confidence))

    def coverage(self, quotas: Sequence[Wanted]) -> Coverage | None:
        """What open deals cover; None where a quota is not of the revenue of all channels, or nothing is left."""
        first = quotas[0]
        if first.metric is not Metric.REVENUE or first.channel_id is not None or not first.working_days_left:
            return None
        reps = {quota.rep_id for quota in quotas}
        deals = [deal for deal in self.past.deals if deal.rep_id in reps]
        due = (deal for deal in deals if deal.is_open and (deal.expected_on or 0) < first.end)
        worth = sum(self._worth(deal) or 0 for deal in due)
        won, ended = (
            sum(deal.status is DealStatus.WON for deal in deals),
            sum(not deal.is_open for deal in deals),
        )
        gap = max(sum(quota.target - quota.credited for quota in quotas), 0)
        return Coverage(
            worth, ended / won if won and ended >= FEWEST_ENDED else None, worth / gap if gap else None
        )

    def _draws(self, wanted: Wanted) -> tuple[Method, Draws | None]:
        as_of = self.basis.window.as_of
        left = Left(wanted.end - as_of, wanted.working_days_left)
        since = self._since(wanted.rep_id)
        if self.calendar.days(since, as_of) < FEWEST_DAYS:
            return Method.RUN_RATE, None
        from random import Random  # lazy: a quota that is made, or has no past, draws nothing

        random = Random(f"{wanted.metric} {wanted.channel_id} {wanted.end} {as_of} {wanted.credited}")  # noqa: S311
        if wanted.metric is Metric.REVENUE and wanted.channel_id is None:
            pipeline = self._pipeline(wanted, since)
            if pipeline is not None:
                return Method.PIPELINE, draw_pipeline(pipeline, left, random)
        results = self._history(wanted)
        if not results:
            return Method.RUN_RATE, None
        watched = max(self.calendar.days(max(since, as_of - PAST_DAYS), as_of), 1)
        ages = [(self.calendar.days(day, as_of), amount) for day, amount in results]
        if wanted.metric is not Metric.REVENUE:
            return Method.PACE, draw_pace(ages, watched, left, random, None)
        size = sizes((amount for _, amount in results), wanted.target / DEALS_OPENING)
        wins = [(age, 1) for age, amount in ages if amount > 0]
        return Method.PACE, draw_pace(wins, watched, left, random, size)

    def _pipeline(self, wanted: Wanted, since: int) -> Pipeline | None:
        """The rep's deals; None where only wins are logged, too few ended or were won, or no opening has a day."""
        as_of = self.basis.window.as_of
        deals = [deal for deal in self.past.deals if deal.rep_id == wanted.rep_id]
        created = sum(deal.opened_on is not None for deal in deals)
        if not created or all(deal.status is DealStatus.WON for deal in deals):
            return None
        ended = [self._ended(deal) for deal in deals if not deal.is_open]
        if len(ended) < FEWEST_ENDED or not any(deal.won for deal in ended):
            return None
        return Pipeline(
            ended=ended,
            pending=[
                Pending(
                    max(as_of - deal.opened_on, 0) if deal.opened_on is not None else 0,
                    self._worth(deal),
                    deal.stage,
                )
                for deal in deals
                if deal.is_open
            ],
            created=created,
            watched=self.calendar.days(since, as_of),
            typical=wanted.target / DEALS_OPENING,
        )

    def _ended(self, deal: DealCourse) -> Ended:
        won = deal.status is DealStatus.WON
        delay = None
        if deal.opened_on is not None and deal.closed_on is not None:
            delay = max(deal.closed_on - deal.opened_on, 0)
        stages = frozenset(stage.value for stage in deal.stages)
        return Ended(won, delay, self._worth(deal) if won else None, stages)

    def _worth(self, deal: DealCourse) -> int | None:
        if deal.value_minor is None:
            return None
        return self.basis.exchange.minor(deal.value_minor, deal.currency)

    def _since(self, rep_id: int) -> int:
        """The day on which a rep's log begins, deals included."""
        as_of = self.basis.window.as_of
        known = [
            day
            for deal in self.past.deals
            if deal.rep_id == rep_id
            for day in (deal.opened_on, deal.closed_on)
            if day is not None
        ]
        return min([*known, self.past.since.get(rep_id, as_of)])

    def _history(self, wanted: Wanted) -> list[tuple[int, int]]:
        """Days and amounts of a rep's results of a metric and channel in the past that counts."""
        as_of = self.basis.window.as_of
        if not wants_outcomes(wanted.metric, wanted.channel_id):
            mine = (deal for deal in self.past.deals if deal.rep_id == wanted.rep_id)
            return [
                (day, amount)
                for day, amount in (self._result(deal, wanted.metric) for deal in mine)
                if day is not None and as_of - PAST_DAYS <= day <= as_of
            ]
        if self._results is None:
            self._results = _by_place(self.basis, self.past.outcomes)
        return self._results.get((wanted.rep_id, wanted.metric, wanted.channel_id), [])

    def _result(self, deal: DealCourse, metric: Metric) -> tuple[int | None, int]:
        if metric is Metric.DEALS_OPENED:
            return deal.opened_on, 1
        day = deal.closed_on if deal.status is DealStatus.WON else None
        return day, 1 if metric is Metric.WON or day is None else self._worth(deal) or 0


def _by_place(
    basis: Basis, outcomes: Outcomes | None
) -> dict[tuple[int, Metric, int | None], list[tuple[int, int]]]:
    found: dict[tuple[int, Metric, int | None], list[tuple[int, int]]] = {}
    for result in results_of(outcomes, basis.exchange) if outcomes else ():
        channels: Iterable[int | None] = {None, result.channel_id}
        for rep_id in result.keys:
            for channel_id in channels:
                if result.day is not None:
                    place = (int(rep_id or 0), result.metric, channel_id)
                    found.setdefault(place, []).append((result.day, result.amount))
    return found
