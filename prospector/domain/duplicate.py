"""Two activities that seem to be one event, side by side."""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.light import dataclass

TYPED = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An activity as one source tells it.

    Attributes:
        day: the local day, as a number.
        import_id: what told of it; None where it was typed.
        system: of that import.
        says: what else it says, by name; None where it says nothing.
    """

    id: int
    at: Moment
    day: int
    contact: str
    channel: str
    direction: str
    import_id: int | None
    system: str | None
    says: dict[str, str | int | None]

    @property
    def source(self) -> str:
        """What told of it, in words."""
        return TYPED if self.import_id is None else f"import {self.import_id} ({self.system})"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two activities that seem to be one event.

    Attributes:
        kept: what stays if they are merged.
        other: what goes.
        apart: seconds between them; None where the hour of one is not known.
    """

    kept: Told
    other: Told
    apart: int | None

    @property
    def agrees(self) -> tuple[str, ...]:
        """What both say, and say alike."""
        mine, theirs = self.kept.says, self.other.says
        return tuple(name for name in mine if mine[name] is not None and mine[name] == theirs[name])

    @property
    def disagrees(self) -> dict[str, tuple[str | int | None, str | int | None]]:
        """What both say, and say otherwise: by name, each side's."""
        mine, theirs = self.kept.says, self.other.says
        return {
            name: (value, theirs[name])
            for name, value in mine.items()
            if value is not None and theirs[name] is not None and value != theirs[name]
        }
