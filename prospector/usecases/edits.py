"""What a deed changed in a record: the columns that are different now, old and new."""

from __future__ import annotations

from prospector.light import dataclass
from prospector.store.records import Cell, Record
from prospector.usecases.made import MadeAppointment

_NOTHING = "\u2013"
_IMPLIED = frozenset({"email", "phone", "profile_url", "title"})  # of an activity's or a deal's contact


@dataclass(frozen=True, slots=True)
class Edited:
    """A record before and after a deed.

    Attributes:
        appointments: those that an activity made and makes no longer.
    """

    before: Record
    after: Record
    appointments: tuple[MadeAppointment, ...] = ()

    @property
    def id(self) -> int:
        """The row's number."""
        return int(self.after["id"] or 0)

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Name, old and new value of each column that is different now."""
        implied = _IMPLIED if "contact" in self.after else frozenset()
        return tuple(
            (name, _shown(old), _shown(new))
            for name, new in self.after.items()
            if (old := self.before.get(name)) != new and name not in implied and not name.endswith("_ref")
        )

    def __bool__(self) -> bool:
        """Whether anything is different now."""
        return bool(self.changes)

    def __str__(self) -> str:
        """The changes in words: `minutes 10 → 12 · outcome no-answer → voicemail`."""
        return " · ".join(f"{name.replace('_', ' ')} {old} → {new}" for name, old, new in self.changes)


def _shown(value: Cell) -> str:
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
