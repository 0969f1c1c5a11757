"""Reports over millions of activities, as multiples of one look at every row; Markdown.

    python -m tests.benchmarks.scale STORE [LARGER ...] [--rounds N] [--only WORD ...]

Every part runs in a process of its own, with the look at every row (`SELECT count(*), sum(minutes)`) before and after it,
so that its ratio and its memory are its own. Ratios are of seconds of the processor, and medians of the rounds; megabytes
are the peak of the process. Whole reports are programs, start-up included. `grown_store` makes a larger store of another.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import NO_FILTERS
from prospector.domain.period import read_period
from prospector.reports.basis import Basis
from prospector.stats.credit import Rule
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.figures import contacts_statement, fetch_figures, work_statement
from prospector.store.outcomes import bindings
from prospector.store.slots import fetch_slots
from prospector.store.store import Store
from prospector.store.ways import days_of
from tests.benchmarks.credit_ratios import credit_of_all
from tests.benchmarks.measuring import CHECKOUT, environment, say
from tests.benchmarks.reports_at_scale import SCAN, seconds_of

FUNNEL = """
SELECT a.local_week, a.channel_id, count(*), count(DISTINCT a.contact_id),
    sum(a.outcome_id IN (SELECT id FROM outcome WHERE level >= 2)),
    (SELECT count(*) FROM deal d WHERE d.opened_at >= a.local_week * 604800 - 259200 AND d.opened_at < a.local_week * 604800 + 345600)
FROM activity a
WHERE a.direction = 0
GROUP BY a.local_week, a.channel_id
"""
REPORTS = (
    "channels -p all",
    "compare --by week -p all",
    "channels -p all --credit last",
    "channels -p all --credit linear",
    "time -p all",
    "accounts --every",
    "channels -p 2026-06",
)
_AS_OF = datetime(2026, 7, 1, tzinfo=UTC).date()
_BASIS = Basis(period=read_period("all", _AS_OF), as_of=_AS_OF, exchange=Exchange("USD"))


def _funnel(connection: sqlite3.Connection, _: str) -> float:
    return _clocked(lambda: connection.execute(FUNNEL).fetchall())


def _weekly(connection: sqlite3.Connection, _: str) -> float:
    """What the report by week takes of that: work and the different people of each week."""
    chosen = conditions(connection, NO_FILTERS)
    bound = bindings(connection, _BASIS.window, chosen)
    week = BREAKDOWNS[Dimension.WEEK]

    def count() -> None:
        days = days_of(connection, bound)
        for text in (
            work_statement(week, chosen, named=True, days=days),
            work_statement(week, chosen, named=False, days=days),
            contacts_statement(week, chosen, days=days),
        ):
            connection.execute(text, bound).fetchall()

    return _clocked(count)


def _all_by_week(connection: sqlite3.Connection, _: str) -> float:
    """All that the report is counted from; what came of a long log in ranges of contacts, as the report takes it."""

    def read() -> None:
        figures = fetch_figures(connection, _BASIS.window, Dimension.WEEK, in_ranges=True)
        for _ in figures.outcomes.parts():
            pass

    return _clocked(read)


def _heatmap(connection: sqlite3.Connection, _: str) -> float:
    return _clocked(lambda: fetch_slots(connection, _BASIS.window))


PARTS: dict[str, tuple[str, Callable[[sqlite3.Connection, str], float]]] = {
    "funnel": ("weekly funnel asked of SQLite: week, channel, people, conversations, deals", _funnel),
    "weekly": ("the same for the report: work by week and channel, people by week", _weekly),
    "figures": ("all figures of the report by week", _all_by_week),
    "last": ("last touch of all conversations", lambda _, store: sum(credit_of_all(store, Rule.LAST))),
    "linear": ("linear credit of all conversations", lambda _, store: sum(credit_of_all(store, Rule.LINEAR))),
    "heatmap": ("heatmap: activities by quarter of an hour of the week", _heatmap),
}


def _clocked(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@dataclass(frozen=True)
class Found:
    """A part on a store: seconds of the processor, its ratio to a look at every row, megabytes."""

    seconds: float
    ratio: float
    megabytes: float


def run_part(name: str, store: str) -> None:
    """Measure one part in this process, and print it as JSON."""
    import resource

    with Store(store) as opened, opened.reading() as connection:
        connection.execute(SCAN).fetchone()
        before = _clocked(lambda: connection.execute(SCAN).fetchone())
        seconds = PARTS[name][1](connection, store)
        after = _clocked(lambda: connection.execute(SCAN).fetchone())
    unit = 2**20 if sys.platform == "darwin" else 2**10
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    sys.stdout.write(json.dumps([seconds, seconds / min(before, after), megabytes]))


def part_of(name: str, store: Path) -> Found:
    """Measure one part in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--part", name, str(store)]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment(store), capture_output=True, check=True)
    return Found(*json.loads(done.stdout))


def _scan(store: Path) -> tuple[int, float]:
    with sqlite3.connect(store) as connection:
        (rows, _) = connection.execute(SCAN).fetchone()
        return int(rows), min(_clocked(lambda: connection.execute(SCAN).fetchone()) for _ in range(3))


def _report(name: str, store: Path) -> Found:
    scan = _scan(store)[1]
    seconds, megabytes = seconds_of(name, store, 1)
    return Found(seconds, seconds / scan, megabytes)


def _line(name: str, measured: list[list[Found]]) -> None:
    cells = []
    for of_store in measured:
        ratio, seconds = median(each.ratio for each in of_store), median(each.seconds for each in of_store)
        cells.append(f"{ratio:.1f} | {seconds:.2f} | {max(each.megabytes for each in of_store):.0f}")
    say(f"| {name} | {' | '.join(cells)} |")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORD", help="what has one of these in it")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        run_part(asked.part, str(asked.stores[0]))
        return
    heads = [f"{rows:,}: x | s | MB" for rows, _ in map(_scan, asked.stores)]
    say(f"| | {' | '.join(heads)} |")
    say(f"|---|{'---|' * 3 * len(heads)}")
    say(
        f"| one look at every row | {' | '.join(f'1 | {_scan(store)[1]:.2f} | ' for store in asked.stores)} |"
    )
    for name, (title, _) in PARTS.items():
        if any(word in title for word in asked.only):
            _line(title, [[part_of(name, store) for _ in range(asked.rounds)] for store in asked.stores])
    for name in REPORTS:
        if any(word in f"`report {name}`" for word in asked.only):
            rounds = range(asked.rounds)
            _line(f"`report {name}`", [[_report(name, store) for _ in rounds] for store in asked.stores])


if __name__ == "__main__":
    main()
