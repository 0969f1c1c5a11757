"""`imports`: what was imported, when, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from prospector.cli import late_typer as typer
from prospector.cli.duplicates import duplicates_command
from prospector.cli.import_settings import set_command
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of, remark_cut
from prospector.cli.options import AllOption, FormOption, JsonOption, LimitOption
from prospector.cli.output import answer, done, remark
from prospector.errors import UnknownNameError
from prospector.render.formats import Format
from prospector.reports.import_list import listed, shown
from prospector.reports.listing import cut
from prospector.store.taking_back import NamedRow
from prospector.usecases.past_imports import past_import, past_imports
from prospector.usecases.undo_import import redo_import, undo_import

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

_SHOWN_ROWS = 10
_USUAL = 20
app.command("set")(set_command)
app.command("duplicates")(duplicates_command)

_NAMES = {
    "activity": ("activity", "activities"),
    "contact": ("contact", "contacts"),
    "lead": ("lead", "leads"),
    "address": ("further address", "further addresses"),
    "account": ("account", "accounts"),
    "deal": ("deal", "deals"),
    "stage_change": ("step of a deal", "steps of deals"),
    "appointment": ("appointment", "appointments"),
    "content": ("content piece", "content pieces"),
    "target": ("quota", "quotas"),
    "tagging": ("tag", "tags"),
}


@app.command("list")
def list_command(
    context: typer.Context,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List the imports, the last one at the end.

    \b
        imports list
        imports list --all
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        runs, total = past_imports(store, limit_of(limit, every, _USUAL))
    answer(run, listed(runs, run.zone, total), form, as_json)
    remark_cut(cut("imports", len(runs), total), form, as_json)


@app.command("show")
def show_command(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the import.", show_default=False)],
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show one import and how its file was understood.

    \b
        imports show 7
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = past_import(store, number)
    if found is None:
        raise UnknownNameError(f"there is no import {number}", hint="prospector imports list shows them")
    answer(run, shown(found, run.zone), form, as_json)


@app.command("undo")
def undo_command(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the import.", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Take an import back; what was changed since stays.

    \b
        imports undo 7
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        taken = undo_import(store, number, rep=run.settings.rep, at=run.seconds)
    kept = Counter(row.table for row in taken.kept)
    record = {
        "import_id": number,
        "removed": taken.removed,
        "restored": taken.restored,
        "kept": dict(kept),
        "changed_since": len(taken.changed_since),
        "merged_away": taken.merged_away,
        "kept_rows": [asdict(row) for row in taken.kept],
        "changed_since_rows": [asdict(row) for row in taken.changed_since],
    }
    done(run, f"import {number} · taken back · {_counts(taken.removed) or 'no row'} removed", record, as_json)
    if taken.restored:
        remark(f"{taken.restored:,} {'row has' if taken.restored == 1 else 'rows have'} the old values again")
    if taken.kept:
        remark(f"kept, because of what came since: {_counts(kept)}")
        _name(taken.kept)
    if taken.changed_since:
        count = len(taken.changed_since)
        were, keep = ("was", "keeps") if count == 1 else ("were", "keep")
        remark(f"{count:,} that it had changed {were} changed since, and {keep} what they have")
        _name(taken.changed_since)
    if taken.merged_away:
        remark(_merged_away(taken.merged_away))


@app.command("redo")
def redo_command(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the import.", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Put an import back that was taken back, exactly as it was.

    \b
        imports redo 7
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        put = redo_import(store, number)
    record = {"import_id": number, "put_back": put.rows, "changed": put.changed}
    done(run, f"import {number} · put back · {_counts(put.rows) or 'no row'}", record, as_json)
    if put.changed:
        remark(f"{put.changed:,} {'row has' if put.changed == 1 else 'rows have'} its values again")


def _merged_away(count: int) -> str:
    if count == 1:
        return "1 of its activities was merged into another before, which keeps what it gave"
    return f"{count:,} of its activities were merged into others before, which keep what they gave"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {_NAMES[table][count != 1]}" for table, count in counts.items())


def _name(rows: Sequence[NamedRow]) -> None:
    """Name the first rows, each on a line."""
    for row in rows[:_SHOWN_ROWS]:
        noun = _NAMES.get(row.table, (row.table,))[0]
        remark(f"  {noun} {row.id}{f'  {row.name}' if row.name else ''}")
    if len(rows) > _SHOWN_ROWS:
        remark(f"  and {len(rows) - _SHOWN_ROWS:,} more; --json names all")
