"""Rows of the store as CSV or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.listing import period_of
from prospector.cli.options import JsonOption, PeriodOption, RepFilter
from prospector.cli.output import remark
from prospector.errors import InvalidValueError
from prospector.render.clean import encodable
from prospector.render.files import write_to
from prospector.render.formats import Format
from prospector.render.records import RecordText
from prospector.store.records import Record
from prospector.usecases.exporting import export
from prospector.usecases.which import Filters

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("export")
def export_command(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", show_default=False)],
    *,
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.CSV,
    as_json: JsonOption = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Into a file, replaced as a whole.")
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="For machines: not guarded against spreadsheets.")
    ] = False,
    period: PeriodOption = None,
    rep: RepFilter = None,
) -> None:
    """Export activities, contacts, accounts, deals, appointments, content or quotas.

    What is exported can be imported into an empty store: accounts, contacts, content, deals, activities, appointments.

    \b
        export activities -o activities.csv
        export contacts --json
        export deals -p 2026-Q4 --raw | other-program
    """
    run: Invocation = context.obj
    if form not in {Format.CSV, Format.JSON}:
        raise InvalidValueError("an export is csv or json", hint="prospector list shows a table")
    texts: list[RecordText] = []

    def begin(columns: tuple[str, ...]) -> Callable[[Record], None]:
        texts.append(RecordText(columns, as_json=as_json or form is Format.JSON, raw=raw))
        return texts[0].add

    filters = Filters(period=period_of(run, period), rep=rep)
    with run.read_store() as store:
        rows = export(store, what, filters, begin, currency=run.settings.currency)
    if output is None or output == "-":
        sys.stdout.write(encodable(texts[0].text(), getattr(sys.stdout, "encoding", None)))
        return
    write_to(output, texts[0].text())
    remark(f"{rows:,} {what} → {output}")
