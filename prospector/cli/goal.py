"""`goal`: what you mean to do every day or week."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption, RepFilter
from prospector.cli.output import answer, done
from prospector.domain.goal import Per
from prospector.domain.row_number import named_number
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports import goals_layout
from prospector.usecases.goals import (
    GoalWords,
    list_goals,
    past_goals,
    read_goal_amount,
    read_per,
    remove_goal,
    set_goal,
)

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ForWhat = Annotated[
    str,
    typer.Argument(
        metavar="CHANNEL",
        show_default=False,
        help="A channel; or prospecting, conversations, appointments-set.",
    ),
]
InMinutes = Annotated[bool, typer.Option("--minutes", help="Minutes, not activities.")]
ForRep = Annotated[str | None, typer.Option("--rep", metavar="NAME", help="Whose it is.")]


@app.command("set")
def set_command(
    context: typer.Context,
    channel: ForWhat,
    amount: Annotated[str, typer.Argument(metavar="N", show_default=False, help="40; with --minutes 1h30.")],
    per: Annotated[str, typer.Option("--per", metavar="day|week", help="How often it begins anew.")],
    *,
    minutes: InMinutes = False,
    rep: ForRep = None,
    as_json: JsonOption = False,
) -> None:
    """Set a goal from today on; the days before keep theirs.

    \b
    prospector goal set call 40 --per day
    prospector goal set prospecting 1h30 --per day --minutes
    prospector goal set conversations 12 --per week
    """
    run: Invocation = context.obj
    words = _words(run, channel, read_per(per), rep, minutes=minutes)
    number = read_goal_amount(amount, minutes=minutes)
    with run.write_store() as store:
        given = set_goal(store, words, number, today=run.today, at=run.seconds, rep=run.settings.rep)
    if given.now is not None:
        was = f" · was {given.before.amount:,} until today" if given.before else ""
        line = f"goal · {given.now}{was}  id:{given.now.id}"
        done(run, line, goals_layout.past_fields(given.now), as_json)


@app.command()
def remove(
    context: typer.Context,
    channel: Annotated[
        str, typer.Argument(metavar="CHANNEL", show_default=False, help="What it is for, or id:N.")
    ],
    per: Annotated[str | None, typer.Option("--per", metavar="day|week", help="Of a day or a week.")] = None,
    *,
    minutes: InMinutes = False,
    rep: ForRep = None,
    as_json: JsonOption = False,
) -> None:
    """End a goal today; the days before keep it.

    \b
    prospector goal remove call --per day
    prospector goal remove id:3
    """
    run: Invocation = context.obj
    number = named_number(channel)
    if number is None and per is None:
        raise InvalidValueError(
            "of a day or a week?", hint="prospector goal remove CHANNEL --per day, or id:N"
        )
    which = _words(run, channel, read_per(per or Per.DAY), rep, minutes=minutes) if number is None else number
    with run.read_store() as store:
        ended = remove_goal(store, which, today=run.today, at=run.seconds, rep=run.settings.rep)
    done(run, f"goal removed · {ended}", goals_layout.past_fields(ended), as_json)


@app.command("list")
def list_command(
    context: typer.Context,
    rep: RepFilter = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Those that were replaced too.")] = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List your goals: how far they are, and for how long you kept them.

    \b
    prospector goal list
    prospector goal list --all --json
    """
    run: Invocation = context.obj
    whose = run.settings.rep if rep is None else rep
    with run.read_store() as store:
        found = list_goals(store, rep=whose, day=run.today, calendar=run.calendar)
        past = past_goals(store, rep=whose, day=run.today) if everything else None
    answer(run, goals_layout.layout(found, past), form, as_json)


def _words(run: Invocation, subject: str, per: Per, rep: str | None, *, minutes: bool) -> GoalWords:
    return GoalWords(subject, per, minutes, run.settings.rep if rep is None else rep)
