"""Quota: what was asked, what is credited so far, and what is still needed.

    row              =  the quotas of one rep, metric, channel and period, added up; which are shown: `quota_choice`
    credited         =  what counts of the rep in the quota's own period up to as-of; of a channel, what is credited to it
    attainment       =  credited / target; of the stretch, credited / stretch
    working days     =  D in the period, e of them finished: as-of itself is not
    pace             =  credited / (target x e / D); above 1 is ahead
    run rate         =  credited x D / e: where it ends if it goes on like this
    gap              =  target - credited, 0 once it is made
    needed per day   =  gap / (D - e), as-of included
    all              =  the reps together, where there are several
    forecast         =  where it ends, as far as the rep's own history tells: `quota_forecast`

A quota for all time has no working days, and so no pace; nor has one on its first day. Where no day is left the result
is final.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Outcomes, QuotaFact, Window
from prospector.domain.moment import EARLIEST, LATEST, day_number
from prospector.domain.vocabulary import Metric
from prospector.domain.work_calendar import Calendar
from prospector.light import dataclass, replace
from prospector.reports.basis import Basis
from prospector.reports.quota_choice import chosen, why_none
from prospector.reports.quota_forecast import Coverage, Foresight, Past, QuotaForecast, Wanted
from prospector.reports.results import results_of

DIMENSION = Dimension.REP
ALL = "all"
_TOGETHER = 0  # no rep has this number
Days = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """One quota; amounts are minor units for revenue, else counts.

    Attributes:
        channel: None for all channels.
        elapsed: finished working days; None for all time.
        working_days: those of the whole period; None for all time.
        stretch: the level above the target; None without one. Where quotas add up, one without counts as it is.
        start: the first day of the period; `end` the one after its last. None for all time.
        forecast: where it ends; None before the period, and for all time.
        coverage: what open deals are worth beside the gap; None where that is no question.
    """

    rep: str
    metric: Metric
    channel: str | None
    period: str
    target: int
    credited: int
    elapsed: int | None
    working_days: int | None
    stretch: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def stretch_attainment(self) -> float | None:
        """Share of the stretch, a fraction of 1; None without one."""
        return self.credited / self.stretch if self.stretch else None

    forecast: QuotaForecast | None = None
    coverage: Coverage | None = None

    @property
    def attainment(self) -> float:
        """Share of the target, a fraction of 1."""
        return self.credited / self.target

    @property
    def pace(self) -> float | None:
        """Credited against what would be even progress; None before the first day is finished."""
        if not self.elapsed or not self.working_days:
            return None
        return self.credited * self.working_days / (self.target * self.elapsed)

    @property
    def gap(self) -> int:
        """What is missing."""
        return max(self.target - self.credited, 0)

    @property
    def run_rate(self) -> float | None:
        """Where the period ends if it goes on like this."""
        if not self.elapsed or not self.working_days:
            return None
        return self.credited * self.working_days / self.elapsed

    @property
    def working_days_left(self) -> int | None:
        """Those that are not finished, as-of included."""
        return None if self.working_days is None or self.elapsed is None else self.working_days - self.elapsed

    @property
    def needed_per_day(self) -> float | None:
        """What each of them has to bring; None where none is left."""
        return self.gap / self.working_days_left if self.working_days_left else None


@dataclass(frozen=True, slots=True)
class QuotaReport:
    """The report.

    Attributes:
        running: quotas of longer periods that run beside those of the rows.
        absence: why there are no rows, where there is a quota after all.
    """

    basis: Basis
    rows: tuple[QuotaLine, ...]
    running: tuple[QuotaFact, ...] = ()
    absence: str = ""


def periods_of(basis: Basis, quotas: Sequence[QuotaFact]) -> tuple[Days, ...]:
    """The periods of the quotas that are shown; outcomes are wanted for each."""
    return tuple(dict.fromkeys((quota.start, quota.end) for quota in chosen(basis, quotas).shown))


def window_of(basis: Basis, days: Days) -> Window:
    """The days that count for a quota; one for all time takes the undated."""
    start, end = days
    everything = start is None or end is None
    return replace(
        basis.window,
        start=day_number(EARLIEST) if start is None else start,
        end=day_number(LATEST) if end is None else end,
        takes_undated=everything,
    )


def build(
    basis: Basis,
    quotas: Sequence[QuotaFact],
    outcomes: Mapping[Days, Outcomes],
    calendar: Calendar | None = None,
    *,
    later: Sequence[QuotaFact] = (),
    past: Past | None = None,
) -> QuotaReport:
    """Work the report out.

    Args:
        basis: what was asked; its filters on rep and channel choose quotas.
        quotas: those that hold at as-of.
        outcomes: by rep, for each of `periods_of`.
        calendar: when the rep works; Monday to Friday unless told.
        later: those that hold in the end, where none is shown that holds at as-of: to say so.
        past: what the reps have done so far; None where no forecast is wanted.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    credited = {days: _credited(basis, found) for days, found in outcomes.items()}
    days_worked = calendar or Calendar()
    groups: dict[tuple[Days, Metric, int | None], dict[int, list[QuotaFact]]] = {}
    choice = chosen(basis, quotas)
    for quota in choice.shown:
        place = ((quota.start, quota.end), quota.metric, quota.channel_id)
        groups.setdefault(place, {}).setdefault(quota.rep_id, []).append(quota)
    rows: list[QuotaLine] = []
    for (days, metric, channel_id), by_rep in groups.items():
        lines = {}
        for rep_id, found in by_rep.items():
            amount = credited[days].get((rep_id, metric, channel_id), 0)
            lines[rep_id] = _line(basis, days_worked, found, found[0].rep, amount)
        if len(lines) > 1:
            together = [quota for found in by_rep.values() for quota in found]
            lines[_TOGETHER] = _line(
                basis, days_worked, together, ALL, sum(line.credited for line in lines.values())
            )
        if past is not None:
            foresight = Foresight(basis, days_worked, past)
            lines = _foreseen(foresight, lines, days, metric, channel_id)
        rows += lines.values()
    absence = "" if rows else why_none(basis, quotas, later)
    return QuotaReport(basis, tuple(rows), choice.running, absence)


def _credited(basis: Basis, outcomes: Outcomes) -> dict[tuple[int, Metric, int | None], int]:
    """What counts by rep, metric and channel; under the channel None what counts of all."""
    sums: dict[tuple[int, Metric, int | None], int] = {}
    for result in results_of(outcomes, basis.exchange):
        channels = (None,) if result.channel_id is None else (None, result.channel_id)
        for rep_id in result.keys:
            for channel_id in channels:
                place = (int(rep_id or 0), result.metric, channel_id)
                sums[place] = sums.get(place, 0) + result.amount
    return sums


def _foreseen(
    foresight: Foresight,
    lines: Mapping[int, QuotaLine],
    days: Days,
    metric: Metric,
    channel_id: int | None,
) -> dict[int, QuotaLine]:
    """The lines with their forecasts; as they are where the period has no bounds, or has not begun."""
    start, end = days
    if start is None or end is None or start > foresight.basis.window.as_of:
        return dict(lines)
    wanted = {
        rep_id: Wanted(
            rep_id=rep_id,
            metric=metric,
            channel_id=channel_id,
            end=end,
            target=line.target,
            credited=line.credited,
            working_days_left=line.working_days_left or 0,
        )
        for rep_id, line in lines.items()
        if rep_id != _TOGETHER
    }
    found = {}
    for rep_id, line in lines.items():
        whose = tuple(wanted.values()) if rep_id == _TOGETHER else (wanted[rep_id],)
        found[rep_id] = replace(line, forecast=foresight.together(whose), coverage=foresight.coverage(whose))
    return found


def _line(
    basis: Basis, calendar: Calendar, quotas: Sequence[QuotaFact], rep: str, credited: int
) -> QuotaLine:
    first = quotas[0]
    elapsed, total = None, None
    if first.start is not None and first.end is not None:
        total = calendar.days(first.start, first.end)
        elapsed = calendar.days(first.start, min(max(basis.window.as_of, first.start), first.end))
    return QuotaLine(
        rep=rep,
        metric=first.metric,
        channel=first.channel,
        period=first.period,
        target=sum(quota.amount for quota in quotas),
        credited=credited,
        elapsed=elapsed,
        working_days=total,
        stretch=sum(quota.stretch or quota.amount for quota in quotas)
        if any(quota.stretch for quota in quotas)
        else None,
        start=first.start,
        end=first.end,
    )
