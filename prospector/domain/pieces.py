"""Content pieces, as the store hands them to a report."""

from __future__ import annotations

from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFact:
    """A content piece; None is not known.

    Attributes:
        published_on: the local day on which it first came out.
        minutes: what it took, all its publications together; likewise cost and reach.
        cost_minor: minor units of the store's currency.
        quantity: how many were made, as of collateral; `used`: how many were given away.
    """

    id: int
    title: str
    kind: str | None
    published_on: int | None
    minutes: int | None
    cost_minor: int | None
    quantity: int | None
    used: int | None
    reach: int | None
