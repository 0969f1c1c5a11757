"""`profiles`: whose files are recognised, how each is understood, and a mapping to start from for all others."""

import os
import sys

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, remark
from prospector.errors import FailedError
from prospector.importing.shipped import load_profile, profile_names, profile_text
from prospector.importing.sketch import sketch
from prospector.render.clean import clean
from prospector.render.files import write_to
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Table

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

_COLUMNS = (Column("profile", "profile"), Column("file", "file"), Column("as", "as", rank=1))


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List whose files are recognised.

    \b
    prospector profiles list
    """
    run: Invocation = context.obj
    profiles = [load_profile(name) for name in profile_names()]
    rows = tuple(Row((each.name, each.title, str(each.kind))) for each in profiles)
    records = [{"profile": each.name, "file": each.title, "as": str(each.kind)} for each in profiles]
    answer(run, Document((), (Table(_COLUMNS, rows),), data=list(records)), form, as_json)


@app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As in profiles list.", show_default=False)],
) -> None:
    """Print the mapping of a profile, to copy and edit.

    \b
    prospector profiles show hubspot-deals
    prospector profiles show hubspot-deals > deals.toml
    """
    sys.stdout.write(profile_text(name))


@app.command("new")
def new_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file.", show_default=False)],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Into a file instead.")
    ] = None,
) -> None:
    """Write a mapping to edit, guessed from a file; every guess is marked.

    \b
    prospector profiles new dialer.csv
    prospector profiles new dialer.csv -o dialer.toml
    """
    if output is not None and os.path.isfile(output):  # it may have been edited
        raise FailedError(f"{output} is there already", hint="name another file, or remove it")
    text = "".join(f"{clean(line)}\n" for line in sketch(file).splitlines())
    if output is None or output == "-":
        sys.stdout.write(text)
        return
    write_to(output, text)
    remark(f"{output}: look over what says guess, then prospector import {file} --map {output} --dry-run")
