"""What every report takes on a large store, as ratios to one look at every activity; all in one run.

    python -m tests.benchmarks.reports_at_scale --store STORE [--import FILE --map MAPPING] [--only WORD] [--rounds N]
    python -m tests.benchmarks.reports_at_scale --store STORE --profile "compare --by week -p all"

The store is made by importing FILE where it is not there. Each report runs as a program of its own, over all that the
store holds, and once on an empty store: what it takes there is start-up, and is shown apart. Seconds are the
processor's, the least of the rounds. See README.md beside this.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from prospector.cli.app import run
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.reports.basis import Basis
from prospector.stats.credit import Rule
from prospector.store.figures import fetch_figures
from prospector.store.slots import fetch_slots
from prospector.store.store import Store
from tests.benchmarks.credit_ratios import credit_of_all
from tests.benchmarks.measuring import import_of, measure, say

SCAN = "SELECT count(*), sum(minutes) FROM activity NOT INDEXED"
REPORTS = (
    "channels -p all",
    "channels -p all --credit last",
    "channels -p all --credit linear",
    "channels -p all --credit markov",
    "compare --by week -p all",
    "compare --by week -p 13w --as-of 2026-06-28",
    "compare --by kind -p all",
    "compare --by week --cohort -p all",
    "paths -p all",
    "paths -p all --models",
    "funnel -p all",
    "sources -p all",
    "time -p all",
    "content",
    "focus -p all",
    "warm -p all",
    "plans",
    "referrals -p all",
    "accounts --every",
    "quota",
)
_RUN = "import sys; from prospector.quick.front import main; main()"
_LINES = 25


def scan_of(store: Path, rounds: int) -> tuple[int, float]:
    """How many activities there are, and how long one look at all of them takes."""
    least = float("inf")
    rows = 0
    for _ in range(rounds):
        with closing(sqlite3.connect(store)) as connection:
            begun = time.process_time()
            rows, _ = connection.execute(SCAN).fetchone()
            least = min(least, time.process_time() - begun)
    return int(rows), least


def seconds_of(report: str, store: Path, rounds: int) -> tuple[float, float]:
    """Processor seconds and megabytes of a report."""
    command = [sys.executable, "-c", _RUN, "report", *report.split(), "--json"]
    found = [measure(command, store) for _ in range(rounds)]
    return min(each.busy for each in found), max(each.megabytes for each in found)


def queries(store: Path, scan: float) -> None:
    """The parts that a goal is set for, without start-up and without what a report does besides."""
    today = datetime.now(UTC).date()
    window = Basis(period=read_period("all", today), as_of=today, exchange=Exchange("USD")).window
    parts: dict[str, float] = {}
    with Store(str(store)) as opened, opened.reading() as connection:
        begun = time.process_time()
        fetch_slots(connection, window)
        parts["heatmap: activities by hour of the week"] = time.process_time() - begun
        begun = time.process_time()
        fetch_figures(connection, window, Dimension.WEEK)
        parts["weekly funnel: all figures by week"] = time.process_time() - begun
    for rule in (Rule.LAST, Rule.LINEAR):
        touches, shares = credit_of_all(str(store), rule)
        parts[f"credit {rule.value} of all conversations"] = touches + shares
    for name, seconds in parts.items():
        say(f"{name:<50} {seconds:6.2f}         {seconds / scan:6.1f}x")


def profile(report: str, store: Path) -> None:
    """Say where the time of a report goes, functions by what they take with all that they call."""
    profiler = cProfile.Profile()
    with redirect_stdout(io.StringIO()):
        profiler.enable()
        run(["--db", str(store), "report", *report.split(), "--json"])
        profiler.disable()
    printed = io.StringIO()
    pstats.Stats(profiler, stream=printed).sort_stats("cumulative").print_stats("prospector|execute", _LINES)
    say(printed.getvalue())


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--import", dest="file", type=Path, help="what the store is made from")
    parser.add_argument("--map", help="how to read it")
    parser.add_argument("--only", default="", help="reports with this word in them")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--profile", metavar="REPORT", help="say where its time goes instead")
    asked = parser.parse_args()
    if not asked.store.exists():
        if asked.file is None:
            parser.error(f"{asked.store} is not there: --import FILE makes it")
        import_of(asked.file, ["--map", asked.map] if asked.map else [], asked.store)
    if asked.profile:
        profile(asked.profile, asked.store)
        return
    rows, scan = scan_of(asked.store, 3)
    say(f"{rows:,} activities; one look at all of them {scan:.3f} s")
    say(f"{'':<50}      s  start-up    ratio    MB")
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.db"
        measure([sys.executable, "-c", _RUN, "contact", "add", "Jane"], empty)
        for report in REPORTS:
            if asked.only in report:
                start, _ = seconds_of(report, empty, asked.rounds)
                whole, megabytes = seconds_of(report, asked.store, asked.rounds)
                ratio = (whole - start) / scan
                say(f"{report:<50} {whole:6.2f}    {start:5.2f}  {ratio:6.1f}x  {megabytes:4.0f}")
    queries(asked.store, scan)  # last: a program's peak counts what its parent had


if __name__ == "__main__":
    main()
