"""What `doctor` and `export --salvage` call the rows of tables, and what helps where one is damaged."""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CALLED: dict[str, tuple[str, str]] = {
    "activity": ("activity #{}", "activities"),
    "address": ("address {}", "addresses"),
    "account": ("account id:{}", "accounts"),
    "change": ("entry {} of the journal", "entries of the journal"),
    "contact": ("contact id:{}", "contacts"),
    "content": ("content piece {}", "content pieces"),
    "deal": ("deal id:{}", "deals"),
    "deed": ("command {} in the journal", "commands in the journal"),
    "follow_up": ("follow-up {}", "follow-ups"),
    "forgotten": ("mark {} of somebody who was forgotten", "marks of who was forgotten"),
    "import_field": ("a count of an import", "counts of imports"),
    "import_run": ("import {}", "imports"),
    "listed": ("entry {} of the last list", "entries of the last list"),
    "merged": ("merged contact {}", "merged contacts"),
    "origin": ("the mark of an imported row", "marks of imported rows"),
    "plan_step": ("step {} of a plan", "steps of plans"),
    "stage_change": ("step {} of a deal", "steps of deals"),
    "stretch": ("stretch level {}", "stretch levels"),
    "suppressed": ("entry {} of the list of who was forgotten", "entries of the list of who was forgotten"),
    "suppression_key": ("the key of the list of who was forgotten", "keys of the list of who was forgotten"),
    "tagging": ("tag {} of a row", "tags of rows"),
    "talk_judged": ("a call that talk time decided", "calls that talk time decided"),
    "target": ("quota or goal {}", "quotas and goals"),
}
_SHOWS = {
    "activity": "prospector show {}",
    "account": "prospector account show id:{}",
    "contact": "prospector contact show id:{}",
    "deal": "prospector deal show id:{}",
}
_FEW = 3
NOUNS = {"activity": "activities", "contact": "contacts", "account": "accounts", "deal": "deals"} | {
    "lead": "leads",
    "appointment": "appointments",
    "content": "content",
    "target": "quotas",
}


def called(table: str, row_id: int) -> str:
    """A row of a table."""
    return _CALLED.get(table, (table.replace("_", " ") + " {}", ""))[0].format(row_id)


def called_together(table: str) -> str:
    """The rows of a table."""
    return _CALLED.get(table, ("", table.replace("_", " ") + "s"))[1]


def puts_right(table: str, row_id: int) -> str:
    """The commands that show a row and put it right; empty where there are none."""
    shows = _SHOWS.get(table, "").format(row_id)
    edits = shows.replace(" show ", " edit ")
    return f"{shows}; {edits} -n '...' with what is right puts it right" if shows else ""


def altered_remark(rows: Sequence[tuple[str, int]]) -> str:
    """Say that a command changed rows that were not as they were stored, for `doctor` takes them for right now.

    Args:
        rows: their tables and numbers; at least one.
    """
    names = [called(table, row_id) for table, row_id in rows[:_FEW]]
    if (others := len(rows) - _FEW) > 0:
        names.append(f"{others:,} more")
    shown = [_SHOWS[table].format(row_id) for table, row_id in rows[:_FEW] if table in _SHOWS]
    where = f": {'; '.join(shown)}" if shown else ""
    was = "was not as it was" if len(rows) == 1 else "were not as they were"
    return f"{', '.join(names)} {was} stored, and doctor cannot see that any more; look what is right{where}"
