"""Headings, and texts of cells: what counts when two are compared."""

from __future__ import annotations

from collections import Counter

from prospector.domain.spelling import closest, quoted
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN = 40  # headings in a message
_LONGEST = 60  # letters of each
_NOT_COUNTED = str.maketrans("", "", " _-\t\r\n\"'\ufeff\u00a0")


def heading_key(heading: str) -> str:
    """Reduce a heading to what counts: `External ID`, `external_id` and `"external-id"` are one."""
    return heading.translate(_NOT_COUNTED).casefold()


def same_text(text: str) -> str:
    """What counts when a cell is compared with a text of a mapping: not letter case, not the amount of space."""
    return " ".join(text.casefold().split())


class Headings:
    """A file's headings, found by what counts in them.

    Args:
        header: of the file.
        file: its name, for messages.
        aliases: what else files call a heading.
        optional: whether the file may lack a heading.
    """

    def __init__(
        self,
        header: tuple[str, ...],
        file: str,
        *,
        aliases: Mapping[str, tuple[str, ...]] | None = None,
        optional: bool = False,
    ) -> None:
        self.header = header
        self._file = file
        self._optional = optional
        self._aliases = {heading_key(name): others for name, others in (aliases or {}).items()}
        self._keys = [heading_key(heading) for heading in header]
        self._count = Counter(self._keys)

    def find(self, name: str, *, exact: bool = False) -> int | None:
        """The place of a heading, or else of the first of its aliases; None where there is none.

        Args:
            name: of the heading.
            exact: whether one that is spelt just so is preferred to others that only fold to it.

        Raises:
            InvalidValueError: two are called so.
        """
        for called in (name, *self._aliases.get(heading_key(name), ())):
            if exact and self.header.count(called) == 1:
                return self.header.index(called)
            key = heading_key(called)
            if self._count[key] > 1:
                raise InvalidValueError(
                    f"{self._file} has {self._count[key]} columns {quoted(called)}",
                    hint="rename one in the header",
                )
            if key in self._count:
                return self._keys.index(key)
        return None

    def place(self, name: str, wanted_for: str) -> int:
        """The place of a heading that has to be there.

        Raises:
            InvalidValueError: it is not there, or twice.
        """
        place = self.find(name, exact=True)
        if place is None:
            near = closest(name, self.header, limit=1)
            hint = f"did you mean {near[0]}?" if near else f"it has: {some_headings(self.header)}"
            raise InvalidValueError(f"{self._file} has no column {quoted(name)} for {wanted_for}", hint=hint)
        return place

    def places(self, names: Iterable[str], wanted_for: str) -> tuple[int, ...]:
        """The places of headings; where the file may lack some, of those that it has.

        Raises:
            InvalidValueError: one has to be there and is not, or is there twice.
        """
        if not self._optional:
            return tuple(self.place(name, wanted_for) for name in names)
        found = (self.find(name, exact=True) for name in names)
        return tuple(dict.fromkeys(place for place in found if place is not None))


def did_you_mean(heading: str, column: str) -> str:
    """Point out a heading that was perhaps meant to be a column of ours."""
    return f"column {some_headings([heading])} was ignored; did you mean {column}?"


def some_headings(header: Sequence[str]) -> str:
    """The headings of a file inside a message: on one line, however long and many they are."""
    lines = [" ".join(heading.split()) for heading in header[:_SHOWN]]
    shown = [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines]
    more = len(header) - _SHOWN
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")
