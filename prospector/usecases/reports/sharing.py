"""Results shared among touches, for reports that compare: loaded where credit is shared."""

from __future__ import annotations

import sqlite3

from prospector.domain.facts import Figures
from prospector.reports.basis import Basis
from prospector.reports.shared import Shared


def shared_results(
    connection: sqlite3.Connection, figures: Figures, basis: Basis
) -> tuple[Figures, Shared | None]:
    """Share the results of figures; None under direct credit.

    Returns:
        The figures too: touches before the period may stand in rows that have had no name so far.

    Raises:
        InvalidValueError: the rows can have no share, or a deal that counts is in a currency without a rate.
    """
    outcomes = figures.outcomes
    basis.credit.check(outcomes.dimension, has_touch_filter=outcomes.has_touch_filter)
    if not basis.credit.is_shared:
        return figures, None
    from prospector.usecases.reports.credit import share_results  # lazy: credit is direct unless asked

    return share_results(connection, figures, basis)
