"""`db`: the store's file."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation, upgraded_line
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done, remark
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.usecases.store_info import StoreInfo, compact_store, store_info, upgrade_store

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def info(context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False) -> None:
    """Show where the store is, what is in it, and whether it is whole.

    \b
    prospector db info
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = store_info(store)
    answer(run, _page(found), form, as_json)
    for text in (*found.warnings, *(f"the schema is not as declared: {each}" for each in found.differences)):
        remark(text)


@app.command()
def upgrade(context: typer.Context, as_json: JsonOption = False) -> None:
    """Take the store to the schema of this version, after a backup.

    \b
    prospector db upgrade
    """
    run: Invocation = context.obj
    before, after, backup = upgrade_store(run.path, run.settings.busy_seconds)
    run.has_stored_aside = before != after
    line = f"schema {after} is current" if backup is None else upgraded_line(before, backup)
    done(run, line, {"before": before, "after": after, "backup": backup}, as_json)


@app.command()
def compact(context: typer.Context, as_json: JsonOption = False) -> None:
    """Write the store's file anew: as small as can be, and nothing that was deleted is left in its free space.

    \b
    prospector db compact
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        before, after = compact_store(store)
    done(run, f"{before:,} → {after:,} bytes", {"before": before, "after": after}, as_json)


def _page(found: StoreInfo) -> Document:
    facts = (
        ("file", found.path),
        ("size", f"{found.bytes:,} bytes"),
        ("schema", f"{found.schema}, {'altered' if found.differences else 'as declared'}"),
        ("SQLite", found.sqlite),
    )
    about = Table((Column("field", ""), Column("value", "")), tuple(Row(fact) for fact in facts))
    rows = Table(
        (Column("noun", "holds"), Column("rows", "rows", Sort.COUNT)),
        tuple(Row((noun, count)) for noun, count in found.rows),
    )
    data = {
        "path": found.path,
        "bytes": found.bytes,
        "schema": found.schema,
        "sqlite": found.sqlite,
        "rows": dict(found.rows),
        "differences": list(found.differences),
        "warnings": list(found.warnings),
    }
    return Document((), (about, rows), data=data)
