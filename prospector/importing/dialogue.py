"""Messages between the rep and others: the file does not say which of the two wrote, but all of it together does.

    the rep        =  the one who sent or received every message, unless the mapping names them
    sent           =  a message of the rep
    replied        =  a message of somebody else
    conversation   =  the second and later messages of somebody else in a thread in which the rep wrote before

The file is looked through once before its rows are read; of each message its thread, time and side are kept.
"""

from __future__ import annotations

from collections import defaultdict

from prospector.domain.spelling import quoted
from prospector.errors import AmbiguousNameError, InvalidValueError
from prospector.importing.choosing import RowChoice
from prospector.importing.headings import same_text
from prospector.importing.records import chunks
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from prospector.importing.files import Source
    from prospector.importing.moments import MomentReader
    from prospector.importing.plan import DialoguePlaces, Plan
    from prospector.importing.records import Layout

_SHOWN = 9
_NAME_YOURSELF = '--me "YOUR NAME", as it stands in the file'


class UnknownOwnerError(AmbiguousNameError):
    """A file of messages does not tell which side is the rep.

    Attributes:
        people: the names that may be the rep's, and the profile of each where it is known.
    """

    def __init__(self, message: str, people: Mapping[str, str]) -> None:
        names = tuple(people)[:_SHOWN]
        super().__init__(message, hint=_NAME_YOURSELF, choices=tuple((name, name) for name in names))
        self.people = people


class DialogueReading:
    """Whose message each row of a file is, and what became of it.

    Args:
        places: of the cells that tell.
        me: the name of the rep as it stands in the file; None finds it out.
        file: its name, for messages.
    """

    def __init__(self, places: DialoguePlaces, me: str | None, file: str) -> None:
        self._places = places
        self._me = None if me is None else same_text(me)
        self._file = file
        self._outcomes: dict[int, str] = {}

    def look_through(self, rows: Iterable[tuple[int, Sequence[str]]], moments: MomentReader) -> None:
        """Find out who the rep is and what the messages of the others are.

        Args:
            rows: the wanted rows, each with its line.
            moments: reads the times.

        Raises:
            UnknownOwnerError: nobody or more than one has part in every message.
            InvalidValueError: the rep named has part in none.
        """
        pairs: dict[tuple[str, str], None] = {}
        names: dict[str, str] = {}
        addresses: dict[str, str] = {}
        threads: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for line, cells in rows:
            sender, recipients = (
                same_text(cells[place]) for place in (self._places.sender, self._places.recipients)
            )
            pairs[sender, recipients] = None
            for place in (self._places.sender, self._places.recipients):
                names.setdefault(same_text(cells[place]), " ".join(cells[place].split()))
            if self._places.address is not None:
                addresses.setdefault(sender, cells[self._places.address].strip())
            try:
                at = moments.moment(cells[self._places.at].strip())[0].seconds
            except InvalidValueError:
                continue  # the row will be rejected for its time
            threads[cells[self._places.thread]].append((at, line, sender))
        if pairs:
            self._me = self._find_me(list(pairs), names, addresses)
        for messages in threads.values():
            self._judge(sorted(messages))

    def _find_me(
        self, pairs: list[tuple[str, str]], names: Mapping[str, str], addresses: Mapping[str, str]
    ) -> str:
        if self._me is not None:
            if not any(_has_part(self._me, pair) for pair in pairs):
                raise InvalidValueError(
                    f"{quoted(self._me)} has no part in the messages of {self._file}", hint=_NAME_YOURSELF
                )
            return self._me
        everybody = dict.fromkeys(name for pair in pairs for name in pair if name)
        found = [name for name in everybody if all(_has_part(name, pair) for pair in pairs)]
        if len(found) != 1:
            whose = f" ({' or '.join(quoted(names.get(name, name)) for name in found[:3])})" if found else ""
            raise UnknownOwnerError(
                f"{self._file} does not tell whose messages it has{whose}",
                {names.get(name, name): addresses.get(name, "") for name in found or everybody},
            )
        return found[0]

    def _judge(self, messages: list[tuple[int, int, str]]) -> None:
        wrote, theirs = False, 0
        for _, line, sender in messages:
            if sender == self._me:
                wrote = True
                continue
            theirs += 1
            self._outcomes[line] = "conversation" if wrote and theirs > 1 else "replied"

    def is_advertisement(self, cells: Sequence[str]) -> bool:
        """Whether a message is from somebody else who has no address."""
        address = self._places.address
        return address is not None and not cells[address].strip() and not self._is_mine(cells)

    def _is_mine(self, cells: Sequence[str]) -> bool:
        return same_text(cells[self._places.sender]) == self._me

    def columns(self, lines: Sequence[int], records: Sequence[Sequence[str]]) -> list[list[str]]:
        """The direction and the outcome of some rows, as two more columns of the file."""
        mine = [self._is_mine(cells) for cells in records]
        return [
            ["outbound" if each else "inbound" for each in mine],
            [
                "sent" if each else self._outcomes.get(line, "replied")
                for each, line in zip(mine, lines, strict=True)
            ],
        ]


def messages(source: Source, layout: Layout, plan: Plan) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file of messages that are neither drafts nor unusable, each with its line."""
    choice = RowChoice(plan)
    for lines, records in chunks(source, layout):
        for line, cells in zip(lines, records, strict=True):
            if (
                len(cells) >= len(layout.header)
                and tuple(cells) != layout.header
                and any(cell.strip() for cell in cells)
                and choice.reason_against(cells) is None
            ):
                yield line, cells


def _has_part(name: str, pair: tuple[str, str]) -> bool:
    """Whether somebody sent or received; names of several recipients stand between commas."""
    sender, recipients = pair
    return name == sender or f", {name}, " in f", {recipients.replace(',', ', ').replace(',  ', ', ')}, "
