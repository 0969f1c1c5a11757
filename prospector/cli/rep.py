"""Who shares the store: add, list, rename."""

from dataclasses import asdict

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.usecases.reps import add_rep, list_reps, rename_rep

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

_COLUMNS = (
    Column("name", "rep"),
    Column("activities", "activities", Sort.COUNT),
    Column("deals", "deals", Sort.COUNT),
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@app.command("add")
def add(context: typer.Context, name: NameArgument, *, as_json: JsonOption = False) -> None:
    """Add a rep; `prospector config set rep NAME` says who logs here.

    \b
    prospector rep add "Ann Poe"
    """
    run: Invocation = context.obj
    with run.write_store() as store:
        added = add_rep(store, name, rep=run.settings.rep, at=run.seconds)
    done(run, f"rep · added · {added.name}", asdict(added), as_json)


@app.command("list")
def list_command(
    context: typer.Context, *, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the reps and what they did.

    \b
    prospector rep list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = list_reps(store)
    rows = tuple(Row((each.name, each.activities, each.deals)) for each in found)
    answer(run, Document((), (Table(_COLUMNS, rows),), (), [asdict(each) for each in found]), form, as_json)


@app.command("rename")
def rename(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    *,
    as_json: JsonOption = False,
) -> None:
    """Give a rep another name; all that is theirs goes with it.

    \b
    prospector rep rename me "Jane Doe"
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        renamed = rename_rep(store, name, new_name, rep=run.settings.rep, at=run.seconds)
    done(run, f"rep · {name} → {renamed.name}", asdict(renamed), as_json)
