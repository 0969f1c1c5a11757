"""Coverage: accounts and their people, as the store hands them to a report."""

from __future__ import annotations

from prospector.light import dataclass

BUYING_GROUP = 21  # people who have a say in a purchase of a large company, unless the rep knows better


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFact:
    """An account.

    Attributes:
        buying_group: people who have a say in a purchase, as far as the rep knows; else `BUYING_GROUP`.
        divisions: those that the rep wrote down.
        open_deals: at as-of.
        touched_on: the last touch of the account in which nobody was named.
    """

    id: int
    name: str
    target: bool
    buying_group: int
    divisions: tuple[str, ...]
    open_deals: int
    touched_on: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact:
    """Somebody at an account.

    Attributes:
        touched_on: the last touch up to as-of.
        touched: whether in the period; likewise conversed and met.
        conversed_lately: whether in the days after which a conversation is new again, up to as-of.
    """

    id: int
    account_id: int
    division: str | None
    seniority: str | None
    touched_on: int | None
    touched: bool
    conversed: bool
    conversed_lately: bool
    met: bool
