"""How long credit takes, as ratios within one run.

    python tests/benchmarks/credit_ratios.py --peer PYTHON --store STORE

Markov credit of order 1 on a million invented journeys, reading the file included, against ChannelAttribution (under
the interpreter PYTHON, where it is installed); and credit for the conversations of a store against a raw scan of its
activities. Seconds are the processor's. See README.md beside this.
"""

from __future__ import annotations

import argparse
import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from prospector.domain.credit import Credit, Model
from prospector.domain.exchange import Exchange
from prospector.domain.journeys import Goal
from prospector.domain.period import read_period
from prospector.reports.basis import Basis
from prospector.reports.journeys import journeys_of, lookbacks_of
from prospector.stats.credit import Journey, Rule, credits_of
from prospector.stats.markov import Tally, markov_credits
from prospector.store.journeys import fetch_journeys
from prospector.store.outcomes import fetch_outcomes
from prospector.store.store import Store

CHECKOUT = Path(__file__).resolve().parents[2]
CHANNELS = ("call", "email", "social", "content", "event", "referral", "visit", "mail")
_PEER = """
import sys
import pandas, ChannelAttribution
data = pandas.read_csv(sys.argv[1])
found = ChannelAttribution.markov_model(data, "path", "results", var_value="value", var_null="nulls", order=1)
"""


def invent(path: Path, journeys: int) -> None:
    """Write journeys, one a line; the same ones every time."""
    random = Random(11)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "results", "value", "nulls"])
        for _ in range(journeys):
            length = 1 + min(int(random.expovariate(0.35)), 20)
            steps = random.choices(CHANNELS, (30, 25, 15, 10, 8, 6, 4, 2), k=length)
            won = random.random() < 0.1
            writer.writerow(
                [" > ".join(steps), int(won), random.randrange(100, 9_000) if won else 0, int(not won)]
            )


def markov(path: str) -> None:
    """Read journeys and credit them, as the store's would be."""
    results: Counter[str] = Counter()
    value: Counter[str] = Counter()
    nulls: Counter[str] = Counter()
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for steps, won, worth, lost in rows:
            if won == "0":
                nulls[steps] += int(lost)
            else:
                results[steps] += int(won)
                value[steps] += int(worth)
                nulls[steps] += int(lost)
    paths = {
        tuple(steps.split(" > ")): Tally(results[steps], value[steps], nulls[steps])
        for steps in nulls | results
    }
    markov_credits(paths)


def seconds_of(command: list[str]) -> float | None:
    """Processor seconds of a program; None where it failed."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return None if child.returncode else usage.ru_utime + usage.ru_stime


def against_peer(peer: str, journeys: int) -> None:
    """Markov credit of order 1, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journeys.csv"
        invent(file, journeys)
        say(f"markov, order 1, {journeys:,} journeys, reading included")
        ours = seconds_of([sys.executable, __file__, "--markov", str(file)])
        theirs = seconds_of([peer, "-c", _PEER, str(file)])
    say(f"  prospector           {ours or 0:6.2f} s")
    if theirs is None:
        say("  ChannelAttribution   skipped: it is not installed there (--peer PYTHON)")
    elif ours:
        say(f"  ChannelAttribution   {theirs:6.2f} s   ratio {ours / theirs:.2f}")


def against_scan(store: str) -> None:
    """Credit for all conversations of a store, and the whole report, against one look at every row."""
    with closing(sqlite3.connect(store)) as connection:
        begun = time.process_time()
        (rows, _) = connection.execute("SELECT count(*), sum(minutes) FROM activity NOT INDEXED").fetchone()
        scan = time.process_time() - begun
    say(f"credit of conversations, {rows:,} activities; raw scan {scan:.2f} s")
    for rule in (Rule.LAST, Rule.LINEAR):
        touches, shares = credit_of_all(store, rule)
        say(f"  {rule.value:<20} {touches + shares:6.2f} s   ratio {(touches + shares) / scan:.1f}")
    run = "import sys; from prospector.cli.app import run; sys.exit(run(sys.argv[1:]))"
    words = ["--db", store, "report", "channels", "-p", "all", "--json"]
    for credit in ("direct", "linear"):
        whole = seconds_of([sys.executable, "-c", run, *words, "--credit", credit])
        if whole:
            say(f"  whole report, {credit:<6} {whole:6.2f} s   ratio {whole / scan:.1f}")


def credit_of_all(store: str, rule: Rule) -> tuple[float, float]:
    """Seconds to walk the touches and cut the journeys, and to share."""
    today = datetime.now(UTC).date()
    basis = Basis(
        period=read_period("all", today),
        as_of=today,
        exchange=Exchange("USD"),
        credit=Credit(model=Model(rule.value)),
    )
    with Store(store) as opened, opened.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window)
        spoken = [conversation.spoken for conversation in outcomes.conversations]
        begun = time.process_time()
        facts = fetch_journeys(
            connection,
            outcomes,
            spoken,
            goals=[Goal.CONVERSATION],
            last_alone=rule is Rule.LAST,
            lookbacks=lookbacks_of(basis.credit),
        )
        journeys, _ = journeys_of(facts, basis.credit)
        walked = time.process_time()
        credits_of(rule, (Journey(journey.path, 1) for journey in journeys.values()))
        return walked - begun, time.process_time() - walked


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", default=sys.executable, help="a Python that has ChannelAttribution")
    parser.add_argument("--journeys", type=int, default=1_000_000)
    parser.add_argument("--store", help="a store with many activities")
    parser.add_argument("--markov", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.markov:
        markov(asked.markov)
        return
    against_peer(asked.peer, asked.journeys)
    if asked.store:
        against_scan(asked.store)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
