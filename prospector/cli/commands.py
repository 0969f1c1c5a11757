"""Every command: its name, the module that holds it, and one line of help.

The help page and the completion of commands are made from this table alone; a module is loaded when its command runs.
A module holds `app`, a Typer application: a group's commands, or one function for each of its plain commands.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command or a group of commands.

    Attributes:
        module: below `prospector.cli`.
        panel: under which heading the help page lists it.
    """

    name: str
    module: str
    summary: str
    panel: str
    group: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("call", "logging", "log a call", "Log"),
    Command("email", "logging", "log an email", "Log"),
    Command("social", "logging", "log a social touch", "Log"),
    Command("content", "content", "log a content piece; list, show, edit pieces", "Log"),
    Command("log", "logging", "log through any channel, or lines from standard input", "Log"),
    Command("again", "logging", "the last log once more, now", "Log"),
    Command("fix", "logging", "another outcome for the last log", "Log"),
    Command("undo", "history", "take your last command back", "Log"),
    Command("redo", "history", "do again what you undid", "Log"),
    Command("next", "agenda", "what to do next, and why", "Log"),
    Command("today", "agenda", "where the day stands, and what is due", "Log"),
    Command("report", "report", "what works: week, channels, quota, paths and more", "Reports", group=True),
    Command("review", "review", "look back on the week, promise for the next", "Reports", group=True),
    Command("experiment", "experiment", "let a coin choose whom to warm up", "Reports", group=True),
    Command("list", "activities", "list activities", "Look up and edit"),
    Command("show", "activities", "show one activity", "Look up and edit"),
    Command("edit", "activities", "change an activity", "Look up and edit"),
    Command("delete", "activities", "delete an activity", "Look up and edit"),
    Command("search", "search", "find text in names and notes", "Look up and edit"),
    Command("contact", "contact", "people", "Sales", group=True),
    Command("account", "account", "companies", "Sales", group=True),
    Command(
        "appointment", "appointment", "meetings: set, held, no-show, cancelled, moved", "Sales", group=True
    ),
    Command("followup", "followup", "what you promised, to whom, by when", "Sales", group=True),
    Command("plan", "plan", "structured plans, and who is in them", "Sales", group=True),
    Command("deal", "deal", "deals: open, advance, won, lost, reopen", "Sales", group=True),
    Command("quota", "quota", "what must be won in a period", "Sales", group=True),
    Command("goal", "goal", "what you mean to do every day or week", "Sales", group=True),
    Command("import", "importing", "import CSV files", "Files"),
    Command("imports", "imports", "past imports", "Files", group=True),
    Command("profiles", "profiles", "whose files are recognised; a mapping for others", "Files", group=True),
    Command("export", "exporting", "export as CSV or JSON; a calendar", "Files"),
    Command("backup", "backup", "a verified copy of the store", "Files"),
    Command("restore", "backup", "a backup in the place of the store", "Files"),
    Command("doctor", "doctor", "whether the store is well, and what helps", "Files"),
    Command("demo", "demo", "invented data in a throw-away store, and the report on it", "Settings and help"),
    Command("purge", "purge", "forget people with whom nothing was for long", "Settings and help"),
    Command("channel", "channel", "channels", "Settings and help", group=True),
    Command("outcome", "outcome", "outcomes and the ladder", "Settings and help", group=True),
    Command("source", "source", "lead sources", "Settings and help", group=True),
    Command("rep", "rep", "reps", "Settings and help", group=True),
    Command("tag", "tag", "tags", "Settings and help", group=True),
    Command("config", "config", "settings", "Settings and help", group=True),
    Command("db", "db", "the store's file", "Settings and help", group=True),
    Command("docs", "docs", "read the manual", "Settings and help"),
    Command(
        "help", "docs", "help on a topic: dates, periods, outcomes, exit-codes, json", "Settings and help"
    ),
)
