"""What the statistics state, and what simulation finds: Markdown tables for the manual.

    python -m tests.benchmarks.simulated_reps            about two minutes
    python -m tests.benchmarks.simulated_reps --years 100

Run it from the checkout. See README.md beside this.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from tests.stats.simulated import (
    Delays,
    coverage,
    false_hourly_winners,
    false_orders,
    false_winners,
    hourly_coverage,
    recovered,
    squared_errors,
)

TRIALS = (10, 25, 50, 100, 200, 500)
HOURS = (5, 10, 25, 50, 100)
BANDS = ((0.01, 0.40), (0.01, 0.03), (0.03, 0.10), (0.10, 0.40))
HOURLY_BANDS = ((0.1, 3.0), (0.1, 0.5), (0.5, 3.0))
COMMON = Delays(
    channels={"call": (0.08, 6.0, 30), "email": (0.05, 6.0, 40), "social": (0.06, 6.0, 15)}, weeks=6
)
UNEQUAL = Delays(
    channels={"call": (0.08, 0.0, 30), "email": (0.05, 9.0, 40), "social": (0.06, 4.0, 15)}, weeks=6
)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--years", type=int, default=1_000, help="simulated years of each kind (1000)")
    years = parser.parse_args().years
    table(
        "Ranges at 80 %: how often they hold the rate",
        ("touches", *(f"rates {low:.0%} to {high:.0%}" for low, high in BANDS)),
        ([n, *(percent(coverage(n, steps(*band))) for band in BANDS)] for n in TRIALS),
    )
    table(
        "Ranges at 80 % by the hour",
        ("hours", *(f"{low:g} to {high:g} per hour" for low, high in HOURLY_BANDS)),
        ([n, *(percent(hourly_coverage(n, steps(*band))) for band in HOURLY_BANDS)] for n in HOURS),
    )
    winners(years)
    for heading, delays in (("Delays of all alike", COMMON), ("Delays that differ", UNEQUAL)):
        found = recovered(years, delays, seed=3)
        rows = (
            (
                name,
                percent(delays.channels[name][0]),
                *(percent(rate, 2) for rate in (one.raw, one.mature)),
                *(percent(held) for held in (one.raw_held, one.mature_held)),
            )
            for name, one in found.items()
        )
        head = ("channel", "truth", "k/n", "mature", "range of k/n holds it", "range of mature holds it")
        table(heading, head, rows)
    errors = []
    for rows_of in ((5, 10, 20, 40, 80, 160, 320), (20,) * 12, (200,) * 4):
        raw, shrunk = squared_errors(years // 2, rows_of, lambda random: random.betavariate(3, 47), seed=4)
        errors.append([" ".join(map(str, rows_of)), f"{raw:.6f}", f"{shrunk:.6f}", f"{shrunk / raw:.2f}"])
    table("Mean squared error", ("touches of the rows", "k/n", "shrunk", "ratio"), errors)


def winners(years: int) -> None:
    """Print how often equal channels get a false winner in a year of weekly looks."""
    rows = (
        [
            f"{rate:.0%}",
            percent(false_winners(years, [rate] * 2, [20, 20], seed=1)),
            percent(false_winners(years, [rate] * 2, [20, 60], seed=1)),
            percent(false_winners(years, [rate] * 6, [20] * 6, seed=1)),
            *(percent(false_orders(years // 4, n, rate, seed=1)) for n in (4, 12)),
        ]
        for rate in (0.02, 0.05, 0.15)
    )
    head = ("rate", "two alike", "20 and 60 a week", "six alike", "order of 4 rows", "order of 12 rows")
    table("Years with a false winner, 52 looks each", head, rows)
    hourly = [
        [
            f"{rate:g}",
            *(percent(false_hourly_winners(years, rate, pair, seed=2)) for pair in ((5, 5), (8, 2))),
        ]
        for rate in (0.2, 0.7, 1.5, 3.0)
    ]
    table("The same by the hour", ("per hour", "5 hours a week each", "8 and 2 hours a week"), hourly)


def steps(low: float, high: float) -> list[float]:
    """Two hundred rates between the bounds, evenly."""
    return [low + (high - low) * (step + 0.5) / 200 for step in range(200)]


def percent(share: float, digits: int = 1) -> str:
    """In percent, as the manual writes it."""
    return f"{share * 100:.{digits}f} %"


def table(heading: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    sys.stdout.write(f"\n{heading}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}\n")
    for row in rows:
        sys.stdout.write(f"| {' | '.join(map(str, row))} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
