"""Accounts: added, shown with their people and deals, edited."""

from __future__ import annotations

from prospector.domain.naming import one_line
from prospector.domain.spelling import fold, quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.accounts import find_account
from prospector.store.nouns import Asked
from prospector.store.records import Record, count, record, records
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Value, Writing
from prospector.usecases.edits import Edited

_LAST_ACTIVITIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What is said of an account; None is not said.

    Attributes:
        target: whether it is a target account.
        buying_group: how many people decide there.
        cleared: columns that are to be empty.
    """

    name: str | None = None
    domain: str | None = None
    industry: str | None = None
    target: bool | None = None
    buying_group: int | None = None
    divisions: tuple[str, ...] = ()
    note: str | None = None
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account with its people, its deals and the last activities with it; `touches` is how many there are."""

    account: Record
    contacts: tuple[Record, ...]
    deals: tuple[Record, ...]
    activities: tuple[Record, ...]
    touches: int


def add_account(store: Store, name: str, facts: AccountFacts, *, currency: str, rep: str, at: int) -> Record:
    """Add an account.

    Raises:
        InvalidValueError: there is one of that name, or a value is none.
    """
    with store.writing() as writing:
        text = _free_name(writing, name, None)
        owner = rep_id(writing.connection, rep)
        values: dict[str, Value] = {"name": text, "name_key": fold(text), "target": 0, "rep_id": owner}
        number = writing.insert("account", **values | _values(facts))
        writing.record(at=at, rep_id=owner, label=f"account {text}")
        return record(writing.connection, "accounts", number, currency=currency)


def edit_account(store: Store, name: str, facts: AccountFacts, *, currency: str, rep: str, at: int) -> Edited:
    """Change an account.

    Raises:
        InvalidValueError: NAME is not one account, the new name is another's, or a value is none.
    """
    with store.writing() as writing:
        company = find_account(writing.connection, name)
        before = record(writing.connection, "accounts", company.id, currency=currency)
        values = _values(facts)
        if facts.name is not None:
            text = _free_name(writing, facts.name, company.id)
            values |= {"name": text, "name_key": fold(text)}
        writing.update("account", company.id, **values)
        edited = Edited(before, record(writing.connection, "accounts", company.id, currency=currency))
        owner = rep_id(writing.connection, rep)
        writing.record(at=at, rep_id=owner, label=f"edit of {company.name}: {edited}")
    return edited


def show_account(store: Store, name: str, *, currency: str) -> AccountShown:
    """Fetch an account and what belongs to it.

    Raises:
        InvalidValueError: NAME is not one account.
    """
    with store.reading() as connection:
        number = find_account(connection, name).id
        theirs = Asked(("account",), {"account_id": number})
        last = Asked(("account",), {"account_id": number}, limit=_LAST_ACTIVITIES)
        return AccountShown(
            record(connection, "accounts", number, currency=currency),
            tuple(records(connection, "contacts", theirs, currency=currency)),
            tuple(records(connection, "deals", theirs, currency=currency)),
            tuple(records(connection, "activities", last, currency=currency)),
            count(connection, "activities", theirs),
        )


def _free_name(writing: Writing, name: str, own: int | None) -> str:
    text = one_line(name)
    if not text or text.lower().startswith("id:"):
        raise InvalidValueError(f"{quoted(name)} is not a name for an account", hint="as in Acme")
    found = writing.connection.execute(
        "SELECT id, name FROM account WHERE name_key = ?", (fold(text),)
    ).fetchone()
    if found is not None and found[0] != own:
        raise InvalidValueError(
            f"there is an account {quoted(found[1])} already; nothing was written",
            hint="prospector account edit changes it",
        )
    return text


def _values(facts: AccountFacts) -> dict[str, Value]:
    if facts.buying_group == 0:
        raise InvalidValueError("a buying group of 0 decides nothing", hint="--buying-group 21 is usual")
    divisions = ";".join(dict.fromkeys(one_line(name) for name in facts.divisions if name.strip()))
    given: dict[str, Value] = {
        "domain": facts.domain.strip().lower() if facts.domain else None,
        "industry": facts.industry,
        "target": None if facts.target is None else int(facts.target),
        "buying_group": facts.buying_group,
        "divisions": divisions or None,
        "note": facts.note,
    }
    return {name: value for name, value in given.items() if value is not None} | dict.fromkeys(
        facts.cleared, None
    )
