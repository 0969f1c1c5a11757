"""The people of imported rows: found by reference, e-mail, profile, phone or name; made where nobody is meant.

A name alone means the one contact who has it, if companies do not contradict; several are a reason to refuse the row,
never to guess. A contact without an e-mail is taken to be the one of that name who now shows an e-mail.
"""

from __future__ import annotations

from dataclasses import dataclass

from prospector.domain.spelling import fold, quoted
from prospector.store.loading.load import Load, RefusedError, fill_blanks
from prospector.store.people import phone_key, profile_key
from prospector.store.writing import Value

_IDS = (
    "SELECT external_id FROM origin WHERE external_id IS NOT NULL AND ((kind = 'person' AND row_id = :id) "
    "OR (kind = 'contacts' AND row_id IN (SELECT lead.id FROM lead WHERE contact_id = :id)))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says about a person.

    Attributes:
        reference: external id of their row in a file of the same system.
        fallback: what stands for the name where there is none.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    profile_url: str | None = None
    account_id: int | None = None
    reference: str | None = None
    fallback: str | None = None

    @property
    def is_nobody(self) -> bool:
        """Whether nobody is named."""
        return not (self.name or self.email or self.phone or self.profile_url or self.reference)


@dataclass(slots=True, eq=False)
class Known:
    """A contact as far as matching needs to know it."""

    id: int
    account_id: int | None
    has_email: bool
    has_phone: bool = True
    has_profile: bool = True

    def lacks(self, named: Named) -> bool:
        """Whether a row says what is not known of the contact yet."""
        return bool(
            (named.email and not self.has_email)
            or (named.account_id and self.account_id is None)
            or (named.phone and not self.has_phone)
            or (named.profile_url and not self.has_profile)
        )


class People:
    """Who is who, for one import."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._by_email: dict[str, Known] = {}
        self._by_phone: dict[str, list[Known]] = {}
        self._by_profile: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = {}
        self._without_email: dict[str, list[Known]] = {}  # by name; some may have been told one since
        self._by_id: dict[int, Known] = {}
        for number, name_key, email, phone, profile, account_id in load.connection.execute(
            "SELECT id, name_key, email, phone_key, profile_key, account_id FROM contact"
        ):
            self._enter(
                Known(number, account_id, email is not None, phone is not None, profile is not None),
                name_key,
                email,
                phone,
                profile,
            )

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
        if named.email and named.email in self._by_email:
            return self._by_email[named.email]
        if named.profile_url and (known := self._by_profile.get(profile_key(named.profile_url))):
            return known
        if named.phone:
            same_phone = self._by_phone.get(phone_key(named.phone), [])
            if len(same_phone) == 1:
                return same_phone[0]
        return None

    def _by_its_name(self, named: Named) -> Known | None:
        name = named.name or named.fallback
        if name is None:
            return None
        namesakes = self._without_email if named.email else self._by_name
        candidates = [
            known
            for known in namesakes.get(fold(name), [])
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
        phone = phone_key(named.phone) if named.phone else None
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
        return known

    def fill(self, known: Known, named: Named, **details: Value) -> bool:
        """Tell a contact what it does not know of itself yet; an address that is somebody else's stays theirs.

        Returns:
            Whether there was anything new.
        """
        self._load.put_in()
        values: dict[str, Value] = {"account_id": named.account_id, **details}
        if named.email and named.email not in self._by_email:
            values["email"] = named.email
        if named.profile_url and profile_key(named.profile_url) not in self._by_profile:
            values.update(profile_url=named.profile_url, profile_key=profile_key(named.profile_url))
        if named.phone:
            values.update(phone=named.phone, phone_key=phone_key(named.phone))
        renamed = self._rename(known, named.name)
        if not fill_blanks(self._load, "contact", known.id, values):
            return renamed
        row = self._load.writing.row("contact", known.id)
        if row["email"] is not None and not known.has_email:
            known.has_email = True
            self._by_email[str(row["email"])] = known
        if row["profile_key"] is not None and not known.has_profile:
            known.has_profile = True
            self._by_profile[str(row["profile_key"])] = known
        if row["phone_key"] is not None and not known.has_phone:
            known.has_phone = True
            self._by_phone.setdefault(str(row["phone_key"]), []).append(known)
        known.account_id = None if row["account_id"] is None else int(row["account_id"])
        return True

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
        self._by_name.setdefault(fold(name), []).append(known)
        if not known.has_email:
            self._without_email.setdefault(fold(name), []).append(known)
        return True

    def _enter(
        self, known: Known, name_key: str, email: str | None, phone: str | None, profile: str | None
    ) -> None:
        self._by_id[known.id] = known
        _append(self._by_name, name_key, known)
        if not known.has_email:
            _append(self._without_email, name_key, known)
        if email:
            self._by_email[email] = known
        if phone:
            _append(self._by_phone, phone, known)
        if profile:
            self._by_profile[profile] = known


def _append(index: dict[str, list[Known]], key: str, known: Known) -> None:
    """Enter a contact under a key, once."""
    entered = index.setdefault(key, [])
    if not entered or known not in entered:
        entered.append(known)


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
