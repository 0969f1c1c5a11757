"""Companies: add, list, show, edit."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import limit_of, show_list
from prospector.cli.options import AllOption, FormOption, JsonOption, LimitOption, RepFilter
from prospector.cli.output import answer, done
from prospector.cli.values import parted, read_whole
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.showing import Beneath, shown
from prospector.usecases.accounts import AccountFacts, add_account, edit_account, show_account
from prospector.usecases.which import Filters

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)

NameArgument = Annotated[str, typer.Argument(metavar="ACCOUNT", show_default=False)]
TargetOption = Annotated[bool | None, typer.Option("--target/--no-target", help="A target account.")]
GroupOption = Annotated[
    str | None, typer.Option("--buying-group", metavar="N", help="How many decide there.")
]
DivisionsOption = Annotated[
    str | None, typer.Option("--divisions", metavar="A;B", help="Its divisions, between semicolons.")
]
DomainOption = Annotated[str | None, typer.Option("--domain", metavar="DOMAIN", help="acme.com")]
IndustryOption = Annotated[str | None, typer.Option("--industry", metavar="TEXT", help="What it does.")]
NoteOption = Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="A note.")]


def _facts(name: str | None, target: bool | None, given: dict[str, str | None]) -> AccountFacts:
    words, cleared = parted(given)
    group = words.pop("buying_group", None)
    divisions = words.pop("divisions", "").split(";")
    return AccountFacts(
        name=name,
        target=target,
        buying_group=None if group is None else read_whole("a buying group of", group),
        divisions=tuple(word for word in divisions if word.strip()),
        cleared=cleared,
        domain=words.get("domain"),
        industry=words.get("industry"),
        note=words.get("note"),
    )


@app.command("add")
def add(
    context: typer.Context,
    name: NameArgument,
    *,
    target: TargetOption = None,
    buying_group: GroupOption = None,
    divisions: DivisionsOption = None,
    domain: DomainOption = None,
    industry: IndustryOption = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a company.

    \b
        account add Acme --target --divisions "sales;finance"
    """
    run: Invocation = context.obj
    given = {
        "buying_group": buying_group,
        "divisions": divisions,
        "domain": domain,
        "industry": industry,
        "note": note,
    }
    with run.write_store() as store:
        added = add_account(
            store,
            name,
            _facts(None, target, given),
            currency=run.settings.currency,
            rep=run.settings.rep,
            at=run.seconds,
        )
    done(run, f"account · {added['name']}{' · target' if added['target'] else ''}", added, as_json)


@app.command("list")
def list_command(
    context: typer.Context,
    *,
    target: TargetOption = None,
    rep: RepFilter = None,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List companies by name.

    \b
        account list --target
    """
    run: Invocation = context.obj
    show_list(run, "accounts", Filters(target=target, rep=rep, limit=limit_of(limit, every)), form, as_json)


@app.command("show")
def show(
    context: typer.Context,
    name: NameArgument,
    *,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show a company, its people, deals and last activities.

    \b
        account show acme
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = show_account(store, name, currency=run.settings.currency)
    beneath = [
        Beneath("contacts", "contacts", found.contacts),
        Beneath("deals", "deals", found.deals),
        Beneath("activities", "activities", found.activities, found.touches),
    ]
    answer(run, shown(found.account, beneath), form, as_json)


@app.command("edit")
def edit(
    context: typer.Context,
    account: NameArgument,
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    target: TargetOption = None,
    buying_group: GroupOption = None,
    divisions: DivisionsOption = None,
    domain: DomainOption = None,
    industry: IndustryOption = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a company; an empty value ("") takes what was there away.

    \b
        account edit acme --target --buying-group 8
        account edit acme --name "Acme Inc"
    """
    run: Invocation = context.obj
    given = {
        "buying_group": buying_group,
        "divisions": divisions,
        "domain": domain,
        "industry": industry,
        "note": note,
    }
    facts = _facts(name, target, given)
    if facts == AccountFacts():
        raise InvalidValueError("nothing to change was given", hint="account edit --help lists what can be")
    with run.read_store() as store:
        edited = edit_account(
            store, account, facts, currency=run.settings.currency, rep=run.settings.rep, at=run.seconds
        )
    line = str(edited) or "nothing is different"
    done(run, f"account · {edited.after['name']}  {line}", edited.after, as_json)
