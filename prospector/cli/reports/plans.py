"""`report plans`: which plan brings conversations, and which step of it."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import AsOfOption, FormOption, JsonOption, PeriodOption, RepFilter
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
from prospector.reports import plans_layout
from prospector.usecases.reports.plans import plan_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("plans")
def plans_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See which plan brings conversations, and which step of it.

    \b
        report plans
        report plans -p this-year
        report plans --why plan=cold-outreach,conversations
    """
    run: Invocation = context.obj
    basis = basis_of(run, period or "all", as_of, Filters(rep=rep), level)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_plans  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_plans(store, basis, figure))
        return
    with run.read_store() as store:
        result = plan_report(store, basis)
    answer(run, plans_layout.layout(result), way)
