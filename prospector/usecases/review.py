"""The weekly review: looked at, written down, looked up."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from prospector.domain.moment import Moment
from prospector.domain.review import Answers, Promise, read_target
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.review_layout import ReviewPage, week_name
from prospector.store.reviews import Review, commitments, reviews
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Writing
from prospector.usecases.reports.week import promises


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a rep said in a review.

    Attributes:
        promised: what is promised for the week after, as it was said.
        afresh: whether this stands in place of what was promised in this review before.
        kept: of promises of the week before that are words alone, by their number: whether they were kept.
    """

    answers: Answers
    promised: Sequence[str] = ()
    afresh: bool = False
    kept: Mapping[int, bool] | None = None


def find_review(store: Store, basis: Basis, rep: str, week: int) -> ReviewPage:
    """The review of a week as it stands; empty where nothing was written down.

    Args:
        store: open for reading.
        basis: its as-of says what counts for promises.
        rep: whose; empty for the only rep.
        week: its number.
    """
    with store.reading() as connection:
        found = reviews(connection, rep_id(connection, rep), week=week)
        if not found:
            return ReviewPage(week, None, ())
        return _page(connection, basis, rep, found[0])


def last_review(store: Store, basis: Basis, rep: str) -> ReviewPage:
    """The last review that was written down.

    Raises:
        UnknownNameError: there is none.
    """
    with store.reading() as connection:
        found = reviews(connection, rep_id(connection, rep))
        if not found:
            raise UnknownNameError("there is no review yet", hint="prospector review writes one")
        return _page(connection, basis, rep, found[0])


def list_reviews(store: Store, basis: Basis, rep: str) -> tuple[ReviewPage, ...]:
    """All reviews of a rep, the latest week first."""
    with store.reading() as connection:
        found = reviews(connection, rep_id(connection, rep))
        return tuple(_page(connection, basis, rep, review) for review in found)


def open_promises(store: Store, basis: Basis, rep: str, week: int) -> tuple[Promise, ...]:
    """What was promised for a week in words alone, and nobody has said yet whether it was kept."""
    with store.reading() as connection:
        before = reviews(connection, rep_id(connection, rep), week=week - 1)
        made = promises(connection, basis, rep, before[0]) if before else ()
    return tuple(each for each in made if each.target is None and each.kept is None)


def write_review(store: Store, week: int, said: Said, *, now: Moment, rep: str) -> bool:
    """Write a review down; one of the same week is edited.

    Args:
        store: open for writing.
        week: its number.
        said: what was said.
        now: the time of the command.
        rep: whose review it is; empty for the only rep.

    Returns:
        Whether anything is different now.

    Raises:
        InvalidValueError: an answer is too long.
    """
    with store.writing() as writing:
        owner = rep_id(writing.connection, rep)
        found = reviews(writing.connection, owner, week=week)
        if found or said.promised or not said.answers.is_empty:
            number = _answered(writing, week, said.answers, found[0] if found else None, owner=owner, now=now)
            _promise(writing, number, said)
        for commitment_id, kept in (said.kept or {}).items():
            writing.update("commitment", commitment_id, kept=int(kept))
        deed = writing.record(at=now.seconds, rep_id=owner, label=f"review of {week_name(week)}")
    return deed is not None


def _answered(
    writing: Writing, week: int, answers: Answers, found: Review | None, *, owner: int, now: Moment
) -> int:
    texts = {"worked": answers.worked, "not_worked": answers.not_worked, "change": answers.change}
    if found is None:
        return writing.insert(
            "review",
            week=week,
            reviewed_at=now.seconds,
            reviewed_offset=now.offset,
            rep_id=owner,
            **texts,
        )
    writing.update("review", found.id, **texts)
    return found.id


def _promise(writing: Writing, review_id: int, said: Said) -> None:
    if said.afresh:
        for each in commitments(writing.connection, review_id):
            writing.delete("commitment", each.id)
    channels = {channel.name: channel.id for channel in read_vocabulary(writing.connection).channels}
    for text in said.promised:
        target = read_target(text, channels)
        writing.insert(
            "commitment",
            review_id=review_id,
            text=text,
            counted=target.counted.value if target else None,
            amount=target.amount if target else None,
            channel_id=channels[target.channel] if target and target.channel else None,
        )


def _page(connection: sqlite3.Connection, basis: Basis, rep: str, review: Review) -> ReviewPage:
    return ReviewPage(review.week, review.answers, promises(connection, basis, rep, review))
