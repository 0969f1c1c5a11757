"""How a document is to look; the few things that a writer is told beside the document."""

from __future__ import annotations

from prospector.light import dataclass


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the user or a test asked for.

    Attributes:
        width: cells of a terminal line; None to ask the terminal.
        colour: whether colours are used; None to ask the terminal and the environment.
        raw: CSV for machines: text as it is stored, not made safe for spreadsheets.
    """

    width: int | None = None
    colour: bool | None = None
    raw: bool = False
