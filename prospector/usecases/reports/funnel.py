"""The report on the seven stages."""

from __future__ import annotations

from prospector.reports import funnel, funnel_evidence
from prospector.reports.basis import Basis
from prospector.reports.evidence import Why
from prospector.reports.funnel import FunnelReport
from prospector.store.stages import fetch_contact_courses, fetch_deal_courses
from prospector.store.store import Store
from prospector.usecases.reports.why import Told, tell


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


def why_funnel(store: Store, basis: Basis, why: Why) -> Told:
    """The contacts or deals behind a figure; errors as of `funnel_report`, and of `funnel_evidence.evidence_of`."""
    as_of = basis.window.as_of
    with store.reading() as connection:
        contacts = fetch_contact_courses(connection, as_of, basis.filters)
        deals = fetch_deal_courses(connection, as_of, basis.filters)
        return tell(connection, funnel_evidence.evidence_of(basis, contacts, deals, why), basis)
