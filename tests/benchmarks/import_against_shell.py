"""How long an import takes against the SQLite shell's `.import` of the same file, in one run.

    python -m tests.benchmarks.import_against_shell calls.csv --map dialer.toml
    python -m tests.benchmarks.import_against_shell activities.csv --as activities

The shell splits lines into text columns and checks nothing: it is the floor, not a rival. See README.md beside this.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import import_of, say, shell_import_of


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
        ours, shell = import_of(file, options, folder / "store.db"), shell_import_of(file, folder)
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


if __name__ == "__main__":
    main()
