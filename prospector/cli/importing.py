"""`import` and `imports`: files in, the arithmetic out."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from prospector.cli import late_typer as typer
from prospector.cli.import_answers import refused_whole, show_remark, show_summaries
from prospector.cli.import_preview import asks, show_preview, wanted
from prospector.cli.import_understanding import DateOrder, Understanding, Understood, Words, understand
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption, WithinOption
from prospector.cli.output import remark
from prospector.cli.prompting import choice
from prospector.cli.talk_asking import asked_threshold
from prospector.domain.import_mode import ImportMode
from prospector.domain.moment import Moment
from prospector.domain.same_event import MINUTES_APART
from prospector.errors import ExitCode, InvalidValueError, ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.dialogue import UnknownOwnerError
from prospector.importing.files import STANDARD_INPUT
from prospector.importing.owner import same_person
from prospector.importing.slashes import UndecidedDatesError
from prospector.light import dataclass, replace
from prospector.render.progress import progress_bar
from prospector.store.store import Store
from prospector.usecases.import_files import import_file
from prospector.usecases.import_preview import Preview, preview
from prospector.usecases.import_request import ImportRequest, ImportSummary

_T = TypeVar("_T")

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


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
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not show and ask first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Import CSV files; as often as you like, a row is stored once.

    \b
        import Connections.csv messages.csv
        import Basic_LinkedInDataExport_11-20-2026.zip
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
    words = Words(
        kind=kind,
        mapping=mapping,
        profile=profile,
        talk_threshold=talk_threshold,
        create=create,
        me=me,
        dates=dates,
    )
    found = understand(run, files, words)
    is_asked = talk_threshold is None and asks(run, as_json=as_json, yes=yes)
    if is_asked:
        found.files = [_with_threshold(run, file) for file in found.files]
    if rejects is not None and len(found.files) > 1:
        raise InvalidValueError(
            "--rejects names one file for several", hint="import them one by one, or leave it out"
        )
    pairs = dict(_pair(text) for text in constants or ())
    options = _Options(
        constants=pairs,
        system=system,
        mode=mode,
        overwrite=overwrite,
        dry_run=dry_run,
        strict=strict,
        rejects=rejects,
        merge_across=within if merge_across else None,
        talk_is_default=talk_threshold is None and not is_asked,
        yes=yes,
        as_json=as_json,
    )
    _import_all(run, found, options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What was said of the import, the same for all its files."""

    constants: dict[str, str]
    system: str | None
    mode: ImportMode
    overwrite: bool
    dry_run: bool
    strict: bool
    rejects: str | None
    merge_across: int | None
    talk_is_default: bool
    yes: bool
    as_json: bool

    def request(self, file: Understood) -> ImportRequest:
        return ImportRequest(
            file=file.file,
            kind=file.kind,
            mapping=file.mapping,
            constants=self.constants,
            system=self.system,
            mode=self.mode,
            overwrite=self.overwrite,
            dry_run=self.dry_run,
            strict=self.strict,
            rejects=self.rejects,
            merge_across=self.merge_across,
            talk_is_default=self.talk_is_default,
        )


def _with_threshold(run: Invocation, file: Understood) -> Understood:
    """A file with the talk threshold that somebody at the terminal wants for it."""
    return replace(file, mapping=asked_threshold(run, file.file, file.mapping, file.kind))


def _import_all(run: Invocation, found: Understanding, options: _Options) -> None:
    """Import one file after the other; each is a deed of its own.

    Raises:
        ProspectorError: a file could not be imported; those before it are stored, of an archive also those after it.
    """
    summaries: list[ImportSummary] = []
    failures = list(found.failures)
    for file in found.files:
        try:
            summary = _import_one(run, options.request(file), file.owner, options)
        except ProspectorError as error:
            failures.append(error)
            if not file.in_archive or error.exit_code not in {ExitCode.FAILED, ExitCode.USAGE}:
                break
        else:
            summaries += [] if summary is None else [summary]
    if summaries or not failures:
        was_shown = asks(run, as_json=options.as_json, yes=options.yes)
        show_summaries(run, summaries, options.as_json, was_shown=was_shown)
    for line in found.left:
        show_remark(run, line)
    if failures and any(summary.stored for summary in summaries):
        which = "other files" if found.files[-1].in_archive else "files before it"
        failures[0].message = f"{failures[0].message} (the {which} are stored)"
    if failures:
        raise failures[0]
    _exit(summaries, options)


def _exit(summaries: list[ImportSummary], options: _Options) -> None:
    """Say by the exit code what became of the files.

    Raises:
        FailedError: `--strict` met rows that are rejected.
    """
    if not summaries:  # whoever looked did not want any
        raise typer.Exit(ExitCode.FAILED)
    refused = [summary for summary in summaries if summary.rejected]
    if refused and options.strict and not options.dry_run:
        raise refused_whole(refused)
    if refused:
        raise typer.Exit(ExitCode.REJECTED_ROWS)


def _import_one(
    run: Invocation, request: ImportRequest, owner: tuple[str, ...], options: _Options
) -> ImportSummary | None:
    """Import one file; None where somebody looked at what would happen and did not want it."""
    can_come_again = request.file != STANDARD_INPUT  # what was typed is gone once it is read
    if can_come_again and asks(run, as_json=options.as_json, yes=options.yes):
        with _store(run, dry_run=True) as store:
            request, seen = _settled(run, request, owner, partial(_look, run, store))
            if seen is not None:
                show_preview(run, request, seen)
            if seen is not None and not request.dry_run:
                rehearsed = None if seen.is_large else _run(run, store, replace(request, dry_run=True))
                if not wanted(run, rehearsed):
                    remark(f"{request.file}: nothing was imported")
                    return None
    with _store(run, dry_run=request.dry_run) as store:
        return _settled(run, request, owner, partial(_run, run, store))[1]


def _look(run: Invocation, store: Store, request: ImportRequest) -> Preview | None:
    return preview(store, request, settings=run.settings, now=Moment.of(run.now), zone=run.zone)


def _run(run: Invocation, store: Store, request: ImportRequest) -> ImportSummary:
    with progress_bar(request.file, sys.stderr) as progress:
        return import_file(
            store, request, settings=run.settings, now=Moment.of(run.now), zone=run.zone, progress=progress
        )


def _settled(
    run: Invocation, request: ImportRequest, owner: tuple[str, ...], attempt: Callable[[ImportRequest], _T]
) -> tuple[ImportRequest, _T]:
    """Do something with a file; where it does not tell its dates or its owner, they are found or asked for.

    Returns:
        The request with what was found out, and what was done.

    Raises:
        ProspectorError: nobody is there to answer, or something else is wrong.
    """
    while True:
        try:
            return request, attempt(request)
        except UndecidedDatesError as error:
            chosen = None if request.file == STANDARD_INPUT else choice(run, error)
            if chosen is None:
                raise
            options = request.mapping.file.model_copy(update={"dates": chosen[0]})
            mapping = request.mapping.model_copy(update={"file": options})
        except UnknownOwnerError as error:
            people = error.people.items()
            known = (name for told in owner for name, address in people if same_person(told, name, address))
            me = next(known, None)
            if me is None and request.file != STANDARD_INPUT:
                me = (choice(run, error) or (None,))[0]
            if me is None or request.mapping.dialogue is None:
                raise
            dialogue = request.mapping.dialogue.model_copy(update={"me": me})
            mapping = request.mapping.model_copy(update={"dialogue": dialogue})
        request = replace(request, mapping=mapping)


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


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InvalidValueError(f"--set '{text}' is not COLUMN=VALUE", hint="as in --set channel=call")
    return name.strip(), value
