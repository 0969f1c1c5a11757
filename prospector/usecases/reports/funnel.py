"""The report on the seven stages."""

from __future__ import annotations

from prospector.reports import funnel
from prospector.reports.basis import Basis
from prospector.reports.funnel import FunnelReport
from prospector.store.stages import fetch_contact_courses, fetch_deal_courses
from prospector.store.store import Store


def funnel_report(store: Store, basis: Basis, *, by: str = "") -> FunnelReport:
    """Say how contacts and deals go through the stages; in groups by `source` or `channel` of origin too.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
        UnknownNameError: a filter names what the store does not know.
    """
    as_of = basis.window.as_of
    with store.reading() as connection:
        contacts = fetch_contact_courses(connection, as_of, basis.filters)
        deals = fetch_deal_courses(connection, as_of, basis.filters)
    return funnel.build(basis, contacts, deals, by=by)
