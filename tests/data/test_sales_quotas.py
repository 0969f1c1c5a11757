"""Quotas of seventeen people in a file without a header line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.sample import Sample, adds_nothing
from tests.terminal import Terminal

FILE, MAPPING = "FactSalesQuota.csv", "sales-quotas"


@pytest.fixture(scope="module")
def quotas(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    sample = Sample(Terminal(tmp_path_factory.mktemp("quotas")), shared_data / "sales-quotas")
    assert sample.take_in(FILE, MAPPING)["added"] == sample.expected["rows"]
    return sample


def test_every_quarter_has_the_quotas_of_its_people(quotas: Sample) -> None:
    for quarter, amount in quotas.expected["quota_by_year_quarter"].items():
        rows = quotas.rows(f"quota -p {quarter}", "rep")
        assert rows.pop("all")["target"] == amount, quarter
        assert sum(row["target"] for row in rows.values()) == amount, quarter
        doubled = (
            quotas.expected["employees_with_more_than_one_quota_in_a_quarter"] if quarter == "2011-Q3" else 0
        )
        assert len(rows) + doubled == quotas.expected["rows_by_year_quarter"][quarter], quarter


def test_years_and_people_add_up(quotas: Sample) -> None:
    people: dict[str, int] = {}
    for year, amount in quotas.expected["quota_by_year"].items():
        rows = [row for row in quotas.report(f"quota -p {year}")["rows"] if row["rep"] != "all"]
        assert sum(row["target"] for row in rows) == amount, year
        for row in rows:
            people[row["rep"]] = people.get(row["rep"], 0) + row["target"]
    assert people == quotas.expected["quota_by_employee"]
    assert sum(people.values()) == quotas.expected["quota_total"]


def test_the_same_file_adds_nothing(quotas: Sample) -> None:
    assert adds_nothing(quotas.take_in_again(FILE, MAPPING, has_header=False))
