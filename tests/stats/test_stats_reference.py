"""Every figure of the reference file that other programs worked out, for what is offered here."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from prospector.stats import comparison, differences, distributions, intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Case = dict[str, Any]


def proportion(method: Callable[..., intervals.Interval]) -> Callable[[Case], Case]:
    def found(case: Case) -> Case:
        return ends(method(case["k"], case["n"], confidence=case["level"]))

    return found


def ends(interval: intervals.Interval) -> Case:
    return {"lo": interval.low, "hi": interval.high}


def newcombe(case: Case) -> Case:
    found = differences.newcombe_difference(
        case["k1"], case["n1"], case["k2"], case["n2"], confidence=case["level"]
    )
    return {"diff": found.value, **ends(found.interval)}


def mantel_haenszel(case: Case) -> Case:
    strata = [
        differences.Stratum(hits=x, trials=n, other_hits=y, other_trials=m) for x, n, y, m in case["strata"]
    ]
    found = differences.mantel_haenszel_difference(strata, confidence=case["level"])
    assert found is not None
    return {
        "diff": found.value,
        "lo_klingenberg": found.interval.low,
        "hi_klingenberg": found.interval.high,
    }


def best(case: Case) -> Case:
    arms = [comparison.Arm(str(place), *counts) for place, counts in enumerate(case["data"])]
    return {"p_best": comparison.chance_best(arms), "expected_loss": comparison.expected_loss(arms)}


def per_hour(case: Case) -> Case:
    return ends(intervals.rate_per_hour_interval(case["events"], case["hours"], confidence=case["level"]))


def greater_per_hour(case: Case) -> Case:
    return {
        "p": comparison.chance_greater_per_hour(
            case["events1"], case["hours1"], case["events2"], case["hours2"]
        )
    }


def evidence(case: Case) -> Case:
    one, two = comparison.Arm("1", case["k1"], case["n1"]), comparison.Arm("2", case["k2"], case["n2"])
    return {"bf": comparison.bayes_factor(one, two)}


def needed(case: Case) -> Case:
    found = differences.trials_needed_per_arm(
        case["p1"], case["p2"], confidence=case["conf"], power=case["power"]
    )
    return {"n": found}


def clopper_pearson(case: Case) -> Case:
    """Not offered; it holds the quantiles of the beta distribution to far ends."""
    hits, trials, tail = case["k"], case["n"], (1 - case["level"]) / 2
    low = distributions.Beta(hits, trials - hits + 1).quantile(tail) if hits else 0.0
    high = distributions.Beta(hits + 1, trials - hits).quantile(1 - tail) if hits < trials else 1.0
    return {"lo": low, "hi": high}


def exact_per_hour(case: Case) -> Case:
    """Not offered; it holds the quantiles of the gamma distribution."""
    hits, tail = case["events"], (1 - case["level"]) / 2
    low = distributions.Gamma(hits, case["hours"]).quantile(tail) if hits else 0.0
    return {"lo": low, "hi": distributions.Gamma(hits + 1, case["hours"]).quantile(1 - tail)}


OFFERED: dict[str, Callable[[Case], Case]] = {
    "prop_clopper_pearson": clopper_pearson,
    "rate_exact": exact_per_hour,
    "prop_wilson": proportion(intervals.wilson_interval),
    "prop_jeffreys": proportion(intervals.jeffreys_interval),
    "riskdiff_newcombe": newcombe,
    "beta_best": best,
    "rate_jeffreys": per_hour,
    "rate_p_greater": greater_per_hour,
    "bayes_factor_two_props": evidence,
    "touches_needed_per_arm": needed,
    "mh_risk_difference": mantel_haenszel,
}


@pytest.mark.parametrize("test", OFFERED)
def test_figures_are_those_that_other_programs_find(shared_data: Path, test: str) -> None:
    cases = list(reference(shared_data / "reference" / "stats.csv", test))
    assert cases
    tolerance = 1e-5 if test == "beta_best" else 1e-8
    for given, expected in cases:
        for name, value in OFFERED[test](given).items():
            assert value == pytest.approx(expected[name], abs=tolerance), (given, name)


def test_no_kind_of_figure_is_left_out_unnoticed(shared_data: Path) -> None:
    with (shared_data / "reference" / "stats.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["test"] for row in csv.DictReader(file)}
    # other intervals of a difference than Newcombe's, and the forecast of a count
    assert kinds - OFFERED.keys() == {
        "riskdiff_miettinen_nurminen",
        "riskdiff_agresti_caffo",
        "gamma_poisson_predictive",
    }


def reference(path: Path, test: str) -> Iterator[tuple[Case, Case]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["test"] == test:
                yield json.loads(row["input"]), json.loads(row["expected"])
