"""How one row completes another that tells of the same event.

Blanks are filled. Where both say something, the stored value stays and the disagreement is told, except the outcome:

- what the rep typed or edited stays;
- a word that says more, as voicemail or not-interested, is surer than talk time, and than connected alone: a mailbox
  answers too;
- else the higher on the ladder wins, and of one level the word that says more.

Notes that differ stand behind each other.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from prospector.domain.moment import Moment
from prospector.domain.naming import too_long
from prospector.domain.talk import ANSWERED
from prospector.light import dataclass
from prospector.store.talk import MERGE_SORT, TALK_SORT
from prospector.store.words import Vocabulary
from prospector.store.writing import Value

_PLAIN_WORDS = frozenset(
    ["no-answer", "sent", "done", "connected", "conversation"]
)  # which say no more than a level
_NOTES = " · "
# Column and what a disagreement calls it; what is not named differs in every two systems.
_FILLED = {
    "kind_id": "kind",
    "account_id": "account",
    "lead_id": "",
    "deal_id": "deal",
    "content_id": "content piece",
    "minutes": "minutes",
    "talk_seconds": "talk time",
    "reach": "reach",
    "cost_minor": "cost",
    "plan": "",
}
_EDITED = """
SELECT DISTINCT change.row_id FROM change JOIN deed ON deed.id = change.deed_id
WHERE change.table_name = 'activity' AND deed.state = 'done' AND deed.sort NOT IN ('import', 'import-undo', ?, ?)
  AND change.before IS NOT NULL AND change.after IS NOT NULL
  AND json_extract(change.before, '$.outcome_id') <> json_extract(change.after, '$.outcome_id')
  AND change.row_id IN (SELECT value FROM json_each(?))
"""
_TALKED = "SELECT activity_id FROM talk_judged WHERE activity_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Completed:
    """What a row gains from another.

    Attributes:
        changes: columns with their new values.
        outcome_won: whether the other's outcome is taken.
        differences: in words, what the two disagree about and what becomes of it.
    """

    changes: Mapping[str, Value]
    outcome_won: bool
    differences: tuple[str, ...]


class Completing:
    """Completes rows; knows which outcomes somebody decided, and which talk time did.

    Args:
        connection: in the transaction.
        vocabulary: the outcomes and their levels.
        rows: the numbers of all activities that are to be completed or to complete one.
    """

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary, rows: Collection[int]) -> None:
        numbers = json.dumps(list(rows))
        self._outcomes = {outcome.id: outcome for outcome in vocabulary.outcomes}
        self._edited = {row for (row,) in connection.execute(_EDITED, (TALK_SORT, MERGE_SORT, numbers))}
        self._talked = {row for (row,) in connection.execute(_TALKED, (numbers,))} - self._edited

    def is_talk(self, number: int) -> bool:
        """Whether talk time decided the outcome of an activity."""
        return number in self._talked

    def complete(
        self, stored: Mapping[str, Value], told: Mapping[str, Value], *, told_by_talk: bool
    ) -> Completed:
        """What a stored activity gains from a row that tells of it too.

        Args:
            stored: the activity's columns.
            told: the other row's.
            told_by_talk: whether talk time decided the other's outcome.
        """
        changes: dict[str, Value] = {}
        differences: list[str] = []
        for column, name in _FILLED.items():
            if told.get(column) is None or told[column] == stored[column]:
                continue
            if stored[column] is None:
                changes[column] = told[column]
            elif name:
                differences.append(f"{name} of the stored row kept")
        if stored["utc_offset"] is None and told["utc_offset"] is not None:
            changes |= _moment(told)
        changes |= self._note(stored, told, differences)
        won = self._wins(stored, told, told_by_talk=told_by_talk)
        if stored["outcome_id"] != told["outcome_id"]:
            mine, theirs = (self._word(row["outcome_id"]) for row in (stored, told))
            if won:
                changes["outcome_id"] = told["outcome_id"]
            differences.append(f"outcome {mine} → {theirs}" if won else f"outcome {mine} kept, not {theirs}")
        return Completed(changes, won, tuple(differences))

    def _wins(self, stored: Mapping[str, Value], told: Mapping[str, Value], *, told_by_talk: bool) -> bool:
        """Whether the outcome of the other row is taken."""
        if stored["outcome_id"] == told["outcome_id"]:
            return False
        if stored["import_id"] is None or stored["id"] in self._edited:
            return False
        if told.get("id") in self._edited:
            return True
        return self._is_surer(stored, told, told_by_talk=told_by_talk)

    def _is_surer(
        self, stored: Mapping[str, Value], told: Mapping[str, Value], *, told_by_talk: bool
    ) -> bool:
        """Whether another outcome, that no hand decided, is surer than the stored one or says more."""
        mine, theirs = (self._outcomes[int(row["outcome_id"] or 0)] for row in (stored, told))
        has_word, brings_word = (outcome.name not in _PLAIN_WORDS for outcome in (mine, theirs))
        if brings_word and not has_word and (stored["id"] in self._talked or mine.name == ANSWERED):
            return True
        if has_word and not brings_word and (told_by_talk or theirs.name == ANSWERED):
            return False
        return theirs.level > mine.level if mine.level != theirs.level else brings_word and not has_word

    def _note(
        self, stored: Mapping[str, Value], told: Mapping[str, Value], differences: list[str]
    ) -> dict[str, Value]:
        mine, theirs = str(stored["note"] or ""), str(told["note"] or "")
        if not theirs or theirs in mine:
            return {}
        both = f"{mine}{_NOTES}{theirs}" if mine else theirs
        if mine and mine in theirs:
            both = theirs
        if too_long("note", both):
            differences.append("note of the stored row kept: both are too long for one")
            return {}
        if mine:
            differences.append("notes differ: both are kept")
        return {"note": both}

    def _word(self, outcome_id: Value) -> str:
        return self._outcomes[int(outcome_id or 0)].name


def _moment(told: Mapping[str, Value]) -> dict[str, Value]:
    """The columns of a time of day, where only the date was known."""
    moment = Moment(int(told["occurred_at"] or 0), int(told["utc_offset"] or 0))
    return {
        "occurred_at": moment.seconds,
        "utc_offset": moment.offset,
        "local_day": moment.local_day,
        "local_week": moment.local_week,
    }
