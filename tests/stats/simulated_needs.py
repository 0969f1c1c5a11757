"""Invented reps who do exactly what reverse quota tells them, with a truth that it is not told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from random import Random
from statistics import fmean

from prospector.stats.assurance import binomial
from prospector.stats.forecast import delays, sizes
from prospector.stats.reverse_quota import Course, Stage, needs


@dataclass(frozen=True, slots=True)
class Quarter:
    """Whether the quota was made with the half quantile of touches, the 80 % quantile, and the usual number."""

    even: bool
    likely: bool
    usual: bool
    factor: float


def quarters(reps: int, seed: int, *, days: int = 60) -> list[Quarter]:
    """Live a number of quarters; those of reps without three wins have no number, and are skipped."""
    found = (_quarter(Random(f"{seed} {number}"), days) for number in range(reps))
    return [quarter for quarter in found if quarter is not None]


def _quarter(random: Random, days: int) -> Quarter | None:
    touch, talk, win = random.betavariate(4, 46), random.betavariate(5, 20), random.betavariate(6, 14)
    delay_scale, shape = random.uniform(10, 30), 1.3
    middle, spread = random.uniform(8, 10), random.uniform(0.3, 0.8)
    touches = random.randint(1_500, 4_000)
    talks = binomial(random, touches, touch)
    deals = binomial(random, talks, talk)
    won = binomial(random, deals, win)
    if won < 3:
        return None
    values = [random.lognormvariate(middle, spread) for _ in range(won)]
    waits = [float(int(random.weibullvariate(delay_scale, shape))) for _ in range(won)]
    gap = exp(middle + spread**2 / 2) * random.uniform(2, 10)
    course = Course(
        first={"call": Stage(touches, talks)},
        later=(Stage(talks, deals), Stage(deals, won)),
        delay=delays(waits),
        size=sizes(values, gap / 4),
    )
    need = needs(course, gap, days, random).all_by["call"]
    usual = spreadsheet_touches(gap, (talks / touches, deals / talks, won / deals), fmean(values))

    def is_made(count: float) -> bool:
        brought = 0.0
        chance = touch * talk * win
        for _ in range(binomial(random, round(count), chance)):
            left = days * random.random()
            if random.weibullvariate(delay_scale, shape) <= left:
                brought += random.lognormvariate(middle, spread)
        return brought >= gap

    even, likely = need.even or 10**6, need.likely or 10**6
    return Quarter(is_made(even), is_made(likely), is_made(usual), likely / usual)


def spreadsheet_touches(gap: float, rates: Iterable[float], mean_size: float) -> float:
    """The usual number: the gap divided by the mean size and by every rate. It is what `needs` is measured against."""
    chance = 1.0
    for rate in rates:
        chance *= rate
    return gap / (mean_size * chance)
