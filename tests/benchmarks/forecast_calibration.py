"""What the forecast of a quota states, and what comes of it for invented reps: a Markdown table for the manual.

    python -m tests.benchmarks.forecast_calibration              1,000 reps a scenario, about six minutes
    python -m tests.benchmarks.forecast_calibration --reps 100

Run it from the checkout. See README.md beside this.
"""

from __future__ import annotations

import argparse
import sys
from statistics import fmean

from tests.stats.simulated_quarters import Judged, Scenario, brier, judged

SCENARIOS = {
    "2-24 months, day 10-77": Scenario(
        "all sorts: 2 to 24 months of history, day 10 to 77", history=(60, 730), day=(10, 77)
    ),
    "a year, day 10": Scenario("a year of history, day 10 of 91", day=(10, 10)),
    "a year, day 45": Scenario("a year of history, day 45"),
    "a year, day 70": Scenario("a year of history, day 70", day=(70, 70)),
    "a year, day 84": Scenario("a year of history, the last week", day=(84, 84)),
    "45 days, day 20": Scenario("45 days of history, day 20", history=(45, 45), day=(20, 20)),
    "45 days, day 45": Scenario("45 days of history, day 45", history=(45, 45)),
    "two years, drift 45 %": Scenario(
        "two years, drifting by up to 45 % a year, day 45", history=(730, 730), drift=0.45
    ),
}
HEAD = ("history", "reps", "holds", "Brier", "run rate", "pipeline", "said", "made")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reps", type=int, default=1_000, help="invented reps of each scenario (1000)")
    reps = parser.parse_args().reps
    sys.stdout.write(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}\n")
    for name, scenario in SCENARIOS.items():
        found = list(judged(scenario, reps, seed=1))
        sys.stdout.write(f"| {name} | {' | '.join(_figures(found))} |\n")
        sys.stdout.flush()


def _figures(found: list[Judged]) -> list[str]:
    made = [one.made for one in found]
    scores = (
        brier([one.chance for one in found], made),
        brier([one.run_rate for one in found], made),
        brier([one.weighted for one in found], made),
    )
    return [
        f"{len(found):,}",
        f"{fmean(one.held for one in found) * 100:.1f} %",
        *(f"{score:.3f}" for score in scores),
        f"{fmean(one.chance for one in found) * 100:.0f} %",
        f"{fmean(made) * 100:.0f} %",
    ]


if __name__ == "__main__":
    main()
