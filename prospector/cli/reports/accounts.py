"""`report accounts`: how well target accounts are covered."""

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
    TagFilter,
)
from prospector.cli.reports.asking import OutputOption, Way, WhyOption, answer, answer_why, basis_of
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import accounts_layout
from prospector.usecases.reports.accounts import account_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("accounts")
def accounts_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    every: Annotated[bool, typer.Option("--every", help="All accounts, not the target ones alone.")] = False,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See whom you know, touched and met at your target accounts.

    \b
        report accounts
        report accounts --every -p this-year
        report accounts --why account=Acme,met
    """
    run: Invocation = context.obj
    basis = basis_of(run, period or "all", as_of, Filters(rep=rep, account=account, tag=tag), None)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_accounts  # lazy: most reports are asked without --why

        answer_why(
            run, basis, way, why, lambda store, figure: why_accounts(store, basis, figure, every=every)
        )
        return
    with run.read_store() as store:
        result = account_report(store, basis, every=every)
    answer(run, accounts_layout.layout(result), way)
