"""What a file's rows are and which of its columns is which of ours, guessed from its headings, its words and its name."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from prospector.importing.columns import SHEETS, Column, Kind, ValueType
from prospector.importing.headings import heading_key
from prospector.importing.synonyms import HEADINGS, WORDS
from prospector.importing.values import words_of
from prospector.light import dataclass

_TELLING = {  # the columns that make a kind likely, beside what it needs
    Kind.ACTIVITIES: {"outcome", "minutes", "talk_seconds", "direction", "channel"},
    Kind.DEALS: {"value", "stage", "closed_at", "expected_close_on", "lost_reason"},
    Kind.APPOINTMENTS: {"starts_at"},
    Kind.CONTACTS: {"email", "phone", "profile_url", "source"},
    Kind.CONTENT: {"reach", "published_at", "url"},
    Kind.QUOTAS: {"metric", "amount", "period"},
    Kind.ACCOUNTS: {"domain", "industry"},
}
_NAMED = {  # what the name of a file says, by its beginning
    Kind.ACTIVITIES: ("activit", "call", "task", "touch", "email", "log"),
    Kind.DEALS: ("deal", "opportunit", "pipeline", "closed"),
    Kind.APPOINTMENTS: ("meeting", "appointment", "event", "calendar"),
    Kind.CONTACTS: ("contact", "lead", "people", "person", "prospect"),
    Kind.CONTENT: ("content", "post", "campaign", "newsletter"),
    Kind.QUOTAS: ("quota", "target"),
    Kind.ACCOUNTS: ("account", "compan", "organi"),
}
_FIRST_AND_LAST = (
    ("firstname", "lastname"), ("first", "last"), ("givenname", "familyname"), ("forename", "surname"),
)  # fmt: skip
_TIMED = ("occurred_at", "starts_at")
_FREE = (ValueType.TEXT, ValueType.TAGS)  # of them any column could be one: they are not looked for loosely
_NOT_LOOSELY = frozenset({"name", "title", "kind", "period", "count", "plan", "content", "used", "url"})
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|[^\W\d_]+|\d+")
_OF_THE_REP = frozenset({"operator", "agent", "owner", "user", "rep"})
_AMOUNT = re.compile(r"[^\w+]*[A-Z]{0,3}[^\w+]*\d[\d.,\s]*[kKmM]?\W*[A-Z]{0,3}\)?")
_DATE = re.compile(r"\d.*[-/.: ,].*\d|\d{8}")
_MOST_WORDS = 25  # of channels and outcomes
_DIGITS = 5  # of a telephone number
_IN_BRACKETS = re.compile(r"\([^)]*\)")

Found = dict[str, tuple[int, ...]]  # our columns, and where theirs are


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file.

    Attributes:
        above: how many lines stand above the header.
        delimiter: what parts its cells.
        header: the headings; made up, where the first line seems to be a row.
        columns: the texts of the first rows that are not blank, by place.
        headless: whether the first line seems to be a row.
        footer: whether other lines follow the rows after a blank one.
        rows: how many rows were read.
    """

    above: int
    delimiter: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    headless: bool = False
    footer: bool = False
    rows: int = 0

    def texts(self, places: Sequence[int]) -> tuple[str, ...]:
        """The texts of several places as they are joined."""
        if len(places) == 1:
            return self.columns[places[0]]
        return tuple(map(" ".join, zip(*(self.columns[place] for place in places), strict=False)))


def guess_kind(sample: Sample, file: str) -> tuple[Kind, Found]:
    """The kind whose needs a header meets and of which it has most, or that the file is named after; and its columns."""
    scores = []
    name = os.path.basename(file).casefold()
    words = [word.casefold() for word in _WORD.findall(os.path.basename(file).partition(".")[0])]
    for at, kind in enumerate(_TELLING):
        found = _find_columns(kind, sample)
        met = sum(any(column in found for column in group) for group in SHEETS[kind].required)
        lacking = len(SHEETS[kind].required) - met - (kind is Kind.ACTIVITIES and "channel" not in found)
        telling = len(_TELLING[kind] & set(found))
        named = any(word.startswith(_NAMED[kind]) for word in words) or name.startswith(_NAMED[kind])
        scores.append((lacking <= 0 or named, telling + 2 * named, len(found), -at, kind, found))
    *_, kind, found = max(scores, key=lambda score: score[:4])
    if "stage" in found and "status" not in found and _ends(sample.texts(found["stage"])):
        found["status"] = found["stage"]  # the last stages are what became of a deal
    return kind, found


def _find_columns(kind: Kind, sample: Sample) -> Found:
    """Where our columns are by their names, told outright and then loosely; each of theirs is taken once."""
    if sample.headless:
        return {}
    keys = [heading_key(heading) for heading in sample.header]
    found = _pairs(kind, keys)
    taken = {place for places in found.values() for place in places}
    names = sorted(SHEETS[kind].names, key=lambda name: name not in _TELLING[kind])
    columns = {column.name: column for column in SHEETS[kind].columns}
    loose = [_loose_keys(heading) for heading in sample.header]
    for way in ("outright", "loosely"):
        for name in names:
            if name in found or (
                way == "loosely" and (name in _NOT_LOOSELY or columns[name].type in _FREE[1:])
            ):
                continue
            for key in _keys_of(name, kind):
                places = [
                    place
                    for place in range(len(keys))
                    if place not in taken
                    and (keys[place] == key if way == "outright" else _loosely(name, key, loose[place]))
                    and _could_be(columns[name], sample.columns[place])
                    and not (name == "external_id" and _names_another(kind, sample.columns[place]))
                ]
                if places:
                    found[name] = (places[0],)
                    taken.add(places[0])
                    break
    return found


def _keys_of(name: str, kind: Kind) -> tuple[str, ...]:
    """The headings of a column in the order in which they are preferred: of ids, those of the kind come first."""
    keys = HEADINGS.get(name, (heading_key(name),))
    if name != "external_id":
        return keys
    return tuple(sorted(keys, key=lambda key: key != "id" and not key.startswith(_NAMED[kind])))


def _loosely(name: str, key: str, endings: frozenset[str]) -> bool:
    """Whether a heading ends as one of ours; what is said of the rep is not taken for the contact."""
    reps = endings & _OF_THE_REP or any(ending.startswith(tuple(_OF_THE_REP)) for ending in endings)
    return key in endings and (name == "rep" or not reps)


def _ends(texts: tuple[str, ...]) -> bool:
    """Whether words of a column say that a deal was won or lost."""
    return any(WORDS["status"].get(words_of(text)) in {"won", "lost"} for text in texts)


def _pairs(kind: Kind, keys: list[str]) -> Found:
    """First and last names, and dates with their times, that stand in two columns."""
    found: Found = {}
    person = "contact" if kind is not Kind.CONTACTS else "name"
    for names in _FIRST_AND_LAST:
        if all(name in keys for name in names) and person in SHEETS[kind].names:
            found[person] = tuple(keys.index(name) for name in names)
            break
    moment = next((name for name in SHEETS[kind].names if name in _TIMED), None)
    if moment is not None:
        dates = [key for key in keys if key.endswith("date") and f"{key[:-4]}time" in keys]
        best = next((key for key in dates if key == "date"), dates[0] if dates else None)
        if best is not None:
            found[moment] = (keys.index(best), keys.index(f"{best[:-4]}time"))
    return found


def _loose_keys(heading: str) -> frozenset[str]:
    """What else a heading may be taken for: without its brackets, and by each of its endings, as `owner` of `Lead Owner`."""
    plain = _IN_BRACKETS.sub(" ", heading)
    words = [word.casefold() for word in _WORD.findall(plain)]
    return frozenset("".join(words[start:]) for start in range(len(words)))


def _names_another(kind: Kind, texts: tuple[str, ...]) -> bool:
    """Whether an id is of something else than the rows: of several calls to a lead, each has the lead's."""
    return kind is Kind.ACTIVITIES and len(set(texts)) < len(texts)


def _could_be(column: Column, texts: tuple[str, ...]) -> bool:
    """Whether the words of a column may be those of ours: `Type` may hold channels or directions."""
    if not texts:
        return True
    if column.type in {ValueType.MOMENT, ValueType.DAY}:
        return any(_DATE.search(text) for text in texts)
    words = {words_of(text) for text in texts}
    directions = bool(words & WORDS["direction"].keys())
    told = {
        "channel": not directions and len(words) <= _MOST_WORDS,
        "direction": directions,
        "outcome": len(words) <= _MOST_WORDS,
        "phone": any(sum(letter.isdigit() for letter in text) >= _DIGITS for text in texts),
        "email": any("@" in text for text in texts),
        "value": all(_AMOUNT.fullmatch(text) for text in texts),
        "minutes": any(text[0].isdigit() and " " not in text for text in texts),
        "account": not words <= {"true", "false", "yes", "no"},
    }
    return told.get(column.name, True)
