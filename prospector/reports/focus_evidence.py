"""The rows behind a figure of `report focus`."""

from __future__ import annotations

from collections.abc import Collection

from prospector.domain.exchange import Exchange
from prospector.domain.facts import Done, Figures
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure, of_comparison

FIGURES = {
    "activities": "activities",
    "share_of_activities": "activities",
    "minutes": "minutes",
    "share_of_minutes": "minutes",
    "hours_a_week": "minutes",
    "conversations": "conversations",
    "share_of_conversations": "conversations",
    "revenue": "revenue",
}


def evidence_of(
    figures: Figures, done: Collection[Done], channels: Collection[str], why: Why, exchange: Exchange
) -> Evidence:
    """The rows behind a figure: of a channel, or of all that the report shows.

    Args:
        figures: by channel.
        done: the activities of the same window.
        channels: the rows of the report.
        why: which figure; a share is that of its amounts.
        exchange: for revenue.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such row.
    """
    known_figure(why, FIGURES)
    known_column(why, "channel")
    wanted = [name for name in channels if why.row is None or fold(name) == fold(why.row)]
    if why.row is not None and not wanted:
        raise UnknownNameError(f"the report has no row '{why.row}'", hint=f"there are {', '.join(channels)}")
    adds: dict[str, dict[int, int | float]] = {}
    sort = Sort.COUNT
    for name in wanted:
        found = of_comparison(figures, done, Why(FIGURES[why.figure], "channel", name), exchange)
        sort = found.sort
        for noun, rows in found.adds.items():
            adds.setdefault(noun, {}).update(rows)
    return Evidence(figure=why.heading, adds=adds or {"activities": {}}, sort=sort)
