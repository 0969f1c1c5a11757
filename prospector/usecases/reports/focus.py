"""The report on focus."""

from __future__ import annotations

from prospector.domain.credit import DIRECT
from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures
from prospector.light import replace
from prospector.reports import focus
from prospector.reports.basis import Basis
from prospector.reports.focus import Focus
from prospector.reports.lines import lines_of
from prospector.store.figures import fetch_figures
from prospector.store.slots import first_day
from prospector.store.store import Store
from prospector.usecases.reports.sharing import counted_results


def focus_report(store: Store, basis: Basis) -> Focus:
    """Say over how many channels the effort spreads, and what one fewer would free.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, Dimension.CHANNEL, basis.filters, in_ranges=True)
        figures, counted = counted_results(connection, figures, replace(basis, credit=DIRECT))
        begun = first_day(connection)
    lines = lines_of(figures, basis.exchange, confidence=basis.confidence, counted=counted)
    return focus.build(basis, lines, begun)


def channels_of(figures: Figures, basis: Basis) -> tuple[str, ...]:
    """The channels that the report shows."""
    return tuple(line.name for line in focus.used_of(lines_of(figures, basis.exchange)))
