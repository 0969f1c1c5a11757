"""Rows of people who were forgotten: left out before anything is looked up for them, so that no old file brings them back.

A row is of somebody who was forgotten if it was of theirs when it came before, if it shows an id or an address of
theirs, or, where it shows none, their name. Who is a contact of that address or name today is meant instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from prospector.domain.spelling import fold
from prospector.store.forgetting.known import ForgottenPeople, Told
from prospector.store.forgetting.suppression import Suppression, read_suppression
from prospector.store.loading.load import Load
from prospector.store.loading.staging import Staging
from prospector.store.writing import Value

OF_FORGOTTEN = "of somebody who was forgotten; left out"
_WHO = ("contact", "email", "phone", "profile_url", "title", "account", "contact_ref", "account_ref")
_REFERRED = "referred_by"
_OF_PEOPLE = frozenset(["activities", "contacts", "deals", "appointments"])


def leave_out_forgotten(load: Load, staging: Staging, kind: str) -> list[int]:
    """Leave out the rows of people who were forgotten; they are counted as skipped, and remarked.

    Args:
        load: the import, in its transaction.
        staging: its rows, before any of them is looked up.
        kind: what they are.

    Returns:
        Their lines.
    """
    listed = read_suppression(load.connection)
    if listed is None or kind not in _OF_PEOPLE:
        return []
    forgotten = ForgottenPeople(load.connection, listed, load.system)
    lines = _leave_out_rows(staging, _known_rows(staging, listed))
    if kind == "activities":  # what many rows say of a person is looked at once
        theirs = {
            number for number, words in staging.shared("who") if forgotten.meant(_told(load, _WHO, words))
        }
        lines += [line for line, _ in staging.take_out("who", theirs)]
    else:
        lines += _leave_out_rows(staging, _rows_of(forgotten, load, staging, kind))
    if lines:
        load.tally.skipped += len(lines)
        load.tally.remark(OF_FORGOTTEN, min(lines), len(lines))
    _drop_referrers(load, forgotten, staging)
    return lines


def _known_rows(staging: Staging, listed: Suppression) -> list[int]:
    """The rows that came before, when they were of somebody who was forgotten since."""
    rows: Iterable[tuple[Any, ...]] = staging.rows(("number", "identity"))
    return [number for number, identity in rows if listed.has_row(identity)]


def _rows_of(forgotten: ForgottenPeople, load: Load, staging: Staging, kind: str) -> list[int]:
    names = [name for name in staging.names if name not in staging.absent]
    rows: Iterable[tuple[Any, ...]] = staging.rows(("number", *names))
    return [number for number, *values in rows if forgotten.meant(_told(load, names, values, kind=kind))]


def _leave_out_rows(staging: Staging, numbers: Collection[int]) -> list[int]:
    """Leave rows out by their number; their lines."""
    if not numbers:
        return []
    lines: Iterable[tuple[Any, ...]] = staging.numbered(numbers, ("line",)).values()
    staging.leave_out(numbers)
    return [line for (line,) in lines]


def _told(load: Load, names: Iterable[str], values: Iterable[Value], *, kind: str = "activities") -> Told:
    row = {name: str(value) for name, value in zip(names, values, strict=True) if isinstance(value, str)}
    of_contact = kind == "contacts"
    references = ("person_ref", "external_id") if of_contact else ("contact_ref",)
    return Told(
        name=row.get("name" if of_contact else "contact"),
        email=row.get("email"),
        phone=row.get("phone"),
        profile_url=row.get("profile_url"),
        company=_company(load, row.get("account"), row.get("account_ref")),
        ids=tuple(row[name] for name in references if name in row),
        activity=row.get("activity_ref"),
    )


def _company(load: Load, name: str | None, reference: str | None) -> str:
    if name is not None:
        return fold(name)
    if reference is None:
        return ""
    known = load.known(load.identity_of("accounts", reference))
    found = (
        None
        if known is None
        else load.connection.execute("SELECT name_key FROM account WHERE id = ?", (known[1],)).fetchone()
    )
    return "" if found is None else str(found[0])


def _drop_referrers(load: Load, forgotten: ForgottenPeople, staging: Staging) -> None:
    """Let nobody be introduced by somebody who was forgotten: that would make them anew."""
    if _REFERRED not in staging.names or _REFERRED in staging.absent:
        return
    for name in map(str, staging.distinct(_REFERRED)):
        theirs = forgotten.meant(Told(email=name)) if "@" in name else forgotten.was_called(name)
        if theirs:
            load.connection.execute(f"UPDATE temp.staged SET {_REFERRED} = '' WHERE {_REFERRED} = ?", (name,))
