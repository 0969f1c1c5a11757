"""People: add, list, show, edit."""

from prospector.cli import late_typer as typer
from prospector.cli.contact_data import export_command, forget_command
from prospector.cli.contact_options import (
    AccountOption,
    AlsoOption,
    DetailOption,
    DivisionOption,
    EmailOption,
    NoteOption,
    PhoneOption,
    ProfileOption,
    QualifiedOption,
    ReceivedOption,
    ReferrerOption,
    SeniorityOption,
    SilentOption,
    SourceOption,
    TagOption,
    TitleOption,
    WhoArgument,
)
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of, period_of, show_list
from prospector.cli.options import (
    AccountFilter,
    AllOption,
    FormOption,
    JsonOption,
    LimitOption,
    PeriodOption,
    RepFilter,
    SourceFilter,
    TagFilter,
)
from prospector.cli.output import answer, done, remark
from prospector.cli.prompting import asking
from prospector.cli.values import parted
from prospector.domain.moment import Moment
from prospector.domain.when import SAY_IT_THEN, read_when
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.follow_ups import follow_up_fields
from prospector.reports.showing import Beneath, shown
from prospector.usecases.contacts import ContactFacts, add_contact, edit_contact, show_contact
from prospector.usecases.merging import find_contact, merge_contacts
from prospector.usecases.which import Filters

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

app.command("export")(export_command)
app.command("forget")(forget_command)


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    *,
    email: EmailOption = None,
    phone: PhoneOption = None,
    profile: ProfileOption = None,
    title: TitleOption = None,
    seniority: SeniorityOption = None,
    division: DivisionOption = None,
    account: AccountOption = None,
    source: SourceOption = None,
    detail: DetailOption = None,
    received: ReceivedOption = None,
    referred_by: ReferrerOption = None,
    qualified: QualifiedOption = None,
    do_not_contact: SilentOption = None,
    also: AlsoOption = None,
    tag: TagOption = None,
    note: NoteOption = None,
    new: Annotated[bool, typer.Option("--new", help="Although there is one of that name.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Add a person.

    \b
        contact add "Jane Doe" -a Acme --email jane@acme.com --source web
        contact add "John Roe" --referred-by jane
    """
    run: Invocation = context.obj
    facts = ContactFacts(
        email=email,
        phone=phone,
        profile_url=profile,
        title=title,
        seniority=seniority,
        division=division,
        account=account,
        source=source,
        source_detail=detail,
        received=None
        if received is None
        else read_when(received, run.now, run.zone, future_hint=SAY_IT_THEN),
        referred_by=referred_by,
        qualified=qualified,
        do_not_contact=do_not_contact,
        note=note,
        tag=tuple(tag or ()),
        also=tuple(also or ()),
    )
    with run.write_store() as store:
        added = add_contact(
            store,
            name,
            facts,
            new=new,
            now=Moment.of(run.now),
            currency=run.settings.currency,
            rep=run.settings.rep,
        )
    words = (added["name"], added["account"], added["email"], added["source"], f"id:{added['id']}")
    done(run, f"contact · {' · '.join(str(word) for word in words if word)}", added, as_json)


@app.command("list")
def list_command(
    context: typer.Context,
    *,
    period: PeriodOption = None,
    source: SourceFilter = None,
    account: AccountFilter = None,
    no_account: Annotated[bool, typer.Option("--no-account", help="Only those without one.")] = False,
    tag: TagFilter = None,
    rep: RepFilter = None,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List people by name; a period asks for those who came in it.

    \b
        contact list --account acme
        contact list --source campaign -p this-quarter
    """
    run: Invocation = context.obj
    filters = Filters(
        period=period_of(run, period),
        source=source,
        account=account,
        tag=tag,
        rep=rep,
        limit=limit_of(limit, every),
        also=("remembered", "no_account") if no_account else ("remembered",),
    )
    show_list(run, "contacts", filters, form, as_json)


@app.command("show")
def show(
    context: typer.Context, who: WhoArgument, *, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """Show a person and the history with them.

    \b
        contact show jane
    """
    run: Invocation = context.obj

    def attempt(exact: str | None, _: bool) -> None:
        with run.read_store() as store:
            found = show_contact(store, exact or who, currency=run.settings.currency)
        beneath = [
            Beneath("leads", "leads", found.leads if len(found.leads) > 1 else ()),
            Beneath("deals", "deals", found.deals),
            Beneath("appointments", "appointments", found.appointments),
            Beneath(
                "promised", "follow-ups", [follow_up_fields(each, run.today) for each in found.follow_ups]
            ),
            Beneath("activities", "activities", found.activities, found.touches),
        ]
        answer(run, shown(found.contact, beneath), form, as_json)

    asking(run, attempt)


@app.command("edit")
def edit(
    context: typer.Context,
    who: WhoArgument,
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    profile: ProfileOption = None,
    title: TitleOption = None,
    seniority: SeniorityOption = None,
    division: DivisionOption = None,
    account: AccountOption = None,
    source: SourceOption = None,
    detail: DetailOption = None,
    received: ReceivedOption = None,
    referred_by: ReferrerOption = None,
    qualified: QualifiedOption = None,
    do_not_contact: SilentOption = None,
    also: AlsoOption = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="TEXT", help="Not that address or name any more.")
    ] = None,
    tag: TagOption = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="Not that tag.")] = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a person; an empty value ("") takes what was there away.

    \b
        contact edit jane --title "VP Sales" --account Initech
        contact edit jane --qualified
        contact edit jane --also jane@home.test --also "+1 415 555 0132"
        contact edit jane --drop jane@acme.com
    """
    run: Invocation = context.obj
    words, cleared = parted(
        {
            "email": email,
            "phone": phone,
            "profile_url": profile,
            "title": title,
            "seniority": seniority,
            "division": division,
            "account": account,
            "source": source,
            "source_detail": detail,
            "referred_by": referred_by,
            "note": note,
        }
    )
    facts = ContactFacts(
        **words,
        name=name,
        received=None
        if received is None
        else read_when(received, run.now, run.zone, future_hint=SAY_IT_THEN),
        qualified=qualified,
        do_not_contact=do_not_contact,
        tag=tuple(tag or ()),
        untag=tuple(untag or ()),
        cleared=cleared,
        also=tuple(also or ()),
        drop=tuple(drop or ()),
    )
    if facts == ContactFacts():
        raise InvalidValueError("nothing to change was given", hint="contact edit --help lists what can be")

    def attempt(exact: str | None, _: bool) -> None:
        with run.read_store() as store:
            edited = edit_contact(
                store,
                exact or who,
                facts,
                now=Moment.of(run.now),
                currency=run.settings.currency,
                rep=run.settings.rep,
            )
        line = str(edited) or "nothing is different"
        done(run, f"contact · {edited.after['name']}  {line}", edited.after, as_json)

    asking(run, attempt)


def _settled(run: Invocation, who: str) -> str:
    """The one who is meant, asked for on a terminal, as a word that is clear."""
    found: list[str] = []

    def attempt(exact: str | None, _: bool) -> None:
        with run.read_store() as store:
            found.append(f"id:{find_contact(store, exact or who).id}")

    asking(run, attempt)
    return found[0]


@app.command("merge")
def merge(
    context: typer.Context,
    who: WhoArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Make one contact of two: WHO becomes a part of INTO.

    \b
        contact merge "J. Doe" "Jane Doe"
        contact merge id:17 jane@acme.com
    """
    run: Invocation = context.obj
    both = [_settled(run, word) for word in (who, into)]
    with run.read_store() as store:
        merged = merge_contacts(
            store, *both, now=Moment.of(run.now), currency=run.settings.currency, rep=run.settings.rep
        )
    line = f"merged {merged.gone} into {merged.kept}: {merged.counts or 'nothing to move'}"
    stayed = [{"column": name, "kept": ours, "other": theirs} for name, ours, theirs in merged.stayed]
    done(
        run,
        line,
        {**merged.record, "merged": merged.gone.id, "moved": merged.moved, "stayed": stayed},
        as_json,
    )
    for name, ours, theirs in merged.stayed:
        remark(f"{name.replace('_', ' ')} stays {ours}; {merged.gone.name} had {theirs}")
