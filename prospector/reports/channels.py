"""Channels: which one brings conversations, per touch and per hour, and what came of them.

    report channels  =  report compare, by channel

Every channel with an activity or a result has a row, prospecting and marketing alike; effort (research, admin) has one
for its time and is never judged. See `compare` for the columns.
"""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures, QuotaFact
from prospector.reports import compare, compare_layout
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.document import Document
from prospector.reports.lines import Counted

DIMENSION = Dimension.CHANNEL


def build(
    basis: Basis, figures: Figures, quotas: Iterable[QuotaFact] = (), counted: Counted | None = None
) -> Comparison:
    """Work the report out of figures by channel.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    return compare.build(basis, figures, quotas, counted)


def layout(comparison: Comparison) -> Document:
    """Lay it out."""
    return compare_layout.document_of(
        comparison, report="channels", title="Channels", key="channel", heading=""
    )
