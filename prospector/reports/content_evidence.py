"""The rows behind a figure of `report content`: the piece itself, touches about it, or what is credited to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.facts import Done, Figures, Key
from prospector.domain.pieces import PieceFact
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.reports.basis import Basis
from prospector.reports.credit_evidence import Explained, of_keys
from prospector.reports.document import Sort
from prospector.reports.evidence import (
    Evidence,
    Why,
    known_column,
    known_figure,
    of_results,
    of_work,
    trials_in,
)
from prospector.reports.results import results_of

_OF_PIECE = {
    "minutes": ("minutes", Sort.MINUTES),
    "cost": ("cost_minor", Sort.MONEY),
    "quantity": ("quantity", Sort.COUNT),
    "used": ("used", Sort.COUNT),
    "reach": ("reach", Sort.COUNT),
}
_OF_TOUCHES = ("engagements", "touches", "conversation_rate", "maturing")
CREDITED = ("conversations", "appointments_set", "deals", "won", "revenue")
FIGURES = (*_OF_PIECE, *_OF_TOUCHES, *CREDITED)


def chosen_by(pieces: Sequence[PieceFact], why: Why) -> tuple[PieceFact, ...]:
    """The pieces of a row, or all of the report.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such piece.
    """
    known_figure(why, FIGURES)
    known_column(why, "content")
    if why.row is None:
        return tuple(pieces)
    found = tuple(piece for piece in pieces if fold(piece.title) == fold(why.row))
    if not found:
        titles = ", ".join(piece.title for piece in pieces[:9])
        raise UnknownNameError(f"the report has no piece '{why.row}'", hint=f"there are {titles or 'none'}")
    return found


def of_pieces(pieces: Iterable[PieceFact], why: Why) -> Evidence | None:
    """What the pieces say themselves; None where the figure is no such."""
    if why.figure not in _OF_PIECE:
        return None
    field, sort = _OF_PIECE[why.figure]
    adds = {piece.id: amount for piece in pieces if (amount := getattr(piece, field))}
    return Evidence(figure=why.heading, adds={"content": adds}, sort=sort)


def of_touches(
    figures: Figures, done: Iterable[Done], pieces: Iterable[PieceFact], why: Why
) -> Evidence | None:
    """The touches about pieces; None where the figure is not of these."""
    if why.figure not in _OF_TOUCHES:
        return None
    keys = {piece.id for piece in pieces}
    about = [row for row in done if row.key in keys]
    if why.figure in {"engagements", "touches"}:
        trials = [row for row in trials_in(figures, about) if why.figure == "touches" or row.came_in]
        return Evidence(figure=why.heading, adds={"activities": {row.id: row.count for row in trials}})
    return of_work(figures, about, why.figure, why.heading)


def of_credit(
    basis: Basis,
    figures: Figures,
    pieces: Iterable[PieceFact],
    why: Why,
    explained: Explained | None,
) -> Evidence:
    """What is credited to pieces.

    Args:
        basis: of the report.
        figures: by content piece.
        pieces: those of the row.
        why: the figure.
        explained: what the report prints, and why; None under direct credit.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    keys: frozenset[Key] = frozenset(piece.id for piece in pieces)
    if explained is not None:
        return of_keys(basis.credit, explained, keys, why)
    found = (
        result for result in results_of(figures.outcomes, basis.exchange) if not keys.isdisjoint(result.keys)
    )
    return of_results(found, why, why.heading)
