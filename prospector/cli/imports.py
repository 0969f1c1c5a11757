"""`imports`: what was imported, when, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done, remark
from prospector.errors import UnknownNameError
from prospector.render.formats import Format
from prospector.reports.import_list import listed, shown
from prospector.usecases.past_imports import past_import, past_imports
from prospector.usecases.undo_import import undo_import

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

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
}


@app.command("list")
def list_command(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="The last so many.")] = 20,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List the imports, the last one at the end.

    \b
        imports list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        runs = past_imports(store, limit)
    answer(run, listed(runs, run.zone), form, as_json)


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
        taken = undo_import(store, number, at=run.seconds)
    record = {
        "import_id": number,
        "removed": taken.removed,
        "restored": taken.restored,
        "kept": taken.kept,
        "changed_since": taken.changed_since,
    }
    done(run, f"import {number} · taken back · {_counts(taken.removed) or 'no row'} removed", record, as_json)
    if taken.restored:
        remark(f"{taken.restored:,} {'row has' if taken.restored == 1 else 'rows have'} the old values again")
    if taken.kept:
        remark(f"kept, because of what came since: {_counts(taken.kept)}")
    if taken.changed_since:
        remark(f"{taken.changed_since:,} that it had changed were changed since, and keep what they have")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {_NAMES[table][count != 1]}" for table, count in counts.items())
