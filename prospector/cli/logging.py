"""The log verbs: call, email, social, log, again, fix."""

import inspect
import sys
from collections.abc import Callable
from typing import Any

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.log_lines import read_lines
from prospector.cli.log_words import LOG_OPTIONS, LogOption, entry_of
from prospector.cli.made import done_with
from prospector.cli.options import JsonOption
from prospector.cli.output import log_answer
from prospector.cli.prompting import asking
from prospector.domain.minutes import read_minutes
from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.light import replace
from prospector.store.records import record
from prospector.usecases.log import Entry, log
from prospector.usecases.relog import again, fix

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

_ANNOTATED: Any = Annotated  # options made from a table are not in the source for a type checker
_WHO = "WHO: a name, the beginning of one, an e-mail, a phone number; `.` is nobody."
_MANY = (
    "On a channel that reaches many (content, event) WHO is somebody known, or new with --new: "
    "a title there is no person."
)
_EXAMPLES = {
    "call": "call jane conversation -m 12 -n 'wants pricing'\n    call jane vm\n    call . no-answer -x 34\n    "
    "call jane conversation --next 'send pricing' fri",
    "email": "email jane\n    email jane replied --inbound\n    email . sent -x 40 -k newsletter",
    "social": "social jane -k connect\n    social jane engaged -k comment --inbound --on 5-ways",
    "log": "log visit jane conversation -m 45\n    log admin -m 30\n    log - < lines.txt",
}


def _declared(option: LogOption) -> inspect.Parameter:
    """An option of the table as Typer reads one."""
    kind: Any = list[str] | None if option.many else (str | None if option.metavar else bool)
    if option.values > 1:
        kind = tuple[str, str] | None
    default: Any = None if option.metavar else False
    settings: dict[str, Any] = {"metavar": option.metavar} if option.metavar else {}
    annotation = _ANNOTATED[kind, typer.Option(*option.forms, help=option.meaning, **settings)]
    return inspect.Parameter(
        option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _argument(name: str, required: bool = False) -> inspect.Parameter:
    kind: Any = str if required else str | None
    annotation = _ANNOTATED[kind, typer.Argument(metavar=name.upper(), show_default=False)]
    default = inspect.Parameter.empty if required else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _verb(channel: str | None) -> Callable[..., None]:
    """The command of a channel, or of `log`, which takes the channel first."""

    def command(context: typer.Context, **values: Any) -> None:
        run: Invocation = context.obj
        as_json = values.pop("as_json")
        words = [word for word in (values.pop("who"), values.pop("outcome")) if word is not None]
        name = channel or values.pop("channel")
        if name == "-":
            entries, places = read_lines(sys.stdin, run)
            if not entries:
                raise InvalidValueError(
                    "no lines on standard input", hint="one log a line: call jane conversation"
                )
            _store(run, entries, places, as_json)
            return
        entry = entry_of(name, words, values, now=run.now, zone=run.zone, currency=run.settings.currency)
        _store(run, [entry], [], as_json)

    parameters = [
        inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *([] if channel else [_argument("channel", required=True)]),
        _argument("who"),
        _argument("outcome"),
        *(_declared(option) for option in LOG_OPTIONS),
        inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=JsonOption),
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    name = channel or "log"
    subjects = {
        "call": "a call",
        "email": "an e-mail",
        "social": "a social touch",
        "log": "through any channel",
    }
    summary = f"Log {subjects[name]}."
    who = _WHO if channel else f"{_WHO}\n\n{_MANY}"
    command.__doc__ = f"{summary}\n\n{who}\n\n\b\n    {_EXAMPLES[name]}\n"
    return command


def _store(run: Invocation, entries: list[Entry], places: list[str], as_json: bool) -> None:
    def attempt(who: str | None, new: bool) -> None:
        first = entries[0]
        chosen = [replace(first, who=who or first.who, new=first.new or new), *entries[1:]]
        with run.write_store() as store:
            answer = log(store, chosen, rep=run.settings.rep, at=run.seconds, places=places)
            log_answer(run, store, answer, as_json)

    if places:
        attempt(None, False)  # which of the lines was not clear, nobody can say in a word
    else:
        asking(run, attempt)


for _channel in ("call", "email", "social", None):
    app.command(_channel or "log")(_verb(_channel))


@app.command("again")
def again_command(
    context: typer.Context,
    outcome: Annotated[str | None, typer.Argument(metavar="OUTCOME", show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Log the last one once more, now.

    \b
        again             the same person, the same outcome
        again voicemail   the same person, another outcome
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        answer = again(store, outcome, moment=Moment.of(run.now), rep=run.settings.rep, at=run.seconds)
        log_answer(run, store, answer, as_json)


@app.command("fix")
def fix_command(
    context: typer.Context,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", show_default=False)],
    minutes: Annotated[
        str | None, typer.Option("-m", "--minutes", metavar="MIN", help="How long it took.")
    ] = None,
    note: Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="A note.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Give the last log another outcome.

    \b
        fix conversation -m 12
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        fixed = fix(
            store,
            outcome,
            minutes=None if minutes is None else read_minutes(minutes),
            note=note,
            rep=run.settings.rep,
            at=run.seconds,
        )
        with store.reading() as connection:
            stored = record(connection, "activities", fixed.id, currency=run.settings.currency)
    line = f"#{fixed.id}  {fixed.before} → {fixed.after}"
    done_with(run, line, fixed.appointments, stored, as_json)
