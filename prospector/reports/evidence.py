"""The rows behind a figure: `--why` on a report.

    adds  =  what a row adds to the figure: 1, a count, minutes, money; of a rate 1 for a hit, 0 for a trial without
    sum   =  the adds together are the figure, always

A conversation is told by the activity in which it happened, an appointment or a deal by itself, people by the contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Done, Figures, Key
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Approach, Audience, Level, Metric
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.reports.document import Sort
from prospector.reports.results import Result, results_of
from prospector.reports.trials import hits_of

RESULTS: Mapping[str, Metric] = {
    "conversations": Metric.CONVERSATIONS,
    "new_conversations": Metric.NEW_CONVERSATIONS,
    "appointments_set": Metric.APPOINTMENTS_SET,
    "appointments_held": Metric.APPOINTMENTS_HELD,
    "deals": Metric.DEALS_OPENED,
    "won": Metric.WON,
    "revenue": Metric.REVENUE,
}
_LEVELS = {
    "connect_rate": Level.CONNECT,
    "connects": Level.CONNECT,
    "conversation_rate": Level.CONVERSATION,
    "appointment_rate": Level.APPOINTMENT,
}
FIGURES = ("activities", "contacts", "minutes", *_LEVELS, "conversations_per_hour", "maturing", *RESULTS)
UNATTRIBUTED = "came in"


@dataclass(frozen=True, slots=True)
class Why:
    """A figure of a report: of which row, by the column that names it; of the total where no row is named."""

    figure: str
    column: str | None = None
    row: str | None = None

    @property
    def heading(self) -> str:
        """In words: `new conversations of call`."""
        return f"{self.figure.replace('_', ' ')}{f' of {self.row}' if self.row else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The rows behind a figure.

    Attributes:
        figure: in words, with its row: `conversations of call`.
        adds: what each row adds: by noun, as lists know it, and by its number.
        sort: what the adds are.
        trials: whether rows that add nothing belong to it, as those of a rate do.
    """

    figure: str
    adds: Mapping[str, Mapping[int, int | float]]
    sort: Sort = Sort.COUNT
    trials: bool = False


def read_why(text: str) -> Why:
    """Read `channel=call,conversations`, or a figure alone for the total.

    Raises:
        InvalidValueError: it is neither.
    """
    row, comma, figure = text.rpartition(",")
    column, equals, value = row.partition("=")
    if not figure.strip() or (comma and not (equals and column.strip() and value.strip())):
        raise InvalidValueError(
            f"'{text}' names no figure", hint="ROW,FIGURE as in channel=call,conversations; or a figure alone"
        )
    name = figure.strip().lower().replace("-", "_").replace(" ", "_")
    return Why(name, column.strip().lower() or None, value.strip() or None)


def known_figure(why: Why, figures: Iterable[str]) -> None:
    """Refuse a figure that a report does not have.

    Raises:
        InvalidValueError: names those that it has.
    """
    names = tuple(dict.fromkeys(figures))
    row, equals, _ = why.figure.partition("=")
    if equals:
        raise InvalidValueError(
            f"{row}=… names a row, but no figure",
            hint=f"{row}=…,FIGURE; figures are {', '.join(names)}",
        )
    if why.figure not in names:
        raise InvalidValueError(
            f"there is no figure '{why.figure}' in this report", hint=f"there are {', '.join(names)}"
        )


def known_column(why: Why, *columns: str) -> None:
    """Refuse a row that is named by another column than a report's.

    Raises:
        InvalidValueError: names the right one.
    """
    if why.column is not None and why.column not in columns:
        raise InvalidValueError(
            f"the rows of this report are not by {why.column}", hint=f"{columns[0]}=NAME,{why.figure}"
        )


def of_comparison(figures: Figures, done: Iterable[Done], why: Why, exchange: Exchange) -> Evidence:
    """The rows behind a figure of `report channels` or `report compare`.

    Args:
        figures: as the report has them.
        done: the activities of the same window and dimension.
        why: which figure; its row is one of the report, or `source=NAME` of what came in by itself.
        exchange: for revenue.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such row.
    """
    dimension = figures.outcomes.dimension
    known_figure(why, FIGURES)
    known_column(why, dimension.value, "key", "source")
    heading = why.heading
    results = tuple(results_of(figures.outcomes, exchange))
    if why.column == "source" and dimension is not Dimension.SOURCE:
        came_in = [
            result for result in results if not result.keys and fold(result.source) == fold(why.row or "")
        ]
        return of_results(came_in, why, f"{heading}, {UNATTRIBUTED}")
    keys = None
    if why.row is not None:
        known = {row.key for row in done}.union(*(result.keys for result in results))
        keys = keys_of(figures, known, why.row)
    if why.figure in RESULTS:
        return of_results(
            (each for each in results if keys is None or not keys.isdisjoint(each.keys)), why, heading
        )
    rows = list({row.id: row for row in done if keys is None or row.key in keys}.values())
    if why.figure in {"activities", "minutes"} and (keys is None or dimension is not Dimension.DIRECTION):
        rows = [row for row in rows if not row.came_in]  # that is in a row of its own, and in no total
    return of_work(figures, rows, why.figure, heading)


def keys_of(figures: Figures, keys: Iterable[Key], name: str) -> frozenset[Key]:
    """The keys of a row by its name, as it is spelt in the report.

    Raises:
        UnknownNameError: no row is called so.
    """
    dimension = figures.outcomes.dimension
    names = {key: figures.labels.get(key) or dimension.spell(key) for key in keys}
    found = frozenset(key for key, known in names.items() if fold(known) == fold(name))
    if not found:
        raise UnknownNameError(
            f"the report has no row '{name}'", hint=f"there are {', '.join(sorted(set(names.values())))}"
        )
    return found


def of_results(results: Iterable[Result], why: Why, heading: str) -> Evidence:
    """The records behind a result.

    Raises:
        InvalidValueError: it is none: what came in by itself has results alone.
    """
    if why.figure not in RESULTS:
        raise InvalidValueError(
            f"what came in by itself has no {why.figure}", hint=f"it has {', '.join(RESULTS)}"
        )
    metric = RESULTS[why.figure]
    adds: dict[str, dict[int, int | float]] = {}
    for result in results:
        if result.metric is metric:
            rows = adds.setdefault(result.noun, {})
            rows[result.row_id] = rows.get(result.row_id, 0) + result.amount
    sort = Sort.MONEY if metric is Metric.REVENUE else Sort.COUNT
    return Evidence(figure=heading, adds=adds or {"activities": {}}, sort=sort)


def of_work(figures: Figures, rows: Iterable[Done], figure: str, heading: str) -> Evidence:
    """The activities behind a figure of effort or a rate, or the people of `contacts`."""
    touches = [row for row in rows if row.aimed and not _is_effort(figures, row)]
    if figure == "contacts":
        people = dict.fromkeys(row.contact_id for row in touches if row.contact_id is not None)
        return Evidence(figure=heading, adds={"contacts": dict.fromkeys(people, 1)})
    if figure in {"activities", "minutes"}:
        adds = {row.id: row.minutes if figure == "minutes" else row.count for row in rows}
        sort = Sort.MINUTES if figure == "minutes" else Sort.COUNT
        told = {number: add for number, add in adds.items() if add}
        return Evidence(figure=heading, adds={"activities": told}, sort=sort)
    trials = trials_in(figures, touches)
    if figure == "conversations_per_hour":
        trials = [
            row for row in trials if row.minutes is not None and not row.came_in and _is_for_one(figures, row)
        ]
    hits = _hits(figures, trials, _LEVELS.get(figure, Level.CONVERSATION))
    if figure == "maturing":
        window = figures.outcomes.window
        hits = {row.id: row.count - hits[row.id] for row in trials if window.as_of - row.day < window.horizon}
    is_rate = figure.endswith(("_rate", "_per_hour"))
    told = hits if is_rate else {number: count for number, count in hits.items() if count}
    return Evidence(figure=heading, adds={"activities": told}, trials=is_rate)


def trials_in(figures: Figures, rows: Iterable[Done]) -> list[Done]:
    """The activities that are trials of a rate."""
    return [
        row
        for row in rows
        if row.aimed
        and not _is_effort(figures, row)
        and (row.contact_id is not None or _is_for_one(figures, row))
    ]


def _hits(figures: Figures, trials: Iterable[Done], level: Level) -> dict[int, int]:
    """How many of each activity's trials are hits: those of its own level, or the one that was answered."""
    hits = hits_of(figures.outcomes)
    found = {
        Level.CONNECT: hits.connects,
        Level.CONVERSATION: hits.conversations,
        Level.APPOINTMENT: hits.appointments,
    }
    answered = {hit.touch.id for hit in found[level]}
    by_rule = (
        level is Level.CONVERSATION
    )  # which of a named contact's activities is the one of its day, rules decide
    return {
        row.id: row.count
        if row.level >= level and not (by_rule and row.contact_id is not None)
        else int(row.id in answered)
        for row in trials
    }


def _is_effort(figures: Figures, row: Done) -> bool:
    return figures.outcomes.channels[row.channel_id].approach is Approach.EFFORT


def _is_for_one(figures: Figures, row: Done) -> bool:
    return figures.outcomes.channels[row.channel_id].audience is Audience.ONE
