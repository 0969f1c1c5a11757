"""Invented activities by the ten thousand, some of them wrong on purpose; what is right stands in a file beside them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.data.sample import MAPPINGS, Row, Sample
from tests.peak import peak, watching
from tests.terminal import Terminal

CHANNELS = {"phone": "call", "linkedin": "social"}
COLUMN_OF = {
    "date_unreadable": "occurred_at",
    "date_impossible": "occurred_at",
    "date_missing": "occurred_at",
    "channel_unknown": "channel",
    "channel_missing": "channel",
    "direction_unknown": "direction",
    "email_malformed": "contact_email",
    "duration_negative": "duration_minutes",
    "duration_not_a_number": "duration_minutes",
    "field_count": "",
}


@dataclass
class Made:
    """A file that was made, and what a correct import of it finds."""

    sample: Sample
    file: Path
    truth: Row
    found: Row

    def by(self, query: str) -> dict[str, int]:
        return dict(
            json.loads(self.sample.count(f"SELECT json_group_array(json_array(k, n)) FROM ({query})"))
        )


def make(shared_data: Path, folder: Path, rows: int) -> tuple[Path, Row]:
    tool = shared_data.parent / "tools" / "make_activities.py"
    if not tool.exists():
        pytest.skip(f"no {tool}")
    file, truth = folder / "made.csv", folder / "truth.json"
    options = ["--rows", str(rows), "--bad-fraction", "0.01", "--out", str(file), "--truth", str(truth)]
    subprocess.run([sys.executable, str(tool), *options], check=True)
    return file, json.loads(truth.read_text())


@pytest.fixture(scope="module", params=[20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def made(request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    file, truth = make(shared_data, folder, request.param)
    sample = Sample(Terminal(folder), folder)
    result = sample.terminal(f"import made.csv --map {MAPPINGS / 'make-activities.toml'} --json")
    assert result.code == 3
    return Made(sample, file, truth, json.loads(result.out))


def records(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The line on which each record below the header begins, and its cells."""
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text)
        next(reader)
        before = reader.line_num
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num


def test_the_rows_reconcile(made: Made) -> None:
    found, truth = made.found, made.truth
    assert found["rows"] == truth["rows"] == found["added"] + found["unchanged"] + found["rejected"]
    assert (found["added"], found["unchanged"]) == (truth["activities"], truth["repeated"])
    assert (found["rejected"], found["contacts_added"]) == (truth["bad"], truth["distinct_contacts"])
    assert (found["updated"], found["skipped"]) == (0, 0)


def test_what_was_stored_is_what_the_file_says(made: Made) -> None:
    truth = made.truth
    channels = made.by(
        "SELECT channel.name AS k, count(*) AS n FROM activity JOIN channel ON channel.id = channel_id GROUP BY 1"
    )
    assert channels == {CHANNELS.get(name, name): count for name, count in truth["by_channel"].items()}
    weeks = made.by(
        "SELECT (local_day - (local_day + 3) % 7) AS k, count(*) AS n FROM activity GROUP BY 1 ORDER BY 1"
    )
    assert list(weeks.values()) == list(truth["by_local_iso_week"].values())
    assert made.sample.count("SELECT sum(minutes) FROM activity") == truth["minutes"]
    total = made.sample.report("compare --by direction -p all")
    inbound = made.sample.count("SELECT count(*) FROM activity WHERE direction = 1")
    assert total["total"]["activities"] + inbound == truth["activities"]
    reported = made.sample.rows("compare --by week -p all")
    outbound = made.by(
        "SELECT local_week AS k, count(*) AS n FROM activity WHERE direction = 0 GROUP BY 1 ORDER BY 1"
    )
    assert [row["activities"] for row in reported.values() if row["activities"]] == list(outbound.values())


def test_every_bad_row_comes_back_with_its_line_column_and_reason(made: Made) -> None:
    rows = list(records(made.file))
    bad = [(*rows[entry["record"] - 1], COLUMN_OF[entry["sort"]]) for entry in made.truth["bad_records"]]
    problems: dict[int, list[Any]] = {}
    for problem in made.found["problems"]:
        problems.setdefault(problem["line"], []).append(problem)
    assert sorted(problems) == [line for line, _, _ in bad]
    for line, _, column in bad:
        assert column in {problem["column"] for problem in problems[line]}, problems[line]
        assert all(problem["message"] for problem in problems[line])
    with (made.sample.terminal.folder / made.found["rejects_file"]).open(
        encoding="utf-8", newline=""
    ) as text:
        header, *rejected = csv.reader(text)
    assert header[-1] == "Error"
    width = len(header) - 1
    assert [cells[:-1] for cells in rejected] == [
        [*cells, *[""] * (width - len(cells))] for _, cells, _ in bad
    ]
    assert all(cells[-1] for cells in rejected)


def test_a_second_import_adds_nothing_and_rejects_the_same(made: Made) -> None:
    result = made.sample.terminal(f"import made.csv --map {MAPPINGS / 'make-activities.toml'} --json")
    again = json.loads(result.out)
    assert (result.code, again["added"], again["contacts_added"]) == (3, 0, 0)
    assert again["problems"] == made.found["problems"]
    assert again["unchanged"] == made.truth["activities"] + made.truth["repeated"]


@pytest.mark.slow
def test_memory_stays_flat(shared_data: Path, tmp_path: Path) -> None:
    """Once the caches are full no row of a longer file stays in memory; its people and its problems may."""
    longer, shorter = (taken(shared_data, tmp_path / f"{rows}", rows) for rows in (200_000, 100_000))
    assert longer - shorter < 12 * 2**20


def taken(shared_data: Path, folder: Path, rows: int) -> int:
    """The bytes at its peak of an import of so many rows."""
    folder.mkdir()
    make(shared_data, folder, rows)
    words = ["import", "made.csv", "--map", str(MAPPINGS / "make-activities.toml")]
    code = f"import sys; from prospector.cli.app import run; sys.exit(run({words!r}))"
    environment = {**os.environ, "PROSPECTOR_DB": str(folder / "store.db"), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [*watching(folder / "peak"), sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    return peak(folder / "peak")
