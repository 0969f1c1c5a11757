"""`quota`: what must be won in a period."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.output import answer, done
from prospector.cli.stored import say_stored
from prospector.domain.currency import exponent_of
from prospector.domain.money import major_units
from prospector.domain.period import read_period
from prospector.domain.row_number import named_number
from prospector.domain.vocabulary import Metric
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.store.quotas import Quota
from prospector.usecases.quotas import (
    Aim,
    QuotaAnswer,
    amount_text,
    list_quotas,
    quota_text,
    read_metric,
    read_quota_amount,
    remove_quota,
    set_quota,
)

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

MetricArgument = Annotated[str, typer.Argument(metavar="METRIC", show_default=False, help=", ".join(Metric))]
ForPeriod = Annotated[str, typer.Option("--period", "-p", metavar="PERIOD", help="2026-Q4, this-month ...")]
ForRep = Annotated[str | None, typer.Option("--rep", metavar="NAME", help="Whose it is.")]
ForChannel = Annotated[str | None, typer.Option("--channel", metavar="NAME", help="Only what it brings.")]


@app.command("set")
def set_command(
    context: typer.Context,
    metric: MetricArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", show_default=False, help="120k, or a number.")],
    period: ForPeriod,
    rep: ForRep = None,
    channel: ForChannel = None,
    stretch: Annotated[
        str | None, typer.Option("--stretch", metavar="AMOUNT", help="A level above it to reach for.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Set a quota from today on; what held before is kept.

    \b
    prospector quota set revenue 120k -p this-quarter
    prospector quota set revenue 120k -p 2026-Q4 --stretch 150k
    prospector quota set appointments-held 12 -p 2026-11 --channel social
    """
    run: Invocation = context.obj
    aim = _aim(run, metric, period, rep, channel)
    number = read_quota_amount(amount, aim.metric, run.settings)
    above = read_quota_amount(stretch, aim.metric, run.settings) if stretch is not None else None
    with run.write_store() as store:
        given = set_quota(
            store, aim, number, today=run.today, at=run.seconds, settings=run.settings, stretch=above
        )
        if given.now:
            say_stored(run, store, _line(run, given.now, given), "quotas", given.now.id, as_json)


@app.command()
def remove(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC", show_default=False, help="A metric, or id:N.")],
    period: Annotated[
        str | None, typer.Option("--period", "-p", metavar="PERIOD", help="2026-Q4, this-month ...")
    ] = None,
    rep: ForRep = None,
    channel: ForChannel = None,
    as_json: JsonOption = False,
) -> None:
    """End a quota today; its history stays.

    \b
    prospector quota remove revenue -p this-quarter
    prospector quota remove id:3
    """
    run: Invocation = context.obj
    number = named_number(metric)
    if number is None and period is None:
        raise InvalidValueError("which period?", hint="prospector quota remove METRIC -p PERIOD, or id:N")
    aim = _aim(run, metric, period or "", rep, channel) if number is None else number
    with run.read_store() as store:
        given = remove_quota(store, aim, today=run.today, at=run.seconds, settings=run.settings)
    for each in given.before:
        done(run, f"quota removed · {quota_text(each, run.settings)}", _record(run, each), as_json)


@app.command("list")
def list_command(
    context: typer.Context,
    metric: Annotated[str | None, typer.Option("--metric", metavar="METRIC", help="Only of this.")] = None,
    period: PeriodOption = None,
    rep: RepFilter = None,
    everything: Annotated[bool, typer.Option("--all", help="Those that were replaced too.")] = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List the quotas that hold; --all with what they replaced.

    \b
    prospector quota list
    prospector quota list --all -p 2026-Q4
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = list_quotas(
            store,
            metric=read_metric(metric) if metric else None,
            period=read_period(period, run.today) if period else None,
            rep=rep,
            replaced=everything,
        )
    columns = [
        Column("id", "#", Sort.NUMBER),
        Column("metric", "metric"),
        Column("amount", "amount", Sort.MONEY),
        Column("unit", "", unit=True),
        *([Column("stretch", "stretch", Sort.MONEY)] if any(each.stretch for each in found) else []),
        Column("period", "period"),
        Column("channel", "channel", rank=1),
        Column("rep", "rep", rank=2),
        Column("set_on", "set", Sort.DAY, rank=3),
        *([Column("replaced_on", "until", Sort.DAY)] if everything else []),
    ]
    rows = tuple(_row(run, each, columns) for each in found)
    table = Table(
        tuple(columns),
        rows,
        empty="no quota yet: prospector quota set revenue 120k -p this-quarter",
        exponent=exponent_of(run.settings.currency),
    )
    answer(run, Document((), (table,), data=[_record(run, each) for each in found]), form, as_json)


def _aim(run: Invocation, metric: str, period: str, rep: str | None, channel: str | None) -> Aim:
    whose = run.settings.rep if rep is None else rep
    return Aim(read_metric(metric), read_period(period, run.today), whose, channel)


def _line(run: Invocation, now: Quota, given: QuotaAnswer) -> str:
    line = f"quota · {quota_text(now, run.settings)}"
    if given.before:
        total = sum(each.amount for each in given.before)
        line += f" · was {amount_text(total, now.metric, run.settings)} until today"
        lost = [each.stretch for each in given.before if each.stretch] if now.stretch is None else []
        if lost:
            line += f" · its stretch {amount_text(sum(lost), now.metric, run.settings)} ends too, --stretch sets one"
    return f"{line}  id:{now.id}"


def _row(run: Invocation, quota: Quota, columns: list[Column]) -> Row:
    shown: dict[str, str | int | None] = {
        "id": quota.id,
        "metric": quota.metric.value,
        "amount": _in_minor_units(run, quota.metric, quota.amount),
        "stretch": None if quota.stretch is None else _in_minor_units(run, quota.metric, quota.stretch),
        "unit": run.settings.currency if quota.metric == Metric.REVENUE else None,
        "period": quota.period,
        "channel": quota.channel,
        "rep": quota.rep,
        "set_on": quota.set_on,
        "replaced_on": quota.replaced_on,
    }
    return Row(tuple(shown[column.key] for column in columns), quiet=quota.replaced_on is not None)


def _record(run: Invocation, quota: Quota) -> dict[str, object]:
    return {
        "id": quota.id,
        "external_id": None,
        "metric": quota.metric.value,
        "amount": _amount(run, quota.metric, quota.amount),
        "stretch": None if quota.stretch is None else _amount(run, quota.metric, quota.stretch),
        "period": quota.period,
        "channel": quota.channel,
        "set_on": quota.set_on,
        "rep": quota.rep,
        "replaced_on": quota.replaced_on,
    }


def _in_minor_units(run: Invocation, metric: Metric, amount: int) -> int:
    """What a column of money counts in, also for what is no money."""
    counts_in: int = 10 ** exponent_of(run.settings.currency)
    return round(_amount(run, metric, amount) * counts_in)


def _amount(run: Invocation, metric: Metric, amount: int) -> int | float:
    """In major units for money, else the count."""
    if metric != Metric.REVENUE:
        return amount
    return major_units(amount, exponent_of(run.settings.currency))
