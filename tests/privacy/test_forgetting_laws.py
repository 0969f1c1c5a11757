"""Whatever was typed before: nothing of a person stays, rows stay sound, and neither undo nor redo brings anything back."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import LINES, day_begun
from tests.privacy.traces import traces
from tests.terminal import Terminal

HERS = ("Quorra Vexil", "Quorra", "Vexil", "quorra@home.test", "quorra@ray.test", "030 12345", "+49 30 12345")
REPORTS = ("channels", "funnel", "sources", "accounts", "paths")


def about_her(line: str) -> str:
    """A line of the day, with somebody in it whose name is nowhere else."""
    for word, other in (("Bob Ray", HERS[0]), ("Robert Ray", "Quorra Ray-Vexil"), ("bob@", "quorra@")):
        line = line.replace(word, other)
    return re.sub(r"\bbob\b", f"'{HERS[0]}'", line)  # her whole name: `quorra` alone may become somebody else


def figures(terminal: Terminal) -> list[str]:
    told = [json.loads(terminal.ok(f"report {name} -p all --json")) for name in REPORTS]
    return [json.dumps(report, sort_keys=True).replace("Quorra Vexil", "") for report in told]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(LINES.map(about_her), st.sampled_from(("undo", "undo 2", "redo"))), max_size=25))
def test_nothing_of_her_stays_or_comes_back(lines: list[str]) -> None:
    with day_begun() as terminal:
        terminal.ok(f"call '{HERS[0]}' no-answer -a Acme --new")
        for line in lines:
            terminal(line)
        before = figures(terminal)
        result = terminal(f"contact forget '{HERS[0]}' --everywhere --yes")
        if result.code == 2:  # merged away under another name, or several are called so
            return
        assert result.code == 0, result.err
        assert traces(terminal.folder, *HERS) == {}
        assert figures(terminal) == before
        terminal.ok("doctor")
        for line in ("undo", "undo", "undo", "redo", "redo", "redo", "redo", "redo"):
            assert terminal(line).code in {0, 1}
            assert traces(terminal.folder, *HERS) == {}
        terminal.ok("doctor")
