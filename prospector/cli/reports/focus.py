"""`report focus`: over how many channels the effort spreads."""

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
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import focus_layout
from prospector.usecases.reports.focus import focus_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("focus")
def focus_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See over how many channels your effort spreads, and what one fewer would free.

    \b
        report focus
        report focus -p 26w --json
        report focus --why channel=email,minutes
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(rep=rep, account=account, tag=tag, source=source), None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_focus  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_focus(store, basis, figure))
        return
    with run.read_store() as store:
        result = focus_report(store, basis)
    answer(run, focus_layout.layout(result), way)
