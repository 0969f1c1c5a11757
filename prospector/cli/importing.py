"""`import` and `imports`: files in, the arithmetic out."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from prospector.cli.import_answers import show_summaries
from prospector.cli.invocation import Invocation
from prospector.cli.options import JsonOption, WithinOption
from prospector.cli.prompting import asking
from prospector.cli.talk_asking import asked_threshold
from prospector.domain.import_mode import ImportMode
from prospector.domain.moment import Moment
from prospector.domain.same_event import MINUTES_APART
from prospector.errors import ExitCode, InvalidValueError, ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.guess import recognise
from prospector.importing.mapping import CANONICAL, EVERYTHING, ImportMapping, Talk
from prospector.importing.mapping_file import load_mapping
from prospector.importing.shipped import load_profile
from prospector.render.progress import progress_bar
from prospector.store.store import Store
from prospector.usecases.import_files import import_file
from prospector.usecases.import_request import ImportRequest, ImportSummary

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


class DateOrder(StrEnum):
    """What comes first in a slashed date."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@app.command("import")
def import_command(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="CSV files; - is standard input.")],
    kind: Annotated[Kind | None, typer.Option("--as", help="What the rows are.", show_default=False)] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="A mapping: which of their columns is which of ours."),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Whose file it is, as in prospector profiles list."),
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="COLUMN=VALUE", help="A column for all rows; may be repeated."),
    ] = None,
    system: Annotated[
        str | None, typer.Option("--system", metavar="NAME", help="Whose ids the file has.")
    ] = None,
    create: Annotated[
        bool, typer.Option("--create", help="Make the channels, outcomes and sources that are not known yet.")
    ] = False,
    mode: Annotated[
        ImportMode, typer.Option("--mode", help="What becomes of rows that are known.")
    ] = ImportMode.ADD,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Change also what you edited by hand.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; store nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Store nothing if one row is rejected.")] = False,
    rejects: Annotated[
        str | None,
        typer.Option("--rejects", metavar="FILE", help="Where rejected rows go (NAME.rejects.csv)."),
    ] = None,
    talk_threshold: Annotated[
        int | None,
        typer.Option(
            "--talk-threshold",
            metavar="SECONDS",
            min=1,
            help="An answered call of so long is a conversation.",
        ),
    ] = None,
    me: Annotated[
        str | None, typer.Option("--me", metavar="NAME", help="Your own name in a file of messages.")
    ] = None,
    dates: Annotated[DateOrder | None, typer.Option("--dates", help="What comes first in 5/8/2026.")] = None,
    merge_across: Annotated[
        bool,
        typer.Option("--merge-across", help="What another source told already is completed, not added."),
    ] = False,
    within: WithinOption = MINUTES_APART,
    as_json: JsonOption = False,
) -> None:
    """Import CSV files; as often as you like, a row is stored once.

    \b
        import Connections.csv messages.csv
        import calls.csv --as activities --dry-run
        import calls.csv --map dialer.toml
        import leads.csv --as contacts --set source=campaign
        import deals.csv --as deals --mode upsert
    """
    run: Invocation = context.obj
    if rejects is not None and len(files) > 1:
        raise InvalidValueError(
            "--rejects names one file for several", hint="import them one by one, or leave it out"
        )
    if overwrite and mode is ImportMode.ADD:
        raise InvalidValueError(
            "--overwrite is for --mode update or upsert", hint="add changes nothing that is known"
        )
    if profile is not None and (kind is not None or mapping is not None):
        raise InvalidValueError("--profile stands for --as and --map", hint="give one of them")
    said = _Said(talk_threshold=talk_threshold, create=create, me=me, dates=dates)
    understood = [_understand(run, file, said, kind, mapping, profile) for file in files]
    if talk_threshold is None:
        understood = [
            (asked_threshold(run, file, chosen, rows_are), rows_are)
            for file, (chosen, rows_are) in zip(files, understood, strict=True)
        ]
    summaries: list[ImportSummary] = []
    requests = [
        ImportRequest(
            file=file,
            kind=rows_are,
            mapping=chosen,
            constants=dict(_pair(text) for text in constants or ()),
            system=system,
            mode=mode,
            overwrite=overwrite,
            dry_run=dry_run,
            strict=strict,
            rejects=rejects,
            talk_is_default=talk_threshold is None and not run.interactive,
            merge_across=within if merge_across else None,
        )
        for file, (chosen, rows_are) in zip(files, understood, strict=True)
    ]
    with _store(run, dry_run=dry_run) as store:
        for request in requests:
            try:
                summaries.append(_import_one(run, store, request))
            except ProspectorError as error:
                if summaries and not dry_run:  # each file is a deed of its own
                    show_summaries(run, summaries, as_json)
                    error.message = f"{error.message} (the files before it are stored)"
                raise
    show_summaries(run, summaries, as_json)
    if any(summary.rejected for summary in summaries):
        raise typer.Exit(ExitCode.FAILED if strict and not dry_run else ExitCode.REJECTED_ROWS)


def _import_one(run: Invocation, store: Store, request: ImportRequest) -> ImportSummary:
    with progress_bar(request.file, sys.stderr) as progress:
        return import_file(
            store, request, settings=run.settings, now=Moment.of(run.now), zone=run.zone, progress=progress
        )


@contextmanager
def _store(run: Invocation, *, dry_run: bool) -> Iterator[Store]:
    """The store; a dry run where there is none yet looks at an empty one elsewhere."""
    if dry_run and not os.path.lexists(run.path):
        with (
            tempfile.TemporaryDirectory() as folder,
            Store(str(Path(folder) / "dry.db"), create_missing=True) as store,
        ):
            yield store
    else:
        with run.write_store() as store:
            yield store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What was said beside the mapping and changes it."""

    talk_threshold: int | None
    create: bool
    me: str | None
    dates: DateOrder | None

    def applied(self, mapping: ImportMapping, kind: Kind, *, recognised: bool) -> ImportMapping:
        """The mapping so changed; what is for activities alone leaves a recognised file of another kind as it is."""
        changes: dict[str, object] = {}
        if self.talk_threshold is not None and (kind is Kind.ACTIVITIES or not recognised):
            changes["talk"] = Talk(conversation_seconds=self.talk_threshold)
        if self.create:
            changes["create"] = EVERYTHING
        if self.me is not None and mapping.dialogue is not None:
            changes["dialogue"] = mapping.dialogue.model_copy(update={"me": self.me})
        if self.dates is not None:
            changes["file"] = mapping.file.model_copy(update={"dates": self.dates.value})
        return mapping.model_copy(update=changes)


def _understand(
    run: Invocation, file: str, said: _Said, kind: Kind | None, path: str | None, profile: str | None
) -> tuple[ImportMapping, Kind]:
    """How a file's columns become ours, and what its rows are; asked where two profiles fit equally well."""
    mapping = CANONICAL
    if path is not None:
        mapping = load_mapping(Path(path))
    elif profile is not None:
        mapping = load_profile(profile)
    rows_are = kind or mapping.kind
    if rows_are is not None:
        return said.applied(mapping, rows_are, recognised=False), rows_are
    if path is not None:
        raise InvalidValueError(
            f"{path} does not say what the rows are",
            hint=f"--as one of {', '.join(Kind)}",
        )
    found: list[tuple[ImportMapping, Kind]] = []

    def attempt(chosen: str | None, _: bool) -> None:
        known = None if chosen is None else load_profile(chosen)
        if known is not None and known.kind is not None:
            found.append((known, known.kind))
        else:
            recognised = recognise(file)
            found.append((recognised.mapping, recognised.kind))

    asking(run, attempt)
    return said.applied(*found[0], recognised=True), found[0][1]


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InvalidValueError(f"--set '{text}' is not COLUMN=VALUE", hint="as in --set channel=call")
    return name.strip(), value
