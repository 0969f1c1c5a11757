"""What is worked out when it is first asked for, and once: a report holds more than most formats of it show.

It is for what follows from frozen values alone, so that nobody can tell when it was done; what has to be fetched is
fetched before, while the store stands still.
"""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Generic, TypeVar

    T = TypeVar("T", covariant=True)

    class Later(Generic[T]):
        """A value to come.

        Args:
            make: works it out; called once at most.
        """

        def __init__(self, make: Callable[[], T]) -> None: ...

        @property
        def value(self) -> T:
            """What it is."""
else:

    class Later:
        __slots__ = ("_made", "_make")

        def __init__(self, make):
            self._make = make

        @property
        def value(self):
            if self._make is not None:
                self._made, self._make = self._make(), None
            return self._made

        def __eq__(self, other):
            return self.value == other.value if isinstance(other, Later) else NotImplemented

        def __hash__(self):
            return hash(self.value)

        def __repr__(self):
            return f"Later({self.value!r})"
