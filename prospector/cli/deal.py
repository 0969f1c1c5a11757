"""`deal`: opened, advanced through the stages, won, lost, reopened."""

from prospector.cli import late_typer as typer
from prospector.cli.deal_options import (
    AtOption,
    CloseOption,
    CompanyOption,
    CurrencyOption,
    NameArgument,
    NewOption,
    NoteOption,
    SourceOption,
    StageOption,
    TagOption,
    ValueOption,
    WhoOption,
    when_of,
    worth_of,
)
from prospector.cli.deal_pages import list_command, show_command
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import remark
from prospector.cli.prompting import asking
from prospector.cli.stored import say_stored
from prospector.domain.day import read_day
from prospector.domain.deal import read_stage
from prospector.domain.moment import Moment
from prospector.domain.moment_words import describe_when
from prospector.errors import InvalidValueError
from prospector.store.store import Store
from prospector.usecases import deals
from prospector.usecases.deals import Correction, DealAnswer, DealFacts
from prospector.usecases.worth import worth_text

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("open")
def open_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    who: WhoOption = None,
    account: CompanyOption = None,
    value: ValueOption = None,
    close: CloseOption = None,
    stage: StageOption = None,
    when: AtOption = None,
    source: SourceOption = None,
    note: NoteOption = None,
    tags: TagOption = None,
    currency: CurrencyOption = None,
    new: NewOption = False,
    as_json: JsonOption = False,
) -> None:
    """Open a deal.

    \b
    prospector deal open "Acme rollout" --who jane --value 25k --close "18 dec"
    prospector deal open "Globex pilot" -a Globex -s proposal -d "last mon"
    """
    run: Invocation = context.obj
    at, worth = when_of(run, when), worth_of(run, value, currency)
    step = read_stage(stage) if stage else None
    closes_on = read_day(close, run.today, prefer="future") if close else None

    def attempt(chosen: str | None, is_new: bool) -> None:
        facts = DealFacts(
            who=chosen or who,
            account=account,
            value=worth,
            closes_on=closes_on,
            source=source,
            note=note,
            tags=tuple(tags or ()),
            new_contact=new or is_new,
        )
        with run.write_store() as store:
            given = deals.open_deal(
                store, name, facts, stage=step, on=at, rep=run.settings.rep, at=run.seconds
            )
            if who is None and account is None:
                remark("it is with nobody yet: prospector deal edit NAME --who WHO --account ACCOUNT")
            _say(run, store, "opened", given, at, as_json)

    asking(run, attempt)


@app.command()
def advance(
    context: typer.Context,
    name: NameArgument,
    stage: Annotated[
        list[str], typer.Argument(metavar="STAGE", show_default=False, help="One of the seven.")
    ],
    when: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move a deal to another stage, forward or back.

    \b
    prospector deal advance acme proposal
    prospector deal advance acme needs analysis -d yesterday
    """
    run: Invocation = context.obj
    at, to = when_of(run, when), read_stage(" ".join(stage))

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            given = deals.advance(store, chosen or name, to, on=at, rep=run.settings.rep, at=run.seconds)
            _say(run, store, "moved back" if given.went_back else "moved on", given, at, as_json)

    asking(run, attempt)


@app.command()
def won(
    context: typer.Context,
    name: NameArgument,
    when: AtOption = None,
    value: ValueOption = None,
    currency: CurrencyOption = None,
    as_json: JsonOption = False,
) -> None:
    """A deal was won.

    \b
    prospector deal won acme
    prospector deal won acme --value 22k -d yesterday
    """
    run: Invocation = context.obj
    at, worth = when_of(run, when), worth_of(run, value, currency)

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            given = deals.win(store, chosen or name, worth, on=at, rep=run.settings.rep, at=run.seconds)
            if given.after.deal.value_minor is None:
                remark(
                    "its value is not known, so it adds no revenue: prospector deal edit NAME --value MONEY"
                )
            _say(run, store, "won", given, at, as_json)

    asking(run, attempt)


@app.command()
def lost(
    context: typer.Context,
    name: NameArgument,
    reason: Annotated[str | None, typer.Option("--reason", "-r", metavar="TEXT", help="Why.")] = None,
    when: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """A deal was lost.

    \b
    prospector deal lost acme --reason "no budget"
    """
    run: Invocation = context.obj
    at = when_of(run, when)

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            given = deals.lose(store, chosen or name, reason, on=at, rep=run.settings.rep, at=run.seconds)
            _say(run, store, "lost", given, at, as_json)

    asking(run, attempt)


@app.command()
def reopen(
    context: typer.Context,
    name: NameArgument,
    stage: StageOption = None,
    when: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the end of a deal back: it stands where it stood.

    \b
    prospector deal reopen acme
    prospector deal reopen acme --stage objections
    """
    run: Invocation = context.obj
    at, step = when_of(run, when), read_stage(stage) if stage else None

    def attempt(chosen: str | None, _: bool) -> None:
        with run.write_store() as store:
            given = deals.reopen(store, chosen or name, step, on=at, rep=run.settings.rep, at=run.seconds)
            _say(run, store, "reopened", given, at, as_json)

    asking(run, attempt)


@app.command()
def edit(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Its new name.")] = None,
    who: WhoOption = None,
    account: CompanyOption = None,
    value: ValueOption = None,
    close: Annotated[
        str | None,
        typer.Option("--close", metavar="ON", help="When it is expected to close; none for unknown."),
    ] = None,
    opened: Annotated[
        str | None, typer.Option("--at", "-d", metavar="WHEN", help="When it was opened.")
    ] = None,
    closed: Annotated[str | None, typer.Option("--closed", metavar="WHEN", help="When it ended.")] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", "-r", metavar="TEXT", help="Why it was lost.")
    ] = None,
    source: SourceOption = None,
    note: NoteOption = None,
    tags: TagOption = None,
    currency: CurrencyOption = None,
    new: NewOption = False,
    as_json: JsonOption = False,
) -> None:
    """Correct what is said of a deal.

    Its stage moves with `deal advance`.

    \b
    prospector deal edit acme --value 30k --close "20 dec"
    prospector deal edit acme --name "Acme pilot" --close none
    """
    run: Invocation = context.obj
    gone = close is not None and close.strip().lower() == "none"
    facts = DealFacts(
        who=who,
        account=account,
        value=worth_of(run, value, currency),
        closes_on=read_day(close, run.today, prefer="future") if close and not gone else None,
        source=source,
        note=note,
        tags=tuple(tags or ()),
        new_contact=new,
    )
    correction = Correction(
        name=new_name,
        opened=when_of(run, opened) if opened else None,
        closed=when_of(run, closed) if closed else None,
        lost_reason=reason,
        no_close=gone,
    )
    if (facts, correction) == (DealFacts(), Correction()):
        raise InvalidValueError("nothing to change was given", hint="deal edit --help lists what can be")
    with run.read_store() as store:
        given = deals.edit(
            store,
            name,
            facts,
            correction,
            on=Moment.of(run.now),
            rep=run.settings.rep,
            at=run.seconds,
        )
        _say(run, store, "edited" if given.changed else "nothing is different", given, None, as_json)


app.command("list")(list_command)
app.command("show")(show_command)


def _say(
    run: Invocation, store: Store, deed: str, given: DealAnswer, at: Moment | None, as_json: bool
) -> None:
    """Echo the deal, what was done, where it stands and when."""
    before, after = given.before, given.after
    moved = (
        before is not None
        and before.deal.stage
        and after.deal.stage
        and before.deal.stage != after.deal.stage
    )
    parts = [
        str(after),
        deed,
        f"{before.deal.stage} → {after.deal.stage}" if before and moved else (after.deal.stage or ""),
        worth_text(after.deal.value_minor, after.deal.currency, run.settings),
        after.deal.lost_reason or "",
        f"new contact {given.new_contact}" if given.new_contact else "",
        describe_when(at, run.now) if at else "",
    ]
    line = f"deal · {' · '.join(part for part in parts if part)}  id:{after.id}"
    say_stored(run, store, line, "deals", after.id, as_json)
