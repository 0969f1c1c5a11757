"""Which slips in the code would no test notice?

    python -m tests.mutation prospector/stats prospector/domain/money.py --each 12

works in a copy of the checkout. First every test of TESTS runs once and it is noted which functions it calls (kept in the
folder of `--keep`). Then one thing is changed at a time, and the tests that call the function run until one fails: those of
the module's own folder first, then the quicker ones, up to `--seconds` of them. What is left after that has survived, and
somebody has to look at it. Linux and macOS only; one process; made for `nice -n 19`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest
import typer  # noqa: F401 - loaded once, for all forks

from tests.mutation.changes import Change, changes_of

_FIRST = 8  # tests that are tried before the files of all others are read
TESTS = ("tests/stats", "tests/domain", "tests/importing", "tests/reports", "tests/usecases")
OPTIONS = ("-q", "-x", "-p", "tests.mutation.watching", "-p", "no:cacheprovider", "--hypothesis-seed=0")


class Known(NamedTuple):
    """What each test calls, and the seconds it takes."""

    tests: dict[str, tuple[float, list[str]]]

    def of(self, module: str, function: str, seconds: float) -> list[str]:
        """The tests to run for a change: they call its function or, where nothing is in one, its module."""
        own = f"tests/{module.partition('/')[0]}/"
        name = f"{module}:{function.rstrip('(')}"
        found: list[tuple[bool, bool, float, str]] = []
        for test, (took, called) in self.tests.items():
            calls = name in called
            if calls or any(each.startswith(f"{module}:") for each in called):
                found.append((not calls, not test.startswith(own), took, test))
        chosen, left = [], seconds
        for *_, took, test in sorted(found):
            if took <= left:
                left -= took
                chosen.append(test)
        return chosen


def copy_of_checkout(folder: Path) -> Path:
    """The files that git knows, or would, in a folder of their own."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    for name in names:
        if Path(name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, copy / name)
    return copy


def tests_pass(copy: Path, arguments: list[str], environment: dict[str, str], seconds: float) -> bool:
    """Run pytest in a fork, with so much time of the processor at most."""
    child = os.fork()
    if child == 0:
        quiet = os.open(copy.parent / "last.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        os.environ.update(environment)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        signal.alarm(int(seconds * 10))
        try:
            os._exit(pytest.main([*OPTIONS, *arguments]))
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    # Where nothing is left to run, the change has renamed tests that are made from a table: nothing noticed it.
    return os.waitstatus_to_exitcode(status) in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


def known_tests(copy: Path, keep: Path) -> Known:
    """What each test calls, recorded now or before."""
    record = keep / "called.json"
    if not record.exists() and not tests_pass(copy, list(TESTS), {"MUTATION_RECORD": str(record)}, 7200):
        record.unlink(missing_ok=True)
        raise SystemExit(f"the tests fail without any change: see {keep}/last.txt")
    return Known(json.loads(record.read_text(encoding="utf-8")))


def survives(copy: Path, module: Path, change: Change, tests: list[str], seconds: float) -> bool:
    """Whether no test notices a change; the likeliest to notice it run first, without waiting for the others' files."""
    target, order = copy / module, copy.parent / "order.json"
    original = target.read_bytes()
    for compiled in (target.parent / "__pycache__").glob(f"{module.stem}.*.pyc"):
        compiled.unlink()
    environment = {"MUTATION_ONLY": str(order), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        target.write_text(change.source, encoding="utf-8")
        for part in filter(None, (tests[:_FIRST], tests[_FIRST:])):
            order.write_text(json.dumps(part), encoding="utf-8")
            files = list(dict.fromkeys(test.partition("::")[0] for test in part))
            if not tests_pass(copy, files, environment, 3 * seconds + 20):
                return False
    finally:
        target.write_bytes(original)
    return True


def main() -> None:
    """Draw changes, try them, and say which survived."""
    words = argparse.ArgumentParser(prog="python -m tests.mutation")
    words.add_argument("paths", nargs="+", type=Path)
    words.add_argument("--each", type=int, default=10, help="changes a module")
    words.add_argument("--seed", default="1")
    words.add_argument("--seconds", type=float, default=30, help="of tests, for one change")
    words.add_argument("--after", type=int, default=0, help="go on where so many changes were tried")
    words.add_argument("--keep", type=Path, required=True, help="a folder for the copy and what is known")
    given = words.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    copy = copy_of_checkout(given.keep.resolve())
    known = known_tests(copy, given.keep.resolve())
    sys.dont_write_bytecode = True
    told: Counter[bool] = Counter()
    modules = [module for path in given.paths for module in (sorted(path.glob("*.py")) or [path])]
    drawn = [
        [
            (module, change)
            for change in changes_of(
                module.read_text(encoding="utf-8"), f"{given.seed}:{module.name}", given.each
            )
        ]
        for module in modules
    ]
    for module, change in islice(filter(None, chain.from_iterable(zip_longest(*drawn))), given.after, None):
        name = module.as_posix().removeprefix("prospector/")
        alive = survives(copy, module, change, known.of(name, change.function, given.seconds), given.seconds)
        told[alive] += 1
        verdict = "SURVIVED" if alive else "noticed "
        sys.stdout.write(f"{verdict} {name}:{change.line} {' '.join(change.said.split())}\n")
        sys.stdout.flush()
    share = told[False] / max(told.total(), 1)
    sys.stdout.write(f"{told.total()} changes, {told[False]} noticed ({share:.0%})\n")


if __name__ == "__main__":
    main()
