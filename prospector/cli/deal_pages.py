"""`deal list` and `deal show`, and how they are laid out."""

from collections.abc import Mapping, Sequence

from prospector.cli import late_typer as typer
from prospector.cli.deal_options import NameArgument, StageOption
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import AccountFilter, FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.output import answer
from prospector.domain.currency import exponent_of
from prospector.domain.day_words import day_text
from prospector.domain.deal import read_stage
from prospector.domain.period import read_period
from prospector.domain.settings import Settings
from prospector.domain.vocabulary import DealStatus
from prospector.render.formats import Format
from prospector.reports.document import Cell, Column, Document, Row, Sort, Table
from prospector.store.deals import StoredDeal
from prospector.usecases.deal_list import EVERY, DealFilter, list_deals, show_deal
from prospector.usecases.worth import worth_text

_EMPTY = "no such deals; --status all lists every one, deal open NAME makes one"
_LIST = (
    Column("id", "#", Sort.NUMBER),
    Column("name", "name"),
    Column("contact", "contact", rank=3),
    Column("account", "account", rank=2),
    Column("stage", "stage"),
    Column("stage_since", "since", Sort.WHEN, rank=4),
    Column("value", "value", Sort.MONEY),
    Column("currency", "in"),
    Column("expected_close_on", "expected", Sort.DAY, rank=1),
    Column("closed_at", "ended", Sort.WHEN, rank=1),
)


def list_command(
    context: typer.Context,
    status: Annotated[
        str, typer.Option("--status", metavar="WHICH", help="open, won, lost or all.")
    ] = "open",
    stage: StageOption = None,
    account: AccountFilter = None,
    rep: RepFilter = None,
    period: PeriodOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List deals.

    The period is that of the end for won and lost ones, of the opening for the others.

    \b
    prospector deal list
    prospector deal list --status won -p this-quarter
    """
    run: Invocation = context.obj
    wanted = DealFilter(
        status=status,
        stage=read_stage(stage) if stage else None,
        account=account,
        rep=rep,
        period=read_period(period, run.today) if period else None,
    )
    with run.read_store() as store:
        found = list_deals(store, wanted, currency=run.settings.currency)
    answer(run, list_page(found, wanted, run.settings.currency), form, as_json)


def show_command(
    context: typer.Context, name: NameArgument, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """Show a deal and the history of its stages.

    \b
    prospector deal show acme
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found, record = show_deal(store, name, currency=run.settings.currency)
    answer(run, show_page(found, record, run.settings), form, as_json)


def list_page(found: Sequence[Mapping[str, Cell]], wanted: DealFilter, currency: str) -> Document:
    """The list of deals under what was asked for."""
    ended = wanted.status in (DealStatus.WON, DealStatus.LOST)
    unused = {"expected_close_on"} if ended else {"closed_at"} if wanted.status == DealStatus.OPEN else set()
    if all(each["currency"] in (None, currency) for each in found):
        unused.add("currency")
    columns = tuple(column for column in _LIST if column.key not in unused)
    exponent = max(
        exponent_of(str(code)) for code in {currency, *(each["currency"] or currency for each in found)}
    )
    rows = tuple(Row(tuple(_cell(each, column.key, exponent) for column in columns)) for each in found)
    which = "all deals" if wanted.status == EVERY else f"deals {wanted.status}"
    title = (which, *((wanted.period.label,) if wanted.period else ()))
    return Document(title, (Table(columns, rows, empty=_EMPTY, exponent=exponent),), data=list(found))


def show_page(found: StoredDeal, record: Mapping[str, object], settings: Settings) -> Document:
    """One deal: its facts, then the dated steps of its history."""
    deal = found.deal
    facts: list[tuple[str, str]] = [
        ("id", str(found.id)),
        ("with", " · ".join(name for name in (found.contact, found.account) if name)),
        ("value", worth_text(deal.value_minor, deal.currency, settings)),
        ("stands at", str(deal.stage or deal.status)),
        ("expected", str(record.get("expected_close_on") or "")),
        ("lost because", deal.lost_reason or ""),
        *((name, str(record.get(name) or "")) for name in ("source", "tags", "rep", "note")),
    ]
    table = Table(
        (Column("field", ""), Column("value", "")), tuple(Row((name, text)) for name, text in facts if text)
    )
    steps = tuple(Row((step.to.value, str(step.at) if step.at else None)) for step in deal.history)
    history = Table((Column("step", "step"), Column("at", "when", Sort.WHEN)), steps, heading="history")
    opened = f"opened {day_text(deal.opened.day)}" if deal.opened else ""
    return Document(tuple(part for part in (deal.name, opened) if part), (table, history), data=record)


def _cell(record: Mapping[str, Cell], key: str, exponent: int) -> Cell:
    value = record[key]
    if key == "stage":
        return value or record["status"]
    if key == "value" and isinstance(value, int | float):
        return round(value * float(10**exponent))  # what a column of money counts in
    return value if key not in ("stage_since", "closed_at") or value is None else str(value)[:10]
