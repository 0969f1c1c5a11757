"""`config`: every setting, its value and its origin; set and unset."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done, remark
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Table
from prospector.usecases.configuring import Shown, config_path, listed, shown
from prospector.usecases.settings_file import change_setting

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", show_default=False)]


@app.callback(invoke_without_command=True)
def config(context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False) -> None:
    """Show every setting, its value, where that comes from and what it does.

    \b
    prospector config
    prospector config set currency EUR
    prospector config set rates.USD 0.92
    prospector config set working_days "mon tue wed thu"
    """
    if context.invoked_subcommand is None:
        _answer(context.obj, form, as_json)


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """Show every setting, as `prospector config` does.

    \b
    prospector config list --json
    """
    _answer(context.obj, form, as_json)


@app.command()
def get(context: typer.Context, key: KeyArgument, as_json: JsonOption = False) -> None:
    """Print the value of one setting.

    \b
    prospector config get currency
    """
    run: Invocation = context.obj
    found = shown(run.environment, key)
    done(run, found.text, _record(found), as_json)


@app.command("set")
def set_command(
    context: typer.Context,
    key: KeyArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Set a setting in your file; its other lines stay as they are.

    \b
    prospector config set level 90
    prospector config set rates.EUR 1.08
    """
    run: Invocation = context.obj
    before = _before(run, key)
    entry = change_setting(config_path(run.environment), key, value)
    run.has_stored_aside = True
    _say(run, entry.key, before, as_json)


@app.command()
def unset(context: typer.Context, key: KeyArgument, as_json: JsonOption = False) -> None:
    """Take a setting out of your file: its default holds again.

    \b
    prospector config unset level
    """
    run: Invocation = context.obj
    before = _before(run, key)
    entry = change_setting(config_path(run.environment), key, None)
    run.has_stored_aside = True
    _say(run, entry.key, before, as_json)


@app.command()
def path(context: typer.Context) -> None:
    """Print where your settings file is.

    \b
    prospector config path
    """
    run: Invocation = context.obj
    done(run, config_path(run.environment), {}, as_json=False)


def _before(run: Invocation, key: str) -> str | None:
    """The value until now; None where a bad one stands there, which setting it mends."""
    try:
        return shown(run.environment, key).text
    except InvalidValueError:
        return None


def _say(run: Invocation, key: str, before: str | None, as_json: bool) -> None:
    after = shown(run.environment, key)
    change = after.text or "empty"
    if before is not None and before != after.text:
        change = f"{before or 'empty'} → {change}"
    done(run, f"{after.key} · {change} · {after.origin}", _record(after), as_json)
    if key == "currency" and before not in (None, after.text):
        remark(f"amounts that are stored already count as {after.text} from now on")
    if after.origin.startswith("PROSPECTOR_"):
        remark(f"the variable {after.origin} is set and wins over the file")


def _answer(run: Invocation, form: Format, as_json: bool) -> None:
    found = listed(run.environment)
    columns = (Column("key", "setting"), Column("value", "value"), Column("origin", "from", rank=1),
               Column("meaning", "what it does", rank=2))  # fmt: skip
    rows = tuple(Row((each.key, each.text, each.origin, each.meaning)) for each in found)
    answer(run, Document((), (Table(columns, rows),), data=[_record(each) for each in found]), form, as_json)


def _record(found: Shown) -> dict[str, object]:
    return {"key": found.key, "value": found.text, "origin": found.origin, "meaning": found.meaning}
