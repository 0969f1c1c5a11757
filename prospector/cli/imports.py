"""`imports`: what was imported, when, and what became of it."""

from __future__ import annotations

from typing import Annotated

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer
from prospector.errors import UnknownNameError
from prospector.render.formats import Format
from prospector.reports.import_list import listed, shown
from prospector.usecases.past_imports import past_import, past_imports

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)


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
