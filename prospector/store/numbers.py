"""Many numbers bound to a statement at once: SQLite takes them apart with `json_each`."""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def as_array(numbers: Iterable[int]) -> str:
    """Numbers as a JSON array, without the standard library's writer: it compiles expressions that no number needs."""
    return f"[{','.join(map(str, numbers))}]"
