"""`backup` and `restore`: copies of the store, and the way back."""

from collections.abc import Mapping

from prospector.cli import late_typer as typer
from prospector.cli.contact_data import place_fields, say_places
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import done, remark
from prospector.cli.pasting import for_pasting
from prospector.cli.prompting import agreed
from prospector.errors import ExitCode
from prospector.usecases.backup import BackedUp, back_up
from prospector.usecases.restore import Prepared, check_backup, restore

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("backup")
def backup_command(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    *,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep", metavar="N", min=1, help="Of dated backups in a folder, keep the newest good ones."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a verified copy of the store, while it is in use.

    Without FILE it gets a dated name in the folder backups beside the store; FILE may also be a folder.

    \b
    prospector backup
    prospector backup --keep 14
    prospector backup /media/stick/
    prospector backup ~/Dropbox/sales.sqlite3
    """
    run: Invocation = context.obj
    given = back_up(run.path, file, keep=keep, now=run.now, busy_seconds=run.settings.busy_seconds)
    run.has_stored_aside = True
    done(run, _line(given), _record(given), as_json)
    for each in given.bad:
        remark(f"{each} is damaged; it counts for nothing, and stays")
    if given.copy.faults:
        remedy = for_pasting("prospector doctor says more", run.database)
        remark(
            f"the store is damaged, and so is this copy: {given.copy.faults[0]}; "
            f"no older backup was removed; {remedy}"
        )
        raise typer.Exit(ExitCode.UNUSABLE_STORE)


@app.command("restore")
def restore_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the place of the store; the store that is there is kept under another name.

    \b
    prospector restore backups/prospector-2026-11-20-104200.sqlite3
    prospector restore /media/stick/sales.sqlite3 --yes
    """
    run: Invocation = context.obj
    if run.interactive and not yes and not as_json:
        _show(check_backup(run.path, file))
        if not agreed("replace the store by the backup? (Enter: no, nothing changes)", enter=False):
            remark("nothing was restored")
            raise typer.Exit(ExitCode.FAILED)
    given = restore(run.path, file, now=run.now, busy_seconds=run.settings.busy_seconds)
    run.has_stored_aside = True
    aside = f" · the store that was there is {given.kept}" if given.kept else ""
    record = {
        "path": given.path,
        "from": file,
        "schema": given.schema,
        "rows": given.rows,
        "kept": given.kept,
        "forgotten_again": given.forgotten,
        "elsewhere": place_fields(given.elsewhere),
    }
    done(run, f"restored · {run.path} · {_counts(given.rows)}{aside}", record, as_json)
    if given.forgotten is None:
        remedy = for_pasting("prospector contact forget WHO, once more", run.database)
        remark(f"whom the damaged store had forgotten cannot be told: {remedy}")
    elif given.forgotten and not as_json:
        people = "1 person" if given.forgotten == 1 else f"{given.forgotten:,} people"
        remark(f"forgotten again: {people}, as in the store that was there")
        say_places(given.elsewhere)


def _show(prepared: Prepared) -> None:
    """Show what is there and what would take its place."""
    there = "no readable store" if prepared.replaced is None else _counts(prepared.replaced)
    remark(f"the store   {there}")
    remark(f"the backup  {_counts(prepared.rows)}")


def _line(given: BackedUp) -> str:
    copy = given.copy
    gone = f" · {len(given.removed)} older removed" if given.removed else ""
    return f"backup · {copy.path} · {_counts(copy.rows)} · {_size(copy.bytes)}{gone}"


def _counts(rows: Mapping[str, int]) -> str:
    """The nouns of which there are most to tell."""
    shown = [
        f"{rows[noun]:,} {noun if rows[noun] != 1 else one}"
        for noun, one in (("activities", "activity"), ("contacts", "contact"), ("deals", "deal"))
    ]
    return ", ".join(shown)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"


def _record(given: BackedUp) -> dict[str, object]:
    return {
        "file": given.copy.path,
        "bytes": given.copy.bytes,
        "schema": given.copy.schema,
        "rows": given.copy.rows,
        "faults": list(given.copy.faults),
        "removed": list(given.removed),
        "bad": list(given.bad),
    }
