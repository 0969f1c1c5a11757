"""The report on anything that activities have."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.reports import compare
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.store.figures import fetch_figures
from prospector.store.quotas import fetch_quotas
from prospector.store.store import Store


def comparison(store: Store, basis: Basis, dimension: Dimension) -> Comparison:
    """Compare the values of a dimension; errors as of `channel_report`."""
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
        quotas = fetch_quotas(connection, basis.window.as_of)
    return compare.build(basis, figures, quotas)
