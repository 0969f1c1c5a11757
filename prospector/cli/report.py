"""`report`: what was done, what it brought, and how sure that is.

Every report has a module below `prospector.cli.reports`, named like it; the table of reports stands beside that of commands,
and a module is loaded when its report is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from prospector.cli import frame
from prospector.cli.commands import REPORTS


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
        return frame.command_of(frame.typer_of(module.app), cmd_name)

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
