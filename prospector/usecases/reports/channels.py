"""The report on channels."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.light import replace
from prospector.reports import channels
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.strata import within_sources
from prospector.store.figures import fetch_figures, fetch_strata
from prospector.store.quotas import fetch_quotas
from prospector.store.store import Store
from prospector.usecases.reports.sharing import adds_up, counted_results


def channel_report(store: Store, basis: Basis) -> Comparison:
    """Compare the channels; where there is a verdict, the two best within lead sources too.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        figures = fetch_figures(
            connection, basis.window, channels.DIMENSION, basis.filters, in_ranges=adds_up(basis)
        )
        quotas = fetch_quotas(connection, basis.window.as_of)
        figures, counted = counted_results(connection, figures, basis)
        result = channels.build(basis, figures, quotas, counted)
        if result.judgement.runner_up is None or basis.filters.source is not None:
            return result
        best = {
            row.key
            for row in result.lines.rows
            if row.name in {result.judgement.leader, result.judgement.runner_up} and isinstance(row.key, int)
        }
        by_source, spoken = fetch_strata(
            connection,
            figures,
            Dimension.SOURCE,
            basis.filters,
            spoken={number: counted.hits.spoken.get(number, ()) for number in best},
        )
    within = within_sources(result.judgement, spoken, by_source, confidence=basis.confidence)
    return replace(result, within=within)
