"""The report on plans."""

from __future__ import annotations

from prospector.reports import plans
from prospector.reports.basis import Basis
from prospector.reports.plans import PlanReport
from prospector.store.plans import fetch_enrolments, stored_plans
from prospector.store.store import Store
from prospector.store.unplanned import fetch_unplanned
from prospector.store.words import rep_id


def plan_report(store: Store, basis: Basis) -> PlanReport:
    """Say which plan brings conversations, and which step.

    Raises:
        UnknownNameError: there is no such rep.
    """
    as_of, rep = basis.window.as_of, basis.filters.rep
    with store.reading() as connection:
        owner = rep_id(connection, rep) if rep else None
        found = fetch_enrolments(connection, rep_id=owner, as_of=as_of)
        others = fetch_unplanned(connection, as_of=as_of, rep_id=owner, horizon=basis.horizon_days)
        return plans.build(basis, stored_plans(connection), found, others)
