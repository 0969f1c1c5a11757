"""Appointments looked up by status, contact, channel, rep and period."""

from __future__ import annotations

from datetime import date

from prospector.domain.appointment import PENDING
from prospector.domain.period import Period
from prospector.domain.spelling import quoted
from prospector.domain.vocabulary import AppointmentStatus
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.nouns import Asked
from prospector.store.records import Record, records
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.usecases.who import find_who

PENDING_WORD = "pending"
EVERY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFilter:
    """Which appointments; None does not ask.

    Attributes:
        status: one of the five, pending (set or moved), or all.
        period: of the day it starts on; those without a date are in none but everything.
    """

    status: str = PENDING_WORD
    who: str | None = None
    channel: str | None = None
    rep: str | None = None
    period: Period | None = None


def list_appointments(store: Store, wanted: AppointmentFilter, *, currency: str) -> list[Record]:
    """Records of appointments in the order of their time, those without a date last.

    Raises:
        InvalidValueError: no such status, contact, channel or rep; or several contacts are meant.
    """
    statuses = _statuses(wanted.status)
    with store.reading() as connection:
        asked: dict[str, tuple[str, int]] = {}
        if wanted.who is not None:
            asked["contact"] = ("contact_id", find_who(connection, wanted.who).id)
        if wanted.channel is not None:
            asked["channel"] = ("channel_id", read_vocabulary(connection).channel(wanted.channel).id)
        if wanted.rep is not None:
            asked["rep"] = ("rep_id", rep_id(connection, wanted.rep))
        found = records(
            connection, "appointments", Asked(tuple(asked), dict(asked.values())), currency=currency
        )
    kept = [
        each
        for each in found
        if each["status"] in statuses and (wanted.period is None or _falls_in(each, wanted.period))
    ]
    return sorted(kept, key=lambda each: str(each["starts_at"] or "9999"))


def _statuses(word: str) -> tuple[str, ...]:
    if word == EVERY:
        return tuple(AppointmentStatus)
    if word == PENDING_WORD:
        return PENDING
    if word not in tuple(AppointmentStatus):
        raise InvalidValueError(
            f"{quoted(word)} is not a status",
            hint=f"{PENDING_WORD}, {', '.join(AppointmentStatus)} or {EVERY}",
        )
    return (word,)


def _falls_in(found: Record, period: Period) -> bool:
    when = found["starts_at"]
    return period.is_everything if when is None else period.contains(date.fromisoformat(str(when)[:10]))
