"""What hours shifted between channels would bring."""

from __future__ import annotations

from collections.abc import Sequence

from prospector.domain.hours import Shift
from prospector.domain.vocabulary import DealStatus
from prospector.domain.work_calendar import Calendar
from prospector.light import replace
from prospector.reports import what_if
from prospector.reports.basis import Basis
from prospector.reports.what_if import WhatIf
from prospector.store.stages import fetch_deal_courses
from prospector.store.store import Store
from prospector.store.words import read_vocabulary
from prospector.usecases.reports.channels import channel_report


def shifted_hours(store: Store, basis: Basis, calendar: Calendar, shifts: Sequence[Shift]) -> WhatIf:
    """Say what shifts would bring until the end of the period.

    Raises:
        UnknownNameError: the store does not know a channel.
        InvalidValueError: as of `what_if.build`.
    """
    with store.reading() as connection:
        vocabulary = read_vocabulary(connection)
        named = [Shift(vocabulary.channel(shift.channel).name, shift.hours) for shift in shifts]
        filters = replace(basis.filters, channel=None)
        deals = fetch_deal_courses(connection, basis.window.as_of, filters)
    worths = [
        basis.exchange.minor(deal.value_minor, deal.currency)
        for deal in deals
        if deal.status is DealStatus.WON and deal.value_minor
    ]
    rows = channel_report(store, what_if.yields_basis(basis)).lines.rows
    return what_if.build(basis, calendar, named, rows, worths)
