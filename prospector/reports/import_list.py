"""Past imports, laid out: a list of them, or one with how its file was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from prospector.light import dataclass
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table
from prospector.reports.listing import cut

_COUNTS = (
    Column("rows", "rows", Sort.COUNT),
    Column("added", "added", Sort.COUNT),
    Column("updated", "updated", Sort.COUNT, rank=2),
    Column("unchanged", "unchanged", Sort.COUNT, rank=1),
    Column("skipped", "skipped", Sort.COUNT, rank=2),
    Column("rejected", "rejected", Sort.COUNT),
)
_TAKEN_BACK = "taken back"
_COLUMNS = (
    Column("id", "#", Sort.NUMBER),
    Column("at", "when", Sort.WHEN),
    Column("file", "file"),
    Column("as", "as", rank=1),
    *_COUNTS,
    Column("state", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One import as it is told.

    Attributes:
        at: when, UTC seconds.
        counts: rows and what became of them, by name.
        columns: which of their columns became which of ours; empty where the file had ours.
        mode: add, update or upsert.
        overwrite: whether it could change what was edited by hand.
        changed: of the updated rows, how many got another value, by canonical column.
        undone: whether it was taken back.
        talk_threshold: from how many seconds of talk on an answered call was a conversation; None if talk decided
            nothing.
    """

    id: int
    at: int
    file: str
    sha256: str
    profile: str
    system: str
    kind: str
    counts: Mapping[str, int]
    columns: Mapping[str, str]
    undone: bool
    mode: str
    overwrite: bool
    changed: Mapping[str, int]
    talk_threshold: int | None = None


def listed(lines: Sequence[ImportLine], zone: tzinfo | None, total: int) -> Document:
    """Lay a list out, times on the clock of a zone; `total` is how many there are in all."""
    rows = tuple(
        Row(
            (
                line.id,
                _when(line, zone),
                line.file.replace("\\", "/").rpartition("/")[2],
                line.kind,
                *(line.counts[column.key] for column in _COUNTS),
                _TAKEN_BACK if line.undone else "",
            )
        )
        for line in lines
    )
    table = Table(_COLUMNS, rows, empty="nothing was imported yet: prospector import FILE")
    said = cut("imports", len(lines), total)
    sentences = (Sentence("", said),) if said else ()
    return Document((), (table,), sentences, [_record(line, zone) for line in lines])


def shown(line: ImportLine, zone: tzinfo | None) -> Document:
    """Lay one import out."""
    facts: dict[str, str | int] = {
        "import": line.id,
        "when": _when(line, zone),
        "file": line.file,
        "as": line.kind,
        "mapping": line.profile,
        "system": line.system,
        **(
            {}
            if line.mode == "add"
            else {"mode": f"{line.mode} --overwrite" if line.overwrite else line.mode}
        ),
        "state": _TAKEN_BACK if line.undone else "stands",
        **{name.replace("_", " "): count for name, count in line.counts.items()},
    }
    if line.changed:
        facts["changed"] = ", ".join(f"{name} {count:,}" for name, count in line.changed.items())
    if line.talk_threshold is not None:
        facts["talk threshold"] = f"{line.talk_threshold} s"
    about = Table((Column("field", ""), Column("value", "")), tuple(Row(pair) for pair in facts.items()))
    mapped = Table(
        (Column("ours", "ours"), Column("theirs", "theirs")),
        tuple(Row(pair) for pair in line.columns.items()),
        heading="How its columns were understood",
    )
    return Document((), (about, mapped) if line.columns else (about,), data=_record(line, zone))


def _record(line: ImportLine, zone: tzinfo | None) -> dict[str, object]:
    return {
        "id": line.id,
        "at": _when(line, zone),
        "file": line.file,
        "sha256": line.sha256,
        "profile": line.profile,
        "system": line.system,
        "as": line.kind,
        **line.counts,
        "columns": dict(line.columns),
        "talk_threshold": line.talk_threshold,
        "undone": line.undone,
        "mode": line.mode,
        "overwrite": line.overwrite,
        "changed": dict(line.changed),
    }


def _when(line: ImportLine, zone: tzinfo | None) -> str:
    return datetime.fromtimestamp(line.at, zone).astimezone(zone).isoformat()
