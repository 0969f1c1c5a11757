"""How reviews are laid out: one with its answers and promises, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.review import Answers, Promise
from prospector.light import dataclass
from prospector.reports.document import Column, Document, Row, Sentence, Table
from prospector.reports.week_data import promise_fields
from prospector.reports.week_layout import promises_table

_LIST = (
    Column("week", "week"),
    Column("worked", "what worked"),
    Column("not_worked", "what did not"),
    Column("change", "what changes"),
    Column("kept", "kept"),
)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review: the number of its week, what was said (None: nothing yet), what was promised for the week after."""

    week: int
    answers: Answers | None
    promises: tuple[Promise, ...]


def week_name(week: int) -> str:
    """The name of a week number: `2026-W47`."""
    return Dimension.WEEK.spell(week)


def shown(page: ReviewPage) -> Document:
    """Lay one review out."""
    return Document(
        title=(f"Review {week_name(page.week)}",),
        tables=(promises_table(page.promises, heading=f"For {week_name(page.week + 1)}"),),
        sentences=tuple(_sentences(page.answers)),
        data=review_fields(page),
    )


def listed(pages: Sequence[ReviewPage]) -> Document:
    """Lay the list out."""
    rows = tuple(
        Row((week_name(page.week), *_answers(page.answers), _kept_of(page.promises))) for page in pages
    )
    table = Table(_LIST, rows, empty="no reviews yet: prospector review writes one")
    return Document((), (table,), (), [review_fields(page) for page in pages])


def review_fields(page: ReviewPage) -> dict[str, object]:
    """A review as JSON."""
    answers = page.answers
    return {
        "week": week_name(page.week),
        "answers": {"worked": answers.worked, "not_worked": answers.not_worked, "change": answers.change}
        if answers
        else None,
        "commitments": [promise_fields(each) for each in page.promises],
    }


def _answers(answers: Answers | None) -> tuple[str, str, str]:
    return (answers.worked, answers.not_worked, answers.change) if answers else ("", "", "")


def _kept_of(promises: Sequence[Promise]) -> str:
    """How many promises were kept: `2 of 3`."""
    return f"{sum(each.kept is True for each in promises)} of {len(promises)}" if promises else ""


def _sentences(answers: Answers | None) -> Iterable[Sentence]:
    for label, text in zip(("Worked", "Did not", "Changes"), _answers(answers), strict=True):
        if text:
            yield Sentence(label, text)
    if answers is None:
        yield Sentence("", "Nothing was written down.")
