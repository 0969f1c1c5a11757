"""How the list of what is next is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from prospector.domain.agenda import Item, Sort
from prospector.domain.day_words import day_text
from prospector.reports import document
from prospector.reports.document import Column, Document, Row, Sentence, Table

_COLUMNS = (
    Column("number", "#", document.Sort.NUMBER),
    Column("sort", "", rank=4),
    Column("what", "what", rank=4),
    Column("subject", ""),
    Column("account", "at", rank=3),
    Column("reason", "why now"),
    Column("value", "worth", document.Sort.MONEY, 5),
    Column("command", "prospector ..."),
)
_DEEDS = {  # what is to be done stands beside it already: what was promised, what the step is
    Sort.FOLLOW_UP: "keep the promise",
    Sort.STEP: "take the step",
}
_COUNTED = {
    Sort.APPOINTMENT: ("appointment", "appointments"),
    Sort.FOLLOW_UP: ("follow-up", "follow-ups"),
    Sort.STEP: ("plan step", "plan steps"),
    Sort.LEAD: ("lead that waits", "leads that wait"),
    Sort.DEAL: ("stale deal", "stale deals"),
    Sort.REFERRAL: ("referral to ask for", "referrals to ask for"),
    Sort.GAP: ("gap at a target account", "gaps at target accounts"),
}


def layout(
    today: date,
    lines: Sequence[tuple[int, Item, str | None, str | None, str]],
    more: Mapping[Sort, int],
    put_off: int,
    old: int,
    *,
    exponent: int,
) -> Document:
    """Lay the list out.

    Args:
        today: the present day.
        lines: number, item, contact, account and command of each.
        more: how many there are beyond these, by sort.
        put_off: how many are hidden until a day.
        old: how many of those beyond are steps of plans that are long over.
        exponent: decimals of the store's currency.
    """
    rows = tuple(
        Row(
            (
                number,
                item.sort.value,
                _DEEDS.get(item.sort, item.what),
                item.subject or contact,
                account,
                item.reason,
                item.value_minor,
                command,
            ),
            quiet=not item.sort.has_a_day,
        )
        for number, item, contact, account, command in lines
    )
    table = Table(
        _COLUMNS,
        rows,
        empty="nothing asks to be done: log a call, or promise something with --next",
        exponent=exponent,
    )
    return Document(
        ("Next", day_text(today)),
        (table,),
        tuple(_sentences(bool(lines), more, put_off, old)),
        {
            "report": "next",
            "as_of": today.isoformat(),
            "items": [_fields(*line, exponent=exponent) for line in lines],
            "more": {sort.value: more.get(sort, 0) for sort in Sort},
            "put_off": put_off,
        },
    )


def counted(counts: Mapping[Sort, int], old: int = 0) -> str:
    """How many there are of each sort, in words; `old` of the steps of plans are long over."""
    return ", ".join(
        f"{counts[sort]:,} {_COUNTED[sort][counts[sort] > 1]}"
        f"{f' ({old:,} old)' if old and sort is Sort.STEP else ''}"
        for sort in Sort
        if counts.get(sort)
    )


def _sentences(has_lines: bool, more: Mapping[Sort, int], put_off: int, old: int) -> Iterable[Sentence]:
    if has_lines:
        yield Sentence("Done", "next --done N logs or settles it, next --snooze N 3d hides it.")
    if any(more.values()):
        yield Sentence("More", f"{counted(more, old)}: --all shows them.")
    if old:
        yield Sentence(
            "Old",
            f"{old:,} plan step{'s are' if old > 1 else ' is'} over 14 days late; plan stop PLAN WHO ends one.",
        )
    if put_off:
        yield Sentence("Put off", f"{put_off:,}")


def _fields(
    number: int, item: Item, contact: str | None, account: str | None, command: str, *, exponent: int
) -> dict[str, object]:
    return {
        "number": number,
        "sort": item.sort.value,
        "what": item.what,
        "contact": contact,
        "account": account,
        "due_on": item.due.isoformat() if item.due else None,
        "reason": item.reason,
        "value": None if item.value_minor is None else item.value_minor / 10**exponent,
        "command": f"prospector {command}",
    }
