"""The report on target accounts."""

from __future__ import annotations

from prospector.reports import accounts
from prospector.reports.accounts import AccountReport
from prospector.reports.basis import Basis
from prospector.store.coverage import fetch_coverage
from prospector.store.store import Store


def account_report(store: Store, basis: Basis, *, every: bool) -> AccountReport:
    """Say how well accounts are covered; all of them, or the target ones.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    with store.reading() as connection:
        found, people = fetch_coverage(connection, basis.window, basis.filters, every=every)
    return accounts.build(basis, found, people, every=every)
