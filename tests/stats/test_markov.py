"""Markov credit against published figures, against walks counted otherwise, and what always holds."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats import markov
from prospector.stats.markov import Tally, conversion_chance, markov_credits, removal_effects

Paths = dict[tuple[str | None, ...], Tally]
CHANNELS = st.sampled_from(["a", None, "c > d", "(start)"])
PATHS = st.dictionaries(
    st.lists(CHANNELS, max_size=6).map(tuple),
    st.builds(Tally, st.integers(0, 5), st.integers(-3, 100), st.integers(0, 5)),
    max_size=10,
)
ORDERS = st.integers(1, 3)


def chance_of_visit(paths: Paths, order: int, channel: str | None) -> float:
    """How likely a converting walk visits a channel, by sending probability along until nothing is left.

    It knows nothing of removing: a walk carries with it whether it has been there.
    """
    steps: defaultdict[object, Counter[object]] = defaultdict(Counter)
    for path, (results, _, nulls) in paths.items():
        if not path or not results + nulls:
            continue
        runs = (
            [path] if len(path) <= order else [path[at : at + order] for at in range(len(path) - order + 1)]
        )
        states: list[object] = [
            "begin",
            *(run for at, run in enumerate(runs) if not at or run != runs[at - 1]),
        ]
        for before, after in pairwise(states):
            steps[before][after] += results + nulls
        steps[states[-1]]["won"] += results
        steps[states[-1]]["lost"] += nulls
    there: dict[tuple[object, bool], float] = {("begin", False): 1.0}
    won = {True: 0.0, False: 0.0}
    while sum(there.values()) > 1e-15:
        moved: defaultdict[tuple[object, bool], float] = defaultdict(float)
        for (state, visited), mass in there.items():
            total = sum(steps[state].values())
            for after, count in steps[state].items():
                seen = visited or (isinstance(after, tuple) and channel in after)
                if after == "won":
                    won[visited] += mass * count / total
                elif after != "lost" and count:
                    moved[after, seen] += mass * count / total
        there = dict(moved)
    return won[True] / (won[True] + won[False])


@given(PATHS, ORDERS)
def test_the_removal_effect_is_the_chance_that_a_converting_walk_was_there(paths: Paths, order: int) -> None:
    if not any(path and tally.results for path, tally in paths.items()):
        assert all(effect.results == 0 for effect in removal_effects(paths, order).values())
        return
    for channel, effect in removal_effects(paths, order).items():
        assert effect.results == pytest.approx(chance_of_visit(paths, order, channel), abs=1e-9)


@given(PATHS, ORDERS, st.integers())
def test_the_order_of_the_paths_changes_nothing(paths: Paths, order: int, seed: int) -> None:
    turned = list(paths.items())
    Random(seed).shuffle(turned)
    assert removal_effects(dict(turned), order) == removal_effects(paths, order)


@given(PATHS, ORDERS)
def test_credits_add_up_and_a_channel_without_a_journey_has_none(paths: Paths, order: int) -> None:
    found = markov_credits(paths, order)
    walked = {path: tally for path, tally in paths.items() if path and tally.results + tally.nulls}
    assert found.keys() == {channel for path in walked for channel in path}
    results = sum(tally.results for tally in walked.values())
    assert sum(credit[0] for credit in found.values()) == pytest.approx(results, abs=1e-9)


@given(PATHS, ORDERS)
def test_a_large_chain_is_solved_like_a_small_one(paths: Paths, order: int) -> None:
    small = removal_effects(paths, order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markov, "_DENSE", -1)
        for channel, effect in removal_effects(paths, order).items():
            assert effect.results == pytest.approx(small[channel].results, abs=1e-12)
            assert effect.value == pytest.approx(small[channel].value, abs=1e-12)


@pytest.mark.parametrize("variant", ["with_null", "no_null"])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_ten_paths_give_the_exact_figures(shared_data: Path, order: int, variant: str) -> None:
    with (shared_data / "reference" / "mini.csv").open() as file:
        paths = {
            tuple(row["path"].split(" > ")): Tally(
                int(row["conversions"]), int(row["value"]), int(row["null"]) if variant == "with_null" else 0
            )
            for row in csv.DictReader(file)
        }
    effects, found = removal_effects(paths, order), markov_credits(paths, order)
    with (shared_data / "reference" / "mini_expected.csv").open() as file:
        expected = [
            row
            for row in csv.DictReader(file)
            if (row["model"], row["variant"]) == (f"markov{order}", variant)
        ]
    assert len(expected) == 5
    for row in expected:
        mine = (*found[row["channel"]], effects[row["channel"]].results, effects[row["channel"]].value)
        names = ("conversions", "value", "removal_effect", "removal_effect_value")
        assert mine == pytest.approx([float(row[name]) for name in names], rel=1e-10), row


def test_twelve_channels_give_the_exact_figures(shared_data: Path) -> None:
    paths: Paths = {}
    with (shared_data / "multi-touch-paths" / "Data.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            path = tuple(row["path"].split(" > "))
            known = paths.get(path, Tally(0))
            paths[path] = Tally(
                known.results + int(row["total_conversions"]),
                known.value + float(row["total_conversion_value"]),
                known.nulls + int(row["total_null"]),
            )
    found, effects = markov_credits(paths), removal_effects(paths)
    with (shared_data / "reference" / "paths_markov1_expected.csv").open() as file:
        for row in csv.DictReader(file):
            channel = row["channel"]
            mine = (
                *found[channel],
                effects[channel].results,
                effects[channel].value,
                conversion_chance(paths),
            )
            names = ("conversions", "value", "removal_effect", "removal_effect_value", "p_conversion_base")
            assert mine == pytest.approx([float(row[name]) for name in names], rel=1e-10), row
