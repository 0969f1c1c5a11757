"""`report quota`: where the quotas stand."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import AsOfOption, ChannelFilter, FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.domain.hours import read_shifts
from prospector.render.formats import Format
from prospector.reports import quota_layout
from prospector.usecases.reports.needed import what_it_takes
from prospector.usecases.reports.quota import quota_report
from prospector.usecases.reports.what_if import shifted_hours

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("quota")
def quota_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    rep: RepFilter = None,
    needed: Annotated[
        bool, typer.Option("--needed", help="What it takes: conversations and touches a day.")
    ] = False,
    what_if: Annotated[
        str | None,
        typer.Option("--what-if", metavar="SHIFTS", help="Hours a week shifted: call=+3h social=-3h."),
    ] = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See where the quotas stand, where they may end, and what is needed a day.

    \b
        report quota
        report quota -p 2026-Q4 --as-of 2026-11-15
        report quota --needed
        report quota --what-if "call=+3h social=-3h"
        report quota --why metric=revenue,credited
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(channel=channel, rep=rep), None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_quota  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_quota(store, basis, figure))
        return
    with run.read_store() as store:
        result = quota_report(store, basis, run.calendar)
        shifted = (
            shifted_hours(store, basis, run.calendar, read_shifts(what_if)) if what_if is not None else None
        )
        takes = None
        if needed or as_json or form is Format.JSON:
            takes = what_it_takes(store, basis, result.rows, run.calendar, run.settings.most_hours)
    answer(run, quota_layout.layout(result, shifted, takes), way)
