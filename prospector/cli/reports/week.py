"""`report week`: how the week went, and what to do next."""

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
from prospector.domain.dimension import Dimension
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import week_layout
from prospector.usecases.reports.week import Work, check_week, week_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("week")
def week_command(
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
    """See how the week went against the weeks before, and what to do next.

    \b
        report week
        report week -p last-week --format html -o week.html
        report week -p 2026-W46 --why channel=call,conversations
    """
    run: Invocation = context.obj
    basis = basis_of(run, period or "this-week", as_of, Filters(rep=rep), level)
    check_week(basis)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_compared  # lazy: most reports are asked without --why

        answer_why(
            run, basis, way, why, lambda store, figure: why_compared(store, basis, Dimension.CHANNEL, figure)
        )
        return
    with run.read_store() as store:
        result = week_report(store, basis, work_of(run))
    answer(run, week_layout.layout(result), way)


def work_of(run: Invocation) -> Work:
    """When the rep of this run works."""
    settings = run.settings
    return Work(run.calendar, settings.working_days, settings.working_hours, settings.rep)
