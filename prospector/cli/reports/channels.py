"""`report channels`: which channel brings conversations."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import (
    AccountFilter,
    AsOfOption,
    ChannelFilter,
    CreditOption,
    FormOption,
    JsonOption,
    KindFilter,
    PeriodOption,
    RepFilter,
    SourceFilter,
    TagFilter,
)
from prospector.cli.reports.asking import (
    LevelOption,
    OutputOption,
    Way,
    WhyOption,
    answer,
    answer_why,
    basis_of,
)
from prospector.domain.credit import Model
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import channels
from prospector.usecases.reports.channels import channel_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("channels")
def channels_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    kind: KindFilter = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    credit: CreditOption = Model.DIRECT,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare the channels: what was done, what it brought.

    \b
        report channels
        report channels -p last-quarter --json
        report channels -p all --credit linear
        report channels -p 2026-10-01..2026-11-15 --rep jane
        report channels --why channel=call,conversations
    """
    run: Invocation = context.obj
    filters = Filters(channel=channel, kind=kind, rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, level, credit)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_compared  # lazy: most reports are asked without --why

        answer_why(
            run, basis, way, why, lambda store, figure: why_compared(store, basis, channels.DIMENSION, figure)
        )
        return
    with run.read_store() as store:
        result = channel_report(store, basis)
    answer(run, channels.layout(result), way)
