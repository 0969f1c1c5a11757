"""Tags: list, rename; put on activities and take off."""

from dataclasses import asdict

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.cli.stored import say_stored
from prospector.domain.row_number import read_row_number
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.usecases.tags import list_tags, rename_tag, tag_activity, untag_activity

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

_COLUMNS = (Column("name", "tag"), Column("rows", "rows", Sort.COUNT))
NumberArgument = Annotated[str, typer.Argument(metavar="ID", show_default=False)]
TagsArgument = Annotated[list[str], typer.Argument(metavar="TAG...", show_default=False)]


@app.command("list")
def list_command(
    context: typer.Context, *, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the tags and how many rows have each.

    \b
    prospector tag list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = list_tags(store)
    table = Table(
        _COLUMNS,
        tuple(Row((each.name, each.rows)) for each in found),
        empty="no tags; -t TAG with a log, a contact or an account gives one",
    )
    answer(run, Document((), (table,), (), [asdict(each) for each in found]), form, as_json)


@app.command("add")
def add(
    context: typer.Context, number: NumberArgument, tags: TagsArgument, *, as_json: JsonOption = False
) -> None:
    """Put tags on an activity.

    \b
    prospector tag add 1042 hot q4
    """
    run: Invocation = context.obj
    activity = read_row_number(number)
    with run.read_store() as store:
        tag_activity(store, activity, tuple(tags), rep=run.settings.rep, at=run.seconds)
        say_stored(run, store, f"#{activity}  {', '.join(tags)} on", "activities", activity, as_json)


@app.command("remove")
def remove(
    context: typer.Context, number: NumberArgument, tags: TagsArgument, *, as_json: JsonOption = False
) -> None:
    """Take tags off an activity.

    \b
    prospector tag remove 1042 hot
    """
    run: Invocation = context.obj
    activity = read_row_number(number)
    with run.read_store() as store:
        untag_activity(store, activity, tuple(tags), rep=run.settings.rep, at=run.seconds)
        say_stored(run, store, f"#{activity}  {', '.join(tags)} off", "activities", activity, as_json)


@app.command("rename")
def rename(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="TAG", show_default=False)],
    new_name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    *,
    as_json: JsonOption = False,
) -> None:
    """Give a tag another name.

    If that is a tag already, the two become one.

    \b
    prospector tag rename hot warm
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        renamed = rename_tag(store, name, new_name, rep=run.settings.rep, at=run.seconds)
    rows = "row" if renamed.rows == 1 else "rows"
    done(run, f"tag · {name} → {renamed.name} · {renamed.rows:,} {rows}", asdict(renamed), as_json)
