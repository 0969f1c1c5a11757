"""Lives the script through the command line, with the clock at every line."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.quarter.past import BERLIN, Line, monday, read
from tests.terminal import Terminal

SCRIPT = read((Path(__file__).parent / "script.txt").read_text(encoding="utf-8"))
DIALER = """
as = "activities"
[set]
channel = "call"
[columns]
external_id = "call"
occurred_at = "at"
contact = "who"
outcome = { from = "result", values = { NA = "no-answer", VM = "voicemail", ANS = "connected" } }
talk_seconds = "talk"
[talk]
conversation_seconds = 60
"""


class Quarter:
    """A terminal whose clock goes from line to line of the script."""

    def __init__(self, folder: Path) -> None:
        self.terminal = Terminal(folder)
        (folder / "dialer.toml").write_text(f'name = "dialer"\n{DIALER}', encoding="utf-8")
        self.ahead = list(SCRIPT)
        self.monday = date(2026, 10, 12)

    def clock(self, now: datetime) -> None:
        self.terminal.now = now.isoformat()

    def live_until(self, now: datetime) -> None:
        """Do what the script says up to a moment; the import of a Monday comes first."""
        while True:
            import_at = datetime.combine(self.monday, time(8), BERLIN)
            next_at = min([import_at, *(line.at for line in self.ahead[:1])])
            if next_at > now:
                break
            self.clock(next_at)
            if next_at == import_at:
                self.import_week()
            else:
                self.type(self.ahead.pop(0))
        self.clock(now)

    def type(self, line: Line) -> None:
        if line.words[0] == "review":
            kept = [word for word in line.words[1:] if word == "yes"]
            said = [word for word in line.words[1:] if word != "yes"]
            answers = (*kept, "mornings", "the list", "earlier calls", *said, "", "")
            self.terminal.has_keyboard = self.terminal.is_terminal = True
            self.terminal.ok("review", stdin="\n".join(answers))
            self.terminal.has_keyboard = self.terminal.is_terminal = False
        elif line.words[0] != "dialled":
            self.terminal.ok(line.text)

    def import_week(self) -> None:
        """The dialer's export of the week before, and the same file once more."""
        week = self.monday - timedelta(7)
        calls = [line for line in SCRIPT if line.words[0] == "dialled" and monday(line.at.date()) == week]
        text = "call,at,who,result,talk\n" + "".join(
            f"{number},{line.at:%Y-%m-%d %H:%M},{who},{result},{talk}\n"
            for line in calls
            for _, number, who, result, talk in [line.words]
        )
        name = f"dialer-{week}.csv"
        (self.terminal.folder / name).write_text(text, encoding="utf-8")
        for added in (len(calls), 0):
            told = json.loads(self.terminal.ok(f"import {name} --map dialer.toml --json"))
            assert (told["rows"], told["added"], told["unchanged"]) == (len(calls), added, len(calls) - added)
        self.monday += timedelta(7)

    def report(self, words: str) -> Any:
        return json.loads(self.terminal.ok(f"{words} --json"))
