"""What a search found, laid out: which row, what it is called, and the words around the hit."""

from __future__ import annotations

from collections.abc import Sequence

from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table
from prospector.reports.listing import Record, cut

_COLUMNS = (
    Column("id", "#", Sort.NUMBER),
    Column("noun", "what"),
    Column("name", "name"),
    Column("text", "text"),
)
_BEFORE, _AROUND = 20, 60


def found(text: str, hits: Sequence[Record], *, total: int, excerpts: bool) -> Document:
    """Lay out hits.

    Args:
        text: what was looked for.
        hits: noun, id, name, field and text of each.
        total: how many there are beyond those too.
        excerpts: whether a long text is cut to what stands around the hit, as for a reader at a terminal.
    """
    rows = tuple(
        Row((hit["id"], hit["noun"], hit["name"], _shown(hit, text, excerpts=excerpts))) for hit in hits
    )
    said = cut("hits", len(hits), total)
    sentences = (Sentence("", said),) if said else ()
    return Document(
        (), (Table(_COLUMNS, rows, empty=f"nothing has {text!r}"),), sentences, [dict(hit) for hit in hits]
    )


def _shown(hit: Record, text: str, *, excerpts: bool) -> str:
    value = str(hit["text"])
    if not excerpts:
        return value
    if hit["field"] in ("name", "title") and str(hit["name"]).startswith(value):
        return ""
    line = " ".join(value.split())
    start = max(0, line.lower().find(text.lower()) - _BEFORE)
    start = 0 if len(line) <= _AROUND else min(start, len(line) - _AROUND)
    shown = line[start : start + _AROUND]
    return f"{'…' if start else ''}{shown}{'…' if start + _AROUND < len(line) else ''}"
