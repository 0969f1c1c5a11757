"""`report`: what was done, what it brought, and how sure that is."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import typer

from prospector.cli.invocation import Invocation
from prospector.cli.options import (
    AccountFilter,
    AsOfOption,
    ChannelFilter,
    FormOption,
    JsonOption,
    KindFilter,
    PeriodOption,
    RepFilter,
    SourceFilter,
    TagFilter,
)
from prospector.cli.output import remark
from prospector.domain.day import read_day
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.errors import InvalidValueError
from prospector.render.files import write_to
from prospector.render.formats import Format, show, text_of
from prospector.reports import channels, compare_layout, quota_layout, sources_layout
from prospector.reports.basis import Basis
from prospector.reports.document import Document
from prospector.reports.quota import Calendar
from prospector.usecases.reporting import channel_report, comparison, quota_report, source_report

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)
_DEFAULT_PERIOD = "this-quarter"
LevelOption = Annotated[
    int | None,
    typer.Option(
        "--level", metavar="PERCENT", min=50, max=99, help="Confidence of ranges (80).", show_default=False
    ),
]
OutputOption = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the answer is to be given."""

    form: Format
    as_json: bool
    output: str | None


@app.command("channels")
def channels_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    kind: KindFilter = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    level: LevelOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare the channels: activity, conversations, appointments, deals, revenue, quota.

    \b
        report channels
        report channels -p last-quarter --json
        report channels -p 2026-10-01..2026-11-15 --rep jane
    """
    run: Invocation = context.obj
    filters = Filters(channel=channel, kind=kind, rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, level)
    with run.read_store() as store:
        result = channel_report(store, basis)
    _show(run, channels.layout(result), _Way(form, as_json, output))


@app.command("compare")
def compare_command(
    context: typer.Context,
    by: Annotated[
        Dimension,
        typer.Option("--by", help="What a row stands for.", show_default=False),
    ],
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    kind: KindFilter = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    level: LevelOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Compare by anything: kind, source, account, content, hour, weekday, week ...

    \b
        report compare --by weekday --channel call
        report compare --by source -p 2026
    """
    run: Invocation = context.obj
    filters = Filters(channel=channel, kind=kind, rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, level)
    with run.read_store() as store:
        result = comparison(store, basis, by)
    _show(run, compare_layout.layout(result), _Way(form, as_json, output))


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
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Follow the leads of a period: touched, qualified, won, by where they came from.

    \b
        report sources -p 2026-Q3
        report sources -p all --json
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(rep=rep, account=account, tag=tag, source=source), level)
    with run.read_store() as store:
        result = source_report(store, basis)
    _show(run, sources_layout.layout(result), _Way(form, as_json, output))


@app.command("quota")
def quota_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    channel: ChannelFilter = None,
    rep: RepFilter = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See where the quotas stand: credited, pace, gap, what is needed a day.

    \b
        report quota
        report quota -p 2026-Q4 --as-of 2026-11-15
    """
    run: Invocation = context.obj
    basis = basis_of(run, period, as_of, Filters(channel=channel, rep=rep), None)
    calendar = Calendar(run.settings.working_days, run.settings.holidays)
    with run.read_store() as store:
        result = quota_report(store, basis, calendar)
    _show(run, quota_layout.layout(result), _Way(form, as_json, output))


def basis_of(
    run: Invocation, period: str | None, as_of: str | None, filters: Filters, level: int | None
) -> Basis:
    """What was asked, on the settings' definitions; a period like this-quarter is the one that as-of lies in."""
    day = run.today if as_of is None else read_day(as_of, run.today)
    if day > run.today:
        raise InvalidValueError(f"--as-of {day} is still to come", hint="facts are known up to today")
    settings = run.settings
    return Basis(
        period=read_period(period or _DEFAULT_PERIOD, day),
        as_of=day,
        exchange=Exchange(settings.currency, {code: Decimal(rate) for code, rate in settings.rates.items()}),
        filters=filters,
        confidence=settings.level if level is None else level / 100,
        horizon_days=settings.horizon_days,
        new_conversation_days=settings.new_conversation_days,
    )


def _show(run: Invocation, document: Document, way: _Way) -> None:
    form = Format.JSON if way.as_json else way.form
    if way.output is None:
        show(document, form, sys.stdout, width=run.width())
        return
    write_to(way.output, text_of(document, form))
    if sys.stderr.isatty():
        remark(f"written to {os.path.abspath(way.output)}")
