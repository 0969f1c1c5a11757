"""Running programs and seeing what they take; shared by the benchmarks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_RUN = "import sys; from prospector.cli.app import run; sys.exit(run(sys.argv[1:]))"
_LOG = "import sys; from prospector.quick.front import main; main()"


@dataclass(frozen=True)
class Measured:
    """One program's run: seconds on the clock, seconds of the processor, megabytes at its peak, what it printed."""

    seconds: float
    busy: float
    megabytes: float
    output: str


def environment(store: Path) -> dict[str, str]:
    """Where a program finds the checkout, and its store; it may keep its compiled modules, as an installed one does."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PROSPECTOR_DB": str(store),
        "PROSPECTOR_CONFIG": str(store.with_suffix(".toml")),
        "PYTHONPATH": str(CHECKOUT),
    }


def measure(command: list[str], store: Path) -> Measured:
    """Run a command and see what it took.

    Raises:
        SystemExit: it failed; an import that rejects rows has not.
    """
    printed = store.with_suffix(".out")
    with printed.open("wb") as output:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=store.parent, env=environment(store), stdout=output, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 3}:
        raise SystemExit(f"{command[0]} failed with {child.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Measured(
        seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, printed.read_text("utf-8")
    )


def import_command(file: Path, options: list[str], store: Path) -> list[str]:
    """The command that imports a file into a store."""
    rejects = str(store.with_suffix(".rejects.csv"))
    return [sys.executable, "-c", _RUN, "import", str(file), "--json", "--rejects", rejects, *options]


def log_command() -> list[str]:
    """The command that logs a call, as the console script does it."""
    return [sys.executable, "-c", _LOG, "call", "jane"]


def import_of(file: Path, options: list[str], store: Path) -> Measured:
    """Import into a store, made if it is not there."""
    return measure(import_command(file, options, store), store)


def shell_import_of(file: Path, folder: Path) -> Measured | None:
    """Import with the SQLite shell; None where there is none."""
    shell = shutil.which("sqlite3")
    if shell is None:
        return None
    store = folder / "shell.db"
    store.unlink(missing_ok=True)
    return measure([shell, str(store), f'.import --csv "{file}" rows'], store)


def say(line: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
