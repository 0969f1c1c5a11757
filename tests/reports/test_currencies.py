"""Money is shown in whole units of the store's currency, however many decimals that has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.mark.parametrize(
    ("currency", "value", "shown"),
    [("USD", "5000.50", "5,000.50"), ("JPY", "5000", "5,000"), ("KWD", "5000.125", "5,000.125")],
)
def test_every_form_of_a_report_says_what_was_typed(
    tmp_path: Path, currency: str, value: str, shown: str
) -> None:
    prospector = Terminal(tmp_path, environment={"PROSPECTOR_CURRENCY": currency}, columns=160)
    prospector.ok("call jane conversation")
    prospector.ok(f"deal open Rollout --who jane --value {value}")
    assert f"\t{value}\t" in prospector.ok("deal list")
    prospector.ok("deal won Rollout")
    prospector.ok("quota set revenue 10000 -p 2026-Q4")
    for report in ("report channels", "report compare --by rep", "report sources"):
        record = json.loads(prospector.ok(f"{report} --json"))
        assert record["total"]["revenue"] == float(value)
        table = prospector.ok(report).splitlines()
        assert table[-1].split("\t")[table[0].split("\t").index("revenue")] == value
    prospector.ok(f"quota set revenue {value} -p 2027")
    assert f"\t{value}\t" in prospector.ok("quota list")
    quota = prospector.ok("report quota").splitlines()
    assert dict(zip(quota[0].split("\t"), quota[1].split("\t"), strict=True))["credited"] == value
    prospector.is_terminal = True
    for report in ("report channels", "report sources", "report quota"):
        assert shown in prospector.ok(report)


def test_the_demo_tells_its_story_in_the_currency_of_the_settings(tmp_path: Path) -> None:
    told = {}
    for currency in ("USD", "JPY"):
        prospector = Terminal(tmp_path, environment={"PROSPECTOR_CURRENCY": currency})
        told[currency] = json.loads(prospector.ok("demo --json"))["total"]["revenue"]
    assert told["USD"] == told["JPY"] > 0
