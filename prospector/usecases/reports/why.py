"""The rows behind a figure of a report, as records. Loaded where `--why` is asked, and not before."""

from __future__ import annotations

import sqlite3

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures
from prospector.domain.journeys import Goal
from prospector.light import dataclass, replace
from prospector.reports import (
    accounts,
    cohorts_evidence,
    content,
    content_evidence,
    evidence,
    experiment,
    focus_evidence,
    funnel_evidence,
    paths_evidence,
    plans,
    quota,
    quota_evidence,
    referrals,
    sources_evidence,
    time,
    time_evidence,
    warm,
)
from prospector.reports.basis import Basis
from prospector.reports.cohorts import require_cohorts
from prospector.reports.credit import shared_of, trace
from prospector.reports.credit_evidence import Explained, of_shared, refuse_chains
from prospector.reports.evidence import RESULTS, Evidence, Why
from prospector.store.coverage import fetch_coverage
from prospector.store.done import fetch_done
from prospector.store.figures import fetch_figures
from prospector.store.introductions import fetch_introductions
from prospector.store.journeys import OTHER
from prospector.store.leads import fetch_lead_deals, fetch_leads
from prospector.store.outcomes import fetch_outcomes
from prospector.store.pieces import fetch_pieces
from prospector.store.plans import fetch_enrolments, stored_plans
from prospector.store.quotas import fetch_quotas
from prospector.store.records import Record, columns, numbered
from prospector.store.slots import slots_of
from prospector.store.stages import fetch_contact_courses, fetch_deal_courses
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.usecases.experiments import look_at_warm
from prospector.usecases.reports.content import figures_of, results_basis
from prospector.usecases.reports.credit import journey_facts, named
from prospector.usecases.reports.focus import channels_of
from prospector.usecases.reports.paths import path_facts
from prospector.usecases.reports.quota_periods import fetch_by_period
from prospector.usecases.reports.warm import warm_facts


@dataclass(frozen=True, slots=True)
class Told:
    """Evidence with its records and the canonical columns, by noun."""

    evidence: Evidence
    records: dict[str, list[Record]]
    columns: dict[str, tuple[str, ...]]


def why_compared(store: Store, basis: Basis, dimension: Dimension, why: Why) -> Told:
    """The rows behind a figure of `report channels` and `report compare`.

    Raises:
        InvalidValueError: the report has no such figure, or a deal that counts is in a currency without a rate.
        UnknownNameError: it has no such row, or a filter names what the store does not know.
    """
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
        if basis.credit.is_shared and why.figure in RESULTS:
            figures, explained = _explained(connection, figures, basis)
            found = of_shared(figures, basis.credit, explained, why, OTHER)
        else:
            done = fetch_done(connection, basis.window, dimension, basis.filters)
            found = evidence.of_comparison(figures, done, why, basis.exchange)
        return tell(connection, found, basis)


def why_cohorts(store: Store, basis: Basis, dimension: Dimension, why: Why) -> Told:
    """The touches behind a figure of `report compare --cohort`; errors as of `why_compared`.

    Raises:
        InvalidValueError: there are no cohorts by the dimension.
    """
    require_cohorts(dimension)
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
        done = fetch_done(connection, basis.window, dimension, basis.filters)
        return tell(connection, cohorts_evidence.evidence_of(figures, done, why), basis)


def why_paths(store: Store, basis: Basis, goal: Goal, why: Why) -> Told:
    """The results on a path; errors as of `why_compared`."""
    with store.reading() as connection:
        outcomes, facts = path_facts(connection, basis, goal)
        return tell(connection, paths_evidence.evidence_of(basis, outcomes, facts, goal, why), basis)


def why_content(store: Store, basis: Basis, why: Why) -> Told:
    """What a figure of content pieces is made of; errors as of `why_compared`."""
    with store.reading() as connection:
        pieces = content.chosen_of(basis, fetch_pieces(connection, basis.filters))
        chosen, results = content_evidence.chosen_by(pieces, why), results_basis(basis)
        found = content_evidence.of_pieces(chosen, why)
        if found is None:
            figures = figures_of(connection, results)
            done = fetch_done(connection, results.window, content.DIMENSION, results.filters)
            found = content_evidence.of_touches(figures, done, chosen, why)
            if found is None:
                explained = None
                if basis.credit.is_shared:
                    figures, explained = _explained(connection, figures, results)
                found = content_evidence.of_credit(results, figures, chosen, why, explained)
        return tell(connection, found, basis)


def why_focus(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure of focus; errors as of `why_compared`."""
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, Dimension.CHANNEL, basis.filters)
        done = fetch_done(connection, basis.window, Dimension.CHANNEL, basis.filters)
        channels = channels_of(figures, basis)
        return tell(
            connection, focus_evidence.evidence_of(figures, done, channels, why, basis.exchange), basis
        )


def why_experiment(store: Store, basis: Basis, why: Why, *, rep: str) -> Told:
    """The people behind a figure of the experiment; errors as of `look_at_warm` and `experiment.evidence_of`."""
    _, subjects = look_at_warm(store, as_of=basis.window.as_of, rep=rep)
    with store.reading() as connection:
        return tell(connection, experiment.evidence_of(basis, subjects, why), basis)


def why_accounts(store: Store, basis: Basis, why: Why, *, every: bool) -> Told:
    """The people behind a figure; errors as of `account_report`, and of `accounts.evidence_of`."""
    with store.reading() as connection:
        found, people = fetch_coverage(connection, basis.window, basis.filters, every=every)
        return tell(connection, accounts.evidence_of(found, people, why), basis)


def why_referrals(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure; errors as of `referral_report`, and of `referrals.evidence_of`."""
    with store.reading() as connection:
        introduced, wins = fetch_introductions(connection, basis.window, basis.filters)
        return tell(connection, referrals.evidence_of(basis, introduced, wins, why), basis)


def why_warm(store: Store, basis: Basis, why: Why) -> Told:
    """The calls behind a figure; errors as of `warm_report`, and of `warm.evidence_of`."""
    with store.reading() as connection:
        calls, outcomes = warm_facts(connection, basis)
        return tell(connection, warm.evidence_of(basis, calls, outcomes, why), basis)


def why_time(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure; errors as of `time_report`, and of `time_evidence.evidence_of`."""
    with store.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window, filters=basis.filters)
        done = fetch_done(connection, basis.window, Dimension.CHANNEL, basis.filters)
        talks = time.conversations_in(outcomes, basis.exchange)
        slots = slots_of(connection, {*talks, *(row.id for row in done)})
        return tell(connection, time_evidence.evidence_of(done, talks, slots, outcomes.channels, why), basis)


def why_sources(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure of `report sources`; errors as of `why_compared`."""
    with store.reading() as connection:
        leads = fetch_leads(connection, basis.window, basis.filters)
        deals = fetch_lead_deals(connection, basis.window)
        return tell(connection, sources_evidence.evidence_of(basis, leads, deals, why), basis)


def why_quota(store: Store, basis: Basis, why: Why) -> Told:
    """What is credited to the quotas of a metric; errors as of `why_compared`."""
    filters = replace(basis.filters, rep=None, channel=None)  # these two choose quotas
    with store.reading() as connection:
        quotas = fetch_quotas(connection, basis.window.as_of)
        outcomes = fetch_by_period(connection, basis, quota.periods_of(basis, quotas), filters)
        return tell(connection, quota_evidence.evidence_of(basis, quotas, outcomes, why), basis)


def why_plans(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure; errors as of `plan_report`, and of `plans.evidence_of`."""
    rep = basis.filters.rep
    with store.reading() as connection:
        owner = rep_id(connection, rep) if rep else None
        found = fetch_enrolments(connection, rep_id=owner, as_of=basis.window.as_of)
        return tell(connection, plans.evidence_of(basis, stored_plans(connection), found, why), basis)


def why_funnel(store: Store, basis: Basis, why: Why) -> Told:
    """The contacts or deals behind a figure; errors as of `funnel_report`, and of `funnel_evidence.evidence_of`."""
    as_of = basis.window.as_of
    with store.reading() as connection:
        contacts = fetch_contact_courses(connection, as_of, basis.filters)
        deals = fetch_deal_courses(connection, as_of, basis.filters)
        return tell(connection, funnel_evidence.evidence_of(basis, contacts, deals, why), basis)


def tell(connection: sqlite3.Connection, found: Evidence, basis: Basis) -> Told:
    """Look the records up."""
    currency = basis.exchange.currency
    return Told(
        found,
        {noun: numbered(connection, noun, adds, currency=currency) for noun, adds in found.adds.items()},
        {noun: columns(connection, noun) for noun in found.adds},
    )


def _explained(connection: sqlite3.Connection, figures: Figures, basis: Basis) -> tuple[Figures, Explained]:
    """Results under shared credit: the figures with all names, what the report prints and why."""
    outcomes, credit = figures.outcomes, basis.credit
    credit.check(outcomes.dimension, has_touch_filter=outcomes.has_touch_filter)
    refuse_chains(credit)
    facts = journey_facts(connection, figures, basis)
    by_metric, nulls = trace(outcomes, basis.exchange, credit, facts, OTHER)
    shared = shared_of(outcomes, credit, by_metric, nulls, OTHER)
    return named(connection, figures, shared), Explained(shared, by_metric)
