"""The rep of the story at work: whom they reach out to on a day, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from prospector.demo.facts import Act
from prospector.domain.vocabulary import Direction

CALLS_A_DAY, EMAILS_A_DAY, SOCIAL_A_DAY = 12, 10, 5
WARM_DAYS = 20
# hour, share of the calls, chance to reach somebody
_HOURS = (
    (8, 0.14, 0.17),
    (9, 0.2, 0.16),
    (10, 0.2, 0.09),
    (11, 0.16, 0.08),
    (12, 0.06, 0.03),
    (14, 0.1, 0.06),
    (15, 0.08, 0.07),
    (16, 0.06, 0.08),
)
_TALK_SHARE = 0.6
_NOTES = (
    "wants prices in writing",
    "budget is set in the new year",
    "happy with what they have, for now",
    "asked for two references",
    "their contract ends in spring",
    "send the case study",
    "two sites, one buyer",
    "talk to the plant manager too",
)
_UNREACHED = (("no-answer", 0.62), ("voicemail", 0.94), ("busy", 0.98), ("bad-number", 1.0))
_TALKED = (("conversation", 0.5), ("callback", 0.62), ("not-interested", 0.83), ("appointment", 1.0))


@dataclass(slots=True)
class Standing:
    """Where a contact stands with the rep: days are places in the list of working days.

    Attributes:
        arrives: the first day on which the rep knows of them.
        due: when to reach out next.
        ease: how readily they talk, 1 for most.
        warmed: the day of the last social touch.
        done: whether the rep leaves them alone.
    """

    arrives: int
    due: int
    ease: float = 1.0
    touches: int = 0
    warmed: int = -WARM_DAYS - 1
    done: bool = False


class Rep:
    """Works through the days and keeps the log; every draw comes from one seeded source."""

    def __init__(self, days: Sequence[date], standings: Sequence[Standing], random: Random) -> None:
        self.days = days
        self.standings = standings
        self.random = random
        self.log: list[Act] = []

    def work(self, number: int) -> None:
        """Do a day's work."""
        touched: set[int] = set()
        for _ in range(self._about(CALLS_A_DAY, number)):
            self._call(number, self._next(number, touched))
        for place in range(self._about(EMAILS_A_DAY, number)):
            self._email(number, place, self._next(number, touched))
        for place in range(self._about(SOCIAL_A_DAY, number)):
            self._social(number, place, self._next(number, touched))
        if number % 5 in {1, 2, 3}:
            self._tally(number)
        if number % 5 == 0:
            self.log.append(Act(at=self._at(number, 8, 30), channel="research", outcome="done", minutes=45))
        if number % 5 == 4:
            self.log.append(Act(at=self._at(number, 16, 30), channel="admin", outcome="done", minutes=40))

    def came_in(self, number: int, contact: int, channel: str, outcome: str, *, piece: int | None) -> None:
        """Somebody gets in touch, or engages with a content piece, by themselves."""
        standing = self.standings[contact]
        kind = "comment" if piece is not None else None
        minutes = None if piece is not None else 8 + self._below(12)
        hour = 9 + self._below(8)
        self.log.append(
            Act(
                at=self._at(number, hour, self._below(60)),
                channel=channel,
                outcome=outcome,
                contact=contact,
                direction=Direction.INBOUND,
                kind=kind,
                minutes=minutes,
                piece=piece,
            )
        )
        standing.due = min(standing.due, number + 2) if piece is not None else number + 12

    def _next(self, number: int, touched: set[int]) -> int | None:
        """Who is due most urgently and was not reached out to today."""
        waiting = [
            (standing.due, contact)
            for contact, standing in enumerate(self.standings)
            if standing.arrives <= number and not standing.done and contact not in touched
        ]
        if not waiting:
            return None
        contact = min(waiting)[1]
        touched.add(contact)
        standing = self.standings[contact]
        standing.touches += 1
        standing.due = number + 4 + self._below(5)
        if standing.touches % 9 == 0:
            standing.due += 25  # nine touches without an answer: a pause
        return contact

    def _call(self, number: int, contact: int | None) -> None:
        if contact is None:
            return
        standing = self.standings[contact]
        hour, chance = self._hour()
        chance *= standing.ease
        if number - standing.warmed <= WARM_DAYS:
            chance *= 1.5
        outcome, minutes, note = self._one_of(_UNREACHED), 2, None
        if self.random.random() < chance:
            outcome, minutes = ("gatekeeper" if self._below(3) == 0 else "connected"), 3
            if self.random.random() < _TALK_SHARE:
                outcome, minutes = self._one_of(_TALKED), 6 + self._below(12)
                note = _NOTES[self._below(len(_NOTES))]
                self._talked(number, standing, outcome)
        kind = "cold" if standing.touches <= 2 else "follow-up"
        self.log.append(
            Act(
                at=self._at(number, hour, self._below(60)),
                channel="call",
                outcome=outcome,
                contact=contact,
                kind=kind,
                minutes=minutes,
                note=note,
            )
        )

    def _email(self, number: int, place: int, contact: int | None) -> None:
        if contact is None:
            return
        sent = "bounced" if self.random.random() < 0.02 else "sent"
        self.log.append(
            Act(
                at=self._at(number, 13, place * 4),
                channel="email",
                outcome=sent,
                contact=contact,
                kind="follow-up",
                minutes=3 + self._below(3),
            )
        )
        draw = self.random.random()
        if sent == "sent" and draw < 0.034 and number + 1 < len(self.days):
            talks = draw < 0.012
            self._answer(number + 1, contact, "email", "conversation" if talks else "replied", 6)

    def _social(self, number: int, place: int, contact: int | None) -> None:
        if contact is None:
            return
        standing = self.standings[contact]
        standing.warmed = number
        draw = self.random.random()
        outcome = "accepted" if draw > 0.8 else "sent"
        kind = "connect" if standing.touches <= 3 else "dm"
        self.log.append(
            Act(
                at=self._at(number, 11, place * 9),
                channel="social",
                outcome=outcome,
                contact=contact,
                kind=kind,
                minutes=6 + self._below(4),
            )
        )
        if draw < 0.11:
            talks = draw < 0.048
            self._answer(number, contact, "social", "conversation" if talks else "replied", 9)

    def _answer(self, number: int, contact: int, channel: str, outcome: str, minutes: int) -> None:
        if outcome == "conversation":
            if self.random.random() < 0.14:
                outcome = "appointment"
            self._talked(number, self.standings[contact], outcome)
        self.log.append(
            Act(
                at=self._at(number, 15, self._below(60)),
                channel=channel,
                outcome=outcome,
                contact=contact,
                direction=Direction.INBOUND,
                minutes=minutes,
            )
        )

    def _tally(self, number: int) -> None:
        hour, _ = self._hour()
        count = 6 + self._below(9)
        self.log.append(
            Act(
                at=self._at(number, hour, 55), channel="call", outcome="no-answer", minutes=count, count=count
            )
        )

    def _talked(self, number: int, standing: Standing, outcome: str) -> None:
        standing.due = number + (60 if outcome == "not-interested" else 12)

    def _hour(self) -> tuple[int, float]:
        draw = self.random.random()
        for hour, share, chance in _HOURS:
            draw -= share
            if draw < 0:
                return hour, chance
        return _HOURS[-1][0], _HOURS[-1][2]

    def _about(self, usual: int, number: int) -> int:
        """A day's load: a little more or less, and less on Fridays."""
        return usual - 2 + self._below(5) - (usual // 4 if number % 5 == 4 else 0)

    def _below(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def _one_of(self, ladder: Sequence[tuple[str, float]]) -> str:
        draw = self.random.random()
        return next(word for word, up_to in ladder if draw < up_to)

    def _at(self, number: int, hour: int, minute: int) -> datetime:
        return datetime.combine(self.days[number], time(hour)) + timedelta(minutes=minute)
