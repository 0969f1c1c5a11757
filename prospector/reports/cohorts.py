"""Cohorts: the touches of a week or month, and what became of them so far, whenever it came.

    touches       =  those of the cohort, as the trials of every rate: outbound with a contact, tallies, engagements
    so far        =  touches that a conversation belongs to, up to as-of and within 30 days of the touch
    rate          =  so far, of the touches
    mature        =  what the rate comes to once all are old enough, by how fast results of their channels came
    maturing      =  touches younger than 30 days without a conversation
    by age        =  touches with a conversation by their day, 7, 14, 21 and 30 days after; None for an age that the
                     cohort's last day has not come to

Rows of `report compare --by week` count what happened in the week; a cohort counts what its touches led to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures, Key, Window
from prospector.domain.moment import date_of, day_number, monday_of
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.compare import conversation_outcomes
from prospector.reports.rates import Rate
from prospector.reports.trials import Alike, Cell, Gathered, cells_of, gathered, places_of, trials_of
from prospector.stats.maturity import Maturity, Trial, learn_maturity

DIMENSIONS = (Dimension.WEEK, Dimension.MONTH)
_AGES = (0, 7, 14, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The touches of a week or month.

    Attributes:
        key: of the week or month; None for all together.
        connects: touches that reached a human or were answered; the others alike.
        by_age: conversations so far by the ages of the report; None for ages that are still to come. Nothing for all
            together, who have no age in common.
    """

    key: Key
    name: str
    connects: int
    appointments: int
    rate: Rate
    maturing: int
    by_age: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
    """The report.

    Attributes:
        ages: days after the touch at which `by_age` counts.
        conversation_outcomes: what counts as a conversation.
    """

    basis: Basis
    dimension: Dimension
    ages: tuple[int, ...]
    rows: tuple[Cohort, ...]
    total: Cohort
    conversation_outcomes: tuple[str, ...]


def build(basis: Basis, figures: Figures) -> Cohorts:
    """Work the report out of figures by week or month."""
    ages = (*(age for age in _AGES if age < basis.horizon_days), basis.horizon_days)
    hits = gathered(figures.outcomes)
    rows = _cohorts(basis, figures, hits, ages, keyless=False)
    (total,) = _cohorts(basis, figures, hits, ages, keyless=True) or (_nothing(basis),)
    return Cohorts(
        basis=basis,
        dimension=figures.outcomes.dimension,
        ages=ages,
        rows=rows,
        total=total,
        conversation_outcomes=conversation_outcomes(figures),
    )


def require_cohorts(dimension: Dimension) -> None:
    """Refuse a dimension that touches do not pass through together.

    Raises:
        InvalidValueError: it is neither week nor month.
    """
    if dimension not in DIMENSIONS:
        raise InvalidValueError(
            f"there are no cohorts by {dimension.value}", hint="--by week --cohort, or --by month"
        )


def _cohorts(
    basis: Basis, figures: Figures, hits: Gathered, ages: Sequence[int], *, keyless: bool
) -> tuple[Cohort, ...]:
    cells = cells_of(figures, keyless=keyless)

    def trials(alike: Alike, at_once: Callable[[Cell], int]) -> dict[Key, list[Trial]]:
        return trials_of(cells, places_of(alike, keyless=keyless), at_once)

    connects = trials(hits.connects, lambda cell: cell.connects)
    conversations = trials(hits.conversations, lambda cell: cell.conversations)
    appointments = trials(hits.appointments, lambda cell: cell.appointments)
    maturity = learn_maturity(
        [trial for row in conversations.values() for trial in row], horizon=basis.horizon_days
    )
    return tuple(
        _cohort(
            basis,
            figures,
            key,
            maturity,
            ages,
            counts=(connects[key], conversations[key], appointments[key]),
        )
        for key in sorted(conversations, key=lambda key: key if isinstance(key, int) else 0)
        if any(trial.count for trial in conversations[key])
    )


def _cohort(
    basis: Basis,
    figures: Figures,
    key: Key,
    maturity: Maturity,
    ages: Sequence[int],
    *,
    counts: tuple[list[Trial], list[Trial], list[Trial]],
) -> Cohort:
    connects, conversations, appointments = counts
    counted = maturity.count(conversations)
    youngest = basis.window.as_of - _last_day(basis.window, figures.outcomes.dimension, key)
    return Cohort(
        key=key,
        name="all" if key is None else figures.outcomes.dimension.spell(key),
        connects=maturity.count(connects).hits,
        appointments=maturity.count(appointments).hits,
        rate=Rate.of(counted, confidence=basis.confidence),
        maturing=counted.maturing,
        by_age=() if key is None else tuple(_by_age(conversations, ages, youngest)),
    )


def _nothing(basis: Basis) -> Cohort:
    count = learn_maturity([], horizon=basis.horizon_days).count([])
    return Cohort(
        key=None,
        name="all",
        connects=0,
        appointments=0,
        rate=Rate.of(count, confidence=basis.confidence),
        maturing=0,
        by_age=(),
    )


def _by_age(trials: Sequence[Trial], ages: Iterable[int], youngest: int) -> Iterator[int | None]:
    for age in ages:
        hits = (trial.count for trial in trials if trial.delay is not None and trial.delay <= age)
        yield sum(hits) if age <= youngest else None


def _last_day(window: Window, dimension: Dimension, key: Key) -> int:
    """The last day of a cohort that the report counts."""
    last = window.stop - 1
    if key is None:
        return last
    number = int(key)
    if dimension is Dimension.WEEK:
        return min(last, monday_of(number + 1) - 1)
    year, month = divmod(number, 100)
    following = date_of(last).replace(year=year + month // 12, month=month % 12 + 1, day=1)
    return min(last, day_number(following) - 1)
