"""`undo` and `redo`."""

from datetime import datetime

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import answer, done, remark
from prospector.cli.pasting import for_pasting
from prospector.cli.undo_answers import undo_lines, undo_remarks
from prospector.domain.moment import Moment
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.store.history import Deed
from prospector.usecases.undo import redo as redo_steps
from prospector.usecases.undo import undo as undo_steps
from prospector.usecases.undo import undoable

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

StepsArgument = Annotated[int, typer.Argument(metavar="[N]", help="How many commands.")]


@app.command()
def undo(
    context: typer.Context,
    steps: StepsArgument = 1,
    show_list: Annotated[bool, typer.Option("--list", help="Only show what can be undone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take your last command back, or the last N.

    \b
    prospector undo              the last command
    prospector undo 3            the last three, or none of them
    prospector undo --list       what can be undone, the next one first
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        rep = run.settings.rep
        found = undoable(store, rep) if show_list else undo_steps(store, rep, steps)
    if show_list:
        answer(run, _listed(run, found), Format.TABLE, as_json)
    else:
        _say(run, "undone", found, as_json)


@app.command()
def redo(context: typer.Context, steps: StepsArgument = 1, as_json: JsonOption = False) -> None:
    """Do again what you undid, as long as you did nothing else since.

    \b
    prospector redo              the last thing that you undid
    prospector redo 3            the last three, or none of them
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = redo_steps(store, run.settings.rep, steps)
    _say(run, "redone", found, as_json)


def _say(run: Invocation, word: str, deeds: tuple[Deed, ...], as_json: bool) -> None:
    record = {word: [_record(run, deed) for deed in deeds]}
    lines = list(undo_lines(word, deeds))
    for line in lines[:1] if as_json else lines:
        done(run, line, record, as_json)
    for text in undo_remarks(deeds):
        remark(for_pasting(text, run.database))


def _listed(run: Invocation, deeds: tuple[Deed, ...]) -> Document:
    rows = tuple(Row((step, str(_moment(run, deed)), deed.label)) for step, deed in enumerate(deeds, start=1))
    columns = (Column("step", "step", Sort.COUNT), Column("when", "when", Sort.WHEN), Column("deed", "what"))
    table = Table(columns, rows, empty="there is nothing to undo")
    return Document((), (table,), data=[_record(run, deed) for deed in deeds])


def _record(run: Invocation, deed: Deed) -> dict[str, object]:
    return {"id": deed.id, "at": str(_moment(run, deed)), "label": deed.label}


def _moment(run: Invocation, deed: Deed) -> Moment:
    return Moment.of(datetime.fromtimestamp(deed.at, run.now.tzinfo).astimezone(run.zone))
