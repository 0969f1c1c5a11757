"""The weekly review: three answers, and what is promised for the week after.

A promise that says a channel and a number is measured: `40 calls`, `call 40`, `90 min email`, `email 2h`; so are
`5 conversations` and `2 appointments`. Any other text is kept as it is, and only the rep can say whether it was kept.
"""

from __future__ import annotations

from collections.abc import Collection

from prospector.domain.spelling import fold
from prospector.light import StrEnum, dataclass

_MINUTES = frozenset({"min", "mins", "minute", "minutes"})
_HOURS = frozenset({"h", "hour", "hours"})
_GLUED = ("h", "min")


class Counted(StrEnum):
    """What a measured promise counts."""

    ACTIVITIES = "activities"
    MINUTES = "minutes"
    CONVERSATIONS = "conversations"
    APPOINTMENTS = "appointments-set"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: so many of what, through which channel; None where all count."""

    counted: Counted
    amount: int
    channel: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised for a week.

    Attributes:
        target: None where only the rep can say whether it was kept.
        done: how much of the target; None without one.
        kept: None where that is open: the week is not over, or nobody said.
    """

    id: int
    text: str
    target: Target | None
    done: int | None
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What worked, what did not, what one thing changes next week; empty where nothing was said."""

    worked: str = ""
    not_worked: str = ""
    change: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.worked or self.not_worked or self.change)


def read_target(text: str, channels: Collection[str]) -> Target | None:
    """Read a promise that can be measured.

    Args:
        text: what the rep wrote.
        channels: the names that the store knows.

    Returns:
        What is to be reached; None where the text says anything else, or anything more.
    """
    words = fold(text).replace(",", "").split()
    numbers = [(word, *parted) for word in words if (parted := _parted(word))]
    if len(numbers) != 1:
        return None
    number, digits, glued = numbers[0]
    rest = [word for word in words if word != number]
    units = [word for word in rest if word in _MINUTES | _HOURS]
    if len(units) + bool(glued) > 1:
        return None
    unit = glued or (units[0] if units else "")
    subject = " ".join(word for word in rest if word not in units)
    amount = int(digits) * (60 if unit in _HOURS else 1)
    return _target(subject, amount, channels, in_minutes=bool(unit)) if amount else None


def _parted(word: str) -> tuple[str, str] | None:
    """The digits of a number and the unit that is glued to them, as in `90min`; None where the word is none."""
    unit = next((each for each in _GLUED if word.endswith(each)), "")
    digits = word.removesuffix(unit)
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= (3 if unit else 5)
    return (digits, unit) if is_number else None


def _target(subject: str, amount: int, channels: Collection[str], *, in_minutes: bool) -> Target | None:
    names = {fold(name): name for name in channels}
    channel = names.get(subject) or names.get(subject.removesuffix("s"))
    if channel is not None:
        return Target(Counted.MINUTES if in_minutes else Counted.ACTIVITIES, amount, channel)
    if in_minutes:
        return None
    if subject in {"conversation", "conversations"}:
        return Target(Counted.CONVERSATIONS, amount, None)
    if subject in {"appointment", "appointments", "appointments set"}:
        return Target(Counted.APPOINTMENTS, amount, None)
    return None
