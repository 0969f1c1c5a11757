"""Results by row, as a report takes them; how they are shared stands in `credit`, which a report on direct credit never loads."""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.facts import Key
from prospector.domain.vocabulary import Metric
from prospector.light import dataclass

NOT_CAUSAL = "Credit splits observed results; it is not a causal effect."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Results by row under a shared model.

    Attributes:
        rows: by row and metric: results in steps of a billionth, revenue in minor units.
        came_in: by lead source and metric: what no touch has a share of.
        total: rows and what came in, together.
    """

    rows: Mapping[Key, Mapping[Metric, float]]
    came_in: Mapping[str, Mapping[Metric, float]]
    total: Mapping[Metric, float]
