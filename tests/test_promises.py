"""Each promise of the README names the tests that show it; they exist, they run, and the manual needs none of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "prospector" / "docs"
_LINK = re.compile(r"\[([^\]]+)\]\((tests/[^)]+)\)")
_SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## What you can rely on\n")[2]
SECTION = _SECTION.partition("\n## ")[0]


def _promises(section: str) -> dict[int, str]:
    found = re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |^\S|\Z)", section, re.MULTILINE | re.DOTALL)
    return {int(number): " ".join(text.split()) for number, text in found}


PROMISES = _promises(SECTION)


def _tests_of_every_run(path: str) -> set[str]:
    """The tests of a file that no marker keeps out of an ordinary run."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not any("pytest.mark." + kept in ast.unparse(each) for each in node.decorator_list for kept in ("slow", "long", "sweep"))
    }  # fmt: skip


def test_there_are_twelve_promises() -> None:
    assert list(PROMISES) == list(range(1, 13))
    assert "Not promised: network drives" in SECTION


@pytest.mark.parametrize("number", range(1, 13))
def test_a_promise_names_tests_that_are_in_every_run(number: int) -> None:
    shown = _LINK.findall(PROMISES[number])
    assert shown
    for sentence, path in shown:
        name = "test_" + "_".join(sentence.split())
        assert name in _tests_of_every_run(path), f"{path}: {name}"


def test_the_manual_says_the_same_without_the_tests_that_do_not_come_with_the_program() -> None:
    page = (DOCS / "trust.md").read_text(encoding="utf-8")
    said = _promises(page.partition("## What you can rely on\n")[2].partition("\n## ")[0])
    assert said == {number: text.partition(" Shown by ")[0] for number, text in PROMISES.items()}


def test_the_manual_that_comes_with_the_program_leads_nowhere_outside_it() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8")):
            assert (page.parent / target).resolve().is_relative_to(DOCS), f"{page.name}: {target}"
