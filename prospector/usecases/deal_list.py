"""Deals looked up: a list by status, stage, account, rep and period; one with its history."""

from __future__ import annotations

from datetime import date

from prospector.domain.period import Period
from prospector.domain.spelling import fold, quoted
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.accounts import find_account
from prospector.store.deals import StoredDeal
from prospector.store.nouns import Asked
from prospector.store.records import Record, record, records
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.usecases.which_deal import one_deal

EVERY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFilter:
    """Which deals; None does not ask.

    Attributes:
        status: open, won, lost or all.
        period: of the end for those that ended, of the opening for the others.
    """

    status: str = DealStatus.OPEN
    stage: Stage | None = None
    account: str | None = None
    rep: str | None = None
    period: Period | None = None


def list_deals(store: Store, wanted: DealFilter, *, currency: str) -> list[Record]:
    """The records of deals: the furthest stage first, then by the day they are expected to close, then by name.

    Raises:
        InvalidValueError: no such status.
        UnknownNameError: no such account or rep.
    """
    if wanted.status not in (*DealStatus, EVERY):
        raise InvalidValueError(
            f"{quoted(wanted.status)} is not a status", hint=f"{', '.join(DealStatus)} or {EVERY}"
        )
    with store.reading() as connection:
        asked: dict[str, tuple[str, str | int]] = {}
        if wanted.status != EVERY:
            asked["status"] = ("status", wanted.status)
        if wanted.stage:
            asked["stage"] = ("stage", wanted.stage.value)
        if wanted.rep is not None:
            asked["rep"] = ("rep_id", rep_id(connection, wanted.rep))
        if wanted.account is not None:
            asked["account"] = ("account_id", find_account(connection, wanted.account).id)
        found = records(connection, "deals", Asked(tuple(asked), dict(asked.values())), currency=currency)
    kept = [each for each in found if wanted.period is None or _falls_in(each, wanted.period)]
    return sorted(kept, key=_order)


def show_deal(store: Store, name: str, *, currency: str) -> tuple[StoredDeal, Record]:
    """One deal with its history, and its record.

    Raises:
        InvalidValueError: NAME means none, or several.
    """
    with store.reading() as connection:
        found = one_deal(connection, name, is_open=None)
        return found, record(connection, "deals", found.id, currency=currency) or {}


def _falls_in(found: Record, period: Period) -> bool:
    when = found["opened_at"] if found["status"] == DealStatus.OPEN else found["closed_at"]
    return period.is_everything if when is None else period.contains(date.fromisoformat(str(when)[:10]))


def _order(found: Record) -> tuple[int, str, str, str]:
    stages = list(Stage)
    place = -stages.index(Stage(str(found["stage"]))) if found["stage"] else 1
    return (
        place,
        str(found["closed_at"] or ""),
        str(found["expected_close_on"] or "9999"),
        fold(str(found["name"])),
    )
