"""`report quota`: where the quotas stand."""

from __future__ import annotations

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.options import AsOfOption, ChannelFilter, FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import quota_layout
from prospector.reports.quota import Calendar
from prospector.usecases.reports.quota import quota_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("quota")
def quota_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    rep: RepFilter = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See where the quotas stand, and what is needed a day.

    \b
        report quota
        report quota -p 2026-Q4 --as-of 2026-11-15
        report quota --why metric=revenue,credited
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(channel=channel, rep=rep), None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_quota  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_quota(store, basis, figure))
        return
    calendar = Calendar(run.settings.working_days, run.settings.holidays)
    with run.read_store() as store:
        result = quota_report(store, basis, calendar)
    answer(run, quota_layout.layout(result), way)
