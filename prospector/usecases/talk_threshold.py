"""Another talk threshold for a past import: the outcomes that talk time decided are decided anew."""

from __future__ import annotations

import json

from prospector.domain.talk import ANSWERED, TALKED, outcome_of_talk
from prospector.errors import FailedError, UnknownNameError
from prospector.light import dataclass
from prospector.store.import_runs import Run, runs
from prospector.store.store import Store
from prospector.store.talk import TALK_SORT, decided_since, judged_rows, threshold_label
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejudged:
    """What another threshold changed.

    Attributes:
        before: the threshold that the import had, in seconds.
        after: the one that it has.
        judged: how many rows talk time had decided.
        conversations: rows that became conversations.
        connects: rows that became connects.
        kept: rows whose outcome was changed since the import; they keep it.
    """

    before: int
    after: int
    judged: int
    conversations: int
    connects: int
    kept: tuple[int, ...]


def threshold_of(run: Run) -> int | None:
    """From how many seconds of talk on an answered call of an import is a conversation; None if talk decided nothing."""
    talk = json.loads(run.options).get("mapping", {}).get("talk")
    return None if talk is None else int(talk["conversation_seconds"])


def set_talk_threshold(store: Store, number: int, seconds: int, *, rep: str, at: int) -> Rejudged:
    """Decide anew what talk time had decided in an import; a disposition in words stays, and so does an edited outcome.

    Args:
        store: open for writing.
        number: of the import.
        seconds: from how many on an answered call is a conversation.
        rep: whose command it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        UnknownNameError: there is no such import.
        FailedError: it was taken back, or talk time decided none of its rows.
    """
    with store.writing() as writing:
        run, before = _standing(writing, number)
        rejudged = _judge(writing, number, before, seconds)
        options = json.loads(run.options)
        options["mapping"]["talk"]["conversation_seconds"] = seconds
        writing.update("import_run", number, options=json.dumps(options))
        writing.record(
            at=at,
            rep_id=rep_id(writing.connection, rep),
            label=threshold_label(number),
            sort=TALK_SORT,
        )
    return rejudged


def _standing(writing: Writing, number: int) -> tuple[Run, int]:
    """The import and its threshold."""
    found = runs(writing.connection, "WHERE id = ?", number)
    if not found:
        raise UnknownNameError(f"there is no import {number}", hint="prospector imports list shows them")
    if found[0].undone_at is not None:
        raise FailedError(f"import {number} was taken back", hint="import the file again to have it")
    before = threshold_of(found[0])
    if before is None:
        raise FailedError(
            f"talk time decided nothing in import {number}",
            hint=f"prospector imports undo {number}, then import the file with --talk-threshold",
        )
    return found[0], before


def _judge(writing: Writing, number: int, before: int, seconds: int) -> Rejudged:
    vocabulary = read_vocabulary(writing.connection)
    outcomes = {name: vocabulary.outcome(name).id for name in (ANSWERED, TALKED)}
    since = decided_since(writing.connection, number)
    judged = judged_rows(writing.connection, number)
    changed = {ANSWERED: 0, TALKED: 0}
    kept = []
    for row in judged:
        decided = outcome_of_talk(row.talk_seconds, seconds)
        if row.id in since or row.outcome != outcome_of_talk(row.talk_seconds, before):
            kept.append(row.id)
        elif row.outcome != decided:
            writing.update("activity", row.id, outcome_id=outcomes[decided])
            changed[decided] += 1
    return Rejudged(
        before=before,
        after=seconds,
        judged=len(judged),
        conversations=changed[TALKED],
        connects=changed[ANSWERED],
        kept=tuple(kept),
    )
