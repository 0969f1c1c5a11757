"""The arithmetic of an import."""

from __future__ import annotations

from dataclasses import dataclass, field

from prospector.store.loading.overlay import Overlay


@dataclass(slots=True)
class Tally:
    """The arithmetic of an import, and what is to be said about it.

    Attributes:
        skipped: rows that the mode leaves out.
        judged: rows whose outcome talk time decided.
        merged: rows that completed what another source had told; they are among the updated and the unchanged.
        problems: line, canonical column and message of every row that was refused here.
        remarks: what was noticed, how often, and the line of the first.
        changed: of the rows that were updated, how many got another value, by canonical column.
        kept: how many rows keep a value that the rep edited, by canonical column, and the line of the first.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    contacts: int = 0
    accounts: int = 0
    judged: int = 0
    merged: int = 0
    made: dict[str, list[str]] = field(default_factory=dict)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    remarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    kept: dict[str, tuple[int, int]] = field(default_factory=dict)

    def settle(self, overlay: Overlay, result: str, line: int) -> None:
        """Count a row that found its place, and what it changed and left."""
        setattr(self, result, getattr(self, result) + 1)
        if result == "updated":
            for name in overlay.changed:
                self.changed[name] = self.changed.get(name, 0) + 1
        for name in overlay.kept:
            before, first = self.kept.get(name, (0, line))
            self.kept[name] = (before + 1, min(first, line))

    def remark(self, text: str, line: int, count: int = 1) -> None:
        """Notice something about a row, or so many; the same is said once, with its number and its first line."""
        before, first = self.remarks.get(text, (0, line))
        self.remarks[text] = (before + count, min(first, line))
