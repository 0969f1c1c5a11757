"""`next` and `today`: what is due, and where the day stands."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of
from prospector.cli.options import AllOption, FormOption, JsonOption, LimitOption, RepFilter
from prospector.cli.output import answer, done, log_answer
from prospector.cli.reports.asking import basis_of
from prospector.cli.stored import say_stored
from prospector.domain.filters import NO_FILTERS
from prospector.domain.follow_up import read_due
from prospector.domain.minutes import read_minutes
from prospector.domain.moment import Moment
from prospector.domain.moment_words import describe_when
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports import agenda_layout, today_layout
from prospector.reports.document import Document
from prospector.reports.follow_ups import follow_up_fields
from prospector.store.store import Store
from prospector.usecases.agenda import Asking, Said, do_item, look_ahead, put_item_off
from prospector.usecases.appointments import AppointmentAnswer
from prospector.usecases.log import LogAnswer
from prospector.usecases.today import look_at_today

_USUAL = 10
app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("next")
def next_command(
    context: typer.Context,
    outcome: Annotated[
        str | None,
        typer.Argument(metavar="OUTCOME", show_default=False, help="With --done: how it ended."),
    ] = None,
    number: Annotated[
        int | None, typer.Option("--done", metavar="N", help="Log or settle item N of today's list.")
    ] = None,
    snooze: Annotated[
        tuple[int, str] | None,
        typer.Option("--snooze", metavar="N DAY", help="Hide item N until a day: 3d, mon, 2w."),
    ] = None,
    minutes: Annotated[
        str | None, typer.Option("-m", "--minutes", metavar="MIN", help="With --done: how long it took.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("-n", "--note", metavar="TEXT", help="With --done: a note.")
    ] = None,
    limit: LimitOption = None,
    every: AllOption = False,
    rep: RepFilter = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """See what to do next: what is due, then what pays most.

    An item keeps its number all day.

    \b
        next
        next --done 2
        next --done 2 conversation -m 12
        next --snooze 3 mon
        next --all
    """
    run: Invocation = context.obj
    asking = _asking(run, rep)
    said = Said(outcome=outcome, minutes=None if minutes is None else read_minutes(minutes), note=note)
    if number is not None and snooze is not None:
        raise InvalidValueError("--done and --snooze contradict", hint="leave one out")
    if number is not None:
        _do(run, asking, number, said, as_json)
    elif said != Said():
        raise InvalidValueError("of which item?", hint=f"next --done N {outcome or ''}".rstrip())
    elif snooze is not None:
        _put_off(run, asking, *snooze, as_json)
    else:
        with run.read_store() as store:
            document = next_document(run, store, limit_of(limit, every, _USUAL), rep)
        answer(run, document, form, as_json)


@app.command("today")
def today_command(
    context: typer.Context,
    rep: RepFilter = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """See where the day stands, and what is still due.

    \b
        today
        today --json
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        document = today_document(run, store, rep)
    answer(run, document, form, as_json)


def next_document(run: Invocation, store: Store, limit: int | None, rep: str | None = None) -> Document:
    """What to do next, laid out."""
    asking = _asking(run, rep)
    found = look_ahead(store, asking, limit)
    lines = [(each.number, each.item, each.contact, each.account, each.command) for each in found.lines]
    exponent = asking.basis.exchange.exponent
    return agenda_layout.layout(run.today, lines, found.more, found.put_off, found.old, exponent=exponent)


def today_document(run: Invocation, store: Store, rep: str | None = None) -> Document:
    """Where the day stands, laid out."""
    found = look_at_today(store, _asking(run, rep))
    meetings = [
        (
            f"{each.starts.local:%H:%M}" if each.starts.has_time else "",
            each.contact or "",
            each.account or "",
            each.status.value,
        )
        for each in found.meetings
    ]
    return today_layout.layout(run.today, found.work, meetings, found.due, found.goals, old=found.old)


def _asking(run: Invocation, rep: str | None) -> Asking:
    basis = basis_of(run, "all", None, NO_FILTERS, None)
    week = run.calendar
    return Asking(basis=basis, now=run.now, rep=rep or run.settings.rep, week=week)


def _do(run: Invocation, asking: Asking, number: int, said: Said, as_json: bool) -> None:
    with run.write_store() as store:
        given = do_item(store, asking, number, said)
        if isinstance(given, LogAnswer):
            log_answer(run, store, given, as_json)
        elif isinstance(given, AppointmentAnswer):
            line = f"appointment · {given.person} · {given.after.status}  #{given.after.id}"
            say_stored(run, store, line, "appointments", given.after.id, as_json)
        else:
            line = f"follow-up · done · {given[0]}  #{given[0].id}"
            done(run, line, follow_up_fields(given[0], run.today), as_json)


def _put_off(run: Invocation, asking: Asking, number: int, until: str, as_json: bool) -> None:
    day = read_due(until, run.today)
    with run.write_store() as store:
        item = put_item_off(store, asking, number, day)
    line = f"{item.what} · put off until {describe_when(Moment.on(day), run.now)}"
    done(run, line, {"number": number, "what": item.what, "until": day.isoformat()}, as_json)
