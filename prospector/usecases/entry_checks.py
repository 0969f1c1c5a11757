"""What an entry of the log may say."""

from __future__ import annotations

from prospector.domain.vocabulary import Level
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING
from prospector.usecases.who import NOBODY

if TYPE_CHECKING:
    from prospector.store.words import Outcome
    from prospector.usecases.log import Entry

MOST_MINUTES = 24 * 60
MOST_COUNT = 100_000


def check_entry(entry: Entry) -> None:
    """Refuse numbers that nobody can mean.

    Raises:
        InvalidValueError: names the number and its bounds.
    """
    for name, value, least, most in (
        ("minutes", entry.minutes, 0, MOST_MINUTES),
        ("count", entry.count, 1, MOST_COUNT),
        ("reach", entry.reach, 0, 10**9),
    ):
        if value is not None and not least <= value <= most:
            raise InvalidValueError(f"{name} {value} is not from {least} to {most:,}")


def check_meeting(entry: Entry, outcome: Outcome) -> None:
    """Refuse the date of an appointment that the log does not make: nothing that was said may be thrown away.

    Raises:
        InvalidValueError: the outcome makes no appointment, or it would be with nobody.
    """
    if outcome.level < Level.APPOINTMENT:
        raise InvalidValueError(
            "--for needs an outcome of level appointment",
            hint=f"{outcome.name} makes none; as in {entry.channel} jane appointment --for 'fri 15:00'",
        )
    if entry.who is None or entry.who.strip() == NOBODY:
        raise InvalidValueError(
            "--for needs a contact",
            hint=f"an appointment is with somebody: {entry.channel} jane appointment --for 'fri 15:00'",
        )
