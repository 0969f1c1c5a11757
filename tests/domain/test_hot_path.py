"""What a log line loads: names, not milliseconds."""

from __future__ import annotations

import subprocess
import sys


def test_the_readers_of_a_log_line_load_no_zone_database_and_no_decimal() -> None:
    program = (
        "import sys, prospector.domain.when, prospector.domain.money, prospector.domain.minutes, "
        "prospector.domain.spelling, prospector.domain.period; print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"zoneinfo", "decimal", "fractions", "pydantic", "locale", "calendar", "_strptime"} & set(
        loaded
    )
