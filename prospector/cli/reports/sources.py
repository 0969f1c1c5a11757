"""`report sources`: what became of leads, by where they came from."""

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
from prospector.reports import sources_layout
from prospector.usecases.reports.sources import source_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


class Crossing(StrEnum):
    """With what the sources may be crossed."""

    CHANNEL = "channel"


@app.command("sources")
def sources_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    level: LevelOption = None,
    by: Annotated[
        Crossing | None,
        typer.Option("--by", help="Cross the sources with the channels that touched their leads."),
    ] = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Follow the leads of a period, by where they came from.

    \b
        report sources -p 2026-Q3
        report sources -p all --json
        report sources --by channel
        report sources --why source=web,untouched
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(rep=rep, account=account, tag=tag, source=source), level)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_sources  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_sources(store, basis, figure))
        return
    with run.read_store() as store:
        result = source_report(store, basis, by_channel=by is Crossing.CHANNEL)
    answer(run, sources_layout.layout(result), way)
