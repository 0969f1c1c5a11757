"""`followup`: what you promised, to whom, by which day."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption, RepFilter
from prospector.cli.output import answer, done
from prospector.cli.prompting import asking
from prospector.domain.follow_up import FollowUp, FollowUpStatus, read_due
from prospector.domain.moment import Moment
from prospector.domain.moment_words import describe_when
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.follow_ups import follow_up_fields, follow_up_list
from prospector.usecases.follow_ups import (
    FollowUpChange,
    add_follow_up,
    close_follow_ups,
    edit_follow_up,
    list_follow_ups,
)

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

NumbersArgument = Annotated[
    list[int], typer.Argument(metavar="N...", show_default=False, help="Their numbers.")
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="By when: fri, tomorrow, 3d, 2026-11-27.")
]
WhoOption = Annotated[
    str | None, typer.Option("--who", "-w", metavar="WHO", help="The contact; `.` is nobody.")
]


@app.command("add")
def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False, help="What is to be done.")],
    who: WhoOption = None,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Promise something, due today unless you say when.

    With a log it goes in one line: call jane conversation --next "send pricing" fri.

    \b
        followup add "send pricing" --who jane --on fri
        followup add "prepare the trade show" --on 2w
    """
    run: Invocation = context.obj
    due = run.today if on is None else read_due(on, run.today)

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            made = add_follow_up(
                store, text, who=chosen or who, due=due, now=Moment.of(run.now), rep=run.settings.rep
            )
        _say(run, "", made, as_json)

    asking(run, attempt)


@app.command("list")
def list_command(
    context: typer.Context,
    who: Annotated[str | None, typer.Option("--who", "-w", metavar="WHO", help="Of this contact.")] = None,
    status: Annotated[
        str, typer.Option("--status", metavar="WHICH", help="open, done, dropped or all.")
    ] = FollowUpStatus.OPEN.value,
    rep: RepFilter = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List what you promised, the first due in front.

    \b
        followup list
        followup list --who jane --status all
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = list_follow_ups(store, status=status, who=who, rep=rep)
    answer(run, follow_up_list(found, run.today), form, as_json)


@app.command("done")
def done_command(context: typer.Context, numbers: NumbersArgument, as_json: JsonOption = False) -> None:
    """Say that follow-ups were done.

    \b
        followup done 3
        followup done 3 4
    """
    _close(context.obj, numbers, FollowUpStatus.DONE, as_json)


@app.command("drop")
def drop(context: typer.Context, numbers: NumbersArgument, as_json: JsonOption = False) -> None:
    """Say that follow-ups are not to be done any more.

    \b
        followup drop 3
    """
    _close(context.obj, numbers, FollowUpStatus.DROPPED, as_json)


@app.command("edit")
def edit(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", show_default=False, help="Its number.")],
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What is to be done.")] = None,
    who: WhoOption = None,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a follow-up; another day opens one that was done or dropped.

    \b
        followup edit 3 --on mon
        followup edit 3 --text "send pricing and terms" --who jane
    """
    run: Invocation = context.obj
    if text is None and who is None and on is None:
        raise InvalidValueError("nothing to change was given", hint="followup edit --help lists what can be")
    due = None if on is None else read_due(on, run.today)

    def attempt(chosen: str | None, _: bool) -> None:
        change = FollowUpChange(text=text, who=chosen or who, due=due)
        with run.write_store() as store:
            after = edit_follow_up(store, number, change, now=Moment.of(run.now), rep=run.settings.rep)[1]
        _say(run, "", after, as_json)

    asking(run, attempt)


def _close(run: Invocation, numbers: list[int], status: FollowUpStatus, as_json: bool) -> None:
    with run.write_store() as store:
        closed = close_follow_ups(store, numbers, status, now=Moment.of(run.now), rep=run.settings.rep)
    if as_json:
        fields = [follow_up_fields(each, run.today) for each in closed]
        done(run, "", fields[0] if len(fields) == 1 else list(fields), as_json)
        return
    for found in closed:
        _say(run, status.value, found, as_json=False)


def _say(run: Invocation, deed: str, found: FollowUp, as_json: bool) -> None:
    due = describe_when(Moment.on(found.due), run.now)
    parts = ["follow-up", deed, str(found), "" if deed else f"due {due}"]
    line = f"{' · '.join(part for part in parts if part)}  #{found.id}"
    done(run, line, follow_up_fields(found, run.today), as_json)
