"""Activities after they were logged: list, show, edit, delete."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of, period_of, show_list
from prospector.cli.made import done_with
from prospector.cli.options import (
    AccountFilter,
    AllOption,
    ChannelFilter,
    FormOption,
    JsonOption,
    KindFilter,
    LimitOption,
    PeriodOption,
    RepFilter,
    SourceFilter,
    TagFilter,
)
from prospector.cli.output import answer
from prospector.cli.prompting import asking
from prospector.cli.values import parted, read_cost, read_whole
from prospector.domain.minutes import read_minutes
from prospector.domain.row_number import read_row_number
from prospector.domain.vocabulary import Direction
from prospector.domain.when import read_when
from prospector.errors import InvalidValueError
from prospector.light import replace
from prospector.render.formats import Format
from prospector.reports.showing import Beneath, shown
from prospector.store.records import Record
from prospector.usecases.activities import Change, delete_activities, edit_activity, show_activity
from prospector.usecases.which import Filters

_USUAL = 20
app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

NumberArgument = Annotated[str, typer.Argument(metavar="ID", show_default=False)]


@app.command("list")
def list_command(
    context: typer.Context,
    *,
    period: PeriodOption = None,
    channel: ChannelFilter = None,
    rep: RepFilter = None,
    contact: Annotated[str | None, typer.Option("--contact", metavar="WHO", help="Only with them.")] = None,
    account: AccountFilter = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", metavar="NAME", help="Only with this outcome.")
    ] = None,
    kind: KindFilter = None,
    source: SourceFilter = None,
    tag: TagFilter = None,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List activities, the latest ones last.

    \b
        list                              the latest 20
        list -p this-week --channel call --all
        list --contact jane --limit 100
    """
    run: Invocation = context.obj
    filters = Filters(
        period=period_of(run, period),
        channel=channel,
        rep=rep,
        contact=contact,
        account=account,
        outcome=outcome,
        kind=kind,
        source=source,
        tag=tag,
        limit=limit_of(limit, every, _USUAL),
    )
    show_list(run, "activities", filters, form, as_json)


@app.command("show")
def show_command(
    context: typer.Context,
    number: NumberArgument,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show all that is known of an activity.

    \b
        show 1042
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = show_activity(store, read_row_number(number), currency=run.settings.currency)
    below = Beneath("appointments", "appointments", found.appointments)
    answer(run, shown({**found.activity, **found.source}, [below]), form, as_json)


@app.command("edit")
def edit_command(
    context: typer.Context,
    number: NumberArgument,
    *,
    who: Annotated[str | None, typer.Option("--who", metavar="WHO", help="With whom; `.` is nobody.")] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", metavar="OUTCOME", help="How it ended.")] = None,
    minutes: Annotated[str | None, typer.Option("-m", "--minutes", metavar="MIN", help="12, 1h30.")] = None,
    note: Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="The note.")] = None,
    at: Annotated[str | None, typer.Option("-d", "--at", metavar="WHEN", help="mon 9am, 2026-11-20.")] = None,
    future: Annotated[bool, typer.Option("--future", help="Allow a time that is still to come.")] = False,
    kind: Annotated[str | None, typer.Option("-k", "--kind", metavar="KIND", help="The finer sort.")] = None,
    channel: Annotated[str | None, typer.Option("--channel", metavar="NAME", help="The channel.")] = None,
    account: Annotated[
        str | None, typer.Option("-a", "--account", metavar="ACCOUNT", help="The company.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("-t", "--tag", metavar="TAG", help="Another tag.")] = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="Not that tag.")] = None,
    count: Annotated[str | None, typer.Option("-x", "--count", metavar="COUNT", help="So many.")] = None,
    inbound: Annotated[bool | None, typer.Option("--inbound/--outbound", help="Who began.")] = None,
    cost: Annotated[str | None, typer.Option("--cost", metavar="MONEY", help="What it cost.")] = None,
    reach: Annotated[str | None, typer.Option("--reach", metavar="N", help="How many it reached.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="TITLE", help="The content piece.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Change an activity; an empty value ("") takes what was there away.

    \b
        edit 1042 -m 25 --outcome conversation
        edit 1042 --at "yesterday 16:00" -n ""
        edit 1042 --who "Jane Doe" --untag hot
    """
    run: Invocation = context.obj
    words, cleared = parted(
        {
            "account": account,
            "kind": kind,
            "on": on,
            "note": note,
            "minutes": minutes,
            "reach": reach,
            "cost": cost,
        }
    )
    change = Change(
        moment=None if at is None else read_when(at, run.now, run.zone, allow_future=future),
        channel=channel,
        who=who,
        outcome=outcome,
        account=words.get("account"),
        kind=words.get("kind"),
        on=words.get("on"),
        note=words.get("note"),
        minutes=read_minutes(words["minutes"]) if "minutes" in words else None,
        count=None if count is None else read_whole("count", count),
        reach=read_whole("reach", words["reach"]) if "reach" in words else None,
        cost_minor=read_cost(words["cost"], run.settings.currency) if "cost" in words else None,
        direction=None if inbound is None else Direction(int(inbound)),
        tag=tuple(tag or ()),
        untag=tuple(untag or ()),
        cleared=cleared,
    )
    if change == Change():
        raise InvalidValueError(
            "nothing to change was given",
            hint=f"edit {read_row_number(number)} -m 25; edit --help lists it all",
        )

    def attempt(exact: str | None, _: bool) -> None:
        with run.read_store() as store:
            edited = edit_activity(
                store,
                read_row_number(number),
                change if exact is None else replace(change, who=exact),
                currency=run.settings.currency,
                rep=run.settings.rep,
                at=run.seconds,
            )
        line = f"#{edited.id}  {edited or 'nothing is different'}"
        done_with(run, line, edited.appointments, edited.after, as_json)

    asking(run, attempt)


@app.command("delete")
def delete_command(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="ID...", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Delete activities; undo brings them back.

    An appointment that one made goes with it, unless it was dated, noted or came to anything since.

    \b
        delete 1042
        delete 1042 1043
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        gone = delete_activities(
            store,
            [read_row_number(number) for number in numbers],
            currency=run.settings.currency,
            rep=run.settings.rep,
            at=run.seconds,
        )
    if as_json:
        appointments = [appointment for each in gone for appointment in each.appointments]
        done_with(run, "", appointments, [each.activity for each in gone], as_json=True)
    for each in gone if not as_json else ():
        line = f"deleted {_summary(each.activity)}"
        done_with(run, line, each.appointments, each.activity, as_json=False)


def _summary(record: Record) -> str:
    parts = ("channel", "contact", "outcome", "content")
    words = [str(record[part]) for part in parts if record[part]]
    moment = str(record["occurred_at"])
    return f"#{record['id']}  {' · '.join([*words, f'{moment[:10]} {moment[11:16]}'.rstrip()])}"
