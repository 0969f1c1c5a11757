"""A pytest plugin: which functions of the package each test calls; and only such tests as are asked for.

What is asked for comes in the environment: `MUTATION_RECORD`, a file to write what was called into, or `MUTATION_ONLY`, a
file with the tests to run, in that order.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

_PACKAGE = os.sep + "prospector" + os.sep
_called: dict[str, tuple[float, list[str]]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what a test calls, and how long it takes."""
    if "MUTATION_RECORD" not in os.environ:
        return (yield)
    codes: set[Any] = set()

    def on_call(frame: FrameType, _event: str, _argument: object) -> None:
        codes.add(frame.f_code)

    began, before = time.process_time(), sys.gettrace()
    sys.settrace(on_call)
    try:
        return (yield)
    finally:
        sys.settrace(before)
        names = {
            f"{code.co_filename.rpartition(_PACKAGE)[2]}:{code.co_qualname.partition('.<locals>')[0]}"
            for code in codes
            if _PACKAGE in code.co_filename
        }
        _called[item.nodeid] = (time.process_time() - began, sorted(names))


def pytest_sessionfinish() -> None:
    """Write down what was called."""
    if "MUTATION_RECORD" in os.environ:
        Path(os.environ["MUTATION_RECORD"]).write_text(json.dumps(_called), encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests that were asked for, in their order."""
    if "MUTATION_ONLY" in os.environ:
        order = json.loads(Path(os.environ["MUTATION_ONLY"]).read_text(encoding="utf-8"))
        places = {name: at for at, name in enumerate(order)}
        items[:] = sorted(
            (item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid]
        )
