"""Publishing the other kinds: contacts with their leads, accounts, deals, appointments, content, quotas."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from prospector.domain.currency import exponent_of
from prospector.domain.moment import day_number
from prospector.domain.period import read_period
from prospector.domain.spelling import fold, quoted, title_key
from prospector.domain.vocabulary import DealStatus, Metric, Stage
from prospector.store.loading.load import Load, RefusedError, Staged, fill_blanks, text_of
from prospector.store.loading.people import Known, Named, People, meant
from prospector.store.loading.staging import fullest_first
from prospector.store.loading.words import Words
from prospector.store.writing import Value

_LEAD_COLUMNS = ("source", "received_at", "qualified", "qualified_at")
FIRST_STAGE = Stage.QUALIFYING  # a deal that says nothing of its stage is at least worth qualifying


# Rows are placed in an order of their own: who is surest to be known first, so that the file's order decides nothing.
_ORDER = {
    "contacts": "person_ref IS NOT NULL, referred_by IS NOT NULL, {fullest}, name, received_at, identity",
    "deals": "{fullest}, opened_at, closed_at, identity",
    "appointments": "activity_ref IS NULL, {fullest}, set_at, starts_at, identity",
}


class Places:
    """Where rows of the other kinds go: one method a kind, each says `added`, `updated` or `unchanged`."""

    def __init__(self, load: Load, kind: str) -> None:
        self._load = load
        self._kind = kind
        self.forget()

    def order(self, columns: Sequence[str]) -> str:
        """In which order rows are placed, as SQL."""
        return _ORDER.get(self._kind, "identity").format(fullest=fullest_first(columns))

    def forget(self) -> None:
        """Look names up again: some were taken back."""
        self._words = Words(self._load)
        self._people = People(self._load)

    def place(self, load: Load, row: Staged) -> str:
        """Store one row that is not known yet."""
        methods: Mapping[str, Callable[[Load, Staged], str]] = {
            "contacts": self.contact,
            "accounts": self.account,
            "deals": self.deal,
            "appointments": self.appointment,
            "content": self.content,
            "quotas": self.quota,
        }
        return methods[self._kind](load, row)

    def contact(self, load: Load, row: Staged) -> str:
        """A person, and the lead that they came as where the row says how or when."""
        account_id = self._words.account(text_of(row, "account"), text_of(row, "account_ref"))
        named = Named(
            text_of(row, "name"),
            text_of(row, "email"),
            text_of(row, "phone"),
            text_of(row, "profile_url"),
            account_id,
            fallback=text_of(row, "external_id"),
        )
        known, person_id = self._person(load, row, named)
        rep_id = self._words.rep(text_of(row, "rep"))
        details: dict[str, Value] = {
            "title": row["title"],
            "seniority": row["seniority"],
            "division": row["division"],
            "note": row["note"],
        }
        if known is None:
            known = self._people.make(
                named,
                **details,
                rep_id=rep_id,
                do_not_contact=int(bool(row["do_not_contact"])),
                referred_by_id=self._referrer(row),
            )
            result = "added"
        else:
            details["referred_by_id"] = self._referrer(row)
            result = "updated" if self._people.fill(known, named, **details) else "unchanged"
            if row["do_not_contact"] and load.writing.update("contact", known.id, do_not_contact=1):
                result = "updated"
        if person_id is not None:
            load.remember_as(person_id, "person", known.id, text_of(row, "person_ref"))
        if result == "added":
            self._words.tag(known.id, "contact", text_of(row, "tags"))
        if all(row[name] is None for name in _LEAD_COLUMNS):
            load.remember("person", known.id, row)
            return result
        load.remember("contacts", self._lead(load, row, known.id, rep_id), row)
        return "added"

    def _person(self, load: Load, row: Staged, named: Named) -> tuple[Known | None, bytes | None]:
        """The contact that a row means, and the identity to remember it by if a reference to a person is new."""
        reference = text_of(row, "person_ref")
        if reference is not None:
            for kind in ("contacts", "person"):
                found = load.known(load.identity_of(kind, reference))
                if found is not None:
                    number = self._people.referred(reference)[0] if kind == "contacts" else found[1]
                    return Known(number, None, has_email=True), None
            return self._people.find(named) if _has_address(named) else None, load.identity_of(
                "person", reference
            )
        if row["external_id"] is None:
            return self._people.find(named), None
        person = load.known(load.identity_of("person", str(row["external_id"])))  # another file came first
        if person is not None:
            return Known(person[1], None, has_email=True), None
        return self._people.at_an_address(named) or self._of_that_name(load, named), None

    def _of_that_name(self, load: Load, named: Named) -> Known | None:
        """A row with an id is a person of its own, unless it is the one contact of that name who has no such row yet.

        Where the row has no address, only a contact whom the rep typed is taken for the same.
        """
        try:
            known = self._people.find(named)
        except RefusedError:
            return None
        if known is None:
            return None
        same_system, typed = (load.system, "1") if _has_address(named) else (None, "import_id IS NULL")
        free = load.connection.execute(
            f"SELECT {typed} FROM contact WHERE id = :id AND NOT EXISTS "
            "(SELECT 1 FROM origin WHERE (:system IS NULL OR system = :system) AND ((kind = 'person' AND row_id = :id) "
            "OR (kind = 'contacts' AND row_id IN (SELECT lead.id FROM lead WHERE contact_id = :id))))",
            {"id": known.id, "system": same_system},
        ).fetchone()
        return known if free and free[0] else None

    def _referrer(self, row: Staged) -> int | None:
        name = text_of(row, "referred_by")
        if name is None:
            return None
        named = Named(email=name.lower()) if "@" in name else Named(name)
        return meant(self._people, named)[0]

    def _lead(self, load: Load, row: Staged, contact_id: int, rep_id: int) -> int:
        source = text_of(row, "source")
        return load.insert(
            "lead",
            contact_id=contact_id,
            source_id=None if source is None else self._words.source(source),
            source_detail=row["source_detail"],
            received_at=row["received_at"],
            received_offset=row["received_at_offset"],
            qualified=row["qualified"],
            qualified_at=row["qualified_at"],
            qualified_offset=row["qualified_at_offset"],
            rep_id=rep_id,
        )

    def account(self, load: Load, row: Staged) -> str:
        """A company; one of the same name is the same."""
        name = str(row["name"])
        stored = load.connection.execute(
            "SELECT id FROM account WHERE name_key = ?", (fold(name),)
        ).fetchone()
        values: dict[str, Value] = {
            "domain": row["domain"],
            "industry": row["industry"],
            "buying_group": row["buying_group"] or None,
            "divisions": row["divisions"],
            "note": row["note"],
        }
        rep = text_of(row, "rep")
        if rep is not None:
            values["rep_id"] = self._words.rep(rep)
        if stored is None:
            number = load.insert(
                "account", name=name, name_key=fold(name), target=int(bool(row["target"])), **values
            )
            load.tally.accounts += 1
            result = "added"
        else:
            number = int(stored[0])
            changed = fill_blanks(load, "account", number, values)
            changed = (bool(row["target"]) and load.writing.update("account", number, target=1)) or changed
            result = "updated" if changed else "unchanged"
        load.remember("accounts", number, row)
        return result

    def deal(self, load: Load, row: Staged) -> str:
        """A deal with the dated history of its stages."""
        account_id = self._words.account(text_of(row, "account"), text_of(row, "account_ref"))
        activity = _activity(load, text_of(row, "activity_ref"))
        named = Named(
            text_of(row, "contact"),
            text_of(row, "email"),
            account_id=account_id,
            reference=text_of(row, "contact_ref"),
        )
        status = _status(row)
        currency = _currency(load, text_of(row, "currency"))
        contact_id, lead_id = meant(self._people, named)
        if contact_id is None and activity is not None:
            contact_id, lead_id, account_id = activity[1], activity[2], account_id or activity[3]
        source = text_of(row, "source")
        name = text_of(row, "name") or _name_of(load, contact_id, account_id, row)
        closed = status != DealStatus.OPEN
        number = load.insert(
            "deal",
            name=name,
            name_key=fold(name),
            contact_id=contact_id,
            account_id=account_id or _account_of(load, contact_id),
            lead_id=lead_id,
            activity_id=None if activity is None else activity[0],
            source_id=None if source is None else self._words.source(source),
            value_minor=row["value"],
            currency=currency,
            status=status.value,
            stage=None if closed else (row["stage"] or FIRST_STAGE.value),
            opened_at=row["opened_at"],
            opened_offset=row["opened_at_offset"],
            expected_close_on=row["expected_close_on"],
            closed_at=row["closed_at"] if closed else None,
            closed_offset=row["closed_at_offset"] if closed else None,
            lost_reason=row["lost_reason"],
            rep_id=self._words.rep(text_of(row, "rep")),
            note=row["note"],
        )
        for stage, at, offset in _history(row, status):
            load.insert("stage_change", deal_id=number, to_stage=stage, at=at, at_offset=offset)
        if status == DealStatus.WON and row["closed_at"] is None:
            load.tally.remark(
                "a won deal without a date: it counts only where the period is all", int(row["line"] or 0)
            )
        self._words.tag(number, "deal", text_of(row, "tags"))
        load.remember("deals", number, row)
        return "added"

    def appointment(self, load: Load, row: Staged) -> str:
        """An appointment; it belongs to the activity that set it, if one did within a day."""
        activity = _activity(load, text_of(row, "activity_ref"))
        named = Named(text_of(row, "contact"), text_of(row, "email"), reference=text_of(row, "contact_ref"))
        deal_ref = text_of(row, "deal_ref")
        deal_id = None if deal_ref is None else load.referred("deals", deal_ref, "deal_ref")[1]
        contact_id = meant(self._people, named)[0]
        if contact_id is None and activity is not None:
            contact_id = activity[1]
        channel = text_of(row, "channel")
        number = load.insert(
            "appointment",
            contact_id=contact_id,
            activity_id=_set_by(load, row, contact_id) if activity is None else activity[0],
            deal_id=deal_id,
            channel_id=None if channel is None else self._words.channel(channel),
            status=row["status"] or "set",
            set_at=row["set_at"],
            set_offset=row["set_at_offset"],
            starts_at=row["starts_at"],
            starts_offset=row["starts_at_offset"],
            rep_id=self._words.rep(text_of(row, "rep")),
            note=row["note"],
        )
        load.remember("appointments", number, row)
        return "added"

    def content(self, load: Load, row: Staged) -> str:
        """A content piece; one of the same title is the same."""
        title = str(row["title"])
        values: dict[str, Value] = {
            "kind": row["kind"],
            "published_at": row["published_at"],
            "published_offset": row["published_at_offset"],
            "minutes": row["minutes"],
            "cost_minor": row["cost"],
            "quantity": row["quantity"],
            "used": row["used"],
            "reach": row["reach"],
            "url": row["url"],
            "note": row["note"],
            "rep_id": self._words.rep(text_of(row, "rep")),
        }
        if not title_key(title):
            raise RefusedError("title", f"{quoted(title)} is not a title")
        stored = load.connection.execute(
            "SELECT id FROM content WHERE title_key = ?", (title_key(title),)
        ).fetchone()
        if stored is None:
            number = load.insert("content", title=title, title_key=title_key(title), **values)
            self._words.tag(number, "content", text_of(row, "tags"))
            result = "added"
        else:
            number = int(stored[0])
            result = "updated" if fill_blanks(load, "content", number, values) else "unchanged"
        load.remember("content", number, row)
        return result

    def quota(self, load: Load, row: Staged) -> str:
        """A quota; several of one metric, period and rep add up."""
        metric = str(row["metric"])
        hundredths = int(row["amount"] or 0)
        unit = 10 ** exponent_of(load.currency) if metric == Metric.REVENUE else 1
        if hundredths * unit % 100:
            raise RefusedError("amount", f"a number of {metric} is whole")
        minor = hundredths * unit // 100
        if minor <= 0:
            raise RefusedError("amount", "a quota is above 0")
        period = read_period(str(row["period"]), load.today)
        channel = text_of(row, "channel")
        number = load.insert(
            "target",
            sort="quota",
            metric=metric,
            amount=minor,
            channel_id=None if channel is None else self._words.channel(channel),
            rep_id=self._words.rep(text_of(row, "rep")),
            period=period.canonical,
            start_day=None if period.start is None else day_number(period.start),
            end_day=None if period.end is None else day_number(period.end),
            set_on=row["set_on"],
        )
        load.remember("quotas", number, row)
        return "added"


def _has_address(named: Named) -> bool:
    return bool(named.email or named.phone or named.profile_url)


def _activity(load: Load, reference: str | None) -> tuple[int, int | None, int | None, int | None] | None:
    """The activity that a row refers to: number, contact, lead, account."""
    if reference is None:
        return None
    found = load.connection.execute(
        "SELECT id, contact_id, lead_id, account_id FROM activity WHERE identity = ?",
        (load.identity_of("activities", reference),),
    ).fetchone()
    if found is None:
        raise RefusedError(
            "activity_ref",
            f"{quoted(reference)} is not known in {load.system}; import the activities that have it first",
        )
    return found[0], found[1], found[2], found[3]


def _status(row: Staged) -> DealStatus:
    if row["status"] is not None:
        return DealStatus(str(row["status"]))
    history = json.loads(str(row["history"] or "[]"))
    last = history[-1][0] if history else ""
    return DealStatus(last) if last in {"won", "lost"} else DealStatus.OPEN


def _currency(load: Load, code: str | None) -> str | None:
    if code is None or code == load.currency:
        return None
    if code not in load.currencies:
        raise RefusedError("currency", f"{code} has no rate: prospector config set rates.{code} RATE")
    return code


def _history(row: Staged, status: DealStatus) -> list[tuple[str, Value, Value]]:
    """The dated steps: as the file tells them, else as far as its dates go."""
    if row["history"] is not None:
        return [(stage, at, offset) for stage, at, offset in json.loads(str(row["history"]))]
    opened = (row["opened_at"], row["opened_at_offset"])
    if status != DealStatus.OPEN:
        return [
            (FIRST_STAGE.value, *opened),
            (status.value, row["closed_at"], row["closed_at_offset"]),
        ]
    stage = str(row["stage"] or FIRST_STAGE.value)
    if row["stage_since"] is None:
        return [(stage, *opened)]
    return [(FIRST_STAGE.value, *opened), (stage, row["stage_since"], row["stage_since_offset"])]


def _name_of(load: Load, contact_id: int | None, account_id: int | None, row: Staged) -> str:
    """What a deal without a name is called: its company, its contact, its id."""
    for table, number in (("account", account_id or _account_of(load, contact_id)), ("contact", contact_id)):
        if number is not None:
            return str(
                load.connection.execute(f"SELECT name FROM {table} WHERE id = ?", (number,)).fetchone()[0]
            )
    return text_of(row, "external_id") or "deal"


def _account_of(load: Load, contact_id: int | None) -> int | None:
    if contact_id is None:
        return None
    found = load.connection.execute("SELECT account_id FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return None if found is None or found[0] is None else int(found[0])


def _set_by(load: Load, row: Staged, contact_id: int | None) -> int | None:
    """The activity of level appointment with this contact within a day of the setting, that has no row of its own."""
    at = row["set_at"]
    if at is None or contact_id is None:
        return None
    found = load.connection.execute(
        "SELECT activity.id FROM activity JOIN outcome ON outcome.id = outcome_id "
        "WHERE contact_id = ? AND level = 3 AND abs(occurred_at - ?) <= 86400 "
        "AND activity.id NOT IN (SELECT activity_id FROM appointment WHERE activity_id IS NOT NULL) "
        "ORDER BY abs(occurred_at - ?) LIMIT 1",
        (contact_id, at, at),
    ).fetchone()
    return None if found is None else int(found[0])
