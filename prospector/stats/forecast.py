"""How a period may end: thousands of endings drawn from what a rep's own deals, or other results, have done so far.

Two ways. From the pipeline: open deals end by their age and the rep's own win chance and delays, further ones are opened
at the rep's own pace. From the pace alone, where no pipeline is known: results come as often as they came, the latest
counting most. Parameters are drawn from what is believed of them, so few deals give a wide range. All amounts are in
one unit, whichever; delays and ages in calendar days, paces in working days.

Before any deal has ended one in four is thought to be won, and paces drift: measured on invented reps, ranges hold too
rarely without the one where history is thin, and without the other early in a quarter.

A set of parameters serves several endings (`ENDINGS`): chances of open deals are the dear part, and depend on it alone.
"""

from __future__ import annotations

from math import exp, fsum, log, log1p, sqrt

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.in_time import chance_in_time, log_days, poisson, share_in_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

PARAMETERS, ENDINGS = 500, 8  # 4,000 draws
HALF_LIFE = 126  # working days after which a result says half as much about the pace: half a year
STAGE_PRIOR = 10  # deals that the rate of a stage is shrunk by
STAGE_LEAST = 10  # closed deals below which a stage has no rate of its own
USUAL_DELAY = 30.0
WON_BEFORE, LOST_BEFORE = 0.5, 1.5  # one deal in four, before any has ended
_SLIP = 0.15  # by which the value of an open deal differs from what it is won at, on the logarithmic scale
_NOISE = 0.2  # by which a pace to come differs from the one that was
_SHORTEST = 0.5  # days: what is opened and closed on one day
_MOST = 600.0  # exponents beyond it would overflow


@dataclass(frozen=True, slots=True)
class Ended:
    """A deal that was won or lost.

    Attributes:
        won: how it ended.
        delay: days from its opening to its end; None where one of them has no date.
        value: what it was won at; None for a lost one, or where nobody said.
        stages: those that it was at.
    """

    won: bool
    delay: float | None = None
    value: float | None = None
    stages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pending:
    """An open deal: days since its opening, what it is thought to be worth (None: nobody said), where it stands."""

    age: float
    value: float | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What is known of a rep's deals.

    Attributes:
        ended: deals that were won or lost.
        pending: open ones.
        created: deals opened while the rep was watched.
        watched: working days of that, above 0.
        typical: what a deal is worth before the first one is won, above 0.
    """

    ended: Sequence[Ended]
    pending: Sequence[Pending]
    created: int
    watched: float
    typical: float

    @property
    def won(self) -> int:
        """Deals won."""
        return sum(deal.won for deal in self.ended)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a period."""

    days: float
    working_days: float


@dataclass(frozen=True, slots=True)
class Draws:
    """What the rest of the period may bring, one ending beside the other: from open deals, and from all else."""

    open: Sequence[float]
    new: Sequence[float]

    def __add__(self, other: Draws) -> Draws:
        """Two reps together: their endings do not depend on each other."""
        return Draws(
            [one + more for one, more in zip(self.open, other.open, strict=True)],
            [one + more for one, more in zip(self.new, other.new, strict=True)],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where a period may end, what was credited before included.

    Attributes:
        low: lower end of the likely range; `high` the upper one.
        confidence: share of endings within it, a fraction of 1.
        chance: share of endings that reach the target.
        open: what open deals have of what is still to come to the median, as in the endings about it.
        new: what deals that are not opened yet, or results that have not come, have of it.
    """

    median: float
    low: float
    high: float
    confidence: float
    chance: float
    open: float
    new: float


@dataclass(frozen=True, slots=True)
class LogNormal:
    """What is believed of a lognormal quantity: normal-inverse-gamma over the mean and variance of its logarithm.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.3.
    """

    mean: float
    weight: float
    shape: float
    scale: float

    def after(self, values: Iterable[float]) -> LogNormal:
        """What is believed after some values, each above 0."""
        logs = [log(value) for value in values]
        if not logs:
            return self
        n, middle = len(logs), fsum(logs) / len(logs)
        spread = sum((each - middle) ** 2 for each in logs)
        weight = self.weight + n
        apart = self.weight * n * (middle - self.mean) ** 2 / weight
        return LogNormal(
            (self.weight * self.mean + n * middle) / weight,
            weight,
            self.shape + n / 2,
            self.scale + spread / 2 + apart / 2,
        )

    def draw(self, random: Random) -> tuple[float, float]:
        """Mean and deviation of the logarithm."""
        variance = self.scale / random.gammavariate(self.shape, 1.0)
        return random.gauss(self.mean, sqrt(variance / self.weight)), sqrt(variance)


def delays(values: Iterable[float], usual: float = USUAL_DELAY) -> LogNormal:
    """What is believed of delays in days; 30 days or so before any is known."""
    prior = LogNormal(log(usual), 1.0, 3.0, 3.0 * 0.7**2)
    return prior.after(max(value, _SHORTEST) for value in values)


def sizes(values: Iterable[float], typical: float) -> LogNormal:
    """What is believed of the sizes of deals; about a typical one before any is won. Those worth nothing are left out."""
    return LogNormal(log(typical), 0.25, 1.5, 0.75).after(value for value in values if value > 0)


def draw_pipeline(facts: Pipeline, left: Left, random: Random, *, parameters: int = PARAMETERS) -> Draws:
    """Draw what open deals and further ones bring.

    An open deal of age a is won within r days with chance
    p (Fw(a+r) - Fw(a)) / (p (1-Fw(a)) + (1-p) (1-Fl(a))). Deals not opened yet come as a Poisson process, each won within
    what is then left; those won are one again, whose mean has a closed form.
    """
    worths = [deal.value for deal in facts.ended if deal.won]
    size = sizes((worth for worth in worths if worth is not None), facts.typical)
    worth_something = _share_above_nothing(worths)
    wins, losses = (
        delays(deal.delay for deal in facts.ended if deal.won is won and deal.delay is not None)
        for won in (True, False)
    )
    won, lost = facts.won, len(facts.ended) - facts.won
    by_stage = _by_stage(facts.ended)
    pending = [
        (deal.stage or "", deal.value, log_days(deal.age), log_days(deal.age + left.days))
        for deal in facts.pending
    ]
    opened, further = [], []
    for _ in range(parameters):
        rate = random.betavariate(won + WON_BEFORE, lost + LOST_BEFORE)
        to_win, to_loss = wins.draw(random), losses.draw(random)
        pace = random.gammavariate(facts.created + 0.5, 1 / facts.watched)
        pace *= _change(random)
        middle, spread = size.draw(random)
        rates = {
            stage: random.betavariate(
                STAGE_PRIOR * rate + hits + 1e-9, STAGE_PRIOR * (1 - rate) + misses + 1e-9
            )
            for stage, (hits, misses) in by_stage.items()
        }
        chances = [
            (chance_in_time(rates.get(stage, rate), to_win, to_loss, now, then), value)
            for stage, value, now, then in pending
        ]
        mean = pace * left.working_days * rate * share_in_time(to_win, left.days) * worth_something
        for _ in range(ENDINGS):
            opened.append(_ending(chances, middle, spread, random))
            further.append(_sum_of_sizes(poisson(mean, random), middle, spread, random))
    return Draws(opened, further)


def draw_pace(
    results: Iterable[tuple[float, int]], watched: float, left: Left, random: Random, size: LogNormal | None
) -> Draws:
    """Draw what comes if results come as often as they did, the latest counting most.

    Args:
        results: how many working days ago, and how many at once.
        watched: working days over which they were watched, above 0.
        left: what is left of the period.
        random: seeded by the caller.
        size: what is believed of what each is worth; None where they are counted.
    """
    seen = sum(count * 2 ** (-age / HALF_LIFE) for age, count in results)
    exposure = HALF_LIFE / log(2) * (1 - 2 ** (-watched / HALF_LIFE))
    further = []
    for _ in range(PARAMETERS):
        pace = random.gammavariate(seen + 0.5, 1 / exposure) * _change(random)
        middle, spread = size.draw(random) if size else (0.0, 0.0)
        for _ in range(ENDINGS):
            count = poisson(pace * left.working_days, random)
            further.append(_sum_of_sizes(count, middle, spread, random) if size else float(count))
    return Draws([0.0] * len(further), further)


def forecast(draws: Draws, credited: float, target: float, *, confidence: float = 0.80) -> Forecast:
    """Sum up what was drawn.

    Args:
        draws: what the rest of the period may bring.
        credited: what it has brought.
        target: what is wanted of the whole.
        confidence: of the likely range, a fraction of 1.
    """
    pairs = sorted(zip(draws.open, draws.new, strict=True), key=sum)
    totals = [credited + sum(pair) for pair in pairs]
    count = len(totals)
    middle = pairs[2 * count // 5 : 3 * count // 5]
    brought = sum(map(sum, middle))
    share = sum(pair[0] for pair in middle) / brought if brought else 0.0
    median = totals[count // 2]
    tail = (1 - confidence) / 2
    return Forecast(
        median=median,
        low=totals[int(tail * count)],
        high=totals[min(int((1 - tail) * count), count - 1)],
        confidence=confidence,
        chance=sum(total >= target for total in totals) / count,
        open=(median - credited) * share,
        new=(median - credited) * (1 - share),
    )


def settled(credited: float, target: float, *, confidence: float = 0.80) -> Forecast:
    """The forecast of what cannot change any more."""
    return Forecast(
        median=credited,
        low=credited,
        high=credited,
        confidence=confidence,
        chance=float(credited >= target),
        open=0.0,
        new=0.0,
    )


def _change(random: Random) -> float:
    """By how much a pace to come may differ from the one that was; 1 on average."""
    deviation = sqrt(log1p(_NOISE**2))
    return exp(random.gauss(-(deviation**2) / 2, deviation))


def _share_above_nothing(worths: Sequence[float | None]) -> float:
    """Of deals won, the share that was worth anything; those of which nobody said are worth what the others are."""
    known = [worth for worth in worths if worth is not None]
    return sum(worth > 0 for worth in known) / len(known) if any(worth > 0 for worth in known) else 1.0


def _by_stage(ended: Iterable[Ended]) -> Mapping[str, tuple[int, int]]:
    """Deals won and lost that were at a stage, where there are enough of them."""
    found: dict[str, list[int]] = {}
    for deal in ended:
        for stage in sorted(deal.stages):
            found.setdefault(stage, [0, 0])[not deal.won] += 1
    return {stage: (won, lost) for stage, (won, lost) in found.items() if won + lost >= STAGE_LEAST}


def _ending(
    chances: Sequence[tuple[float, float | None]], middle: float, spread: float, random: Random
) -> float:
    total = 0.0
    for chance, value in chances:
        if random.random() < chance:
            if value is None:
                total += exp(min(random.gauss(middle, spread), _MOST))
            else:
                total += value * exp(random.gauss(0.0, _SLIP))
    return total


def _sum_of_sizes(count: int, middle: float, spread: float, random: Random) -> float:
    return sum(exp(min(random.gauss(middle, spread), _MOST)) for _ in range(count))
