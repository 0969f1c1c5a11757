"""`report referrals`: who brings people, and whom to ask."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import AsOfOption, FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import referrals_layout
from prospector.usecases.reports.referrals import referral_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("referrals")
def referrals_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See who brings you people, what they are worth, and whom you have not asked.

    \b
        report referrals
        report referrals -p this-year --json
        report referrals --why referrer="Jane Doe",introduced
    """
    run: Invocation = context.obj
    basis = basis_of(run, period or "all", as_of, Filters(rep=rep), None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import (
            why_referrals,
        )  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_referrals(store, basis, figure))
        return
    with run.read_store() as store:
        result = referral_report(store, basis)
    answer(run, referrals_layout.layout(result), way)
