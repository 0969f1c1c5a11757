"""The report on anything that activities have."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.reports import compare
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.store.figures import fetch_figures
from prospector.store.quotas import fetch_quotas
from prospector.store.store import Store
from prospector.usecases.reports.channels import channel_report
from prospector.usecases.reports.sharing import adds_up, counted_results


def comparison(store: Store, basis: Basis, dimension: Dimension) -> Comparison:
    """Compare the values of a dimension; channels as `channel_report` does, whose errors there are."""
    if dimension is Dimension.CHANNEL:
        return channel_report(store, basis)
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters, in_ranges=adds_up(basis))
        quotas = fetch_quotas(connection, basis.window.as_of)
        figures, counted = counted_results(connection, figures, basis)
    return compare.build(basis, figures, quotas, counted)
