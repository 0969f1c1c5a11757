"""Suspects laid out: two activities a row, what they agree and what they disagree about."""

from __future__ import annotations

from collections.abc import Sequence

from prospector.domain.duplicate import Duplicate
from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table

_SHOWN = (
    Column("id", "#", Sort.NUMBER),
    Column("other_id", "and #"),
    Column("occurred_at", "when", Sort.WHEN),
    Column("apart", "apart", rank=2),
    Column("contact", "contact"),
    Column("channel", "channel", rank=3),
    Column("outcomes", "outcome"),
    Column("others", "disagree", rank=1),
    Column("source", "told by", rank=4),
    Column("other_source", "and by", rank=5),
    Column("agrees", "agree", rank=6),
)
_WHOLE = (
    Column("id", "id"),
    Column("other_id", "other_id"),
    Column("contact", "contact"),
    Column("channel", "channel"),
    Column("direction", "direction"),
    Column("occurred_at", "occurred_at", Sort.WHEN),
    Column("other_occurred_at", "other_occurred_at", Sort.WHEN),
    Column("apart_seconds", "apart_seconds", Sort.COUNT),
    Column("source", "source"),
    Column("other_source", "other_source"),
    Column("agrees", "agrees"),
    Column("disagrees", "disagrees"),
)


def suspects_listed(found: Sequence[Duplicate], *, whole: bool) -> Document:
    """Lay suspects out.

    Args:
        found: the pairs.
        whole: whether the table has every column, as for CSV.
    """
    columns = _WHOLE if whole else _SHOWN
    records = [_record(pair) for pair in found]
    rows = tuple(
        Row(tuple(_cells(pair, record)[column.key] for column in columns))
        for pair, record in zip(found, records, strict=True)
    )
    table = Table(columns, rows, empty="no activity seems to be told by two sources")
    sentences = (
        () if whole or not found else (Sentence("", "--merge makes one of each pair; undo takes it back"),)
    )
    return Document((), (table,), sentences, list(records))


def _cells(pair: Duplicate, record: dict[str, object]) -> dict[str, Cell]:
    told = {
        name: _word(name) if name == "note" else f"{_word(name)} {mine} / {theirs}"
        for name, (mine, theirs) in pair.disagrees.items()
    }
    outcomes = pair.disagrees.get("outcome", (pair.kept.says["outcome"],))
    return {
        **{name: value for name, value in record.items() if isinstance(value, str | int | None)},
        "apart": "no time" if pair.apart is None else _apart(pair.apart),
        "outcomes": " / ".join(map(str, outcomes)),
        "others": ", ".join(text for name, text in told.items() if name != "outcome"),
        "agrees": ", ".join(map(_word, pair.agrees)),
        "disagrees": ", ".join(told.values()),
    }


def _word(name: str) -> str:
    return "talk" if name == "talk_seconds" else name


def _apart(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{round(seconds / 60)} min"


def _record(pair: Duplicate) -> dict[str, object]:
    return {
        "id": pair.kept.id,
        "other_id": pair.other.id,
        "contact": pair.kept.contact,
        "channel": pair.kept.channel,
        "direction": pair.kept.direction,
        "occurred_at": str(pair.kept.at),
        "other_occurred_at": str(pair.other.at),
        "apart_seconds": pair.apart,
        "source": pair.kept.source,
        "other_source": pair.other.source,
        "import_id": pair.kept.import_id,
        "other_import_id": pair.other.import_id,
        "agrees": list(pair.agrees),
        "disagrees": {name: list(values) for name, values in pair.disagrees.items()},
    }
