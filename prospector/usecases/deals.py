"""Deals: opened, advanced, won, lost, reopened, edited. Each is one deed that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from prospector.domain.deal import Deal, check_name, is_back
from prospector.domain.moment import Moment
from prospector.domain.money import Amount
from prospector.domain.spelling import fold, quoted
from prospector.domain.vocabulary import Stage
from prospector.errors import InvalidValueError
from prospector.light import dataclass, replace
from prospector.store.deals import (
    StoredDeal,
    add_steps,
    columns_of,
    read_deal,
    save_deal,
)
from prospector.store.people import Person, account_id
from prospector.store.store import Store
from prospector.store.words import put_tags, read_vocabulary, rep_id, source_id
from prospector.store.writing import Value, Writing
from prospector.usecases.which_deal import one_deal
from prospector.usecases.who import Arrival, Who, refuse_outcome, resolve_who


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFacts:
    """What is said of a deal besides its stage; None is not said.

    Attributes:
        value: its currency is None for the store's own.
        closes_on: when it is expected to close.
        new_contact: whether to make a new contact whatever names there are.
    """

    who: str | None = None
    account: str | None = None
    value: Amount | None = None
    closes_on: date | None = None
    source: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    new_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was said wrongly of a deal's course; None is right as it is.

    Attributes:
        opened, closed: when it was opened, and when it ended, after all.
        lost_reason: why it was lost after all.
        no_close: nobody expects it to close on a day any more.
    """

    name: str | None = None
    opened: Moment | None = None
    closed: Moment | None = None
    lost_reason: str | None = None
    no_close: bool = False

    def of(self, deal: Deal) -> Deal:
        """The deal with its course put right.

        Raises:
            InvalidValueError: it has not ended, or the days do not follow each other.
        """
        deal = deal if self.name is None else replace(deal, name=check_name(self.name))
        deal = deal if self.opened is None else deal.opened_on(self.opened)
        if self.closed is None and self.lost_reason is None:
            return deal
        return deal.closed_on(self.closed, self.lost_reason)


@dataclass(frozen=True, slots=True)
class DealAnswer:
    """A deal before and after a deed; `new_contact` is one that was made for it."""

    before: StoredDeal | None
    after: StoredDeal
    new_contact: Person | None = None
    changed: bool = True

    @property
    def went_back(self) -> bool:
        """Whether it moved to an earlier stage."""
        return self.before is not None and is_back(self.before.deal.stage, self.after.deal.stage)


def open_deal(
    store: Store, name: str, facts: DealFacts, *, stage: Stage | None, on: Moment, rep: str, at: int
) -> DealAnswer:
    """Open a deal.

    Args:
        store: open for writing.
        name: what it is called.
        facts: who it is with, what it is worth.
        stage: where it stands; None for qualifying, or lead where a marketing lead was never touched.
        on: when it was opened.
        rep: whose it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        InvalidValueError: an open deal has that name, or a name in the facts is not known or not one.
    """
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        _check_free(writing, check_name(name))
        who, company = _party(writing, facts, on, number)
        person = who.person if who else None
        deal = Deal.begin(name, stage or _first_stage(writing, person), on).valued(facts.value)
        row = writing.insert(
            "deal",
            **columns_of(deal),
            contact_id=person.id if person else None,
            account_id=company,
            lead_id=_lead(writing, person, on),
            source_id=source_id(writing.connection, facts.source) if facts.source else None,
            expected_close_on=facts.closes_on.isoformat() if facts.closes_on else None,
            rep_id=number,
            note=facts.note or None,
        )
        add_steps(writing, row, deal.history)
        put_tags(writing, "deal", row, facts.tags)
        after = read_deal(writing.connection, row)
        writing.record(at=at, rep_id=number, label=f"deal opened: {after}")
    return DealAnswer(None, after, person if who and who.is_new else None)


def advance(store: Store, name: str, to: Stage, *, on: Moment, rep: str, at: int) -> DealAnswer:
    """Move a deal to another stage.

    Raises:
        InvalidValueError: the deal is not known, or not one; or its rules refuse.
    """
    return _change(store, name, lambda deal: deal.advance(to, on), f"deal to {to}", rep=rep, at=at)


def win(store: Store, name: str, value: Amount | None, *, on: Moment, rep: str, at: int) -> DealAnswer:
    """End a deal as won; a value that is said replaces what was expected.

    Raises:
        InvalidValueError: as `advance`.
    """
    return _change(store, name, lambda deal: deal.win(on, value), "deal won", rep=rep, at=at)


def lose(store: Store, name: str, reason: str | None, *, on: Moment, rep: str, at: int) -> DealAnswer:
    """End a deal as lost.

    Raises:
        InvalidValueError: as `advance`.
    """
    return _change(store, name, lambda deal: deal.lose(on, reason), "deal lost", rep=rep, at=at)


def reopen(store: Store, name: str, stage: Stage | None, *, on: Moment, rep: str, at: int) -> DealAnswer:
    """Take the end of a deal back.

    Raises:
        InvalidValueError: as `advance`.
    """
    return _change(
        store, name, lambda deal: deal.reopen(on, stage), "deal reopened", rep=rep, at=at, is_open=False
    )


def edit(
    store: Store,
    name: str,
    facts: DealFacts,
    correction: Correction,
    *,
    on: Moment,
    rep: str,
    at: int,
) -> DealAnswer:
    """Correct what is said of a deal.

    Args:
        store: open for writing.
        name: which deal.
        facts: what is said anew; tags are added, an empty note takes the one there was away.
        correction: what was wrong.
        on: the present, when a new contact arrives.
        rep: whose command it is.
        at: the time of the command, UTC seconds.

    Raises:
        InvalidValueError: the deal is not known or not one; or a fact is refused.
    """
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        before = one_deal(writing.connection, name, is_open=None)
        deal = correction.of(before.deal).valued(facts.value)
        if fold(deal.name) != fold(before.deal.name):
            _check_free(writing, deal.name)
        who, company = _party(writing, facts, on, number)
        columns: dict[str, Value] = {
            "contact_id": who.person.id if who else None,
            "lead_id": _lead(writing, who.person, deal.opened) if who else None,
            "account_id": company,
            "source_id": source_id(writing.connection, facts.source) if facts.source else None,
            "expected_close_on": facts.closes_on.isoformat() if facts.closes_on else None,
            "note": facts.note or None,
        }
        cleared = {
            *(("expected_close_on",) if correction.no_close else ()),
            *(("note",) if facts.note == "" else ()),
        }
        said = {key: value for key, value in columns.items() if value is not None or key in cleared}
        if said:
            writing.update("deal", before.id, **said)
        save_deal(writing, before.id, before.deal, deal)
        put_tags(writing, "deal", before.id, facts.tags)
        after = read_deal(writing.connection, before.id)
        recorded = writing.record(at=at, rep_id=number, label=f"deal edited: {after}")
    return DealAnswer(before, after, who.person if who and who.is_new else None, recorded is not None)


def _change(
    store: Store,
    name: str,
    rule: Callable[[Deal], Deal],
    deed: str,
    *,
    rep: str,
    at: int,
    is_open: bool = True,
) -> DealAnswer:
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        before = one_deal(writing.connection, name, is_open=is_open)
        save_deal(writing, before.id, before.deal, rule(before.deal))
        after = read_deal(writing.connection, before.id)
        writing.record(at=at, rep_id=number, label=f"{deed}: {after}")
    return DealAnswer(before, after)


def _check_free(writing: Writing, name: str) -> None:
    """A second open deal of one name could never be meant by it."""
    found = writing.connection.execute(
        "SELECT id FROM deal WHERE name_key = ? AND status = 'open'", (fold(name),)
    ).fetchone()
    if found:
        raise InvalidValueError(
            f"there is an open deal {quoted(name)} already, id:{found[0]}",
            hint="give this one a name of its own",
        )


def _party(writing: Writing, facts: DealFacts, on: Moment, rep_number: int) -> tuple[Who | None, int | None]:
    """The contact, made if it is new, and the account: the one that is named, else the contact's."""
    if facts.who is None:
        return None, account_id(writing, facts.account) if facts.account else None
    refuse_outcome(read_vocabulary(writing.connection), facts.who)
    arrival = Arrival(on, facts.source or "self", rep_number)
    who = resolve_who(writing, facts.who, arrival=arrival, account=facts.account, new=facts.new_contact)
    return who, account_id(writing, facts.account) if facts.account else who.person.account_id


def _first_stage(writing: Writing, person: Person | None) -> Stage:
    """Qualifying, where deals begin; but a marketing lead, however eager, enters at lead until it is touched."""
    untouched_marketing = (
        person
        and writing.connection.execute(
            "SELECT 1 FROM lead JOIN source ON source.id = source_id WHERE contact_id = ?1 AND family = 'marketing' "
            "AND NOT EXISTS (SELECT 1 FROM activity WHERE activity.contact_id = ?1)",
            (person.id,),
        ).fetchone()
    )
    return Stage.LEAD if untouched_marketing else Stage.QUALIFYING


def _lead(writing: Writing, person: Person | None, on: Moment | None) -> int | None:
    """The contact's arrival that the deal came from: the last one before the deal was opened."""
    if person is None:
        return None
    found = writing.connection.execute(
        "SELECT id FROM lead WHERE contact_id = ? "
        "ORDER BY coalesce(received_at, 0) <= ? DESC, received_at DESC, id DESC LIMIT 1",
        (person.id, on.seconds if on else 0),
    ).fetchone()
    return None if found is None else int(found[0])
