"""How lists and single records are shown: a tidy table to a reader, whole columns to a script."""

from __future__ import annotations

import sys

from prospector.cli.invocation import Invocation
from prospector.cli.output import answer
from prospector.domain.period import Period, read_period
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.listing import listing
from prospector.usecases.listing import Listed, list_rows
from prospector.usecases.which import Filters


def show_list(run: Invocation, noun: str, filters: Filters, form: Format, as_json: bool) -> None:
    """Fetch a list and show it."""
    if filters.limit is not None and filters.limit < 1:
        raise InvalidValueError(f"--limit {filters.limit} shows nothing", hint="--limit 20")
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


def period_of(run: Invocation, text: str | None) -> Period | None:
    """The period that was asked for; None for all."""
    return None if text is None else read_period(text, run.today)
