"""`report`: what was done, what it brought, and how sure that is.

Every report has a module below `prospector.cli.reports`, named like it; this table lists them, and a module is loaded
when its report is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from prospector.cli import frame

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


class ReportTable(frame.Group):
    """The reports of the table."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
        """Every report's name, for completion and suggestions."""
        return list(REPORTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
        """Load a report."""
        if cmd_name not in REPORTS:
            return None
        module = import_module(f"prospector.cli.reports.{cmd_name}")  # lazy: a report loads what it needs
        return frame.command_of(module.app, cmd_name)

    def commands_page(self, width: int) -> list[str]:
        """List the reports from the table alone."""
        from prospector.cli.help_pages import listed  # lazy: only for a page of help

        return listed("Reports", list(REPORTS.items()), width=width, narrow=True)


app = typer.Typer(
    cls=ReportTable,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def report() -> None:
    """See what was done, what it brought, and how sure that is.

    \b
    report week                           how the week went
    report channels -p 90d                what brings conversations
    report quota                          whether you will make it
    report channels --json                for a script
    report week --format html -o w.html   a page to send
    """
