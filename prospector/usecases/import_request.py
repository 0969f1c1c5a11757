"""What to import, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prospector.domain.import_mode import ImportMode
from prospector.importing.columns import Kind
from prospector.importing.mapping import CANONICAL, ImportMapping
from prospector.importing.row import RowProblem
from prospector.light import dataclass, field

_STDIN_NAME = "stdin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import and how.

    Attributes:
        file: a path, or `-` for standard input.
        mapping: how its columns become ours.
        kind: what its rows are.
        constants: canonical columns set for all rows.
        system: whose ids the file has, where the mapping does not say.
        mode: what becomes of rows that are known.
        overwrite: whether an update may change what the rep edited by hand.
        dry_run: whether to take everything back at the end.
        strict: whether one rejected row is a reason to store none.
        rejects: where rejected rows go; None for `NAME.rejects.csv` in the working directory, if there are any.
        talk_is_default: whether the talk threshold is the mapping's, and nobody named one.
        merge_across: minutes that a row and what another source told may be apart to be one event; None if such rows
            are not merged.
    """

    file: str
    kind: Kind
    mapping: ImportMapping = CANONICAL
    constants: Mapping[str, str] = field(default_factory=dict)
    system: str | None = None
    mode: ImportMode = ImportMode.ADD
    overwrite: bool = False
    dry_run: bool = False
    strict: bool = False
    rejects: str | None = None
    talk_is_default: bool = False
    merge_across: int | None = None

    @property
    def rejects_path(self) -> Path:
        """Where rejected rows go."""
        if self.rejects is not None:
            return Path(self.rejects)
        name = _STDIN_NAME if self.file == "-" else Path(self.file).name
        return Path(f"{name.removesuffix('.gz').removesuffix('.csv').removesuffix('.txt')}.rejects.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What became of a file, to the row; or what would have, where nothing was stored.

    Attributes:
        changed: of the updated rows, how many got another value, by canonical column.
        kept: how many rows keep what the rep edited by hand, by canonical column.
        rejected: rows, each of which may have several problems.
        seen_before: the number of the import that had these very bytes.
        remarks: what was noticed, in sentences.
        stored: whether anything was (a dry run and a refused strict import store nothing).
        talk_threshold: from how many seconds of talk on an answered call was a conversation; None if talk decides
            nothing.
        decided_by_talk: how many of the added rows talk time decided.
        talk_is_default: whether nobody named the threshold.
        merged: rows that completed what another source had told.
        columns_ignored: headings that nothing was taken from, where no mapping says that they are to be left.
        misspelt: of those, the ones that a remark tells of.
    """

    file: str
    sha256: str
    profile: str
    kind: str
    import_id: int | None
    dry_run: bool
    rows: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    rejects_file: str | None
    contacts_added: int
    accounts_added: int
    problems: tuple[RowProblem, ...]
    remarks: tuple[str, ...]
    seen_before: int | None
    stored: bool
    mode: ImportMode = ImportMode.ADD
    changed: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    talk_threshold: int | None = None
    decided_by_talk: int = 0
    merged: int = 0
    talk_is_default: bool = False
    columns_ignored: tuple[str, ...] = ()
    misspelt: frozenset[str] = frozenset()
