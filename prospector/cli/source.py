"""`source`: the lead sources."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.domain.naming import read_choice
from prospector.domain.vocabulary import Family
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.usecases.sources import Source, add_source, list_sources, move_source, rename_source

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the lead sources and how many leads each brought.

    \b
    prospector source list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = list_sources(store)
    columns = (Column("source", "source"), Column("family", "family"), Column("leads", "leads", Sort.COUNT))
    rows = tuple(Row((each.name, each.family, each.leads)) for each in found)
    answer(run, Document((), (Table(columns, rows),), data=[_record(each) for each in found]), form, as_json)


@app.command()
def add(
    context: typer.Context,
    name: NameArgument,
    family: Annotated[str, typer.Option("--family", metavar="FAMILY", help=", ".join(Family))],
    as_json: JsonOption = False,
) -> None:
    """Add a lead source; its family says who found the lead.

    \b
    prospector source add trade-press --family marketing
    """
    run: Invocation = context.obj
    sort = read_choice(family, Family)
    with run.write_store() as store:
        source = add_source(store, name, sort, rep=run.settings.rep, at=run.seconds)
    done(run, f"source · added · {source.name} · {source.family}", _record(source), as_json)


@app.command()
def rename(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Give a lead source another name; its leads go with it.

    \b
    prospector source rename list bought-list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        source = rename_source(store, name, new_name, rep=run.settings.rep, at=run.seconds)
    plural = "lead" if source.leads == 1 else "leads"
    done(run, f"source · {name} → {source.name} · {source.leads:,} {plural}", _record(source), as_json)


@app.command()
def move(
    context: typer.Context,
    name: NameArgument,
    family: Annotated[str, typer.Argument(metavar="FAMILY", show_default=False, help=", ".join(Family))],
    as_json: JsonOption = False,
) -> None:
    """Put a lead source into another family.

    \b
    prospector source move organic_search marketing
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        source, before = move_source(
            store, name, read_choice(family, Family), rep=run.settings.rep, at=run.seconds
        )
    done(run, f"source · {source.name} · {before} → {source.family}", _record(source), as_json)


def _record(source: Source) -> dict[str, object]:
    return {"source": source.name, "family": source.family, "leads": source.leads}
