"""How follow-ups are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prospector.domain.follow_up import FollowUp, FollowUpStatus
from prospector.reports.document import Cell, Column, Document, Row, Sort, Table

_COLUMNS = (
    Column("id", "#", Sort.NUMBER),
    Column("due_on", "due", Sort.DAY),
    Column("overdue", "late", Sort.TEXT),
    Column("text", "what"),
    Column("contact", "contact"),
    Column("account", "account", rank=1),
    Column("status", "status", rank=2),
)


def follow_up_list(found: Sequence[FollowUp], today: date) -> Document:
    """Lay a list out."""
    rows = tuple(
        Row(
            (
                each.id,
                each.due.isoformat(),
                lateness(each.due, today) if each.status is FollowUpStatus.OPEN else "",
                each.text,
                each.contact,
                each.account,
                each.status.value,
            )
        )
        for each in found
    )
    empty = 'no follow-ups: followup add "send pricing" --who jane --on fri makes one'
    return Document(
        (), (Table(_COLUMNS, rows, empty=empty),), data=[follow_up_fields(each, today) for each in found]
    )


def follow_up_fields(found: FollowUp, today: date) -> dict[str, Cell]:
    """The documented fields of a follow-up."""
    return {
        "id": found.id,
        "text": found.text,
        "contact": found.contact,
        "account": found.account,
        "due_on": found.due.isoformat(),
        "status": found.status.value,
        "overdue": found.status is FollowUpStatus.OPEN and found.due < today,
        "activity_id": found.activity_id,
        "rep": found.rep,
    }


def lateness(due: date, today: date) -> str:
    """How late something is, in words: `today`, `3 days`; empty where its day is still to come."""
    days = (today - due).days
    if days < 0:
        return ""
    return "today" if days == 0 else f"{days:,} day{'s' if days > 1 else ''}"
