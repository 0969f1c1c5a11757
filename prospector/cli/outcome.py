"""`outcome`: the ladder, and what stands on it."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.domain.naming import read_level, read_word
from prospector.domain.vocabulary import Level
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Table
from prospector.store.words import Outcome, read_vocabulary
from prospector.usecases import outcomes

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="A name or an alias.")]
LEVELS = ", ".join(level.word for level in Level)


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the outcomes by their level of the ladder.

    \b
    prospector outcome list
    """
    run: Invocation = context.obj
    with run.read_store() as store, store.reading() as connection:
        found = sorted(read_vocabulary(connection).outcomes, key=lambda each: (-each.level, each.id))
    columns = (Column("level", "level"), Column("outcome", "outcome"), Column("aliases", "aliases"))
    rows = tuple(Row((Level(each.level).word, each.name, " ".join(each.aliases) or None)) for each in found)
    answer(run, Document((), (Table(columns, rows),), data=[_record(each) for each in found]), form, as_json)


@app.command()
def add(
    context: typer.Context,
    name: NameArgument,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL", help=LEVELS)],
    aliases: Annotated[
        list[str] | None, typer.Option("--alias", metavar="WORD", help="A short form; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add an outcome on a level of the ladder.

    \b
    prospector outcome add demo-booked --level appointment --alias demo
    """
    run: Invocation = context.obj
    step = read_level(level)
    with run.write_store() as store:
        given = outcomes.add_outcome(
            store, name, step, tuple(aliases or ()), rep=run.settings.rep, at=run.seconds
        )
    done(run, f"outcome · added · {_line(given.after)}", _record(given.after), as_json)


@app.command()
def rename(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Give an outcome another name; the old one stays as an alias.

    \b
    prospector outcome rename callback call-again
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        given = outcomes.rename_outcome(store, name, new_name, rep=run.settings.rep, at=run.seconds)
    done(run, f"outcome · renamed · {_line(given.after)}", _record(given.after), as_json)


@app.command()
def move(
    context: typer.Context,
    name: NameArgument,
    level: Annotated[str | None, typer.Argument(metavar="LEVEL", show_default=False, help=LEVELS)] = None,
    option: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="The same, as in outcome add.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Move an outcome to another level; history counts anew.

    \b
    prospector outcome move gatekeeper attempt
    prospector outcome move gatekeeper --level attempt
    """
    run: Invocation = context.obj
    words = [word for word in (level, option) if word is not None]
    if len(words) != 1:
        raise InvalidValueError(
            "one level is needed", hint=f"prospector outcome move {name} LEVEL; there are {LEVELS}"
        )
    step = read_level(words[0])
    with run.read_store() as store:
        given = outcomes.move_outcome(store, name, step, rep=run.settings.rep, at=run.seconds)
    before = Level(given.before.level).word if given.before else ""
    plural = "activity counts" if given.activities == 1 else "activities count"
    line = f"outcome · {given.after.name} · {before} → {step.word} · {given.activities:,} {plural} anew"
    done(run, line, {**_record(given.after), "activities": given.activities}, as_json)


@app.command()
def alias(
    context: typer.Context,
    name: NameArgument,
    word: Annotated[str, typer.Argument(metavar="WORD", show_default=False)],
    remove: Annotated[bool, typer.Option("--remove", help="Take it away.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Give an outcome a short form, or take one away.

    \b
    prospector outcome alias voicemail v
    prospector outcome alias voicemail v --remove
    """
    run: Invocation = context.obj
    alias = read_word(word, "an outcome")
    with run.read_store() as store:
        given = outcomes.alias_outcome(
            store, name, alias, remove=remove, rep=run.settings.rep, at=run.seconds
        )
    others = f" · also {', '.join(given.after.aliases)}" if given.after.aliases else ""
    line = f"outcome · {given.after.name} · alias {alias} {'removed' if remove else 'added'}{others}"
    done(run, line, _record(given.after), as_json)


def _line(outcome: Outcome) -> str:
    words = (
        outcome.name,
        Level(outcome.level).word,
        f"also {', '.join(outcome.aliases)}" if outcome.aliases else "",
    )
    return " · ".join(word for word in words if word)


def _record(outcome: Outcome) -> dict[str, object]:
    return {"outcome": outcome.name, "level": Level(outcome.level).word, "aliases": list(outcome.aliases)}
