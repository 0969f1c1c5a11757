"""The bounds that pyproject.toml states are the versions that the suite is run with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).parent.parent


def test_the_lowest_versions_that_are_tested_are_those_that_are_allowed() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    bounds = {
        match[1]: match[2]
        for each in asked
        if "sys_platform" not in each and (match := re.match(r"([\w-]+)>=([\w.]+)", each))
    }
    tested = dict(
        line.split("==")
        for line in (TOP / ".ci/lowest.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    assert tested == bounds


def test_every_dependency_is_locked_with_the_hashes_of_its_files() -> None:
    locked = (TOP / ".ci/requirements.lock").read_text(encoding="utf-8")
    pins = re.split(r"^(?=[\w.-]+==)", locked, flags=re.MULTILINE)[1:]
    names = {pin.split("==")[0] for pin in pins}
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=]", each)[0] for each in project["dependencies"] if "sys_platform" not in each}
    assert asked <= names
    assert all("--hash=sha256:" in pin for pin in pins)
