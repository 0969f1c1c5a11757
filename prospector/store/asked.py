"""What was spoken and answered, and the touches that this belongs to: of all at once, or of a range of contacts at a time."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from prospector.domain.conversations import conversations_of
from prospector.domain.facts import Answer, Conversation, Link, Outcomes, Spoken
from prospector.later import Later
from prospector.light import dataclass, replace
from prospector.store.breakdown import Breakdown
from prospector.store.choosing import Conditions
from prospector.store.ranges import contact_ranges, is_long
from prospector.store.spoken import (
    IN_RANGE,
    NOBODYS,
    contacts_of,
    fetch_answers,
    fetch_answers_of,
    fetch_links,
    fetch_spoken,
    reads_along_results,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for.

    Attributes:
        nothing: the outcomes without any activity: appointments and deals alone.
        breakdown: whose keys the links carry.
        bound: what the statements bind.
        credited: the activities that appointments and deals are credited to.
    """

    connection: sqlite3.Connection
    nothing: Outcomes
    breakdown: Breakdown
    chosen: Conditions
    bound: Mapping[str, int | str]
    credited: frozenset[int]

    @property
    def is_long(self) -> bool:
        """Whether the log is so long that it is better read in ranges, and whether it can be."""
        return is_long(self.connection) and reads_along_results(
            self.connection, self.nothing.window, self.bound
        )

    def at_once(self) -> Outcomes:
        """Read everything."""
        window = self.nothing.window
        spoken = fetch_spoken(self.connection, window, self.chosen, self.bound)
        return self._told(
            self.nothing,
            spoken,
            self._conversations(spoken),
            fetch_answers(self.connection, window, self.bound),
            self.credited,
        )

    def out_of(self, known: Outcomes, history: range) -> Outcomes:
        """Take what was spoken and answered from outcomes whose window lies around this one.

        Args:
            known: these outcomes.
            history: the days whose conversations are to be known.
        """
        window = self.nothing.window
        days = range(window.start, window.answers_stop)
        return self._told(
            self.nothing,
            tuple([each for each in known.spoken if each.day in history]),
            Later(lambda: tuple([each for each in known.conversations if each.spoken.day in history])),
            {number: each for number, each in known.answers.items() if each.day in days},
            self.credited,
            links=known.links if known.dimension is self.nothing.dimension else {},
        )

    def in_ranges(self) -> Outcomes:
        """Read what has nobody named; contacts are read when they are taken."""
        window = self.nothing.window
        spoken = fetch_spoken(self.connection, window, self.chosen, self.bound, whose=NOBODYS)
        left = self._told(self.nothing, spoken, self._conversations(spoken), {}, self.credited)
        return replace(left, ranges=self._ranges())

    def _ranges(self) -> Iterator[Outcomes]:
        """The contacts of a long log, some at a time; credit that leads to them counts with them."""
        connection, window = self.connection, self.nothing.window
        whose = contacts_of(connection, self.credited)
        credited = sorted((who, number) for number, who in whose.items() if who is not None)
        nothing = replace(self.nothing, appointments=(), deals=())
        for first, last in contact_ranges(connection):
            bound = {**self.bound, "first_contact": first, "last_contact": last}
            mine = credited[bisect_left(credited, (first,)) : bisect_left(credited, (last + 1,))]
            spoken = fetch_spoken(connection, window, self.chosen, bound, whose=IN_RANGE)
            answers = fetch_answers(connection, window, bound, whose=IN_RANGE)
            told = self._told(
                nothing, spoken, self._conversations(spoken), answers, [number for _, number in mine]
            )
            yield replace(told, contacts=(first, last))

    def _conversations(self, spoken: tuple[Spoken, ...]) -> Later[tuple[Conversation, ...]]:
        return Later(lambda: tuple(conversations_of(spoken, self.nothing.window.new_after)))

    def _told(
        self,
        outcomes: Outcomes,
        spoken: tuple[Spoken, ...],
        conversations: Later[tuple[Conversation, ...]],
        answers: dict[int, Answer],
        credited: Collection[int],
        *,
        links: Mapping[int, Link] | None = None,
    ) -> Outcomes:
        """Outcomes with what was spoken and answered, and with all links, of which some may be known."""
        answers.update(fetch_answers_of(self.connection, self.bound, credited))
        start = outcomes.window.start
        wanted = {row.id for row in spoken if row.day >= start}
        wanted.update([answer.touch_id for answer in answers.values()])
        wanted.update(credited)
        found = {number: links[number] for number in wanted & links.keys()} if links else {}
        missing = wanted - found.keys() if found else wanted
        found.update(fetch_links(self.connection, self.breakdown, self.chosen, self.bound, missing))
        return replace(
            outcomes, spoken=spoken, conversations_later=conversations, answers=answers, links=found
        )
