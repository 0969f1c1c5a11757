"""What a cell means: one reader for each type of column.

A reader takes a text that is not blank, its outer spaces gone, and gives the value and its *key*: the text that is the
same however carelessly the value was written. Keys make the identity of a row without an id, so they must never change:
they fold no more than letter case and spaces. What cannot be read raises `InvalidValueError`; the row says where.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Any

from prospector.domain.currency import exponent_of
from prospector.domain.moment import EARLIEST
from prospector.domain.money import read_money
from prospector.domain.naming import kind_word, one_line, too_long, unfit
from prospector.domain.period import read_period
from prospector.domain.spelling import closest, fold, quoted
from prospector.domain.web_address import read_domain, read_web_address
from prospector.errors import InvalidValueError
from prospector.importing.columns import STAGES, Column, ValueType
from prospector.importing.durations import read_minutes, read_seconds
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from prospector.importing.moments import MomentReader

Read = tuple[Any, str]  # the value, and its key
_LARGEST_COUNT = 10**12
_ADDRESS = re.compile(r"[^\s@\"(),:;<>\[\]\\]+@[^\s@\"(),:;<>\[\]\\_.]+(?:\.[^\s@\"(),:;<>\[\]\\_.]+)+")
_PHONE = re.compile(
    r"\+?[\d\s().\-/\u00a0\u2010-\u2015]+(?:(?:x|ext\.?|extension|#)[\s.:]*\d+)?", re.IGNORECASE
)
_BETWEEN_PHONES = re.compile(r"\s*(?:;|:::|\n)\s*")
_BETWEEN_EMAILS = re.compile(r"\s*(?:[;,|]|:::|\s)\s*")
_BETWEEN_URLS = re.compile(r"\s*(?:;|,|:::)\s+|\s+")
_BETWEEN = "; "  # how several addresses of one cell are handed on
_WHOLE = re.compile(r"\d{1,30}(?:\.0*)?", re.ASCII)
_ABSOLUTE = re.compile(r"\d{4}(?!\w)|\.\.|all\b", re.IGNORECASE)
_YES = frozenset(
    ["yes", "y", "true", "t", "1", "done", "completed", "complete", "finished", "closed", "x", "on"]
)
_NO = frozenset(
    ["no", "n", "false", "f", "0", "open", "planned", "pending", "scheduled", "incomplete", "off"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What reading depends on besides the cell.

    Attributes:
        moments: the file's reader of dates and times.
        decimal: what stands before decimals; None where the cell has to tell.
        exponent: the decimals of money's minor unit.
        commas_are_free: whether no comma parts the file's cells, so that one may stand before the decimals of a duration.
    """

    moments: MomentReader
    decimal: str | None = None
    commas_are_free: bool = False
    exponent: int = 2


def reader(
    column: Column,
    settings: Settings,
    *,
    form: tuple[str, ...] | None = None,
    unit: str | None = None,
    known: Mapping[str, str] | None = None,
) -> Callable[[str], Read]:
    """Find the reader of a column.

    Args:
        column: ours.
        settings: what reading depends on besides.
        form: strftime codes of a date, the first that fits counts.
        unit: of a duration.
        known: the names that may stand here, by `fold`; None where any may.
    """
    moments, decimal = settings.moments, settings.decimal or (None if settings.commas_are_free else ".")
    readers: dict[ValueType, Callable[[str], Read]] = {
        ValueType.TEXT: _text,
        ValueType.NAME: partial(_name, column.name),
        ValueType.WORD: _word,
        ValueType.CHOICE: partial(_choice, {fold(word): word for word in column.choices}, column.name),
        ValueType.NAMES: _names,
        ValueType.TAGS: _tags,
        ValueType.MOMENT: partial(moments.moment, form=form),
        ValueType.DAY: partial(moments.day, form=form),
        ValueType.HISTORY: partial(_history, moments),
        ValueType.MINUTES: partial(read_minutes, unit or "minutes", decimal),
        ValueType.SECONDS: partial(read_seconds, unit or "seconds", decimal),
        ValueType.COUNT: _count,
        ValueType.MONEY: partial(_money, settings),
        ValueType.NUMBER: partial(_number, settings),
        ValueType.CURRENCY: _currency,
        ValueType.PERIOD: _period,
        ValueType.YES_NO: _yes_no,
        ValueType.EMAIL: _email,
        ValueType.PHONE: _phones,
        ValueType.URL: _profiles if column.name == "profile_url" else _url,
        ValueType.DOMAIN: _domain,
    }
    read = readers[column.type]
    return read if known is None else partial(_known, read, known, column.name)


def words_of(names: str) -> str:
    """Bring a word to its one form: `No Answer` and `no_answer` are `no-answer`."""
    return "-".join(names.casefold().replace("_", " ").split())


def _text(text: str) -> Read:
    return text, text.replace("\r\n", "\n")


def _name(column: str, text: str) -> Read:
    name = one_line(text)
    if error := unfit(column, name):
        raise error
    return name, name.casefold()


def _word(text: str) -> Read:
    return kind_word(text), words_of(text)


def _choice(words: Mapping[str, str], column: str, text: str) -> Read:
    word = words.get(fold(words_of(text)))
    if word is None:
        raise _not_one_of(text, words.values(), column)
    return word, word


def _known(read: Callable[[str], Read], names: Mapping[str, str], column: str, text: str) -> Read:
    value, key = read(text)
    name = names.get(fold(value)) or names.get(fold(text))
    if name is None:
        raise _not_one_of(text, names.values(), column)
    return name, key


def _not_one_of(text: str, names: Iterable[str], column: str) -> InvalidValueError:
    choices = list(dict.fromkeys(names))
    near = closest(words_of(text), choices, limit=1) or closest(text, choices, limit=1)
    advice = f"did you mean {near[0]}?" if near else f"known: {', '.join(choices)}"
    return InvalidValueError(f"{quoted(text)} is not a known {column}; {advice}")


def _names(text: str) -> Read:
    names = tuple(dict.fromkeys(name for part in text.split(";") if (name := one_line(part))))
    return names or None, ";".join(names).casefold()


def _tags(text: str) -> Read:
    return _names(text.lower())


def _history(moments: MomentReader, text: str) -> Read:
    """Read `stage@date;…` into pairs of a stage (or won, lost) and its moment."""
    steps, keys = [], []
    words = {fold(word): word for word in (*STAGES, "won", "lost")}
    for part in text.split(";"):
        if not part.strip():
            continue
        stage, mark, when = part.partition("@")
        if not mark:
            raise InvalidValueError(f"{quoted(part)} is not stage@date")
        word, _ = _choice(words, "stage", stage.strip())
        moment, key = moments.moment(when.strip())
        steps.append((word, moment))
        keys.append(f"{word}@{key}")
    return tuple(steps) or None, ";".join(keys)


def _count(text: str) -> Read:
    if text[:1] in {"-", "\u2212"}:
        raise InvalidValueError(f"{quoted(text)} is negative")
    if not _WHOLE.fullmatch(text):
        raise InvalidValueError(f"{quoted(text)} is not a whole number")
    count = int(text.partition(".")[0])
    if count > _LARGEST_COUNT:
        raise InvalidValueError(f"{quoted(text)} is too large")
    return count, str(count)


def _money(settings: Settings, text: str) -> Read:
    minor = read_money(text, decimal=settings.decimal, exponent=settings.exponent)
    return minor, str(minor)


def _number(settings: Settings, text: str) -> Read:
    """An exact amount in major units: money or a count, as another column says."""
    exponent = max(settings.exponent, 2)
    minor = read_money(text, decimal=settings.decimal, exponent=exponent)
    if minor < 0:
        raise InvalidValueError(f"{quoted(text)} is negative")
    return Decimal(minor).scaleb(-exponent), f"{minor}/{exponent}"


def _currency(text: str) -> Read:
    code = text.upper()
    exponent_of(code)
    return code, code


def _period(text: str) -> Read:
    if not _ABSOLUTE.match(text):
        raise InvalidValueError(f"{quoted(text)} is not a period; as 2026, 2026-Q4, 2026-11, 2026-W47 or all")
    period = read_period(text, EARLIEST).canonical
    return period, period


def _yes_no(text: str) -> Read:
    word = text.casefold()
    if word in _YES:
        return True, "yes"
    if word in _NO:
        return False, "no"
    raise InvalidValueError(f"{quoted(text)} is neither yes nor no")


def _email(text: str) -> Read:
    """An address in lower case; several that are one person's, the main one first."""
    parts = [part for part in _BETWEEN_EMAILS.split(text.lower()) if part]
    for address in parts or [text]:
        local = address.partition("@")[0]
        if not _ADDRESS.fullmatch(address) or ".." in local or local[0] == "." or local[-1] == ".":
            raise InvalidValueError(f"{quoted(text)} is not an e-mail address")
    addresses = _BETWEEN.join(dict.fromkeys(parts))
    return addresses, addresses


def _phones(text: str) -> Read:
    """A number as it was given, or several; text that is no number is kept as it is, and finds nobody."""
    parts = [part for part in _BETWEEN_PHONES.split(text) if part]
    if "," in text:
        apart = [part.strip() for part in text.split(",")]
        parts = apart if all(map(_PHONE.fullmatch, apart)) else parts
    read = [_phone(" ".join(part.split())) for part in parts] or [_phone(text)]
    return _BETWEEN.join(value for value, _ in read), _BETWEEN.join(key for _, key in read)


def _phone(text: str) -> Read:
    """Digits, a leading plus, and an extension after x: what is the same number however it is grouped."""
    number, mark, extension = re.sub(r"extension|ext\.?|x|#", "x", text.casefold()).partition("x")
    digits = "".join(letter for letter in number if letter.isdecimal())
    if not _PHONE.fullmatch(text) or not 3 <= len(digits) <= 20:
        if error := too_long("phone", text):
            raise error
        return text, text.casefold()
    return text, digits + (f"x{extension.strip(' .:')}" if mark else "")


def _url(text: str) -> Read:
    url = read_web_address(text)
    return url, url


def _profiles(text: str) -> Read:
    """One profile, or several of one person."""
    urls = _BETWEEN.join(read_web_address(part) for part in _BETWEEN_URLS.split(text) if part)
    return urls, urls


def _domain(text: str) -> Read:
    domain = read_domain(text)
    return domain, domain
