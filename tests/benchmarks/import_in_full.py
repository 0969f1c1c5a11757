"""How an import stands beside other programs, beside itself, and beside somebody who logs meanwhile; in one run.

    python -m tests.benchmarks.import_in_full activities.csv --more others.csv --map dialer.toml --pk call_id

Ratios are of seconds of the processor. See README.md beside this.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import (
    Measured,
    environment,
    import_command,
    import_of,
    log_command,
    measure,
    say,
    shell_import_of,
)


class Benchmark:
    """One run of everything.

    Args:
        asked: the command line.
        folder: for stores, which are removed.
    """

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        self.file: Path = asked.file.resolve()
        self.more: Path | None = asked.more and asked.more.resolve()
        self.larger: Path | None = asked.larger and asked.larger.resolve()
        self.rounds: int = asked.rounds
        self.pk: str | None = asked.pk
        self.sqlite_utils: str | None = shutil.which(asked.sqlite_utils)
        self.folder = folder
        self.options = ["--map", str(asked.map.resolve())] if asked.map else []
        self.options += ["--as", asked.kind] if asked.kind else []

    def run(self) -> None:
        """Measure, and print a line for each."""
        ours = self.beside_others()
        self.again(ours)
        if self.more is None:
            say("another file        skipped: name one with --more")
        else:
            self.into_a_full_store(self.more)
        self.beside_logs()
        if self.larger is not None:
            larger = self.fresh(self.larger, "larger")
            say(f"memory              {ours.megabytes:.0f} MB; of the larger file {larger.megabytes:.0f} MB")

    def fresh(self, file: Path, name: str) -> Measured:
        """Import into a new store."""
        store = self.folder / f"{name}.db"
        store.unlink(missing_ok=True)
        return import_of(file, self.options, store)

    def beside_others(self) -> Measured:
        """Other programs take turns with the import; the median of the rounds counts."""
        took: dict[str, list[float]] = {}
        ours = [self.once(took) for _ in range(self.rounds)][-1]
        counted = json.loads(ours.output)
        say(
            f"{self.file.name}: {counted['rows']:,} rows, {counted['added']:,} added, {counted['rejected']:,} rejected"
        )
        busy = took.pop("prospector import")
        say(f"prospector import   {median(busy):.2f} s busy, {ours.megabytes:.0f} MB")
        for name, theirs in took.items():
            ratio = median(one / other for one, other in zip(busy, theirs, strict=True))
            say(f"{name:20}{median(theirs):.2f} s busy; the import takes {ratio:.2f} of it")
        return ours

    def once(self, took: dict[str, list[float]]) -> Measured:
        """One round; what each program took is put down."""
        ours = self.fresh(self.file, "store")
        for name, one in {"prospector import": ours, **self.others()}.items():
            took.setdefault(name, []).append(one.busy)
        return ours

    def others(self) -> dict[str, Measured]:
        """What can be run here, each run once."""
        found: dict[str, Measured] = {}
        if shell := shell_import_of(self.file, self.folder):
            found["sqlite3 .import"] = shell
        else:
            say("sqlite3 .import     skipped: there is no sqlite3 shell on the path")
        store = self.folder / "other.db"
        if find_spec("sqlalchemy"):
            store.unlink(missing_ok=True)
            script = str(Path(__file__).with_name("bare_insert.py"))
            found["SQLAlchemy Core"] = measure([sys.executable, script, str(self.file), str(store)], store)
        else:
            say("SQLAlchemy Core     skipped: it is not installed")
        if self.sqlite_utils and self.pk:
            store.unlink(missing_ok=True)
            insert = [self.sqlite_utils, "insert", str(store), "rows", str(self.file), "--csv", "--ignore"]
            found["sqlite-utils"] = measure([*insert, "--pk", self.pk], store)
        else:
            say(
                "sqlite-utils        skipped: it is not on the path, or --pk does not name the column of the ids"
            )
        return found

    def again(self, first: Measured) -> None:
        """The same file into the same store, and a copy of it with a blank line more."""
        store = self.folder / "store.db"
        floor = shell_import_of(self.file, self.folder) or first
        same = import_of(self.file, self.options, store)
        known = json.loads(same.output)["seen_before"] is not None
        how = "known by its bytes" if known else "read again, because rows were rejected"
        say(
            f"the same file again {same.busy:.2f} s busy; {same.busy / floor.busy:.2f} of sqlite3 .import ({how})"
        )
        copy = self.folder / "copy.csv"
        shutil.copy(self.file, copy)
        with copy.open("ab") as file:
            file.write(b"\n")
        changed = import_of(copy, self.options, store)
        say(
            f"a changed copy      {changed.busy:.2f} s busy; {changed.busy / floor.busy:.2f} of sqlite3 .import"
        )

    def into_a_full_store(self, more: Path) -> None:
        """Another file into an empty store, and into the one that has the first."""
        empty, full = [], []
        for at in range(self.rounds):
            empty.append(self.fresh(more, "few").busy)
            store = self.folder / f"full{at}.db"
            shutil.copy(self.folder / "store.db", store)
            full.append(import_of(more, self.options, store).busy)
            store.unlink()
        say(f"{more.name} into the full store: {median(full):.2f} s busy, into an empty one {median(empty):.2f}:"
            f" {median(full) / median(empty):.2f}")  # fmt: skip

    def beside_logs(self) -> None:
        """Calls are logged one after the other while the file is imported."""
        store = self.folder / "logs.db"
        store.unlink(missing_ok=True)
        waits, failed = [self.log(store)[0]], 0
        with subprocess.Popen(
            import_command(self.file, self.options, store), cwd=self.folder, env=environment(store),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as importing:  # fmt: skip
            while importing.poll() is None:
                seconds, code = self.log(store)
                waits.append(seconds)
                failed += code != 0
        say(f"logs beside it      {len(waits)} calls, {failed} failed, the longest took {max(waits):.2f} s")

    def log(self, store: Path) -> tuple[float, int]:
        """Log a call; the seconds that it took on the clock, and its exit code."""
        begun = time.perf_counter()
        logged = subprocess.run(log_command(), check=False, env=environment(store), capture_output=True)
        return time.perf_counter() - begun, logged.returncode


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--more", type=Path, help="another file, of 10,000 rows or so")
    parser.add_argument("--larger", type=Path, help="one three times as long, for its memory")
    parser.add_argument("--map", type=Path)
    parser.add_argument("--as", dest="kind")
    parser.add_argument("--pk", help="the heading of the ids, for sqlite-utils")
    parser.add_argument("--sqlite-utils", default="sqlite-utils", help="where that program is")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        Benchmark(asked, Path(name)).run()


if __name__ == "__main__":
    main()
