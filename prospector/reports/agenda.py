"""What is next: everything that asks to be done, in the order of its worth, each with its reason.

    appointment  =  today's and tomorrow's, and those of the last 30 days that nobody said anything about since; then those
                    that were agreed in these days without a date
    follow-up    =  promised for today or earlier
    plan step    =  due today or earlier; one that is more than 14 days late comes after everything else
    lead         =  warmed up as the coin of the experiment says, and not called yet; then those who came and were never
                    touched: those of the last two days first, then by what leads of that source came to (won / leads),
                    then the latest first
    deal         =  open, and longer in its stage than the rep's deals usually stay there (by `stale`), at least 7 days;
                    the largest first
    referral     =  a customer since at least 30 days who was never asked for one; the largest first
    gap          =  a target account that was not touched for 30 days, or never

What was agreed for a day comes first, each sort by its day. Of the others, the best three of each sort come before the rest, so
that a long list of leads does not hide a deal. A lead in the experiment gets the first touch that its coin says. Contacts to whom something was promised, who are in a plan, or who have
an appointment to come, are left out of the others: they are cared for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from shlex import quote

from prospector.domain.agenda import (
    AgendaFacts,
    DueStep,
    Item,
    OpenDeal,
    PendingAppointment,
    Sort,
    UndatedAppointment,
    WaitingLead,
)
from prospector.domain.day_words import day_text
from prospector.domain.deal import precedes
from prospector.domain.experiment import Arm
from prospector.domain.filters import BLANK_SOURCE
from prospector.domain.follow_up import FollowUp
from prospector.domain.introductions import WinFact
from prospector.domain.moment import Moment, day_number
from prospector.errors import InvalidValueError
from prospector.reports.basis import Basis
from prospector.reports.stale import usual_of

FRESH_DAYS = 2
OLD_DAYS = 14
BEST_OF_EACH = 3
SHORTEST_STALE = 7
DAYS_A_CUSTOMER = 30
_FIRST_TOUCH = {Arm.WARM: "social", Arm.COLD: "call"}
_VERBS = frozenset({"call", "email", "social"})


def build(
    basis: Basis,
    facts: AgendaFacts,
    wins: Iterable[WinFact],
    *,
    now: Moment,
) -> tuple[Item, ...]:
    """Put everything in order.

    Args:
        basis: as-of is today.
        facts: what asks for something.
        wins: every deal won up to today.
        now: the present.
    """
    today = basis.as_of
    steps = [_step(each, today) for each in facts.steps]
    agreed = [
        *(_appointment(each, today, now) for each in facts.appointments),
        *(_undated(each, today) for each in facts.undated),
        *(_follow_up(each, today) for each in facts.follow_ups),
        *(each for each in steps if not each.old),
    ]
    whenever = (
        [*_warmed(facts), *(_lead(each, facts, today) for each in _ranked_leads(facts, today))],
        sorted(_deals(basis, facts, today), key=_by_value),
        sorted(_referrals(basis, facts, wins), key=_by_value),
        list(_gaps(basis, facts)),
    )
    first = [item for items in whenever for item in items[:BEST_OF_EACH]]
    rest = [item for items in whenever for item in items[BEST_OF_EACH:]]
    return (*agreed, *first, *rest, *(each for each in steps if each.old))


def _appointment(found: PendingAppointment, today: date, now: Moment) -> Item:
    over = precedes(found.starts, now) if found.starts.has_time else found.starts.day < today
    which = "" if found.alone else f" --id {found.id}"
    return Item(
        key=("appointment", found.id),
        sort=Sort.APPOINTMENT,
        what="say what became of it" if over else "keep the appointment",
        reason=f"{_day(found.starts, today)}: held or no-show?" if over else _day(found.starts, today),
        command=f"appointment held {{who}}{which}",
        due=found.starts.day,
        contact_id=found.contact_id,
    )


def _undated(found: UndatedAppointment, today: date) -> Item:
    age = day_number(today) - found.set_on
    agreed = "today" if age == 0 else f"{_days(age)} ago"
    return Item(
        key=("appointment", found.id),
        sort=Sort.APPOINTMENT,
        what="agree on a date",
        reason=f"agreed {agreed}, no date yet",
        command=f"appointment move {{who}} WHEN --id {found.id}",
        contact_id=found.contact_id,
    )


def _follow_up(found: FollowUp, today: date) -> Item:
    return Item(
        key=("follow_up", found.id),
        sort=Sort.FOLLOW_UP,
        what=found.text,
        subject=f"{found.text} · {found.contact}" if found.contact else found.text,
        reason=f"promised for {_near(found.due, today)}",
        command=f"followup done {found.id}",
        due=found.due,
        contact_id=found.contact_id,
    )


def _step(found: DueStep, today: date) -> Item:
    step = found.step
    verb = step.channel if step.channel in _VERBS else f"log {step.channel}"
    late = (today - found.due).days
    since = f", {_days(late)} late" if late else ""
    return Item(
        key=(f"step {found.place}", found.enrolment_id),
        sort=Sort.STEP,
        what=step.what,
        reason=f"{found.plan} {found.place}/{found.steps}{since}: {step.what.rstrip('.')}",
        command=f"{verb} {{who}}{f' -k {quote(step.kind)}' if step.kind else ''}",
        due=found.due,
        contact_id=found.contact_id,
        channel=step.channel,
        kind=step.kind,
        old=late > OLD_DAYS,
    )


def _ranked_leads(facts: AgendaFacts, today: date) -> list[WaitingLead]:
    here = day_number(today)

    def order(lead: WaitingLead) -> tuple[bool, float, int, int]:
        age = here - lead.received_on if lead.received_on is not None else 10**6
        fresh = age <= FRESH_DAYS
        record = facts.sources.get(lead.source)
        return (not fresh, 0.0 if fresh or record is None else -record.rate, age, lead.contact_id)

    return sorted((lead for lead in facts.leads if lead.contact_id not in facts.cared_for), key=order)


def _warmed(facts: AgendaFacts) -> Iterable[Item]:
    for contact_id in facts.warmed:
        if contact_id not in facts.cared_for:
            yield Item(
                key=("contact", contact_id),
                sort=Sort.LEAD,
                what="first call",
                reason="warm: touched, now call",
                command="call {who}",
                contact_id=contact_id,
                channel="call",
            )


def _lead(lead: WaitingLead, facts: AgendaFacts, today: date) -> Item:
    age = None if lead.received_on is None else day_number(today) - lead.received_on
    waits = "never touched" if age is None else "came today" if age == 0 else f"waits {_days(age)}"
    record = facts.sources.get(lead.source)
    paid = f" · {record.won} of {record.leads:,} won" if record and record.won else ""
    coin = facts.coins.get(lead.contact_id)
    told = "" if coin is None else f", the coin says {coin.value}"
    name = "lead" if lead.source == BLANK_SOURCE else f"{lead.source} lead"
    channel = _FIRST_TOUCH[coin] if coin is not None else "call" if lead.by_phone else "email"
    return Item(
        key=("contact", lead.contact_id),
        sort=Sort.LEAD,
        what="first touch",
        reason=f"{name}, {waits}{told}{paid}",
        command=f"{channel} {{who}}",
        contact_id=lead.contact_id,
        channel=channel,
    )


def _by_value(item: Item) -> tuple[int, tuple[str, int]]:
    return (-(item.value_minor or 0), item.key)


def _deals(basis: Basis, facts: AgendaFacts, today: date) -> Iterable[Item]:
    for deal in facts.deals:
        if deal.since is None or deal.contact_id in facts.cared_for:
            continue
        age = day_number(today) - deal.since
        usual = usual_of(facts.stays.get(deal.stage, ()))
        if age > max(usual.days, SHORTEST_STALE):
            usually = f", usually up to {usual.days:,.0f}" if usual.is_own else ""
            worth = _worth(basis, deal.value_minor, deal.currency)
            yield _deal(deal, f"{deal.stage} for {_days(age)}{usually}", worth)


def _deal(deal: OpenDeal, reason: str, worth: int | None) -> Item:
    call = deal.contact_id is not None
    return Item(
        key=("deal", deal.id),
        sort=Sort.DEAL,
        what="move the deal on",
        subject=deal.name,
        reason=reason,
        command="call {who}" if call else f"deal advance {quote(deal.name)} STAGE",
        contact_id=deal.contact_id,
        channel="call" if call else None,
        value_minor=worth,
    )


def _worth(basis: Basis, value_minor: int | None, currency: str | None) -> int | None:
    """The value in the store's currency; None where it has none, or its currency no rate: the list is shown all the same."""
    try:
        return None if value_minor is None else basis.exchange.minor(value_minor, currency)
    except InvalidValueError:
        return None


def _referrals(basis: Basis, facts: AgendaFacts, wins: Iterable[WinFact]) -> Iterable[Item]:
    today = day_number(basis.as_of)
    by_contact: defaultdict[int, list[WinFact]] = defaultdict(list)
    for win in wins:
        if not win.asked and win.contact_id is not None and win.contact_id not in facts.cared_for:
            by_contact[win.contact_id].append(win)
    for contact_id, found in by_contact.items():
        days = [win.closed_on for win in found if win.closed_on is not None]
        if days and today - max(days) >= DAYS_A_CUSTOMER:
            worths = (_worth(basis, win.value_minor, win.currency) for win in found)
            yield Item(
                key=("referral", contact_id),
                sort=Sort.REFERRAL,
                what="ask for a referral",
                reason=f"bought {_days(today - max(days))} ago, never asked",
                command="log referral {who}",
                contact_id=contact_id,
                channel="referral",
                value_minor=sum(worth for worth in worths if worth is not None) or None,
            )


def _gaps(basis: Basis, facts: AgendaFacts) -> Iterable[Item]:
    """The target accounts that are cold: where most people were met first, then the longest untouched."""
    today = day_number(basis.as_of)
    cold = [
        each
        for each in facts.targets
        if each.touched_on is None or today - each.touched_on > basis.horizon_days
    ]
    for each in sorted(cold, key=lambda target: (-target.met, target.touched_on or 0, target.id)):
        days = None if each.touched_on is None else today - each.touched_on
        contact_id = facts.way_in.get(each.id)
        touched = "never touched" if days is None else f"{_days(days)} cold"
        yield Item(
            key=("account", each.id),
            sort=Sort.GAP,
            what="get into the account" if days is None else "get back to the account",
            subject=each.name,
            reason=f"target, {touched}, {each.met} of {each.buying_group} met",
            command=f"contact add NAME -a {quote(each.name)}" if contact_id is None else "call {who}",
            contact_id=contact_id,
            account=each.name,
            channel=None if contact_id is None else "call",
        )


def _day(moment: Moment, today: date) -> str:
    clock = f" {moment.local:%H:%M}" if moment.has_time else ""
    return f"{_near(moment.day, today)}{clock}"


def _near(day: date, today: date) -> str:
    words = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return words.get((day - today).days) or day_text(day, year=day.year != today.year)


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"
