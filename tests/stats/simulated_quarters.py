"""Invented reps with a quota: on purpose not of the family that the forecast believes in.

Deals come by a Poisson process with a weekly rhythm and a slow drift, the rep's win chance is Beta(3, 9), delays are
Weibull of shape 1.3 with another scale for wins than for losses, values a mixture of two lognormals, and a deal is won at
15 % more or less than it was thought to be worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from random import Random

from prospector.stats.forecast import PARAMETERS, Ended, Left, Pending, Pipeline, draw_pipeline, forecast

QUARTER = 91
RHYTHM = (1.3, 1.1, 1.0, 0.9, 0.7, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What sort of rep is looked at, and when.

    Attributes:
        history: days before the quarter from which on deals are known, drawn from these two on.
        day: of the quarter on which the forecast is made, likewise.
        drift: by which creation grows (or falls) in a year at most, a fraction.
    """

    name: str
    history: tuple[int, int] = (365, 365)
    day: tuple[int, int] = (45, 45)
    drift: float = 0.3


@dataclass(frozen=True, slots=True)
class Judged:
    """A forecast beside what came, and what two rules of thumb said."""

    chance: float
    made: bool
    held: bool
    run_rate: bool
    weighted: bool


@dataclass(frozen=True, slots=True)
class _Deal:
    opened: int
    won: bool
    closed: float
    value: float
    final: float


def judged(scenario: Scenario, reps: int, seed: int, *, parameters: int = PARAMETERS) -> Iterator[Judged]:
    """Forecast for some reps; those of whom nothing was ever won have none, and are skipped."""
    for number in range(reps):
        random = Random(f"{scenario.name} {seed} {number}")
        one = _one(scenario, random, parameters)
        if one is not None:
            yield one


def _one(scenario: Scenario, random: Random, parameters: int) -> Judged | None:
    pace, win_chance, drift = random.uniform(0.25, 0.9), random.betavariate(3, 9), random.uniform(-1, 1)
    scales = random.uniform(25, 60), random.uniform(25, 60)
    small, share = random.uniform(7.5, 9.5), random.uniform(0.6, 0.9)
    history, now = random.randint(*scenario.history), random.randint(*scenario.day)
    deals = []
    for day in range(-history, QUARTER):
        mean = pace * RHYTHM[day % 7] * (1 + scenario.drift * drift * day / 365)
        for _ in range(_poisson(max(mean, 0.0), random)):
            won = random.random() < win_chance
            delay = random.weibullvariate(scales[0 if won else 1], 1.3)
            value = random.lognormvariate(*((small, 0.5) if random.random() < share else (small + 1.2, 0.4)))
            deals.append(_Deal(day, won, day + delay, value, value * random.uniform(0.85, 1.15)))
    mean_value = exp(small + 0.125) * share + exp(small + 1.2 + 0.08) * (1 - share)
    ripe = _ripe(scales[0], history)  # a young pipeline closes less in its first quarter
    quota = pace * 5 / 7 * QUARTER * win_chance * mean_value * ripe * random.uniform(0.6, 1.4)
    return _judge(
        deals, quota, now=now, watched=(now + history) * 5 / 7, random=random, parameters=parameters
    )


@cache
def _grid() -> Sequence[float]:
    return [(step + 0.5) / 50 for step in range(50)]


def _ripe(scale: float, history: int) -> float:
    """Share of a steady quarter's wins that a rep who began so long ago has."""
    return sum(1 - exp(-(((history + QUARTER * at) / scale) ** 1.3)) for at in _grid()) / 50


def _judge(
    deals: Sequence[_Deal], quota: float, *, now: int, watched: float, random: Random, parameters: int
) -> Judged | None:
    known = [deal for deal in deals if deal.opened < now]
    ended = [
        Ended(deal.won, float(int(deal.closed) - deal.opened), deal.final if deal.won else None)
        for deal in known
        if deal.closed < now
    ]
    pending = [deal for deal in known if deal.closed >= now]
    if not any(deal.won for deal in ended):
        return None
    credited = sum(deal.final for deal in known if deal.won and 0 <= deal.closed < now)
    result = sum(deal.final for deal in deals if deal.won and 0 <= deal.closed < QUARTER)
    pipeline = Pipeline(
        ended,
        [Pending(now - deal.opened, deal.value) for deal in pending],
        created=len(known),
        watched=watched,
        typical=quota / 8,
    )
    left = Left(QUARTER - now, (QUARTER - now) * 5 / 7)
    found = forecast(draw_pipeline(pipeline, left, random, parameters=parameters), credited, quota)
    rate = pipeline.won / len(ended)
    return Judged(
        chance=1.0 if credited >= quota else found.chance,
        made=result >= quota,
        held=found.low <= result <= found.high,
        run_rate=credited * QUARTER / max(now, 1) >= quota,
        weighted=credited + rate * sum(deal.value for deal in pending) >= quota,
    )


def brier(chances: Sequence[float], made: Sequence[bool]) -> float:
    """Mean squared distance between the chances and what came; 0 is best, 0.25 a coin."""
    return sum((chance - came) ** 2 for chance, came in zip(chances, made, strict=True)) / len(made)


def _poisson(mean: float, random: Random) -> int:
    count, product, limit = 0, random.random(), exp(-mean)
    while product > limit:
        count += 1
        product *= random.random()
    return count
