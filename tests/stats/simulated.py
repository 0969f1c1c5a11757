"""Invented years whose truth is known, to hold the statistics to what they state; for the tests and the benchmark.

Coverage is worked out, not drawn: the chance of every count times whether its range holds the truth. What depends on
when somebody looks, or on delays, is drawn from a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from random import Random
from statistics import fmean

from prospector.stats.assurance import CLEAR_FACTOR, binomial
from prospector.stats.comparison import Arm, HourArm, log_bayes_factor, log_hourly_factor
from prospector.stats.intervals import jeffreys_interval, rate_per_hour_interval
from prospector.stats.maturity import MatureCount, Trial, learn_maturity
from prospector.stats.shrinkage import shrunk_rates
from prospector.stats.verdict import places

CLEAR = log(CLEAR_FACTOR)
WEEKS = 52


def coverage(trials: int, rates: Sequence[float], *, confidence: float = 0.80) -> float:
    """How often the range of a rate holds it, over rates that are all as likely."""
    ranges = [jeffreys_interval(hits, trials, confidence=confidence) for hits in range(trials + 1)]
    return fmean(
        sum(
            _binomial_chance(hits, trials, rate)
            for hits, found in enumerate(ranges)
            if found.low <= rate <= found.high
        )
        for rate in rates
    )


def hourly_coverage(hours: float, rates: Sequence[float], *, confidence: float = 0.80) -> float:
    """The same for a rate per hour."""
    most = int(max(rates) * hours * 2 + 40)
    ranges = [rate_per_hour_interval(hits, hours, confidence=confidence) for hits in range(most)]
    return fmean(
        sum(
            exp(hits * log(rate * hours) - rate * hours - lgamma(hits + 1))
            for hits, found in enumerate(ranges)
            if found.low <= rate <= found.high
        )
        for rate in rates
    )


def false_winners(years: int, rates: Sequence[float], weekly: Sequence[int], *, seed: int) -> float:
    """Share of years in which one of equal channels is crowned at one of 52 looks: the best against the next."""
    random = Random(seed)

    def crowned() -> bool:
        hits = [0] * len(rates)
        for week in range(1, WEEKS + 1):
            hits = [one + binomial(random, n, p) for one, n, p in zip(hits, weekly, rates, strict=True)]
            arms = sorted(
                zip(hits, weekly, strict=True), key=lambda arm: -(arm[0] + 0.5) / (arm[1] * week + 1)
            )
            (one, pace), (two, other) = arms[:2]
            if (
                min(pace, other) * week >= 20
                and log_bayes_factor(one, pace * week, two, other * week) >= CLEAR
            ):
                return True
        return False

    return fmean(crowned() for _ in range(years))


def false_hourly_winners(years: int, rate: float, hours: tuple[float, float], *, seed: int) -> float:
    """The same for two channels that bring the same per hour, with so many hours a week."""
    random = Random(seed)

    def crowned() -> bool:
        hits = [0, 0]
        for week in range(1, WEEKS + 1):
            hits = [one + poisson(random, rate * spent) for one, spent in zip(hits, hours, strict=True)]
            arms = [HourArm("", one, spent * week) for one, spent in zip(hits, hours, strict=True)]
            if log_hourly_factor(*arms) >= CLEAR:
                return True
        return False

    return fmean(crowned() for _ in range(years))


def false_orders(years: int, rows: int, rate: float, *, weekly: int = 20, seed: int) -> float:
    """Share of years in which, of so many equal rows, one falls behind another at one of 52 looks."""
    random = Random(seed)

    def ordered() -> bool:
        hits = [0] * rows
        for week in range(1, WEEKS + 1):
            hits = [one + binomial(random, weekly, rate) for one in hits]
            arms = [Arm(str(at), one, weekly * week) for at, one in enumerate(hits)]
            if len(places(arms, {arm.key: arm.hits for arm in arms})) > 1:
                return True
        return False

    return fmean(ordered() for _ in range(years))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How a rep's channels answer: rate, mean days to the result, touches a week; seen after so many weeks."""

    channels: dict[str, tuple[float, float, int]]
    weeks: int = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was found of one channel's rate: mean of k/n and of the mature rate; how often either range held it."""

    raw: float
    mature: float
    raw_held: float
    mature_held: float


def recovered(reps: int, delays: Delays, *, seed: int) -> dict[str, Recovered]:
    """Look at many reps' young and old touches, and see what the rates of their channels seem to be."""
    random = Random(seed)
    found: dict[str, list[MatureCount]] = {name: [] for name in delays.channels}
    for _ in range(reps):
        trials = {name: _touches(random, name, delays) for name in delays.channels}
        maturity = learn_maturity([trial for own in trials.values() for trial in own])
        for name, own in trials.items():
            found[name].append(maturity.count(own))
    return {
        name: Recovered(
            raw=fmean(one.hits / one.trials for one in counts),
            mature=fmean(one.hits / one.effective for one in counts),
            raw_held=fmean(_holds(one.hits, one.trials, delays.channels[name][0]) for one in counts),
            mature_held=fmean(_holds(one.hits, one.effective, delays.channels[name][0]) for one in counts),
        )
        for name, counts in found.items()
    }


def squared_errors(
    reps: int, trials: Sequence[int], truth: Callable[[Random], float], *, seed: int
) -> tuple[float, float]:
    """Mean squared error of k/n and of the shrunk rate, of rows with so many trials and rates drawn from a truth."""
    random = Random(seed)
    raw, shrunk = [], []
    for _ in range(reps):
        rates = [truth(random) for _ in trials]
        arms = [
            Arm(str(at), binomial(random, n, rate), n)
            for at, (n, rate) in enumerate(zip(trials, rates, strict=True))
        ]
        raw.append(fmean((arm.hits / arm.trials - rate) ** 2 for arm, rate in zip(arms, rates, strict=True)))
        better = zip(shrunk_rates(arms), rates, strict=True)
        shrunk.append(fmean((found - rate) ** 2 for found, rate in better))
    return fmean(raw), fmean(shrunk)


def poisson(random: Random, mean: float) -> int:
    """Draw a count by its waits."""
    count, waited = 0, random.expovariate(1)
    while waited < mean:
        count += 1
        waited += random.expovariate(1)
    return count


def _binomial_chance(hits: int, trials: int, rate: float) -> float:
    ways = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return exp(ways + hits * log(rate) + (trials - hits) * log1p(-rate))


def _holds(hits: int, trials: float, rate: float) -> bool:
    found = jeffreys_interval(hits, trials)
    return found.low <= rate <= found.high


def _touches(random: Random, name: str, delays: Delays) -> list[Trial]:
    """Touches of some weeks up to today; a result whose delay exceeds the touch's age has not come yet."""
    rate, mean_delay, weekly = delays.channels[name]
    trials = []
    for _ in range(weekly * delays.weeks):
        age = float(random.randrange(delays.weeks * 7))
        if random.random() >= rate:
            trials.append(Trial(name, age))
            continue
        delay = min(random.expovariate(1 / mean_delay) // 1, 30.0) if mean_delay else 0.0
        trials.append(Trial(name, age, delay if delay <= age else None))
    return trials
