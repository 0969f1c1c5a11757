"""Which rows of a file are wanted: the rules of a mapping that leave rows out."""

from __future__ import annotations

from prospector.domain.spreadsheet import unguard
from prospector.importing.headings import same_text
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospector.importing.dialogue import DialogueReading
    from prospector.importing.plan import Plan


class RowChoice:
    """Judges the rows of one reading of a file, in their order.

    Args:
        plan: what is taken from each row.
        dialogue: of the file, where its rows are messages.
    """

    def __init__(self, plan: Plan, dialogue: DialogueReading | None = None) -> None:
        self._plan = plan
        self._dialogue = dialogue
        self._met: set[str] = set()
        self.has_rules = bool(plan.filters or plan.needs or plan.one_per is not None or dialogue)

    def reason_against(self, cells: Sequence[str]) -> str | None:
        """Why a row is skipped; None where it is wanted."""
        plan = self._plan
        if plan.filters and not self._passes(cells):
            return "outside [where]"
        if plan.needs and not any(cells[place].strip() for place in plan.needs):
            return "names nobody and nothing"
        if self._dialogue is not None and self._dialogue.is_advertisement(cells):
            return "an advertisement"
        if plan.one_per is not None:
            call = cells[plan.one_per].strip()
            if not call or call in self._met:
                return "a further leg of one call"
            self._met.add(call)
        return None

    def _passes(self, cells: Sequence[str]) -> bool:
        return all(same_text(unguard(cells[place].strip())) in texts for place, texts in self._plan.filters)
