"""Follow-ups: what the rep promised, to whom, and by which day. One that is overdue stays due."""

from __future__ import annotations

from datetime import date

from prospector.domain.day import read_day
from prospector.domain.day_words import day_text
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError
from prospector.light import StrEnum, dataclass


class FollowUpStatus(StrEnum):
    """What became of a follow-up."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A promise; `contact` and `account` are names, None where it is to nobody in particular.

    Attributes:
        activity_id: the log that it was promised in.
    """

    id: int
    text: str
    contact_id: int | None
    contact: str | None
    account: str | None
    activity_id: int | None
    due: date
    status: FollowUpStatus
    rep: str

    @property
    def who(self) -> str:
        """To whom, in words; empty for nobody."""
        if self.contact is None:
            return ""
        return f"{self.contact} ({self.account})" if self.account else self.contact

    def __str__(self) -> str:
        """What was promised and to whom."""
        return f"{self.text} · {self.who}" if self.who else self.text


def read_promise(text: str) -> str:
    """What is promised, with single spaces.

    Raises:
        InvalidValueError: nothing is.
    """
    words = " ".join(text.split())
    if not words:
        raise InvalidValueError("what is to be done?", hint='as in "send pricing"')
    return words


def read_due(text: str, today: date) -> date:
    """Read the day by which something is due: any day of `help dates`, or `3d`, `2w` from today.

    Raises:
        InvalidValueError: the grammar does not know it, or the day is over.
    """
    word = text.strip()
    shift = len(word) > 1 and word[0].isdecimal() and word[-1].isalpha() and " " not in word
    try:
        day = read_day(f"in {word}" if shift else word, today, prefer="future")
    except InvalidValueError:
        day = read_day(word, today, prefer="future")  # what is said of it is said of the word that was typed
    if day < today:
        raise InvalidValueError(
            f"{quoted(text)} is {day_text(day)}, and that is over",
            hint="today, tomorrow, fri, 3d, 2026-11-27",
        )
    return day
