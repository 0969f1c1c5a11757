"""Who is compared: prospector, and other programs that log, each with as much stored as the others."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

_CHANNELS = ("call", "email", "social", "call", "email", "call")
_OUTCOMES = {
    "call": ("no-answer", "voicemail", "connected", "conversation", "no-answer", "appointment"),
    "email": ("sent", "sent", "replied", "sent", "bounced"),
    "social": ("sent", "accepted", "engaged"),
}
_NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Contender:
    """A program, its version, what it needs of the environment, and the command of each job."""

    name: str
    version: str
    jobs: dict[str, list[str]]
    environment: dict[str, str] = field(default_factory=dict)


def rows_of(count: int) -> Iterator[tuple[datetime, str, str, str]]:
    """Invented work of the last two years, the earliest first: when, channel, outcome, contact."""
    for number in range(count):
        at = _NOW - timedelta(days=730) * ((count - number) / count)
        channel = _CHANNELS[number % 6]
        outcomes = _OUTCOMES[channel]
        yield (
            at,
            channel,
            outcomes[number * 7 % 11 % len(outcomes)],
            f"Person {number * 7919 % (count // 5 + 1)}",
        )


def prospector(folder: Path, count: int) -> Contender:
    """Prospector as it is installed beside this interpreter."""
    program = str(Path(sys.executable).parent / "prospector")
    empty, full, activities = folder / "empty.db", folder / "full.db", folder / "activities.csv"
    with activities.open("w", encoding="utf-8") as file:
        file.write("occurred_at,channel,outcome,contact\n")
        file.writelines(
            f"{at.isoformat()},{channel},{outcome},{who}\n" for at, channel, outcome, who in rows_of(count)
        )
    environment = {"PROSPECTOR_DB": str(full), "PROSPECTOR_CONFIG": str(folder / "none.toml")}
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for command in (
        ["import", str(activities), "--as", "activities"],
        ["call", "Jane Doe", "conversation"],
        ["--db", str(empty), "call", "jane"],
    ):
        subprocess.run(
            [program, *command], env={**plain, **environment}, stdout=subprocess.DEVNULL, check=True
        )
    jobs = {
        "log, empty store": [f"PROSPECTOR_DB={empty}", program, "call", "jane"],
        "log, {rows} stored": [program, "call", "jane", "conversation", "-m", "12"],
        "undo of a log": [program, "undo"],
        "names on TAB": [program, "__complete", "bash", "call", "ja"],
        "week, {rows} stored": [program, "report", "week"],
        "channels, {rows} stored": [program, "report", "channels"],
        "--help": [program, "--help"],
    }
    return Contender("prospector", f"prospector {_version(program)}", jobs, environment)


def peers(folder: Path, count: int, place: Path | None) -> list[Contender]:
    """The other programs, as far as they are there."""
    path = os.pathsep.join([*([str(place)] if place else []), os.environ.get("PATH", "")])
    makers = {"task": _task, "watson": _watson, "jrnl": _jrnl, "sqlite-utils": _sqlite_utils, "git": _git}
    found = {name: shutil.which(name, path=path) for name in makers}
    return [makers[name](program, folder, count) for name, program in found.items() if program]


def _task(program: str, folder: Path, count: int) -> Contender:
    settings = folder / "taskrc"
    settings.write_text("confirmation=off\nverbose=nothing\nhooks=off\n")
    for name in ("task-empty", "task-full"):
        (folder / name).mkdir()
    with (folder / "task-full" / "completed.data").open("w", encoding="utf-8") as file:
        file.writelines(
            f'[description:"{channel} {who}" end:"{at.timestamp():.0f}" entry:"{at.timestamp():.0f}" '
            f'project:"{channel}" status:"completed" uuid:"{uuid.uuid5(uuid.NAMESPACE_URL, str(number))}"]\n'
            for number, (at, channel, _, who) in enumerate(rows_of(count))
        )
    empty, full = (f"rc.data.location={folder / name}" for name in ("task-empty", "task-full"))
    jobs = {
        "log, empty store": [program, empty, "log", "project:call", "jane"],
        "log, {rows} stored": [program, full, "log", "project:call", "jane"],
        "week, {rows} stored": [program, full, "history.weekly"],
        "--help": [program, empty, "help"],
    }
    return Contender(
        "task",
        f"Taskwarrior {_version(program)}",
        jobs,
        {"TASKRC": str(settings), "HOME": str(folder)},
    )


def _watson(program: str, folder: Path, count: int) -> Contender:
    for name in ("watson-empty", "watson-full"):
        (folder / name).mkdir()
    frames = [
        [
            int(at.timestamp()),
            int(at.timestamp()) + 60,
            channel,
            uuid.uuid5(uuid.NAMESPACE_URL, str(number)).hex,
            [],
            0,
        ]
        for number, (at, channel, _, _) in enumerate(rows_of(count))
    ]
    (folder / "watson-full" / "frames").write_text(json.dumps(frames))
    add = ["add", "--from", "2020-01-01 09:00", "--to", "2020-01-01 09:12", "call"]
    jobs = {
        "log, empty store": [f"WATSON_DIR={folder / 'watson-empty'}", program, *add],
        "log, {rows} stored": [program, *add],
        "week, {rows} stored": [program, "report", "--week", "--no-pager"],
        "--help": [program, "--help"],
    }
    return Contender(
        "Watson", _version(program), jobs, {"WATSON_DIR": str(folder / "watson-full"), "LC_ALL": "C.UTF-8"}
    )


def _jrnl(program: str, folder: Path, count: int) -> Contender:
    for name in ("empty", "full"):
        (folder / f"jrnl-{name}.txt").touch()
        (folder / f"jrnl-{name}.yaml").write_text(
            f"colors: {{body: none, date: none, tags: none, title: none}}\ndefault_hour: 9\ndefault_minute: 0\n"
            f"editor: ''\nencrypt: false\nhighlight: false\nindent_character: '|'\njournals:\n  default:\n"
            f"    journal: {folder / f'jrnl-{name}.txt'}\nlinewrap: 79\ntagsymbols: '@'\ntemplate: false\n"
            f"timeformat: '%Y-%m-%d %H:%M'\nversion: {_version(program).split()[-1].removeprefix('v')}\n"
        )
    with (folder / "jrnl-full.txt").open("w", encoding="utf-8") as file:
        file.writelines(
            f"[{at:%Y-%m-%d %H:%M}] {channel} {who}: {outcome}.\n\n"
            for at, channel, outcome, who in rows_of(count)
        )
    empty, full = (["--config-file", str(folder / f"jrnl-{name}.yaml")] for name in ("empty", "full"))
    jobs = {
        "log, empty store": [program, *empty, "call jane: conversation."],
        "log, {rows} stored": [program, *full, "call jane: conversation."],
        "week, {rows} stored": [program, *full, "-from", "7 days ago", "--short"],
        "--help": [program, "--help"],
    }
    return Contender("jrnl", _version(program), jobs, {"HOME": str(folder), "LC_ALL": "C.UTF-8"})


def _sqlite_utils(program: str, folder: Path, count: int) -> Contender:
    stores = {name: folder / f"rows-{name}.db" for name in ("empty", "full")}
    for name, store in stores.items():
        with sqlite3.connect(store) as connection:
            connection.execute(
                "CREATE TABLE activity (id INTEGER PRIMARY KEY, at TEXT, channel TEXT, outcome TEXT, who TEXT)"
            )
            rows = ((at.isoformat(), *rest) for at, *rest in rows_of(count if name == "full" else 0))
            connection.executemany(
                "INSERT INTO activity (at, channel, outcome, who) VALUES (?, ?, ?, ?)", rows
            )
        connection.close()
    add = (
        "INSERT INTO activity (at, channel, outcome, who) VALUES (datetime(), 'call', 'conversation', 'jane')"
    )
    week = (
        "SELECT channel, outcome, count(*) FROM activity WHERE at >= datetime('now', '-7 days') GROUP BY 1, 2"
    )
    jobs = {
        "log, empty store": [program, "query", str(stores["empty"]), add],
        "log, {rows} stored": [program, "query", str(stores["full"]), add],
        "week, {rows} stored": [program, "query", str(stores["full"]), week],
        "--help": [program, "--help"],
    }
    return Contender("sqlite-utils", _version(program), jobs)


def _git(program: str, folder: Path, _count: int) -> Contender:
    repository = folder / "repository"
    subprocess.run([program, "init", "--quiet", str(repository)], check=True)
    who = ["-c", "user.name=jane", "-c", "user.email=jane@example.com", "-c", "gc.auto=0"]
    commit = [program, "-C", str(repository), *who, "commit", "--quiet", "--allow-empty", "-m", "call jane"]
    return Contender("git", _version(program), {"log, empty store": commit, "--help": [program, "help"]})


def _version(program: str) -> str:
    """What a program says of itself, its own name and number."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    line = told.splitlines()[0] if told else ""
    return line.removeprefix("prospector ").replace("version ", "").replace(", ", " ").strip()
