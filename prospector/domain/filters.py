"""Filters: which part of the log a report or a list looks at; the same words everywhere."""

from __future__ import annotations

from prospector.light import dataclass

BLANK_SOURCE = "(blank)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Names as the rep typed them; None where all are meant. Several narrow each other.

    Attributes:
        channel: of the touch; a result counts where the touch that it is credited to matches.
        kind: of the touch, likewise.
        rep: who did it; of a deal or an appointment, whose it is.
        account: of the activity or its contact.
        tag: on the activity or its contact, on the deal or its contact.
        source: the lead source; `(blank)` for those that have none.
    """

    channel: str | None = None
    kind: str | None = None
    rep: str | None = None
    account: str | None = None
    tag: str | None = None
    source: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What is filtered by, for the heading: `channel call`."""
        named = (
            ("channel", self.channel),
            ("kind", self.kind),
            ("rep", self.rep),
            ("account", self.account),
            ("tag", self.tag),
            ("source", self.source),
        )
        return tuple(f"{name} {value}" for name, value in named if value is not None)


NO_FILTERS = Filters()
