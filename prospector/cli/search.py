"""Find a text in names, addresses, notes and follow-ups."""

import sys
from dataclasses import asdict

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of
from prospector.cli.options import AllOption, FormOption, JsonOption, LimitOption
from prospector.cli.output import answer
from prospector.render.formats import Format
from prospector.reports.finding import found
from prospector.usecases.search import search

_USUAL = 50
app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("search")
def search_command(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    *,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Find a text in names, e-mails, accounts, deals, titles, notes and follow-ups.

    \b
        search pricing
        search "50% off" --all --json
    """
    run: Invocation = context.obj
    most = limit_of(limit, every, _USUAL)
    with run.read_store() as store:
        hits = search(store, text)
    shown = [asdict(hit) for hit in hits[:most]]
    answer(run, found(text, shown, total=len(hits), excerpts=sys.stdout.isatty()), form, as_json)
