"""How long an import takes against the SQLite shell's `.import` of the same file, in one run.

    python tests/benchmarks/import_against_shell.py calls.csv --map dialer.toml
    python tests/benchmarks/import_against_shell.py activities.csv --as activities

The shell splits lines into text columns and checks nothing: it is the floor, not a rival. See README.md beside this.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_RUN = "import sys; from prospector.cli.app import run; sys.exit(run(sys.argv[1:]))"


@dataclass(frozen=True)
class Measured:
    """One program's run: seconds on the clock, seconds of the processor, megabytes at its peak, what it printed."""

    seconds: float
    busy: float
    megabytes: float
    output: str


def measure(command: list[str], folder: Path) -> Measured:
    """Run a command and see what it took.

    Raises:
        SystemExit: it failed; an import that rejects rows has not.
    """
    environment = {**os.environ, "PROSPECTOR_DB": str(folder / "store.db"), "PYTHONPATH": str(CHECKOUT)}
    with (folder / "output").open("w+b") as output:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        output.seek(0)
        printed = output.read().decode()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 3}:
        raise SystemExit(f"{command[0]} failed with {child.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, printed)


def import_of(file: Path, options: list[str], folder: Path) -> Measured:
    """Import into a new store."""
    rejects = str(folder / "rejects.csv")
    return measure(
        [sys.executable, "-c", _RUN, "import", str(file), "--json", "--rejects", rejects, *options], folder
    )


def shell_import_of(file: Path, folder: Path) -> Measured | None:
    """Import with the SQLite shell; None where there is none."""
    shell = shutil.which("sqlite3")
    if shell is None:
        return None
    return measure([shell, str(folder / "shell.db"), f'.import --csv "{file}" rows'], folder)


def arguments() -> tuple[Path, list[str]]:
    """The file, and the options that are handed to the import."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", type=Path)
    parser.add_argument("--as", dest="kind")
    asked = parser.parse_args()
    options = ["--map", str(asked.map.resolve())] if asked.map else []
    return asked.file.resolve(), [*options, *(["--as", asked.kind] if asked.kind else [])]


def main() -> None:
    """Measure both and print the table."""
    file, options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, shell = import_of(file, options, folder), shell_import_of(file, folder)
    counted = json.loads(ours.output)
    rows = counted["rows"]
    say(f"{file.name}: {rows:,} rows, {counted['added']:,} added, {counted['rejected']:,} rejected")
    say(f"prospector import   {ours.seconds:7.2f} s  {ours.busy:7.2f} s busy  {ours.megabytes:6.0f} MB"
        f"  {rows / ours.seconds:9,.0f} rows/s")  # fmt: skip
    if shell is None:
        say("sqlite3 .import     skipped: there is no sqlite3 shell on the path")
        return
    say(f"sqlite3 .import     {shell.seconds:7.2f} s  {shell.busy:7.2f} s busy  {shell.megabytes:6.0f} MB"
        f"  {rows / shell.seconds:9,.0f} rows/s")  # fmt: skip
    say(f"ratio               {ours.seconds / shell.seconds:7.1f}    {ours.busy / shell.busy:7.1f} busy")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
