"""`report funnel`: the seven stages, and where deals stall."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import (
    AccountFilter,
    AsOfOption,
    FormOption,
    JsonOption,
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
from prospector.domain.filters import Filters
from prospector.light import StrEnum
from prospector.render.formats import Format
from prospector.reports import funnel_layout
from prospector.usecases.reports.funnel import funnel_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


class Origin(StrEnum):
    """By what the funnel may be told apart."""

    SOURCE = "source"
    CHANNEL = "channel"


@app.command("funnel")
def funnel_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    by: Annotated[Origin | None, typer.Option("--by", help="Told apart by origin.")] = None,
    source: SourceFilter = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See how contacts and deals go through the seven stages, and where they stall.

    \b
        report funnel
        report funnel -p this-year --by source
        report funnel --why stage=proposal,now
    """
    run: Invocation = context.obj
    filters = Filters(rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period or "all", as_of, filters, level)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_funnel  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_funnel(store, basis, figure))
        return
    with run.read_store() as store:
        result = funnel_report(store, basis, by=by.value if by else "")
    answer(run, funnel_layout.layout(result), way)
