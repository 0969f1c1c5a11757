"""A command happens completely or not at all, whatever ends it. Every single system call: `test_fault_sweep.py`."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.contents import rows
from tests.trust.shell import Shell, check_store


def calls(shell: Shell, count: int, *, bad: int = 0) -> Path:
    """A file of so many calls, so many of them on no day."""
    lines = [
        f"2026-01-02 10:{number // 60 % 60:02}:{number % 60:02},call,Person {number}"
        for number in range(count)
    ]
    return shell.csv("calls.csv", lines + ["2026-02-31,call,Nobody"] * bad)


def killed_at(shell: Shell, moment: float) -> int:
    """How many activities an import leaves that is killed so many seconds after it began."""
    process = shell.start("import calls.csv --as activities")
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    found = shell.count()
    check_store(shell.store, leftovers=True)
    return found


def all_or_nothing_at(shell: Shell, count: int, moments: int) -> None:
    shell.ok("call jane")
    calls(shell, count)
    start = shell.store.read_bytes()
    began = time.monotonic()
    shell.ok("import calls.csv --as activities")
    lasts = time.monotonic() - began
    whole = rows(shell.store, "SELECT id, occurred_at, contact_id FROM activity")
    for number in range(moments):
        shell.store.write_bytes(start)
        assert killed_at(shell, lasts * (number + 1) / (moments + 1)) in {1, count + 1}
        shell.ok("import calls.csv --as activities")
        assert rows(shell.store, "SELECT id, occurred_at, contact_id FROM activity") == whole


def test_an_import_that_is_killed_at_any_moment_stored_all_or_nothing(shell: Shell) -> None:
    all_or_nothing_at(shell, 3_000, 4)


@pytest.mark.sweep
def test_a_large_import_that_is_killed_at_any_of_forty_moments_stored_all_or_nothing(shell: Shell) -> None:
    all_or_nothing_at(shell, 100_000, 40)


@pytest.mark.parametrize(
    ("sign", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=str,
)
def test_an_import_that_is_ended_says_so_in_one_line_and_leaves_no_trace(
    shell: Shell, sign: signal.Signals, code: int
) -> None:
    shell.ok("call jane")
    calls(shell, 60_000, bad=1)
    process = shell.start("import calls.csv --as activities --rejects rejected.csv")
    time.sleep(1.2)  # it is reading, or publishing; either way it stores all or nothing
    process.send_signal(sign)
    done = shell.finish(process)
    if done.code == 3:  # a very quick machine was done already
        assert shell.count() == 60_001
        return
    assert (done.code, done.out, done.err) == (code, "", "prospector: interrupted; nothing changed\n")
    assert shell.count() == 1
    assert {path.name for path in shell.folder.iterdir()} == {"data", "calls.csv"}


def test_a_terminal_that_is_closed_does_not_end_what_was_started_to_outlive_it(shell: Shell) -> None:
    shell.ok("call jane")
    calls(shell, 5_000)
    done = shell.sh(
        "trap '' HUP; prospector import calls.csv --as activities & sleep 0.4; kill -HUP $! 2>/dev/null; wait $!"
    )
    assert (done.code, shell.count()) == (0, 5_001)


@pytest.mark.parametrize(
    "command",
    [
        "call jane",
        "undo",
        "list",
        "db compact",
        "restore copy.db --yes",
        "doctor",
        "contact forget jane --yes",
    ],
)
def test_who_waits_for_another_prospector_can_be_interrupted(shell: Shell, command: str) -> None:
    shell.ok("call jane")
    shell.ok("backup copy.db")
    with closing(sqlite3.connect(shell.store, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        process = shell.start(command)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        done = shell.finish(process)
        assert time.monotonic() - began < 5  # of the 30 seconds that it waits by itself
    assert (done.code, done.err) == (130, "prospector: interrupted; nothing changed\n")
    assert shell.count() == 1
