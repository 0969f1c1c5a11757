"""The fault sweep: a command meets one fault at one system call, at every one of them in turn.

strace counts the calls by which a command changes files of its data directory, and then makes the N-th of them fail, or
kills the process there. Whatever happens: every file is what it was or what it was to become, the command says which,
and the same command afterwards ends with exactly the right rows.

"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.privacy.traces import traces
from tests.terminal import Terminal
from tests.trust.shell import NOW, Shell, check_store

CALLS = (
    "write", "pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "renameat", "renameat2", "link", "linkat", "unlink",
    "unlinkat",
)  # fmt: skip
FAULTS = ("KILL", "ENOSPC", "EIO")
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq")
STORE = "data/store.db"
Tables = dict[str, list[tuple[object, ...]]]
Files = dict[str, Tables | bytes]


@dataclass(frozen=True)
class Deed:
    """A command that is swept.

    Attributes:
        line: its words.
        prepare: brings a folder to where the command begins.
        half: brings it to a state between, complete in itself, that the command may be left in, if there is one.
        gone: what is in no byte of the data directory once it is done.
    """

    line: str
    prepare: Callable[[Shell], None]
    half: Callable[[Shell], None] | None = None
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One call of the counting run that changes a file of ours: which, the how manieth of its name, and what it changes."""

    call: str
    number: int
    file: str


@dataclass(frozen=True)
class Stage:
    """A deed that was done without faults: where it began, where it led, where once more would lead."""

    deed: Deed
    folder: Path
    points: tuple[Point, ...]
    before: Files
    half: Files
    after: Files
    twice: Files


def rehearse(deed: Deed, folder: Path) -> Stage:
    """Do a deed twice without a fault, counting the calls of the first time."""
    start, run = folder / "start", folder / "run"
    start.mkdir(parents=True)
    deed.prepare(Shell(start))
    half = files_of(_copied(start, run))
    if deed.half:
        deed.half(Shell(run))
        half = files_of(run)
    before = files_of(_copied(start, run))
    Shell(run).ok(deed.line)  # by now all is compiled: the run that counts writes nothing but its own
    _copied(start, run)
    trace = folder / "trace"
    told = Shell(run)(deed.line, before=[*STRACE, "-y", "-o", str(trace), "-e", f"trace={','.join(CALLS)}"])
    assert told.code == 0, told
    points = tuple(_points(trace.read_text(), run))
    after = files_of(run)
    again(deed, run)
    return Stage(deed, folder, points, before, half, after, files_of(run))


def suffers(stage: Stage, point: Point, fault: str) -> str:
    """Do the deed with a fault, then without; check all that is promised.

    Args:
        stage: the deed.
        point: where the fault strikes.
        fault: KILL; ENOSPC, once; or EIO, for every call of that name from there on.

    Returns:
        What it came to: before, after or half.
    """
    run = _copied(stage.folder / "start", stage.folder / "run")
    shell = Shell(run)
    told = shell(stage.deed.line, before=_struck(point, fault))
    where = f"{stage.deed.line}: {fault} at {point}: {told}"
    found = files_of(run)
    for name in found.keys() | stage.before.keys() | stage.after.keys():
        if not _is_draft(name):
            states = [each.get(name) for each in (stage.before, stage.half, stage.after)]
            assert found.get(name) in states, f"{where}: {name}"
    came_to = next(
        name for name in ("before", "half", "after") if found.get(STORE) == getattr(stage, name).get(STORE)
    )
    if stage.after.get(STORE) == stage.before.get(STORE):  # it is another file that the deed is about
        came_to = "after" if {name: found.get(name) for name in stage.after} == stage.after else "before"
    if fault == "KILL":
        assert told.code in {-9, 137}, where
    elif told.code == 0:
        assert {name: found.get(name) for name in stage.after} == stage.after, where
    else:
        assert told.code in {1, 5}, where
        assert ("it is stored" in told.err) == (came_to == "after"), where
    if shell.store.exists():
        check_store(shell.store, leftovers=True)
    _let_an_hour_pass(run)
    code = again(stage.deed, run)
    assert code == 0 or came_to == "after", where
    then = files_of(run)
    assert then[STORE] == (stage.twice if came_to == "after" else stage.after)[STORE], where
    assert came_to != "before" or not any(map(_is_draft, then)), where
    assert traces(shell.store.parent, *stage.deed.gone) == {}, where
    check_store(shell.store, leftovers=came_to != "before")  # who writes no file anew clears nothing up
    return came_to


def _let_an_hour_pass(folder: Path) -> None:
    """Make old what a process left that had no chance to clear up."""
    for path in folder.rglob(".*.new*"):
        os.utime(path, (0, 0))


def _struck(point: Point, fault: str) -> list[str]:
    """The words that run a command with a fault."""
    if fault == "KILL":  # strace delivers no signals to what it watches by seccomp
        words, what = ["strace", "-f", "-qq"], "signal=KILL"
    else:
        words, what = [*STRACE], f"error={fault}"
    lasts = "+" if fault == "EIO" and point.call != "write" else ""  # else its own words would be lost, too
    inject = f"inject={point.call}:{what}:when={point.number}{lasts}"
    return [*words, "-o", "/dev/null", "-e", f"trace={point.call}", "-e", inject]


def _is_draft(name: str) -> bool:
    return Path(name).name.startswith(".")


def turning_points(stage: Stage) -> list[Point]:
    """Where something is decided: all but writes, and of each run of writes to one file the first and the last.

    Where there are many, as when a store is made in steps, every third.
    """
    chosen = []
    for index, point in enumerate(stage.points):
        around = [
            stage.points[at].file if 0 <= at < len(stage.points) else "" for at in (index - 1, index + 1)
        ]
        names = [
            stage.points[at].call if 0 <= at < len(stage.points) else "" for at in (index - 1, index + 1)
        ]
        inside = names == [point.call] * 2 and around == [point.file] * 2
        if not (point.call in {"write", "pwrite64"} and inside):
            chosen.append(point)
    return chosen[:: 1 + len(chosen) // 20]


def again(deed: Deed, folder: Path) -> int:
    """Do the deed without a fault; here, in this process, since there is nothing to break.

    Returns:
        Its exit code.
    """
    terminal = Terminal(
        folder, now=NOW, environment={"PROSPECTOR_DB": str(Shell(folder).store)}, is_hasty=False
    )
    return terminal(deed.line).code


def files_of(folder: Path) -> Files:
    """Every file of a folder: a store by its rows, another by its bytes."""
    found: Files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith("-journal"):
            is_store = path.read_bytes()[:15] == b"SQLite format 3"
            found[str(path.relative_to(folder))] = tables(path) if is_store else path.read_bytes()
    return found


_BY_LOT = frozenset(["identity", "checksum", "digest"])  # and what follows from it


def tables(path: Path) -> Tables:
    """All rows of a store, without what is drawn by lot and what follows from it."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found: Tables = {"": connection.execute("PRAGMA user_version").fetchall()}
        for name in sorted({*names} - {"suppression_key"}):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            told = ", ".join(column for column in columns if column not in _BY_LOT) or "count(*)"
            found[name] = sorted(
                (
                    tuple(_told(value) for value in row)
                    for row in connection.execute(f"SELECT {told} FROM {name}")
                ),
                key=repr,
            )
        return found


def _told(value: object) -> object:
    if isinstance(value, str) and value.startswith('{"'):
        return json.dumps({key: told for key, told in json.loads(value).items() if key not in _BY_LOT})
    return value


def _copied(start: Path, run: Path) -> Path:
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(start, run)
    return run


def _points(trace: str, folder: Path) -> Iterator[Point]:
    """The calls of a trace that change a file of a folder."""
    seen: Counter[str] = Counter()
    for line in trace.splitlines():
        found = re.match(r"\d+ +(\w+)\(", line)
        if found:
            call = found[1]
            seen[call] += 1
            paths = re.findall(rf'[<"]({re.escape(str(folder))}[^>"]*)[>"]', line)
            if paths:
                yield Point(call, seen[call], Path(paths[0]).name)
