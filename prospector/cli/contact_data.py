"""A person's data: handed to them, or forgotten for good."""

from shlex import quote

from prospector.cli import late_typer as typer
from prospector.cli.contact_options import WhoArgument
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import done, remark
from prospector.cli.prompting import asking, sure
from prospector.domain.moment import Moment
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import StrEnum
from prospector.render.files import write_folder, write_to
from prospector.render.formats import Format, text_of
from prospector.render.records import tables_of
from prospector.reports.document import Document
from prospector.store.forgetting.files import Copies
from prospector.store.forgetting.held import Held
from prospector.store.forgetting.places import Place
from prospector.usecases.contact_data import contact_data
from prospector.usecases.forgetting import (
    Farewell,
    copies_go,
    counting_on,
    finish_forgetting,
    forget_contact,
    holds,
    rehearse_forgetting,
)

_SHOWN_PLACES = 20
_TABLES = {"follow_up": "follow-up", "import_run": "import", "address": "address", "plan_step": "plan step"}


class _Form(StrEnum):
    """What a person's data is written as."""

    JSON = "json"
    CSV = "csv"


def export_command(
    context: typer.Context,
    who: WhoArgument,
    form: Annotated[_Form, typer.Option("--format", help="How it is written")] = _Form.JSON,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="Into a file, or a new folder of CSV files."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Hand over all that is held of a person: what they did, what was noted, what the undo history still has.

    JSON is one document. CSV is a folder with a file for each sort of thing. Only you can read what is written.

    \b
        contact export jane@acme.com -o jane.json
        contact export jane@acme.com --format csv -o jane
    """
    run: Invocation = context.obj
    if as_json:
        form = _Form.JSON
    if form is _Form.CSV and output in {None, "-"}:
        raise InvalidValueError(
            "CSV is several files", hint="-o FOLDER says where: a new folder, or an empty one"
        )

    def attempt(exact: str | None, _: bool) -> None:
        with run.read_store() as store:
            person, held = contact_data(store, exact or who, currency=run.settings.currency)
        if output is None or output == "-":
            done(run, "", held, as_json=True)
            return
        _write(held, form, output)
        remark(f"{person}: {sum(map(len, held.values())):,} records → {output}")

    asking(run, attempt)


def _write(held: Held, form: _Form, output: str) -> None:
    if form is _Form.CSV:
        write_folder(output, {f"{name}.csv": table for name, table in tables_of(held).items()})
    else:
        write_to(output, text_of(Document((), (), (), held), Format.JSON))


def forget_command(
    context: typer.Context,
    who: WhoArgument,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also take their name out of notes about others.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and leave it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget a person for good: name, addresses, notes and their traces in the undo history. What was done still counts.

    Old files do not bring them back. Nothing takes this back.

    \b
        contact forget jane@acme.com --dry-run
        contact forget jane@acme.com
        contact forget jane@acme.com --everywhere --yes
    """
    run: Invocation = context.obj

    def attempt(exact: str | None, _: bool) -> None:
        _forget(run, exact or who, everywhere=everywhere, dry_run=dry_run, yes=yes, as_json=as_json)

    asking(run, attempt)


def _forget(run: Invocation, who: str, *, everywhere: bool, dry_run: bool, yes: bool, as_json: bool) -> None:
    now = Moment.of(run.now)
    with run.read_store() as store:
        try:
            if dry_run or not yes:
                rehearsed = rehearse_forgetting(store, who, now=now, everywhere=everywhere)
                if dry_run:
                    _tell(run, rehearsed, dry_run=True, as_json=as_json)
                    return
                _ask(run, rehearsed)
            told = forget_contact(store, who, now=now, everywhere=everywhere)
        except UnknownNameError:
            if dry_run or not finish_forgetting(store, who):
                raise
            line = f"{who} was forgotten before; the file is written anew, without anything that was deleted"
            done(run, line, {"id": None, "dry_run": False}, as_json)
            if holds(store, who):
                remark(f"a text about others still has {quoted(who)}: prospector search {quote(who)}")
            return
    _tell(run, told, dry_run=False, as_json=as_json)


def _tell(run: Invocation, told: Farewell, *, dry_run: bool, as_json: bool) -> None:
    verb = "would be forgotten" if dry_run else "forgotten"
    line = f"{verb} · {told.person}{counting_on(told.counts)}"
    done(run, line, {**_fields(told), "dry_run": dry_run}, as_json)
    if not as_json:
        _remarks(told, dry_run=dry_run)


def _ask(run: Invocation, told: Farewell) -> None:
    """Show what would go, and ask whether it is meant; errors as of `sure`."""
    remark(f"{told.person} would be forgotten for good: {told.counts or 'nothing was done with them'}")
    _remarks(told, dry_run=True)
    sure(run, "nothing takes this back; forget them? type yes: ")


def _remarks(told: Farewell, *, dry_run: bool) -> None:
    if told.history:
        remark(f"undo history: {copies_go(told.history, dry_run=dry_run)}; undo reaches no further back")
    if told.taken_out:
        remark(f"taken out of {len(told.taken_out):,} texts about others")
    say_places(told.elsewhere)
    if told.namesakes:
        have = "1 other contact has" if told.namesakes == 1 else f"{told.namesakes:,} other contacts have"
        remark(f"{have} the same name, and {'stays' if told.namesakes == 1 else 'stay'}")
    for path in told.copies.holding:
        remark(f"a backup {'holds' if dry_run else 'still holds'} them: {path}")
    say_unseen(told.copies)


def say_unseen(copies: Copies) -> None:
    """Say where somebody may still be."""
    for path in copies.unseen:
        remark(f"{path} cannot be read, and may hold them")


def say_places(places: tuple[Place, ...]) -> None:
    """Say in which texts about others somebody is named."""
    for place in places[:_SHOWN_PLACES]:
        remark(f"named in {shown_place(place)}")
    if len(places) > _SHOWN_PLACES:
        remark(f"and {len(places) - _SHOWN_PLACES:,} more places")


def place_fields(places: tuple[Place, ...]) -> list[dict[str, object]]:
    """Places as JSON has them."""
    return [{"table": each.table, "id": each.id, "field": each.field, "name": each.name} for each in places]


def shown_place(place: Place) -> str:
    """A place as it is told: `note of activity #12 (2026-11-20 call Ann Poe)`."""
    table = _TABLES.get(place.table, place.table.replace("_", " "))
    field = "" if place.field in {"text", "name"} else f"{place.field.replace('_', ' ')} of "
    name = f" ({place.name})" if place.name else ""
    return f"{field}{table} #{place.id}{name}"


def _fields(told: Farewell) -> dict[str, object]:
    return {
        "id": told.person.id,
        "rows": dict(told.rows),
        "history": told.history,
        "elsewhere": place_fields(told.elsewhere),
        "taken_out": place_fields(told.taken_out),
        "backups": list(told.copies.holding),
        "unseen": list(told.copies.unseen),
        "namesakes": told.namesakes,
    }
