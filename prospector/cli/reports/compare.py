"""`report compare`: the same by anything else that activities have."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
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
from prospector.domain.dimension import Dimension
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import cohorts_layout, compare_layout
from prospector.usecases.reports.cohorts import cohorts
from prospector.usecases.reports.compare import comparison

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("compare")
def compare_command(
    context: typer.Context,
    by: Annotated[
        Dimension,
        typer.Option("--by", help="What a row stands for.", show_default=False),
    ],
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
    cohort: Annotated[
        bool, typer.Option("--cohort", help="Follow the touches of a week or month: what became of them.")
    ] = False,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare by kind, source, account, hour, week and more.

    \b
        report compare --by weekday --channel call
        report compare --by source -p 2026
        report compare --by kind --credit position
        report compare --by kind --why kind=cold,won
        report compare --by week --cohort -p 12w
    """
    run: Invocation = context.obj
    filters = Filters(channel=channel, kind=kind, rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, level, credit)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import (
            why_cohorts,
            why_compared,
        )  # lazy: most reports are asked without --why

        tell = why_cohorts if cohort else why_compared
        answer_why(run, basis, way, why, lambda store, figure: tell(store, basis, by, figure))
        return
    if cohort:
        with run.read_store() as store:
            followed = cohorts(store, basis, by)
        answer(run, cohorts_layout.layout(followed), way)
        return
    with run.read_store() as store:
        result = comparison(store, basis, by)
    answer(run, compare_layout.layout(result), way)
