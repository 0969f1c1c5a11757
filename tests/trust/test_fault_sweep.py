"""All or nothing at every system call: `sweeping.py` says how, `prospector/docs/trust.md` what came of the whole sweep."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.trust.deeds import DEEDS
from tests.trust.sweeping import FAULTS, rehearse, suffers, turning_points

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.mark.parametrize("name", DEEDS)
def test_a_fault_where_something_is_decided_leaves_all_or_nothing(name: str, tmp_path: Path) -> None:
    stage = rehearse(DEEDS[name], tmp_path)
    for number, point in enumerate(turning_points(stage)):
        suffers(stage, point, FAULTS[number % len(FAULTS)])


@pytest.mark.sweep
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", DEEDS)
def test_a_fault_anywhere_leaves_all_or_nothing(name: str, fault: str, tmp_path: Path) -> None:
    stage = rehearse(DEEDS[name], tmp_path)
    for point in stage.points:
        suffers(stage, point, fault)
