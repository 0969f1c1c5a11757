"""The report on cohorts of touches."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.reports.basis import Basis
from prospector.reports.cohorts import Cohorts, build, require_cohorts
from prospector.store.figures import fetch_figures
from prospector.store.store import Store


def cohorts(store: Store, basis: Basis, dimension: Dimension) -> Cohorts:
    """Follow the touches of each week or month; errors as of `channel_report`.

    Args:
        store: opened.
        basis: what was asked.
        dimension: week or month.

    Raises:
        InvalidValueError: there are no cohorts by the dimension.
    """
    require_cohorts(dimension)
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters, in_ranges=True)
        return build(basis, figures)
