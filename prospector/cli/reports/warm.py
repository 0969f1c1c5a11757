"""`report warm`: calls after a social or content touch, against cold ones."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
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
from prospector.render.formats import Format
from prospector.reports import warm_layout
from prospector.usecases.reports.warm import warm_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("warm")
def warm_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See whether calls fare better after a social or content touch.

    \b
        report warm -p this-year
        report warm --source web --json
        report warm --why calls=warm,conversations
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(rep=rep, account=account, tag=tag, source=source), level)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_warm  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_warm(store, basis, figure))
        return
    with run.read_store() as store:
        result = warm_report(store, basis)
    answer(run, warm_layout.layout(result), way)
