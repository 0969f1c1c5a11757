"""Find a text in names, addresses and notes."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.finding import found
from prospector.usecases.search import search

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("search")
def search_command(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    *,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="The first N.")] = 50,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Find a text in names, e-mails, accounts, deals, titles and notes.

    \b
        search pricing
        search "50% off" --json
    """
    run: Invocation = context.obj
    if limit < 1:
        raise InvalidValueError(f"--limit {limit} shows nothing", hint="--limit 50")
    with run.read_store() as store:
        hits = search(store, text)
    shown = [asdict(hit) for hit in hits[:limit]]
    answer(run, found(text, shown, total=len(hits), excerpts=sys.stdout.isatty()), form, as_json)
