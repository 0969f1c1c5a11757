"""The people of imported rows: found by reference, e-mail, profile, phone or name; made where nobody is meant.

A name alone means the one contact who has it, if companies do not contradict; several are a reason to refuse the row,
never to guess. A contact without an e-mail is taken to be the one of that name who now shows an e-mail.

Further addresses and names of a contact find it like the main ones. A cell may have several: then they are one person's,
and those that are not known yet become further ones.
"""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.naming import given_name_first
from prospector.domain.spelling import fold, quoted
from prospector.store.addresses import MAIN_COLUMNS, SORTS, Further, is_known_as, main_columns
from prospector.store.loading.load import Load, RefusedError, fill_blanks
from prospector.store.loading.named import Known, Named
from prospector.store.opening import region_of
from prospector.store.people import MAIN_KEYS, phone_key, profile_key
from prospector.store.writing import Value

_IDS = (
    "SELECT external_id FROM origin WHERE external_id IS NOT NULL AND ((kind = 'person' AND row_id IN "
    "(SELECT :id UNION SELECT contact_id FROM merged WHERE into_id = :id)) OR (kind = 'contacts' AND row_id IN (SELECT lead.id FROM lead WHERE contact_id = :id)))"
)

_Same = dict[int, Known]  # those whom one key may mean, by their number


class People:
    """Who is who, for one import."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._region = region_of(load.connection)
        self._by_email: dict[str, Known] = {}
        self._by_phone: dict[str, _Same] = {}
        self._by_profile: dict[str, Known] = {}
        self._by_name: dict[str, _Same] = {}
        self._without_email: dict[str, _Same] = {}  # by name; some may have been told one since
        self._by_id: dict[int, Known] = {}
        known = self._by_id
        for number, name_key, email, phone, profile, account_id in load.connection.execute(
            "SELECT id, name_key, email, phone_key, profile_key, account_id FROM contact"
        ):
            known[number] = Known(
                number, account_id, email is not None, phone is not None, profile is not None
            )
            self._enter(known[number], name_key, email, phone, profile)
        for number, sort, key in load.connection.execute(
            "SELECT contact_id, sort, key FROM address WHERE key IS NOT NULL ORDER BY id"
        ):
            self._enter_further(known[number], sort, key)
        self._merged = {
            (name_key, account_id): known[number]
            for number, name_key, account_id in load.connection.execute(
                "SELECT into_id, name_key, account_id FROM merged WHERE account_id IS NOT NULL"
            )
        }

    def referred(self, reference: str, column: str = "contact_ref") -> tuple[int, int | None]:
        """The contact, and the lead if it is one, of a row in another file.

        Raises:
            RefusedError: the reference is not known.
        """
        kind, number = self._load.referred("contacts", reference, column)
        if kind == "person":
            return number, None
        found = self._load.connection.execute(
            "SELECT contact_id FROM lead WHERE id = ?", (number,)
        ).fetchone()
        if found is None:
            raise RefusedError(column, f"{quoted(reference)} was deleted from the store")
        return int(found[0]), number

    def find(self, named: Named) -> Known | None:
        """The contact that a row means; None if it is a new one.

        Raises:
            RefusedError: it may be several.
        """
        return self.at_an_address(named) or self._by_its_name(named)

    def at_an_address(self, named: Named) -> Known | None:
        """The contact who has one of the addresses of a row; None if nobody has."""
        for email in named.all("email", named.email):
            if email in self._by_email:
                return self._by_email[email]
        for profile_url in named.all("profile", named.profile_url):
            if known := self._by_profile.get(profile_key(profile_url)):
                return known
        for phone in named.all("phone", named.phone):
            same_phone = self._at_phone(phone)
            if len(same_phone) == 1:
                return next(iter(same_phone.values()))
        return None

    def _at_phone(self, phone: str) -> _Same:
        """Everybody at a number, in a store of a country however it is written there."""
        key = phone_key(phone)
        if not key:
            return {}
        if not self._region:
            return self._by_phone.get(key, {})
        from prospector.domain.phone import same_number  # lazy: only a store of a country needs it

        spellings = {key, *same_number(phone, self._region)}
        return {number: each for way in spellings for number, each in self._by_phone.get(way, {}).items()}

    def _by_its_name(self, named: Named) -> Known | None:
        name = named.name or named.fallback
        if name is None:
            return None
        namesakes = self._without_email if named.email else self._by_name
        key, turned = fold(name), given_name_first(name) if "," in name else None
        if turned and key not in self._by_name:
            key = fold(turned)
        if named.account_id is not None and not named.email and (key, named.account_id) in self._merged:
            return self._merged[key, named.account_id]  # who was known so there, before they were merged
        candidates = [
            known
            for known in namesakes.get(key, {}).values()
            if (named.account_id is None or known.account_id in {None, named.account_id})
            and not (named.email and known.has_email)
        ]
        exact = [known for known in candidates if known.account_id == named.account_id]
        candidates = exact if len(exact) == 1 else candidates
        if len(candidates) > 1 and named.email:
            return None  # an address of their own makes somebody new; no reason to guess
        if len(candidates) > 1:
            raise RefusedError(
                "contact",
                f"{quoted(name)} may be {len(candidates)} contacts; an e-mail or an account would tell",
            )
        return candidates[0] if candidates else None

    def make(self, named: Named, **details: Value) -> Known:
        """Make a contact of what a row says."""
        name = named.name or named.fallback or named.email or named.phone or named.profile_url or ""
        phone = (phone_key(named.phone) or None) if named.phone else None
        profile = profile_key(named.profile_url) if named.profile_url else None
        values: dict[str, Value] = {"rep_id": self._load.rep_id, "do_not_contact": 0, **details}
        number = self._load.insert(
            "contact",
            name=name,
            name_key=fold(name),
            email=named.email,
            phone=named.phone,
            phone_key=phone,
            profile_url=named.profile_url,
            profile_key=profile,
            account_id=named.account_id,
            created_at=self._load.at[0],
            created_offset=self._load.at[1],
            **values,
        )
        known = Known(
            number, named.account_id, named.email is not None, phone is not None, profile is not None
        )
        self._enter(known, fold(name), named.email, phone, profile)
        self._load.tally.contacts += 1
        for further in named.further:
            self._add(known, further)
        return known

    def fill(self, known: Known, named: Named, **details: Value) -> bool:
        """Tell a contact what it does not know of itself yet; an address that is somebody else's stays theirs.

        Returns:
            Whether there was anything new.
        """
        self._load.put_in()
        writing = self._load.writing
        blanks, others = self._told(named, writing.row("contact", known.id))
        changed = self._rename(known, named.name)
        values = {"account_id": named.account_id, **details, **blanks}
        changed = fill_blanks(self._load, "contact", known.id, values) or changed
        row = writing.row("contact", known.id)
        for sort in SORTS:
            if (key := row[MAIN_KEYS[sort]]) is not None:
                self._enter_further(known, sort, str(key))
        for further in others:
            changed = self._add(known, further) or changed
        known.account_id = None if row["account_id"] is None else int(row["account_id"])
        return changed

    def _told(self, named: Named, row: Mapping[str, Value]) -> tuple[dict[str, Value], list[Further]]:
        """What a row of a file says of addresses: the main ones that its contact lacks, and further ones."""
        blanks: dict[str, Value] = {}
        others = list(named.further)
        for sort, value in (("email", named.email), ("phone", named.phone), ("profile", named.profile_url)):
            if value is None:
                continue
            first = Further(sort, value)
            if sort != "phone" and self._taken(first):
                continue
            if row[MAIN_COLUMNS[sort]] is None:
                blanks |= main_columns(first)
            elif len(named.all(sort, value)) > 1 or (row[MAIN_KEYS[sort]] is None and first.key):
                others.insert(0, first)  # with others in its cell; or a number, where text stands for one
        return blanks, others

    def _taken(self, further: Further) -> bool:
        """Whether an e-mail or a profile is somebody's."""
        return further.key in (self._by_email if further.sort == "email" else self._by_profile)

    def _add(self, known: Known, further: Further) -> bool:
        """Give a contact a further address or name; one that they have, or that is somebody else's, is no news."""
        sort, key = further.sort, further.key
        if sort in {"email", "profile"}:
            has = self._taken(further)
        elif key is None:
            self._load.put_in()
            has = is_known_as(self._load.writing, known.id, further)
        else:
            theirs = self._at_phone(further.value) if sort == "phone" else self._by_name.get(key, {})
            has = known.id in theirs
        if has:
            return False
        self._load.insert("address", contact_id=known.id, sort=sort, value=further.value, key=key)
        if key is not None:
            self._enter_further(known, sort, key)
        return True

    def add_further(self, contact_id: int, further: Further) -> bool:
        """Give a contact a further address or name of a row; whether that was news."""
        return self._add(self._by_id[contact_id], further)

    def learn(self, contact_id: int) -> None:
        """Know a contact by the name and addresses that it has by now, and still by those that it had."""
        row = self._load.writing.row("contact", contact_id)
        email, phone, profile = (row[name] for name in ("email", "phone_key", "profile_key"))
        known = self._by_id[contact_id]
        known.account_id = None if row["account_id"] is None else int(row["account_id"])
        known.has_email, known.has_phone, known.has_profile = (
            value is not None for value in (email, phone, profile)
        )
        self._enter(
            known,
            str(row["name_key"]),
            *(None if value is None else str(value) for value in (email, phone, profile)),
        )

    def _rename(self, known: Known, name: str | None) -> bool:
        """Let a name take the place of an address or an id that stood for it."""
        if name is None:
            return False
        row = self._load.writing.row("contact", known.id)
        stand_ins = {row["email"], row["phone"], row["profile_url"]}
        stand_ins.update(id_ for (id_,) in self._load.connection.execute(_IDS, {"id": known.id}))
        if row["name"] not in stand_ins or fold(name) == row["name_key"]:
            return False
        self._load.writing.update("contact", known.id, name=name, name_key=fold(name))
        return True

    def _enter(
        self, known: Known, name_key: str, email: str | None, phone: str | None, profile: str | None
    ) -> None:
        self._by_id[known.id] = known
        self._by_name.setdefault(name_key, {})[known.id] = known
        if not known.has_email:
            self._without_email.setdefault(name_key, {})[known.id] = known
        if email:
            self._by_email[email] = known
        if phone:
            self._by_phone.setdefault(phone, {})[known.id] = known
        if profile:
            self._by_profile[profile] = known

    def _enter_further(self, known: Known, sort: str, key: str) -> None:
        if sort == "email":
            self._by_email.setdefault(key, known)
            known.has_email = True
        elif sort == "profile":
            self._by_profile.setdefault(key, known)
            known.has_profile = True
        else:
            theirs = (self._by_phone if sort == "phone" else self._by_name).setdefault(key, {})
            if known.id in theirs:
                return
            theirs[known.id] = known
            known.has_phone = known.has_phone or sort == "phone"
            if sort == "name" and not known.has_email:
                self._without_email.setdefault(key, {})[known.id] = known


def meant(people: People, named: Named) -> tuple[int | None, int | None]:
    """The contact that a row of another kind means, made if it is new, and the lead if it refers to one.

    Raises:
        RefusedError: the reference is not known, or a name may be several people's.
    """
    if named.is_nobody:
        return None, None
    if named.reference:
        return people.referred(named.reference)
    known = people.find(named)
    if known is None:
        return people.make(named).id, None
    if known.lacks(named):
        people.fill(known, named)
    return known.id, None


def check(people: People, named: Named) -> None:
    """See whether a row means somebody, before anything is made for it.

    Raises:
        RefusedError: the reference is not known, or a name may be several people's.
    """
    if named.reference:
        people.referred(named.reference)
    elif not named.is_nobody:
        people.find(named)
