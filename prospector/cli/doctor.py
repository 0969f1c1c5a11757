"""`doctor`: whether the store is well, and what helps where it is not."""

import sys

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import JsonOption
from prospector.cli.output import done
from prospector.cli.pasting import for_pasting
from prospector.errors import ExitCode
from prospector.light import replace
from prospector.render.progress import progress_bar
from prospector.usecases.doctor import Examined, Finding, examine

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.callback()
def _app() -> None:
    """One command; with a callback Typer keeps its name."""


@app.command("doctor")
def doctor_command(context: typer.Context, as_json: JsonOption = False) -> None:
    """Read all of the store and say what is wrong with it, and what helps. Nothing is changed.

    \b
    prospector doctor
    prospector --db backups/old.sqlite3 doctor
    prospector doctor --json || echo "look at it"
    """
    run: Invocation = context.obj
    with progress_bar(run.path, sys.stderr) as progress:
        found = examine(run.path, progress)
    findings = [replace(each, remedy=for_pasting(each.remedy, run.database)) for each in found.findings]
    lines = [_head(found), *(f"  {each.says}; {each.remedy}" for each in findings)]
    for line in lines[:1] if as_json else lines:
        done(run, line, _record(found, findings), as_json)
    if found.findings:
        raise typer.Exit(ExitCode.UNUSABLE_STORE)


def _head(found: Examined) -> str:
    count = len(found.findings)
    said = "nothing found" if not count else "1 finding" if count == 1 else f"{count:,} findings"
    return f"{found.path} · schema {found.schema} · {sum(found.rows.values()):,} rows read · {said}"


def _record(found: Examined, findings: list[Finding]) -> dict[str, object]:
    return {
        "path": found.path,
        "schema": found.schema,
        "sqlite": found.sqlite,
        "rows": found.rows,
        "backup": found.backup,
        "findings": [
            {
                "key": each.key,
                "message": each.says,
                "remedy": each.remedy,
                "table": each.table or None,
                "id": each.row_id or None,
            }
            for each in findings
        ],
    }
