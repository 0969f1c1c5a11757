"""The touches behind a figure of cohorts."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.facts import Done, Figures
from prospector.reports.evidence import Evidence, Why, keys_of, known_column, known_figure, of_work, trials_in

_RATES = {
    "connects": "connects",
    "conversations": "conversation_rate",
    "appointments": "appointment_rate",
    "conversation_rate": "conversation_rate",
    "maturing": "maturing",
}
FIGURES = ("touches", *_RATES)


def evidence_of(figures: Figures, done: Iterable[Done], why: Why) -> Evidence:
    """The touches behind a figure.

    Args:
        figures: by week or month.
        done: the activities of the same window and dimension.
        why: which figure, of which week or month.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such row.
    """
    known_figure(why, FIGURES)
    known_column(why, figures.outcomes.dimension.value, "key")
    rows = list(done)
    if why.row is not None:
        keys = keys_of(figures, {row.key for row in rows}, why.row)
        rows = [row for row in rows if row.key in keys]
    if why.figure == "touches":
        adds = {row.id: row.count for row in trials_in(figures, rows)}
        return Evidence(figure=why.heading, adds={"activities": adds})
    found = of_work(figures, rows, _RATES[why.figure], why.heading)
    if why.figure.endswith("_rate"):
        return found
    told = {noun: {number: add for number, add in adds.items() if add} for noun, adds in found.adds.items()}
    return Evidence(figure=why.heading, adds=told)
