"""What is worked out when it is first asked for, and once: a report holds more than most formats of it show.

It is for what follows from frozen values alone, so that nobody can tell when it was done; what has to be fetched is
fetched before, while the store stands still.
"""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Generic, TypeVar

    T_co = TypeVar("T_co", covariant=True)
else:  # `typing` takes long to import
    T_co = None

    class Generic:
        """What the type checker takes apart, and nothing else looks at."""

        __slots__ = ()

        def __class_getitem__(cls, _of: object) -> type:
            """The same class, of whatever."""
            return cls


class Later(Generic[T_co]):
    """A value to come; two are the same where their values are.

    Args:
        make: works it out; it is called once at most, unless it fails.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], T_co]) -> None:
        self._make: Callable[[], T_co] | None = make
        self._made: T_co

    @property
    def value(self) -> T_co:
        """What it is."""
        if self._make is not None:
            self._made = self._make()
            self._make = None  # what it was made of is needed no more
        return self._made

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, Later) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Later({self.value!r})"
