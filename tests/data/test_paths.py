"""Published paths, as journeys of invented people in a store: every credit model gives the published figures."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.data.sample import Row, Sample
from tests.terminal import Terminal

BEGIN = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
SCALE = 10_000  # the published values have more decimals than money
MODELS = {"position_40_20_40": "position", "shapley_subset_sum": "shapley", "markov1": "markov"}


class Published(NamedTuple):
    """A path as it is published; a path may stand in several rows."""

    path: list[str]
    results: int
    value: Fraction
    nulls: int


def written(paths: Iterable[Published], folder: Path, *, with_nulls: bool = True) -> tuple[Path, Path]:
    """Write each journey as a person's touches, a minute apart, and each result as a win a minute later."""
    touches, deals = folder / "touches.csv", folder / "deals.csv"
    with touches.open("w", newline="") as one, deals.open("w", newline="") as other:
        lines, wins = csv.writer(one), csv.writer(other)
        lines.writerow(["id", "at", "channel", "who", "email", "outcome"])
        wins.writerow(["id", "who", "email", "value", "at"])
        person = 0
        for published in paths:
            for number in range(published.results + (published.nulls if with_nulls else 0)):
                person += 1
                who = [f"P{person}", f"p{person}@paths.example"]
                for step, channel in enumerate(published.path):
                    at = (BEGIN + timedelta(minutes=step)).isoformat()
                    lines.writerow([f"{person}-{step}", at, channel, *who, "sent"])
                if number < published.results:
                    at = (BEGIN + timedelta(minutes=len(published.path))).isoformat()
                    value = f"{float(published.value * SCALE):.2f}" if number == 0 else "0"
                    wins.writerow([person, *who, value, at])
    return touches, deals


def stored(
    terminal: Terminal, folder: Path, paths: Iterable[Published], *, with_nulls: bool = True
) -> Sample:
    sample = Sample(terminal, folder)
    touches, deals = written(paths, terminal.folder, with_nulls=with_nulls)
    assert not sample.take_in(str(touches), "paths-touches")["rejected"]
    assert not sample.take_in(str(deals), "paths-deals")["rejected"]
    return sample


def credited(sample: Sample, model: str) -> dict[str, Row]:
    """The rows of the report, which add up to all as decimals do."""
    found = sample.report(f"channels -p all --credit {model}")
    assert found["credit"] == model
    for name in ("won", "revenue"):
        parts = [row[name] for row in (*found["rows"], *found["unattributed"])]
        assert sum(Fraction(str(part)) for part in parts) == Fraction(str(found["total"][name]))
    return {row["channel"]: row for row in found["rows"]}


def mini(folder: Path) -> list[Published]:
    with (folder / "reference" / "mini.csv").open() as file:
        return [
            Published(
                row["path"].split(" > "), int(row["conversions"]), Fraction(row["value"]), int(row["null"])
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("variant", ["with_null", "no_null"])
def test_ten_paths_are_credited_as_by_hand(shared_data: Path, terminal: Terminal, variant: str) -> None:
    sample = stored(terminal, shared_data, mini(shared_data), with_nulls=variant == "with_null")
    with (shared_data / "reference" / "mini_expected.csv").open() as file:
        expected = [row for row in csv.DictReader(file) if row["variant"] in {variant, ""}]
    found = {
        model: credited(sample, MODELS.get(model, model)) for model in {row["model"] for row in expected}
    }
    assert len(found) == 8
    for row in expected:
        mine = found[row["model"]][row["channel"]]
        assert mine["won"] == pytest.approx(float(row["conversions"]), rel=1e-8), row
        assert mine["revenue"] == pytest.approx(float(row["value"]) * SCALE, rel=1e-7), row


@pytest.mark.slow
def test_twenty_thousand_results_of_twelve_channels_are_credited_as_published(
    shared_data: Path, terminal: Terminal
) -> None:
    folder = shared_data / "multi-touch-paths"
    with (folder / "Data.csv").open() as file:
        paths = [
            Published(
                row["path"].split(" > "),
                int(row["total_conversions"]),
                Fraction(row["total_conversion_value"]),
                int(row["total_null"]),
            )
            for row in csv.DictReader(file, delimiter=";")
        ]
    sample = stored(terminal, folder, paths)
    by_channel = sample.expected["by_channel"]
    for model, name in (("first", "first_touch"), ("last", "last_touch"), ("linear", "linear")):
        rows = credited(sample, model)
        assert rows.keys() >= by_channel.keys()
        for channel, want in by_channel.items():
            assert rows[channel]["won"] == pytest.approx(want[f"{name}_conversions"], rel=1e-6, abs=6e-5)
            assert rows[channel]["revenue"] == pytest.approx(want[f"{name}_value"] * SCALE, rel=1e-6, abs=0.6)
    rows = credited(sample, "markov")
    with (shared_data / "reference" / "paths_markov1_expected.csv").open() as file:
        for row in csv.DictReader(file):
            mine = rows[row["channel"]]
            assert mine["won"] == pytest.approx(float(row["conversions"]), rel=1e-6)
            assert mine["revenue"] == pytest.approx(float(row["value"]) * SCALE, rel=1e-6)
