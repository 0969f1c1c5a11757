"""`appointment`: set, held, no-show, cancelled, moved, and the list."""

from collections.abc import Callable

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.log_answers import over_remarks
from prospector.cli.options import ChannelFilter, FormOption, JsonOption, PeriodOption, RepFilter
from prospector.cli.output import answer, remark
from prospector.cli.prompting import asking
from prospector.cli.stored import say_stored
from prospector.domain.moment_words import describe_when
from prospector.domain.period import read_period
from prospector.domain.vocabulary import AppointmentStatus
from prospector.domain.when import read_when
from prospector.light import replace
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sort, Table
from prospector.store.store import Store
from prospector.usecases.appointment_list import PENDING_WORD, AppointmentFilter, list_appointments
from prospector.usecases.appointments import AppointmentAnswer, AppointmentFacts, conclude, set_appointment

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

WhoArgument = Annotated[str, typer.Argument(metavar="WHO", show_default=False, help="The contact.")]
WhenArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[WHEN]", show_default=False, help="fri 15:00, 27 nov 9am.")
]
MeantArgument = Annotated[
    str, typer.Argument(metavar="WHO", show_default=False, help="The contact, or '#4': appointment 4.")
]
NoteOption = Annotated[str | None, typer.Option("--note", "-n", metavar="TEXT", help="A note.")]
WhichOption = Annotated[
    int | None, typer.Option("--id", metavar="N", help="Which one, where the contact has several.")
]


@app.command("set")
def set_command(
    context: typer.Context,
    who: WhoArgument,
    when: Annotated[list[str], typer.Argument(metavar="WHEN", show_default=False, help="fri 15:00.")],
    note: NoteOption = None,
    deal: Annotated[str | None, typer.Option("--deal", metavar="NAME", help="The deal it is for.")] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="NAME", help="The channel that brought it.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", "-d", metavar="WHEN", help="When it was set: now unless told.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make a new contact, whatever names there are.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Set an appointment.

    One that you logged within a day gets this date.

    \b
    prospector appointment set jane fri 15:00
    prospector appointment set jane "27 nov 9am" --deal rollout -n "with her boss"
    prospector appointment set jane "27 nov 9am" -d yesterday
    """
    run: Invocation = context.obj
    starts = read_when(" ".join(when), run.now, run.zone, prefer="future")
    set_at = None if at is None else read_when(at, run.now, run.zone, future_hint="set it then,")
    facts = AppointmentFacts(note=note, deal=deal, channel=channel, set_at=set_at, new_contact=new)

    def attempt(chosen: str | None, is_new: bool) -> None:
        said = replace(facts, new_contact=new or is_new)
        with run.write_store() as store:
            given = set_appointment(store, chosen or who, starts, said, now=run.now, rep=run.settings.rep)
            _say(run, store, "set", given, as_json)
        for line in over_remarks(starts, chosen or who, run.now):
            remark(line)

    asking(run, attempt)


def _concluding(status: AppointmentStatus, summary: str, examples: str) -> Callable[..., None]:
    """The command that says what became of an appointment."""
    ahead = status in {AppointmentStatus.MOVED, AppointmentStatus.CANCELLED}

    def command(
        context: typer.Context,
        who: MeantArgument,
        when: WhenArgument = None,
        note: NoteOption = None,
        which: WhichOption = None,
        as_json: JsonOption = False,
    ) -> None:
        run: Invocation = context.obj
        moment = (
            read_when(
                " ".join(when),
                run.now,
                run.zone,
                prefer="future" if ahead else "past",
                future_hint="prospector appointment set WHO WHEN if it is still to come",
            )
            if when
            else None
        )

        def attempt(chosen: str | None, _: bool) -> None:
            with run.write_store() as store:
                given = conclude(
                    store,
                    chosen or who,
                    status,
                    when=moment,
                    which=which,
                    note=note,
                    now=run.now,
                    rep=run.settings.rep,
                )
                _say(run, store, status.value, given, as_json)

        asking(run, attempt)

    command.__doc__ = f"{summary}\n\n\b\n{examples}\n"
    return command


for _name, _status, _summary, _examples in (
    (
        "held",
        AppointmentStatus.HELD,
        "An appointment took place.\n\nThe last one that was due is meant, unless WHEN says another day.",
        'prospector appointment held jane\nprospector appointment held jane "yesterday 16:00"',
    ),
    (
        "no-show",
        AppointmentStatus.NO_SHOW,
        "The contact did not come.",
        "prospector appointment no-show jane",
    ),
    (
        "cancel",
        AppointmentStatus.CANCELLED,
        "An appointment was called off.",
        "prospector appointment cancel jane\nprospector appointment cancel jane fri\nprospector appointment cancel '#4'",
    ),
    (
        "move",
        AppointmentStatus.MOVED,
        "Move an appointment to another time.\n\nWithout WHEN its new date is not known yet. It is not set anew.",
        "prospector appointment move jane mon 9am\nprospector appointment move jane",
    ),
):
    app.command(_name)(_concluding(_status, _summary, _examples))


@app.command("list")
def list_command(
    context: typer.Context,
    status: Annotated[
        str, typer.Option("--status", metavar="WHICH", help="pending, held, no-show, cancelled ... or all.")
    ] = PENDING_WORD,
    who: Annotated[str | None, typer.Option("--who", "-w", metavar="WHO", help="Of this contact.")] = None,
    channel: ChannelFilter = None,
    rep: RepFilter = None,
    period: PeriodOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List appointments: those to come, or what became of all of them.

    \b
    prospector appointment list
    prospector appointment list --status all -p this-quarter
    """
    run: Invocation = context.obj
    wanted = AppointmentFilter(
        status=status,
        who=who,
        channel=channel,
        rep=rep,
        period=read_period(period, run.today) if period else None,
    )
    with run.read_store() as store:
        found = list_appointments(store, wanted, currency=run.settings.currency)
    columns = (
        Column("id", "#", Sort.NUMBER),
        Column("starts_at", "when", Sort.WHEN),
        Column("contact", "contact"),
        Column("status", "status"),
        Column("channel", "channel", rank=2),
        Column("set_at", "set", Sort.WHEN, rank=3),
        Column("note", "note", rank=4),
    )
    rows = tuple(Row(tuple(each[column.key] for column in columns)) for each in found)
    answer(
        run,
        Document((), (Table(columns, rows, empty=_EMPTY),), data=list(found)),
        form,
        as_json,
    )


_EMPTY = "no such appointments; --status all lists past ones too, appointment set WHO WHEN makes one"


def _say(run: Invocation, store: Store, deed: str, given: AppointmentAnswer, as_json: bool) -> None:
    before, after = given.before, given.after
    when = describe_when(after.starts, run.now) if after.starts else "no date yet"
    moved = before is not None and before.starts is not None and before.starts != after.starts
    if before and before.starts and moved:
        when = f"{describe_when(before.starts, run.now)} → {when}"
    parts = [
        str(given.person or ""),
        "new contact" if given.is_new_contact else "",
        deed,
        when,
    ]
    line = f"appointment · {' · '.join(part for part in parts if part)}  #{after.id}"
    say_stored(run, store, line, "appointments", after.id, as_json)
