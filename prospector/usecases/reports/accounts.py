"""The report on target accounts."""

from __future__ import annotations

from prospector.reports import accounts
from prospector.reports.accounts import AccountReport
from prospector.reports.basis import Basis
from prospector.reports.evidence import Why
from prospector.store.coverage import fetch_coverage
from prospector.store.store import Store
from prospector.usecases.reports.why import Told, tell


def account_report(store: Store, basis: Basis, *, every: bool) -> AccountReport:
    """Say how well accounts are covered; all of them, or the target ones.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    with store.reading() as connection:
        found, people = fetch_coverage(connection, basis.window, basis.filters, every=every)
    return accounts.build(basis, found, people, every=every)


def why_accounts(store: Store, basis: Basis, why: Why, *, every: bool) -> Told:
    """The people behind a figure; errors as of `account_report`, and of `accounts.evidence_of`."""
    with store.reading() as connection:
        found, people = fetch_coverage(connection, basis.window, basis.filters, every=every)
        return tell(connection, accounts.evidence_of(found, people, why), basis)
