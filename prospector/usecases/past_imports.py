"""Looking back at imports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from prospector.reports.import_list import ImportLine
from prospector.store.import_runs import Run, changed_fields, runs
from prospector.store.store import Store
from prospector.usecases.talk_threshold import threshold_of


def past_imports(store: Store, limit: int | None) -> tuple[list[ImportLine], int]:
    """The last imports, oldest first, all of them without a limit; and how many there are."""
    with store.reading() as connection:
        last = "WHERE id IN (SELECT id FROM import_run ORDER BY id DESC LIMIT ?)"
        found = runs(connection, last, -1 if limit is None else limit)
        total = int(connection.execute("SELECT count(*) FROM import_run").fetchone()[0])
        return [_told(run, changed_fields(connection, run.id or 0)) for run in found], total


def past_import(store: Store, number: int) -> ImportLine | None:
    """The import of a number, None if there is none."""
    with store.reading() as connection:
        found = runs(connection, "WHERE id = ?", number)
        return _told(found[0], changed_fields(connection, number)) if found else None


def _told(run: Run, changed: Mapping[str, int]) -> ImportLine:
    options = json.loads(run.options)
    columns = options.get("mapping", {}).get("columns", {})
    return ImportLine(
        id=run.id or 0,
        at=run.at,
        file=run.file,
        sha256=run.ledger.sha256,
        profile=run.profile,
        system=run.system,
        kind=run.kind,
        counts={
            "rows": run.rows,
            "added": run.added,
            "updated": run.updated,
            "unchanged": run.unchanged,
            "skipped": run.skipped,
            "rejected": run.rejected,
            "contacts_added": run.contacts_added,
            "accounts_added": run.accounts_added,
        },
        mode=options.get("mode", "add"),
        overwrite=options.get("overwrite", False),
        changed=changed,
        undone=run.undone_at is not None,
        columns={ours: _theirs(entry) for ours, entry in columns.items()},
        talk_threshold=threshold_of(run),
    )


def _theirs(entry: Mapping[str, Sequence[str]]) -> str:
    """The headings of one entry of a mapping: joined, the first of several, or those of the two sides."""
    others = entry.get("any") or (*entry.get("inbound", ()), *entry.get("outbound", ()))
    return " + ".join(entry["from"]) or " or ".join(others)
