"""Rows of the store as CSV or JSON."""

import sys
from collections.abc import Callable

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import period_of
from prospector.cli.options import JsonOption, PeriodOption, RepFilter
from prospector.cli.output import remark
from prospector.errors import InvalidValueError
from prospector.render.clean import encodable
from prospector.render.files import write_to
from prospector.render.formats import Format
from prospector.render.records import RecordText
from prospector.store.nouns import NOUNS
from prospector.store.records import Record
from prospector.usecases.calendar import Wanted, calendar_entries
from prospector.usecases.exporting import export
from prospector.usecases.which import Filters

_CALENDAR = "calendar"
app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("export")
def export_command(
    context: typer.Context,
    what: Annotated[str | None, typer.Argument(metavar="WHAT", show_default=False)] = None,
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
    salvage: Annotated[
        str | None,
        typer.Option(
            "--salvage",
            metavar="FOLDER",
            help="All that can be read of a damaged store, as a new store and as CSV files.",
        ),
    ] = None,
) -> None:
    """Export activities, contacts, accounts, deals, appointments, content or quotas; or a calendar.

    What is exported can be imported into an empty store: accounts, contacts, content, deals, activities, appointments.

    \b
        export activities -o activities.csv
        export contacts --json
        export deals -p 2026-Q4 --raw | other-program
        export calendar -o sales.ics
        export --salvage saved
    """
    run: Invocation = context.obj
    if salvage is not None:
        if what is not None or output is not None or period is not None or rep is not None:
            raise InvalidValueError(
                "--salvage takes everything that can be read", hint="prospector export --salvage FOLDER"
            )
        from prospector.cli.salvaging import save_what_can_be_read  # lazy: only for a damaged store

        save_what_can_be_read(run, salvage, raw=raw, as_json=as_json)
        return
    if what is None:
        raise InvalidValueError("export what?", hint=f"{', '.join((*NOUNS, _CALENDAR))}")
    if what == _CALENDAR:
        if as_json or raw or form is not Format.CSV:
            raise InvalidValueError(
                "a calendar is an .ics file", hint="prospector export calendar -o sales.ics"
            )
        _export_calendar(run, period, rep, output)
        return
    if form not in {Format.CSV, Format.JSON}:
        raise InvalidValueError("an export is csv or json", hint="prospector list shows a table")
    texts: list[RecordText] = []

    def begin(columns: tuple[str, ...]) -> Callable[[Record], None]:
        texts.append(RecordText(columns, as_json=as_json or form is Format.JSON, raw=raw))
        return texts[0].add

    filters = Filters(period=period_of(run, period), rep=rep)
    with run.read_store() as store:
        rows = export(store, what, filters, begin, currency=run.settings.currency)
    _write(texts[0].text(), output, f"{rows:,} {what}")


def _export_calendar(run: Invocation, period: str | None, rep: str | None, output: str | None) -> None:
    """Appointments, follow-ups and steps of plans as a calendar file."""
    from prospector.render.icalendar import calendar_text  # lazy: only a calendar needs the library for it

    wanted = Wanted(
        period=period_of(run, period),
        rep=rep,
        today=run.today,
        week=run.calendar,
        horizon=run.settings.horizon_days,
    )
    with run.read_store() as store:
        entries, undated = calendar_entries(store, wanted)
    if undated:
        remark(f"without a date, and so left out: {undated:,} of the appointments")
    what = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
    _write(calendar_text(entries, run.now), output, what)


def _write(text: str, output: str | None, what: str) -> None:
    if output is None or output == "-":
        sys.stdout.write(encodable(text, getattr(sys.stdout, "encoding", None)))
        return
    write_to(output, text)
    remark(f"{what} → {output}")
