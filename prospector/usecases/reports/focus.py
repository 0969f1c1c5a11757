"""The report on focus."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures
from prospector.reports import focus
from prospector.reports.basis import Basis
from prospector.reports.focus import Focus
from prospector.reports.lines import lines_of
from prospector.store.figures import fetch_figures
from prospector.store.slots import first_day
from prospector.store.store import Store


def focus_report(store: Store, basis: Basis) -> Focus:
    """Say over how many channels the effort spreads, and what one fewer would free.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, Dimension.CHANNEL, basis.filters)
        begun = first_day(connection)
    return focus.build(basis, lines_of(figures, basis.exchange, confidence=basis.confidence), begun)


def channels_of(figures: Figures, basis: Basis) -> tuple[str, ...]:
    """The channels that the report shows."""
    return tuple(line.name for line in focus.used_of(lines_of(figures, basis.exchange)))
