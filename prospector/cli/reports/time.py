"""`report time`: when things were done, when conversations happened, where the minutes went."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import (
    AccountFilter,
    AsOfOption,
    ChannelFilter,
    FormOption,
    JsonOption,
    KindFilter,
    PeriodOption,
    RepFilter,
    SourceFilter,
    TagFilter,
)
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import time_layout
from prospector.usecases.reports.time import time_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("time")
def time_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    kind: KindFilter = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See when you work, when conversations happen, and where the minutes go.

    \b
        report time
        report time --channel call -p 90d
        report time --why hour=16,conversations
    """
    run: Invocation = context.obj
    filters = Filters(channel=channel, kind=kind, rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_time  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_time(store, basis, figure))
        return
    days, hours = run.settings.working_days, run.settings.working_hours
    with run.read_store() as store:
        result = time_report(store, basis, weekdays=days, hours=hours)
    answer(run, time_layout.layout(result), way)
