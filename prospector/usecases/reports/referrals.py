"""The report on referrals."""

from __future__ import annotations

from prospector.reports import referrals
from prospector.reports.basis import Basis
from prospector.reports.referrals import ReferralReport
from prospector.store.introductions import fetch_introductions
from prospector.store.store import Store


def referral_report(store: Store, basis: Basis) -> ReferralReport:
    """Say who brought whom, and whom to ask.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    with store.reading() as connection:
        introduced, wins = fetch_introductions(connection, basis.window, basis.filters)
    return referrals.build(basis, introduced, wins)
