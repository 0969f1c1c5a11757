"""The report on cohorts of touches."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.errors import InvalidValueError
from prospector.reports.basis import Basis
from prospector.reports.cohorts import Cohorts, build, require_cohorts
from prospector.store.figures import fetch_figures
from prospector.store.store import Store


def cohorts(store: Store, basis: Basis, dimension: Dimension, *, explained: bool = False) -> Cohorts:
    """Follow the touches of each week or month; errors as of `channel_report`.

    Args:
        store: opened.
        basis: what was asked.
        dimension: week or month.
        explained: whether the rows behind a figure were asked for, which cohorts do not list.

    Raises:
        InvalidValueError: there are no cohorts by the dimension, or rows were asked for.
    """
    require_cohorts(dimension)
    if explained:
        raise InvalidValueError("--why lists no cohorts", hint="leave out --cohort or --why")
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
    return build(basis, figures)
