"""The settings: one table, each with its default, what it accepts and what it does.

A setting is text in the environment and a TOML value in the user's file; its reader takes both. `docs/commands.md`
and `prospector config` are made from this table.
"""

from __future__ import annotations

from datetime import date

from prospector.domain.slots import WorkingHours
from prospector.domain.spelling import did_you_mean
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST_TIME_OFF = 366
_HOURS_A_WEEK = 7 * 24
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Setting:
    """A key and what it holds.

    Attributes:
        default: as text.
        meaning: what it does.
        read: its reader, which refuses a bad value with ValueError.
        is_number: whether it is a number in the settings file, not text.
    """

    key: str
    default: str
    meaning: str
    read: Callable[[str], object]
    is_number: bool = False


def _text(text: str) -> str:
    return text.strip()


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError("a code of three letters, as EUR")
    return code


def _region(text: str) -> str:
    code = text.strip().upper()
    if code and (len(code) != 2 or not code.isascii() or not code.isalpha()):
        raise ValueError("a country of two letters, as US")
    return code


def _percent(text: str) -> float:
    if not text.isdecimal() or not 50 <= int(text) <= 99:
        raise ValueError("a whole number from 50 to 99")
    return int(text) / 100


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3650:
        raise ValueError("a whole number of days from 1 to 3650")
    return int(text)


def _weights(text: str) -> tuple[int, int, int]:
    words = text.replace(",", " ").replace("/", " ").split()
    numbers = [int(word) for word in words if word.isdecimal() and len(word) <= 6]
    if len(words) != 3 or len(numbers) != 3 or not any(numbers):
        raise ValueError("three whole numbers, as in 40 20 40")
    return numbers[0], numbers[1], numbers[2]


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("seconds from 0 to 3600")
    return seconds


def _weekdays(text: str) -> frozenset[int]:
    words = text.lower().replace(",", " ").split()
    if not words or any(word[:3] not in WEEKDAYS for word in words):
        raise ValueError("weekdays, as in mon tue wed thu fri")
    return frozenset(WEEKDAYS.index(word[:3]) for word in words)


def _hours(text: str) -> WorkingHours:
    try:
        start, end = (_minute(part) for part in text.split("-"))
    except ValueError:
        start, end = 0, 0
    if not 0 <= start < end <= 24 * 60:
        raise ValueError("hours of a day, as in 8-18 or 8:30-17:00") from None
    return WorkingHours(start, end)


def _minute(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    if not hour.isdecimal() or not (minute or "0").isdecimal() or int(minute or 0) > 59:
        raise ValueError(text)
    return int(hour) * 60 + int(minute or 0)


def _dates(text: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(word) for word in text.replace(",", " ").split())
    except ValueError:
        raise ValueError("dates, as in 2026-12-25 2027-01-01") from None


def _ranges(text: str) -> tuple[tuple[date, date], ...]:
    try:
        ranges = tuple(_range(word) for word in text.replace(",", " ").split())
    except ValueError:
        ranges = ((date.max, date.min),)
    if any(not 0 <= (last - first).days <= _LONGEST_TIME_OFF for first, last in ranges):
        raise ValueError("dates and ranges of up to a year, as in 2026-12-21..2027-01-02 2027-05-14")
    return ranges


def _hours_by_channel(text: str) -> dict[str, float]:
    """`call=10 social=2.5`."""
    caps: dict[str, float] = {}
    for word in text.lower().replace(",", " ").split():
        channel, _, hours = word.partition("=")
        if not channel or not hours.replace(".", "", 1).isdecimal() or float(hours) > _HOURS_A_WEEK:
            raise ValueError("hours a week by channel, as in call=10 social=2.5")
        caps[channel] = float(hours)
    return caps


def _range(word: str) -> tuple[date, date]:
    first, _, last = word.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _country(text: str) -> str:
    code = text.strip().upper()
    country, _, part = code.partition("-")
    if code and not (len(country) == 2 and country.isascii() and country.isalpha() and part.strip() == part):
        raise ValueError("a country of two letters, or a part of it, as DE or DE-BY")
    return code


SETTINGS: tuple[Setting, ...] = (
    Setting("rep", "", "who logs, where several reps share a store", _text),
    Setting("currency", "USD", "the store's currency", _currency),
    Setting("timezone", "", "whose clock times are read by; empty is the system's", _text),
    Setting("region", "", "the country of phone numbers that name none, as US", _region),
    Setting("level", "80", "confidence of every range, in percent", _percent, is_number=True),
    Setting(
        "horizon_days", "30", "days in which a touch can still lead to a conversation", _days, is_number=True
    ),
    Setting(
        "new_conversation_days",
        "90",
        "days of silence after which a conversation is new again",
        _days,
        is_number=True,
    ),
    Setting(
        "lookback_days",
        "90",
        "days before a result in which a touch has credit for it",
        _days,
        is_number=True,
    ),
    Setting(
        "conversation_lookback_days",
        "30",
        "the same where the result is a conversation",
        _days,
        is_number=True,
    ),
    Setting("position_weights", "40 20 40", "credit position: first touch, between, last", _weights),
    Setting(
        "half_life_days",
        "7",
        "credit time-decay: days that halve the share of a touch",
        _days,
        is_number=True,
    ),
    Setting("working_days", "mon tue wed thu fri", "weekdays that count for pace", _weekdays),
    Setting("working_hours", "8-18", "from when to when you work on a day", _hours),
    Setting("holidays", "", "dates that are no working days", _dates),
    Setting("country", "", "whose public holidays are no working days, as DE or DE-BY", _country),
    Setting("time_off", "", "days and ranges that you are away, as 2026-12-21..2027-01-02", _ranges),
    Setting("most_hours", "", "the most hours a week by channel, as call=10 social=4", _hours_by_channel),
    Setting("busy_seconds", "30", "how long to wait for another prospector", _seconds, is_number=True),
)
RATE_PREFIX = "rates."


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run, read; `rates` says what one unit of another currency is worth, as decimal text."""

    rep: str
    currency: str
    timezone: str
    region: str
    level: float
    horizon_days: int
    new_conversation_days: int
    lookback_days: int
    conversation_lookback_days: int
    position_weights: tuple[int, int, int]
    half_life_days: int
    working_days: frozenset[int]
    working_hours: WorkingHours
    holidays: frozenset[date]
    country: str
    time_off: tuple[tuple[date, date], ...]
    most_hours: Mapping[str, float]
    busy_seconds: float
    rates: Mapping[str, str]


def setting(key: str) -> Setting:
    """The setting of a key; `rates.EUR` and its like are settings too.

    Raises:
        InvalidValueError: there is none.
    """
    if key.lower().startswith(RATE_PREFIX):
        code = key[len(RATE_PREFIX) :].upper()
        meaning = f"what one {code} is worth in the store's currency"
        return Setting(f"{RATE_PREFIX}{code}", "", meaning, _rate, is_number=True)
    for entry in SETTINGS:
        if entry.key == key.lower().replace("-", "_"):
            return entry
    names = [entry.key for entry in SETTINGS]
    raise InvalidValueError(
        f"there is no setting '{key}'",
        hint=did_you_mean(key.replace("-", "_"), names, f"there are {', '.join(names)}, rates.CODE"),
    )


def read_settings(values: Mapping[str, tuple[str, str]]) -> Settings:
    """Read settings from text.

    Args:
        values: key to its text and where it came from ("config.toml", "PROSPECTOR_LEVEL").

    Raises:
        InvalidValueError: an unknown key or a bad value; names where it came from.
    """
    read: dict[str, object] = {entry.key: entry.read(entry.default) for entry in SETTINGS}
    rates: dict[str, str] = {}
    for key, (text, origin) in values.items():
        try:
            entry = setting(key)
        except InvalidValueError as error:
            raise InvalidValueError(f"{origin}: {error.message}", hint=error.hint) from None
        try:
            value = entry.read(text)
        except ValueError as error:
            raise InvalidValueError(
                f"{origin}: {entry.key} = '{text}' is not {error}",
                hint="prospector config shows every setting",
            ) from None
        if entry.key.startswith(RATE_PREFIX):
            rates[entry.key[len(RATE_PREFIX) :]] = str(value)
        else:
            read[entry.key] = value
    return Settings(**read, rates=rates)  # type: ignore[arg-type]  # each reader gives its field's type


def _rate(text: str) -> str:
    whole, _, fraction = text.strip().partition(".")
    if not (whole + fraction).isdecimal() or not int(whole + fraction):
        raise ValueError("a number above 0, as in 1.08")
    return text.strip()
