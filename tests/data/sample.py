"""A store that a data set was imported into, and what its reports say."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.terminal import Terminal

MAPPINGS = Path(__file__).parent.parent / "importing" / "mappings"
Row = dict[str, Any]


@dataclass
class Sample:
    """One data set in one store.

    Attributes:
        terminal: whose store it is.
        folder: where the data set is.
    """

    terminal: Terminal
    folder: Path

    @cached_property
    def expected(self) -> Row:
        """The figures that stand beside the data."""
        found: Row = json.loads((self.folder / "expected.json").read_text())
        return found

    def take_in(self, file: str, mapping: str, *options: str) -> Row:
        """Import a file of the set, or one with a full path."""
        words = ["import", str(self.folder / file), "--map", str(MAPPINGS / f"{mapping}.toml"), "--json"]
        result = self.terminal.run([*words, *options])
        assert result.code == 0, result.err
        found: Row = json.loads(result.out)
        assert found["rows"] == sum(
            found[name] for name in ("added", "updated", "unchanged", "skipped", "rejected")
        )
        return found

    def take_in_again(self, file: str, mapping: str, *, has_header: bool = True) -> tuple[Row, Row]:
        """Import a file that is known, as it is and with its rows in another order and other line ends."""
        raw = (self.folder / file).read_bytes()
        encoding = "utf-16" if raw.startswith(b"\xff\xfe") else "cp1252" if b"\xe7" in raw else "utf-8-sig"
        lines = raw.decode(encoding).splitlines()
        header, rows = lines[:has_header], lines[has_header:]
        turned = self.terminal.folder / f"turned-{Path(file).name}"
        turned.write_bytes("\r\n".join([*header, *reversed(rows), ""]).encode(encoding))
        return self.take_in(file, mapping), self.take_in(str(turned), mapping)

    def report(self, words: str) -> Row:
        """A report as JSON."""
        found: Row = json.loads(self.terminal.ok(f"report {words} --json"))
        return found

    def rows(self, words: str, key: str = "key") -> dict[str, Row]:
        """The rows of a report by what they are called."""
        return {row[key]: row for row in self.report(words)["rows"]}

    def count(self, query: str) -> Any:
        """The one value that plain SQL finds."""
        with closing(sqlite3.connect(self.terminal.store)) as connection:
            return connection.execute(query).fetchone()[0]


def counts(rows: dict[str, Row], name: str) -> dict[str, Any]:
    """A column of a report by row, where there is something to count."""
    return {key: row[name] for key, row in rows.items() if row[name]}


def adds_nothing(again: tuple[Row, Row]) -> bool:
    """Whether a file that came again added no row, by its bytes and by its rows."""
    seen, turned = again
    return (
        seen["seen_before"] is not None
        and turned["seen_before"] is None
        and all(not found[name] for found in again for name in ("added", "updated", "rejected"))
        and all(found["unchanged"] == found["rows"] - found["skipped"] for found in again)
        and not turned["contacts_added"]
        and not turned["remarks"]
    )
