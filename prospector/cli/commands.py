"""Every command and every report: its name, the module that holds it, and one line of help.

The help page is made from this table alone; a module is loaded when its command runs.
A module holds `app`, a Typer application: a group's commands, or one function for each of its plain commands.
"""

from __future__ import annotations

from prospector.light import dataclass


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


_LOG, _DUE, _PEOPLE, _DEALS = "Log", "Due", "People", "Deals and quota"
_REPORTS, _FILES, _SETTINGS, _STORE, _HELP = "Reports", "Import and export", "Settings", "Store", "Help"

COMMANDS: tuple[Command, ...] = (
    Command("call", "logging", "log a call", _LOG),
    Command("email", "logging", "log an e-mail", _LOG),
    Command("social", "logging", "log a social touch", _LOG),
    Command("content", "content", "log a content piece; list, show, edit pieces", _LOG),
    Command("log", "logging", "log through any channel, or lines from standard input", _LOG),
    Command("again", "logging", "the last log once more, now", _LOG),
    Command("fix", "logging", "another outcome for the last log", _LOG),
    Command("undo", "history", "take your last command back", _LOG),
    Command("redo", "history", "do again what you undid", _LOG),
    Command("list", "activities", "list activities", _LOG),
    Command("show", "activities", "show one activity", _LOG),
    Command("edit", "activities", "change an activity", _LOG),
    Command("delete", "activities", "delete an activity", _LOG),
    Command("search", "search", "find text in names and notes", _LOG),
    Command("next", "agenda", "what to do next, and why", _DUE),
    Command("today", "agenda", "where the day stands, and what is due", _DUE),
    Command("followup", "followup", "what you promised, to whom, by when", _DUE, group=True),
    Command("appointment", "appointment", "meetings: set, held, no-show, cancelled, moved", _DUE, group=True),
    Command("plan", "plan", "structured plans, and who is in them", _DUE, group=True),
    Command("contact", "contact", "people", _PEOPLE, group=True),
    Command("account", "account", "companies", _PEOPLE, group=True),
    Command("tag", "tag", "tags", _PEOPLE, group=True),
    Command("deal", "deal", "deals: open, advance, won, lost, reopen", _DEALS, group=True),
    Command("quota", "quota", "what must be won in a period", _DEALS, group=True),
    Command("goal", "goal", "what you mean to do every day or week", _DEALS, group=True),
    Command("report", "report", "what works: week, channels, quota, paths and more", _REPORTS, group=True),
    Command("review", "review", "look back on the week, promise for the next", _REPORTS, group=True),
    Command("experiment", "experiment", "let a coin choose whom to warm up", _REPORTS, group=True),
    Command("import", "importing", "import CSV files", _FILES),
    Command("imports", "imports", "past imports", _FILES, group=True),
    Command("profiles", "profiles", "whose files are recognised; a mapping for others", _FILES, group=True),
    Command("export", "exporting", "export as CSV or JSON; a calendar", _FILES),
    Command("channel", "channel", "channels", _SETTINGS, group=True),
    Command("outcome", "outcome", "outcomes and the ladder", _SETTINGS, group=True),
    Command("source", "source", "lead sources", _SETTINGS, group=True),
    Command("rep", "rep", "reps", _SETTINGS, group=True),
    Command("config", "config", "settings", _SETTINGS, group=True),
    Command("completion", "completion", "complete commands and names in bash, zsh, fish", _SETTINGS),
    Command("backup", "backup", "a verified copy of the store", _STORE),
    Command("restore", "backup", "a backup in the place of the store", _STORE),
    Command("doctor", "doctor", "whether the store is well, and what helps", _STORE),
    Command("purge", "purge", "forget people with whom nothing was for long", _STORE),
    Command("db", "db", "the store's file", _STORE, group=True),
    Command("demo", "demo", "invented data in a throw-away store, and the report on it", _HELP),
    Command("docs", "docs", "read the manual", _HELP),
    Command("help", "docs", "help on a topic: dates, periods, outcomes, exit-codes, json", _HELP),
)

REPORTS: dict[str, str] = {
    "week": "see how the week went, and what to do next",
    "channels": "compare the channels: what was done, what it brought",
    "compare": "compare by kind, source, account, hour, week and more",
    "paths": "see which touches led to results, and how many it took",
    "funnel": "see how contacts and deals go through the seven stages, and where they stall",
    "sources": "follow the leads of a period, by where they came from",
    "plans": "see which plan brings conversations, and which step of it",
    "time": "see when you work, when conversations happen, where the minutes go",
    "content": "see what content pieces took, and what they brought",
    "focus": "see how your effort spreads over channels, and one fewer",
    "warm": "see whether calls fare better after a social or content touch",
    "referrals": "see who brings you people, what they are worth, whom to ask",
    "accounts": "see whom you know, touched and met at your target accounts",
    "quota": "see where the quotas stand, and what is needed a day",
}
