"""How lists and single records are shown: a tidy table to a reader, whole columns to a script."""

from __future__ import annotations

import sys

from prospector.cli.invocation import Invocation
from prospector.cli.output import answer, remark
from prospector.domain.period import Period, read_period
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.listing import cut, listing
from prospector.usecases.listing import Listed, list_rows
from prospector.usecases.which import Filters


def show_list(run: Invocation, noun: str, filters: Filters, form: Format, as_json: bool) -> None:
    """Fetch a list and show it."""
    with run.read_store() as store:
        listed: Listed = list_rows(store, noun, filters, currency=run.settings.currency)
    document = listing(
        noun,
        listed.rows,
        columns=listed.columns,
        total=listed.total,
        whole=form is Format.CSV,
        tidy=sys.stdout.isatty(),
    )
    answer(run, document, form, as_json)
    remark_cut(cut(noun, len(listed.rows), listed.total), form, as_json)


def remark_cut(said: str, form: Format, as_json: bool) -> None:
    """Say beside a list that it is not the whole one, where a reader does not see the sentence under it."""
    if said and (as_json or form is not Format.TABLE or not sys.stdout.isatty()):
        remark(said)  # a script that takes a part for the whole would never know


def limit_of(limit: int | None, every: bool, usual: int | None = None) -> int | None:
    """How many rows are wanted; None is all of them.

    Raises:
        InvalidValueError: none are, or both so many and all.
    """
    if limit is not None and every:
        raise InvalidValueError("--limit and --all contradict", hint="leave one out")
    if limit is not None and limit < 1:
        raise InvalidValueError(f"--limit {limit} shows nothing", hint=f"--limit {usual or 20}, or --all")
    return None if every else limit or usual


def period_of(run: Invocation, text: str | None) -> Period | None:
    """The period that was asked for; None for all."""
    return None if text is None else read_period(text, run.today)
