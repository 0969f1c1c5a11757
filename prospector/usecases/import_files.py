"""Importing one file: read and checked first, published in one transaction, accounted for to the row.

    rows = added + updated + unchanged + skipped + rejected

A file is known by its bytes and by all that decides what they become; met again it is not read a second time, unless
it is to update: what it says may no longer be what is stored. A row is known by its identity, so that any other file
that tells of it adds nothing either.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import NoReturn

from prospector.domain.import_mode import ImportMode
from prospector.domain.moment import Moment
from prospector.domain.settings import Settings
from prospector.importing.alphabets import MAC
from prospector.importing.columns import Kind
from prospector.importing.files import Source
from prospector.importing.headings import did_you_mean
from prospector.importing.rejects import rejects_file
from prospector.importing.row import RowProblem
from prospector.importing.rows import RowReading, id_identity
from prospector.store.import_runs import Ledger, Run, most_first, open_run, settle_run
from prospector.store.loading.activities import publish_activities
from prospector.store.loading.composing import Ready
from prospector.store.loading.forgotten import leave_out_forgotten
from prospector.store.loading.kinds import Places
from prospector.store.loading.load import OTHER_CONTENT, Load
from prospector.store.loading.placing import publish_rows
from prospector.store.loading.putting_aside import Known
from prospector.store.loading.staging import Staging
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Writing
from prospector.usecases.import_ahead import ready_ahead
from prospector.usecases.import_names import put_given_names_first, say_turned
from prospector.usecases.import_opening import open_reading
from prospector.usecases.import_rejects import spare_forgotten, write_rejects
from prospector.usecases.import_request import ImportRequest, ImportSummary
from prospector.usecases.import_staging import Progress, Seen, stage, staged
from prospector.usecases.import_words import channels, levels
from prospector.usecases.talk_threshold import threshold_of

_STORED_ALREADY = "what is stored is merged by: prospector imports duplicates {number} --merge"


def import_file(
    store: Store,
    request: ImportRequest,
    *,
    settings: Settings,
    now: Moment,
    zone: tzinfo | None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import one file.

    Args:
        store: open for writing.
        request: what and how.
        settings: the store's currency, rates, the rep.
        now: the time of the command.
        zone: whose clock times without an offset are of; None is the system's.
        progress: told now and then how many bytes of how many were read.

    Raises:
        ProspectorError: the file as a whole cannot be imported; nothing changed.
    """
    with ExitStack() as stack:
        stack.enter_context(_without_collecting())
        opened = open_reading(store, stack, request, settings=settings, now=now, zone=zone)
        if isinstance(opened.state, Run):
            return _seen(opened.source, request, opened.state)
        importing = _Import(
            store=store,
            request=request,
            settings=settings,
            now=now,
            source=opened.source,
            reading=opened.state,
            ledger=opened.ledger,
            ledger_of_today=opened.ledger_of_today,
            stack=stack,
        )
        return importing.run(progress)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no rubbish meanwhile: of a million rows none refers to itself, and looking takes its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@dataclass(kw_only=True)
class _Import:
    """One file on its way into the store.

    Attributes:
        ledger: what makes it the same file on any day.
        ledger_of_today: what makes it the same file today; tomorrow some of its future may have happened.
        turned: how many rows had the surname first, and the line of the first.
    """

    store: Store
    request: ImportRequest
    settings: Settings
    now: Moment
    source: Source
    reading: RowReading
    ledger: Ledger
    ledger_of_today: Ledger
    stack: ExitStack
    turned: tuple[int, int] = (0, 0)

    @property
    def system(self) -> str:
        return self.request.system or self.request.mapping.id_system

    def run(self, progress: Progress | None) -> ImportSummary:
        if (
            self.request.rejects is not None and not self.request.dry_run
        ):  # found out before anything is imported
            self.stack.enter_context(
                rejects_file(self.request.rejects_path, self.source, self.reading.layout)
            )
        request = self.request
        is_plain = request.mode is ImportMode.ADD and request.merge_across is None
        only_adds = request.kind is Kind.ACTIVITIES and is_plain
        if only_adds:
            self.stack.enter_context(self.store.references_checked_apart())
        with staged(self.store, self.reading, self.request.kind) as staging:
            seen = stage(self.reading, self.source, self.request.kind, staging, progress)
            self.turned = put_given_names_first(staging, self.request.kind)
            known = Known(staging)
            ready = ready_ahead(self.store, staging, known, self._begin) if only_adds else None
            transaction = self.store.rehearsing() if self.request.dry_run else self.store.writing()
            try:
                with transaction as writing:
                    summary = self._publish(self._begin(writing), staging, seen, known, ready)
                    if self.request.strict and summary.rejected and not self.request.dry_run:
                        _refuse(summary)
            except _RefusedWholeError as refused:
                return replace(refused.summary, import_id=None, stored=False)
        return summary

    def _begin(self, writing: Writing) -> Load:
        """Begin the import inside a transaction."""
        request, connection = self.request, writing.connection
        run = Run(
            file=self.source.name,
            ledger=self.ledger_of_today if self.reading.future else self.ledger,
            system=self.system,
            profile=request.mapping.name,
            kind=request.kind.value,
            at=self.now.seconds,
            options=json.dumps(
                {
                    "set": dict(request.constants),
                    "mode": request.mode.value,
                    "overwrite": request.overwrite,
                    "mapping": request.mapping.model_dump(mode="json", by_alias=True),
                }
            ),
        )
        number = open_run(connection, run)
        return Load(
            writing=writing,
            import_id=number,
            system=self.system,
            rep_id=rep_id(connection, self.settings.rep),
            at=(self.now.seconds, self.now.offset),
            today=self.now.day,
            currency=self.settings.currency,
            currencies=frozenset(self.settings.rates),
            identity_of=lambda kind, external_id: id_identity(self.system, kind, external_id),
            levels=levels(request.mapping),
            channels=channels(request.mapping),
            mode=request.mode,
            overwrite=request.overwrite,
            across=None if request.merge_across is None else request.merge_across * 60,
        )

    def _publish(
        self, load: Load, staging: Staging, seen: Seen, known: Known, ready: Ready | None
    ) -> ImportSummary:
        request, writing, number = self.request, load.writing, load.import_id
        say_turned(load, self.turned)
        load.tally.unchanged += seen.repeats.rows
        if seen.repeats.differing:
            load.tally.remark(OTHER_CONTENT, seen.repeats.first_line, seen.repeats.differing)
        leave_out_forgotten(load, staging, request.kind.value)
        spare_forgotten(load, seen, self.source, self.reading.layout)
        if request.kind is Kind.ACTIVITIES:
            publish_activities(load, staging, known, ready)
        else:
            places = Places(load, request.kind.value)
            publish_rows(load, staging, places.order(staging.names), places)
        for line, column, message in load.tally.problems:
            seen.problems.append(RowProblem(line, self.reading.heading(column), message))
            seen.rejected.add(line)
        seen.problems.sort(key=lambda problem: problem.line)
        writing.record(at=self.now.seconds, rep_id=load.rep_id, label=f"import {number}", sort="import")
        settled = settle_run(
            writing.connection,
            number,
            load.tally,
            rows=seen.rows,
            skipped=seen.skipped + load.tally.skipped,
            rejected=len(seen.rejected),
        )
        rejects = None
        if seen.rejected and not request.dry_run:
            rejects = write_rejects(
                request.rejects_path,
                self.source,
                self.reading.layout,
                seen,
                spare_others=request.rejects is None,
            )
        return self._summary(load, None if request.dry_run else number, settled, seen, rejects)

    def _summary(
        self, load: Load, number: int | None, settled: Run, seen: Seen, rejects: Path | None
    ) -> ImportSummary:
        tally = load.tally
        remarks = [*_of_letters(self.source), *_remarks(self.reading, load)]
        if rejects not in {None, self.request.rejects_path}:
            remarks.append(
                f"{self.request.rejects_path} has other rows, perhaps mended ones: it stays as it is"
            )
        return ImportSummary(
            file=settled.file,
            sha256=self.ledger.sha256,
            profile=settled.profile,
            kind=settled.kind,
            import_id=number,
            dry_run=self.request.dry_run,
            rows=seen.rows,
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            skipped=settled.skipped,
            rejected=len(seen.rejected),
            rejects_file=None if rejects is None else str(rejects),
            contacts_added=tally.contacts,
            accounts_added=tally.accounts,
            problems=tuple(seen.problems),
            remarks=tuple(remarks),
            seen_before=None,
            stored=not self.request.dry_run,
            mode=self.request.mode,
            changed=most_first(tally.changed),
            kept=most_first({name: rows for name, (rows, _) in tally.kept.items()}),
            talk_threshold=threshold_of(settled),
            decided_by_talk=tally.judged,
            merged=tally.merged,
            talk_is_default=self.request.talk_is_default,
            columns_ignored=self.reading.plan.ignored if self.request.mapping.is_canonical else (),
            misspelt=frozenset(heading for heading, _ in self.reading.plan.misspelt),
        )


class _RefusedWholeError(Exception):
    """A strict import met a row that it rejects: everything is taken back."""

    def __init__(self, summary: ImportSummary) -> None:
        super().__init__()
        self.summary = summary


def _refuse(summary: ImportSummary) -> NoReturn:
    raise _RefusedWholeError(summary)


def _seen(source: Source, request: ImportRequest, run: Run) -> ImportSummary:
    return ImportSummary(
        file=source.name,
        sha256=source.sha256,
        profile=run.profile,
        kind=run.kind,
        import_id=run.id,
        dry_run=request.dry_run,
        rows=run.rows,
        added=0,
        updated=0,
        unchanged=run.rows - run.skipped,
        skipped=run.skipped,
        rejected=0,
        rejects_file=None,
        contacts_added=0,
        accounts_added=0,
        problems=(),
        remarks=() if request.merge_across is None else (_STORED_ALREADY.format(number=run.id),),
        seen_before=run.id,
        stored=False,
        talk_threshold=threshold_of(run),
    )


def _of_letters(source: Source) -> Iterator[str]:
    if source.encoding == MAC and not source.encoding_is_told:
        yield 'read as Mac Roman, as old Macs write; if letters are wrong, name another in a mapping: [file] encoding = "…"'


def _remarks(reading: RowReading, load: Load) -> Iterator[str]:
    for heading, column in reading.plan.misspelt:
        yield did_you_mean(heading, column)
    if reading.future:
        rows, first = (
            ("1 row is", "line") if reading.future == 1 else (f"{reading.future:,} rows are", "first on line")
        )
        yield f"{rows} dated in the future: left out ({first} {reading.first_future})"
    for table, names in load.tally.made.items():
        shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
        yield f"new {table}{'s' if len(names) > 1 else ''}: {shown}"
    for name, (count, line) in sorted(load.tally.kept.items()):
        rows = "1 row keeps" if count == 1 else f"{count:,} rows keep"
        first = f"line {line}" if count == 1 else f"first on line {line}"
        yield f"{name}: {rows} what was edited by hand ({first}); --overwrite takes the file's"
    for text, (count, line) in load.tally.remarks.items():
        yield f"{count:,} x {text} (first on line {line})" if count > 1 else f"line {line}: {text}"
