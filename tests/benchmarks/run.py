"""What a command takes whole, beside other programs that log: the table of `prospector docs speed`.

    python -m tests.benchmarks.run [--rounds 9] [--rows 100000] [--peers FOLDER] [--write FILE]

Every round runs every program once, one after the other, so that all of them meet the same machine; what is compared are
medians of seconds of the processor, as multiples of `python -c pass` under the same interpreter. Needs an installed
`prospector` beside the interpreter that runs this. Other programs are looked for in FOLDER and on the path; what is not
there is left out, and what takes longer than a few seconds is run less often.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import CHECKOUT, say
from tests.benchmarks.peers import Contender, peers
from tests.benchmarks.peers import prospector as ours

_PAGE = CHECKOUT / "prospector" / "docs" / "speed.md"
_BEGINS, _ENDS = "<!-- start-up: begins -->", "<!-- start-up: ends -->"
_LONG = 3.0  # seconds of the processor after which twice is enough
_MUST = {
    "log, empty store": "3",
    "log, {rows} stored": "3",
    "undo of a log": "–",
    "names on TAB": "3",
    "week, {rows} stored": "20",
    "channels, {rows} stored": "12",
    "--help": "12",
}


def taken(command: list[str], environment: dict[str, str], folder: Path) -> float:
    """Seconds of the processor that a command takes, those of its children too; `NAME=value` may stand in front of it.

    Raises:
        SystemExit: it failed.
    """
    settings = [word for word in command[:1] if "=" in word]
    command, environment = (
        command[len(settings) :],
        {**environment, **dict(word.split("=", 1) for word in settings)},
    )
    with (folder / "printed").open("wb") as printed:
        child = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed
        )
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: {(folder / 'printed').read_text('utf-8', 'replace')[:500]}")
    return usage.ru_utime + usage.ru_stime


def measured(contenders: list[Contender], rounds: int, folder: Path) -> dict[tuple[str, str], float]:
    """Medians of the seconds that each job takes, by contender and job; the floor under no name."""
    seconds: dict[tuple[str, str], list[float]] = {}
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for number in range(rounds + 1):  # the first fills caches, and does not count
        floor = taken([sys.executable, "-c", "pass"], plain, folder)
        seconds.setdefault(("", ""), []).append(floor)
        for contender in contenders:
            for job, command in contender.jobs.items():
                known = seconds.setdefault((contender.name, job), [])
                if len(known) < 2 or min(known) < _LONG:
                    known.append(taken(command, {**plain, **contender.environment}, folder))
        say(f"round {number} of {rounds}")
    return {key: statistics.median(known[1:]) for key, known in seconds.items()}


def table(medians: dict[tuple[str, str], float], contenders: list[Contender], rows: int) -> list[str]:
    """The lines of the Markdown table, as multiples of the floor."""
    floor = medians["", ""]
    lines = [
        f"| job | {' | '.join(each.name for each in contenders)} | aim |",
        "|---" * (len(contenders) + 2) + "|",
    ]
    for job, most in _MUST.items():
        known = [medians.get((each.name, job)) for each in contenders]
        cells = ["–" if each is None else _multiple(each / floor) for each in known]
        lines.append(f"| {job.format(rows=f'{rows:,}')} | {' | '.join(cells)} | {most} |")
    return lines


def _multiple(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.1f}"


def page(
    lines: list[str], medians: dict[tuple[str, str], float], contenders: list[Contender], rounds: int
) -> str:
    """The section of the page: the table, and on what it was made."""
    versions = ", ".join(each.version for each in contenders)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    libraries = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    floor = medians["", ""] * 1000
    said = f"{machine}; {libraries}; {versions}. Medians of {rounds} rounds; `python -c pass` took {floor:.0f} ms."
    return "\n".join([_BEGINS, "", *lines, "", said, "", _ENDS])


def main() -> None:
    """Measure and print; write the page where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peers", type=Path, help="where further programs are")
    parser.add_argument("--write", type=Path, nargs="?", const=_PAGE, help="the page to put the table into")
    asked = parser.parse_args()
    if shutil.which("prospector", path=str(Path(sys.executable).parent)) is None:
        raise SystemExit("there is no prospector beside this interpreter: pip install it there")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contenders = [ours(folder, asked.rows), *peers(folder, asked.rows, asked.peers)]
        medians = measured(contenders, asked.rounds, folder)
    section = page(table(medians, contenders, asked.rows), medians, contenders, asked.rounds)
    say(section)
    if asked.write:
        text = asked.write.read_text("utf-8")
        before, _, rest = text.partition(_BEGINS)
        asked.write.write_text(before + section + rest.partition(_ENDS)[2], "utf-8")


if __name__ == "__main__":
    main()
