"""Content pieces: `content TITLE` logs one; `content list`, `show` and `edit` look after them."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import TITLE, Annotated
from prospector.cli.listing import limit_of, period_of, show_list
from prospector.cli.options import (
    AllOption,
    FormOption,
    JsonOption,
    KindFilter,
    LimitOption,
    PeriodOption,
    RepFilter,
    TagFilter,
)
from prospector.cli.output import answer, done, log_answer, remark
from prospector.cli.values import parted, read_cost, read_whole
from prospector.domain.minutes import read_minutes
from prospector.domain.moment import Moment
from prospector.domain.web_address import read_web_address
from prospector.domain.when import SAY_IT_THEN, read_when
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports.showing import Beneath, shown
from prospector.usecases.content import PieceFacts, edit_piece, publish, show_piece
from prospector.usecases.which import Filters

_PLAIN = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(rich_markup_mode=None, context_settings=_PLAIN)
pieces = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_PLAIN,
    help="Log a content piece: content TITLE. Or list, show, edit pieces; a title that is one of these words follows --.",
)
app.add_typer(pieces, name="content")

TitleArgument = Annotated[str, typer.Argument(metavar="TITLE", show_default=False)]
KindOption = Annotated[
    str | None, typer.Option("-k", "--kind", metavar="KIND", help="article, newsletter, collateral ...")
]
MinutesOption = Annotated[
    str | None, typer.Option("-m", "--minutes", metavar="MIN", help="How long it took: 90, 1h30.")
]
ReachOption = Annotated[str | None, typer.Option("--reach", metavar="N", help="How many it reached.")]
CostOption = Annotated[str | None, typer.Option("--cost", metavar="MONEY", help="What it cost.")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it is.")]
AtOption = Annotated[
    str | None, typer.Option("-d", "--at", metavar="WHEN", help="When it came out: yesterday, 2026-11-20.")
]
NoteOption = Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="A note.")]
TagOption = Annotated[list[str] | None, typer.Option("-t", "--tag", metavar="TAG", help="A tag; repeatable.")]
QuantityOption = Annotated[str | None, typer.Option("--quantity", metavar="N", help="How many were made.")]
UsedOption = Annotated[str | None, typer.Option("--used", metavar="N", help="How many were given away.")]


@pieces.command(TITLE)
def publish_command(
    context: typer.Context,
    title: TitleArgument,
    *,
    kind: KindOption = None,
    minutes: MinutesOption = None,
    reach: ReachOption = None,
    cost: CostOption = None,
    url: UrlOption = None,
    quantity: QuantityOption = None,
    used: UsedOption = None,
    at: AtOption = None,
    tag: TagOption = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Log that a content piece came out.

    \b
        content "Five ways to lose a deal" -k article -m 1h30
        content "Our letter" -k newsletter --reach 400 -d yesterday
    """
    run: Invocation = context.obj
    given = {"minutes": minutes, "cost": cost, "reach": reach, "quantity": quantity, "used": used, "url": url}
    facts = _facts(run, {**given, "kind": kind, "note": note}, tag)
    moment = Moment.of(run.now) if at is None else read_when(at, run.now, run.zone, future_hint=SAY_IT_THEN)
    with run.write_store() as store:
        published = publish(store, title, facts, moment=moment, rep=run.settings.rep, at=run.seconds)
        log_answer(run, store, published.answer, as_json)
    if published.publications > 1:
        remark(f"{published.title} came out before; this is publication {published.publications} of it")


@pieces.command("list")
def list_command(
    context: typer.Context,
    *,
    period: PeriodOption = None,
    kind: KindFilter = None,
    tag: TagFilter = None,
    rep: RepFilter = None,
    limit: LimitOption = None,
    every: AllOption = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List content pieces, the latest last.

    \b
        content list -p this-year --kind article
    """
    run: Invocation = context.obj
    filters = Filters(
        period=period_of(run, period), kind=kind, tag=tag, rep=rep, limit=limit_of(limit, every)
    )
    show_list(run, "content", filters, form, as_json)


@pieces.command("show")
def show_command(
    context: typer.Context,
    title: TitleArgument,
    *,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show a content piece, its publications and who engaged with it.

    \b
        content show five-ways
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        found = show_piece(store, title, currency=run.settings.currency)
    beneath = Beneath("activities", "activities", found.activities, found.activities_in_all)
    answer(run, shown(found.piece, [beneath]), form, as_json)


@pieces.command("edit")
def edit_command(
    context: typer.Context,
    piece: TitleArgument,
    *,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Another title.")] = None,
    kind: KindOption = None,
    minutes: MinutesOption = None,
    reach: ReachOption = None,
    cost: CostOption = None,
    url: UrlOption = None,
    quantity: QuantityOption = None,
    used: UsedOption = None,
    at: AtOption = None,
    tag: TagOption = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="Not that tag.")] = None,
    note: NoteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a content piece.

    An empty value ("") takes what was there away.

    \b
        content edit five-ways --reach 1200
    """
    run: Invocation = context.obj
    given = {"minutes": minutes, "cost": cost, "reach": reach, "quantity": quantity, "used": used, "url": url}
    facts = _facts(run, {**given, "kind": kind, "note": note}, tag, title=title, at=at, untag=untag)
    if facts == PieceFacts():
        raise InvalidValueError("nothing to change was given", hint="content edit --help lists what can be")
    with run.read_store() as store:
        edited = edit_piece(
            store, piece, facts, currency=run.settings.currency, rep=run.settings.rep, at=run.seconds
        )
    line = str(edited) or "nothing is different"
    done(run, f"content · {edited.after['title']}  {line}", edited.after, as_json)


def _facts(
    run: Invocation,
    given: dict[str, str | None],
    tag: list[str] | None,
    *,
    title: str | None = None,
    at: str | None = None,
    untag: list[str] | None = None,
) -> PieceFacts:
    words, cleared = parted(given)
    whole = {name: read_whole(name, words[name]) for name in ("reach", "quantity", "used") if name in words}
    return PieceFacts(
        title=title,
        kind=words.get("kind"),
        published=None if at is None else read_when(at, run.now, run.zone, future_hint=SAY_IT_THEN),
        minutes=read_minutes(words["minutes"]) if "minutes" in words else None,
        cost_minor=read_cost(words["cost"], run.settings.currency) if "cost" in words else None,
        reach=whole.get("reach"),
        quantity=whole.get("quantity"),
        used=whole.get("used"),
        url=read_web_address(words["url"]) if "url" in words else None,
        note=words.get("note"),
        tag=tuple(tag or ()),
        untag=tuple(untag or ()),
        cleared=cleared,
    )
