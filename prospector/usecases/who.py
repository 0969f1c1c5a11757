"""Who is meant: one contact, found or made, or nobody is guessed at."""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.domain.row_number import bare_number
from prospector.domain.spelling import fold, quoted
from prospector.errors import AmbiguousNameError, InvalidValueError, UnknownNameError
from prospector.light import TYPE_CHECKING, dataclass
from prospector.store.people import Person, account_id, add_person, find_people, near_people, read_address
from prospector.store.words import Vocabulary, source_id
from prospector.store.writing import Writing

if TYPE_CHECKING:
    import sqlite3

NOBODY = "."


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a contact that has to be made: when, from which lead source, whose."""

    moment: Moment
    source: str
    rep_id: int


@dataclass(frozen=True, slots=True)
class Who:
    """The contact that was meant, and whether it was made just now."""

    person: Person
    is_new: bool


def find_who(connection: sqlite3.Connection, who: str, *, numbers: str = "") -> Person:
    """Find the one contact that is meant, who must be known.

    Args:
        connection: inside a transaction.
        who: what was typed.
        numbers: what else a number may have been meant for, and how that is typed, with `{}` for its digits.

    Raises:
        AmbiguousNameError: several are meant, or a known name is spelt almost so.
        UnknownNameError: nobody is meant.
    """
    _check_named(who)
    found = _one(connection, who, None)
    if found is not None:
        return found
    near = near_people(connection, who)
    raise _almost(who, near, may_be_new=False) if near else _nobody(who, numbers)


def resolve_who(
    writing: Writing, who: str, *, arrival: Arrival, account: str | None = None, new: bool = False
) -> Who:
    """Find the one contact that is meant, or make it.

    Args:
        writing: the open deed.
        who: what was typed.
        arrival: how a contact that is not known came.
        account: the company, to tell people of one name apart; a contact without one gets it.
        new: whether to make a contact whatever names there are.

    Raises:
        AmbiguousNameError: several are meant, or a known name is spelt almost so.
        UnknownNameError: nobody can be meant: there is no such number, it is a bare number, or no name at all.
        InvalidValueError: the address of a new contact is somebody's already.
    """
    _check_named(who)
    if new:
        _check_free(writing.connection, who)
    found = None if new else _one(writing.connection, who, account)
    if found is not None:
        return Who(_placed(writing, found, account), is_new=False)
    near = () if new else _near(writing.connection, who, account)
    if near:
        raise _almost(who, near, may_be_new=True)
    if who.startswith("id:"):
        raise _nobody(who)
    if not new and bare_number(who) is not None:
        raise _nobody(who, "; --new makes a new contact")
    if not new:
        refuse_forgotten(writing.connection, who)
    company = account_id(writing, account) if account else None
    made = add_person(
        writing,
        who,
        account_id=company,
        source_id=source_id(writing.connection, arrival.source),
        rep_id=arrival.rep_id,
        at=(arrival.moment.seconds, arrival.moment.offset),
    )
    return Who(made, is_new=True)


def refuse_outcome(vocabulary: Vocabulary, who: str) -> None:
    """Refuse an outcome where a person belongs: a slip of the fingers must not become a contact.

    Raises:
        UnknownNameError: the word is an outcome or an alias of one.
    """
    outcome = vocabulary.find_outcome(who)
    if outcome is not None:
        raise UnknownNameError(
            f"who? {quoted(who)} is an outcome",
            hint=f"the person comes first: call jane {outcome.name}; `{NOBODY}` is nobody: call {NOBODY} {outcome.name}",
        )


def refuse_forgotten(connection: sqlite3.Connection, who: str) -> None:
    """Refuse to make a contact anew who was forgotten, unless the rep says that it is to be.

    Raises:
        AmbiguousNameError: somebody of this address or name was forgotten, and nobody has it today.
    """
    if connection.execute("SELECT 1 FROM suppression_key").fetchone() is None:
        return
    from prospector.store.forgetting.known import was_forgotten  # lazy: in few stores anybody was forgotten

    if was_forgotten(connection, who):
        raise AmbiguousNameError(
            f"{quoted(who)} was forgotten; nothing was written",
            hint="--new makes a new contact all the same",
            may_be_new=True,
        )


def _check_named(who: str) -> None:
    if who.strip() == NOBODY or not fold(who):
        raise UnknownNameError("who? a contact is needed", hint=f"`{NOBODY}` is nobody, for logs alone")


def _check_free(connection: sqlite3.Connection, who: str) -> None:
    """An e-mail or a profile is one person's: it cannot be a new contact's too."""
    address = read_address(who)
    theirs = find_people(connection, who) if address.email or address.profile_url else ()
    if theirs:
        raise InvalidValueError(
            f"{who} is {theirs[0]}'s; nothing was written", hint="leave --new out, or give the new one a name"
        )


def _one(connection: sqlite3.Connection, who: str, account: str | None) -> Person | None:
    found = find_people(connection, who, account)
    if len(found) > 1:
        raise _several(who, found)
    return found[0] if found else None


def _near(connection: sqlite3.Connection, who: str, account: str | None) -> tuple[Person, ...]:
    elsewhere = find_people(connection, who) if account else ()
    return elsewhere or near_people(connection, who)


def _placed(writing: Writing, person: Person, account: str | None) -> Person:
    if account is None or person.account is not None:
        return person
    company = account_id(writing, account)
    writing.update("contact", person.id, account_id=company)
    return find_people(writing.connection, f"id:{person.id}")[0]


def _nobody(who: str, otherwise: str = "") -> UnknownNameError:
    """Nobody is meant; `otherwise` is what to add where that is a number, `{}` its digits."""
    digits = who if who.isdecimal() else bare_number(who)
    if digits is None:
        hint = "prospector contact list shows who there is"
    else:
        hint = f"a contact's number is typed as id:{digits}{otherwise.format(digits)}"
    return UnknownNameError(f"there is no contact {quoted(who)}", hint=hint)


def _several(who: str, people: tuple[Person, ...]) -> AmbiguousNameError:
    choices = tuple((f"id:{person.id}", _shown(person)) for person in people)
    lines = [f"id:{person.id:<6} {_shown(person)}" for person in people[:9]]
    if len(people) > 9:
        lines.append(f"and {len(people) - 9} more; type more of the name")
    return AmbiguousNameError(
        f"{quoted(who)} may be {len(people)} contacts; nothing was written",
        hint="\n".join([*lines, "say which with id:N, the e-mail, more of the name, or -a ACCOUNT"]),
        choices=choices,
    )


def _almost(who: str, near: tuple[Person, ...], *, may_be_new: bool) -> AmbiguousNameError:
    names = " or ".join(_shown(person) if fold(person.name) == fold(who) else str(person) for person in near)
    tail = "? --new makes a new contact" if may_be_new else "?"
    return AmbiguousNameError(
        f"there is no contact {quoted(who)}; nothing was written",
        hint=f"did you mean {names}{tail}",
        choices=tuple((f"id:{person.id}", _shown(person)) for person in near),
        may_be_new=may_be_new,
    )


def _shown(person: Person) -> str:
    return " · ".join(part for part in (str(person), person.email) if part)
