"""Several prospectors may run at once; they wait for each other."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

import pytest

from tests.contents import rows
from tests.trust.shell import Done, Shell


def beside_each_other(shell: Shell, *, shells: int, logs: int, imported: int) -> None:
    """Log from many shells beside an import and a loop of reports."""
    shell.ok("call jane")
    shell.csv(
        "calls.csv",
        [
            f"2026-01-{number % 28 + 1:02} 10:{number // 60 % 60:02}:{number % 60:02},call,Person {number % 500}"
            for number in range(imported)
        ],
    )
    script = f"for n in $(seq {logs}); do prospector call jane || exit; done"
    done: list[Done] = []
    writers = [threading.Thread(target=lambda: done.append(shell.sh(script))) for _ in range(shells)]
    writers.append(threading.Thread(target=lambda: done.append(shell("import calls.csv --as activities"))))
    for writer in writers:
        writer.start()
    totals: list[tuple[int, int]] = []
    while any(writer.is_alive() for writer in writers):
        told = json.loads(shell.ok("report channels -p all --json"))
        totals.append((told["total"]["activities"], sum(row["activities"] for row in told["rows"])))
    for writer in writers:
        writer.join()
    assert [(each.code, each.err) for each in done] == [(0, "")] * (shells + 1)
    assert shell.count() == 1 + shells * logs + imported
    assert totals
    for total, parts in totals:
        assert total == parts
        assert total <= 1 + shells * logs or total >= 1 + imported  # before the import, or with all of it
    assert [total for total, _ in totals] == sorted(total for total, _ in totals)


def test_shells_that_log_beside_an_import_and_reports_all_succeed(shell: Shell) -> None:
    beside_each_other(shell, shells=4, logs=5, imported=3_000)


@pytest.mark.slow
def test_twelve_shells_of_a_hundred_logs_beside_a_large_import_and_reports_all_succeed(shell: Shell) -> None:
    beside_each_other(shell, shells=12, logs=100, imported=50_000)


def test_of_three_imports_of_one_file_at_once_each_row_is_stored_once(shell: Shell) -> None:
    shell.csv(
        "calls.csv", [f"2026-01-02 10:{number % 60:02},call,Person {number}" for number in range(2_000)]
    )
    started = [
        shell.start("import calls.csv --as activities --json") for _ in range(3)
    ]  # and each makes the store
    done = [shell.finish(each) for each in started]
    assert [each.code for each in done] == [0, 0, 0]
    told = [json.loads(each.out) for each in done]
    assert sorted((each["added"], each["unchanged"]) for each in told) == [(0, 2_000), (0, 2_000), (2_000, 0)]
    assert shell.count() == 2_000
    assert shell.count("contact") == 2_000


@pytest.mark.parametrize("command", ["call jane", "edit 1 -m 5", "import calls.csv --as activities", "undo"])
def test_who_writes_is_waited_for_and_then_it_is_said(shell: Shell, command: str) -> None:
    shell.environment["PROSPECTOR_BUSY_SECONDS"] = "1"
    shell.ok("call jane")
    shell.csv("calls.csv", ["2026-01-02,call,Ann Poe"])
    before = shell.store.read_bytes()
    with closing(sqlite3.connect(shell.store, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        done = shell(command)
        assert time.monotonic() - began > 0.9
        assert "call" in shell.ok("list")  # who reads need not wait for somebody who writes
    assert (done.code, done.out) == (4, "")
    assert (
        done.err
        == f"prospector: another prospector is writing to {shell.store}; nothing changed; try again\n"
    )
    assert shell.store.read_bytes() == before


def test_who_waits_goes_on_when_the_other_is_done(shell: Shell) -> None:
    shell.ok("call jane")
    with closing(sqlite3.connect(shell.store, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        started = [shell.start(command) for command in ("call jane", "list", "edit 1 -m 5")]
        time.sleep(1)
        assert [each.poll() for each in started] == [None] * 3
        holder.execute("COMMIT")
        assert [shell.finish(each).code for each in started] == [0, 0, 0]
    assert rows(shell.store, "SELECT id, minutes FROM activity ORDER BY id") == [(1, 5), (2, None)]


def test_a_slow_reader_of_a_list_keeps_nobody_waiting(shell: Shell) -> None:
    shell.environment["PROSPECTOR_BUSY_SECONDS"] = "1"
    shell.csv(
        "calls.csv", [f"2026-01-02 10:{number % 60:02},call,Person {number}" for number in range(3_000)]
    )
    shell.ok("import calls.csv --as activities")
    started = shell.start("list --limit 3000")
    assert started.stdout is not None
    assert started.stdout.read(1)  # it fills the pipe and waits
    with pytest.raises(subprocess.TimeoutExpired):
        started.wait(0.3)
    shell.ok("call jane")
    assert shell.finish(started).out.rstrip().endswith("Person 2999\t\tno-answer\t\toutbound\t1\t\t\tme")
