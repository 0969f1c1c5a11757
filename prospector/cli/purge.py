"""`purge`: people with whom nothing was for long are forgotten."""

from prospector.cli import late_typer as typer
from prospector.cli.contact_data import say_unseen
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import done, remark
from prospector.cli.prompting import sure
from prospector.domain.age import read_age
from prospector.domain.moment import Moment
from prospector.usecases.forgetting import copies_go, counting_on
from prospector.usecases.purging import Purged, purge, rehearse_purge

_SHOWN_NAMES = 10
app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("purge")
def purge_command(
    context: typer.Context,
    *,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", show_default=False, help="24m, 2y, 90d, 8w.")
    ],
    customers: Annotated[bool, typer.Option("--customers", help="Also those with a won deal.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and leave it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget everybody with whom nothing was for so long; what was done with them still counts.

    Who has an open deal, an open follow-up or a won deal stays, and who asked not to be contacted. The undo history of
    that age goes too. Nothing takes this back.

    \b
        purge --older-than 24m --dry-run
        purge --older-than 24m --yes
    """
    run: Invocation = context.obj
    since, now = read_age(older_than).before(run.today), Moment.of(run.now)
    with run.read_store() as store:
        if yes and not dry_run:
            told = purge(store, since, now=now, customers=customers)
        else:
            told = rehearse_purge(store, since, now=now, customers=customers)
            if not dry_run and _is_meant(run, told):
                told = purge(store, since, now=now, customers=customers)
    verb = "would be forgotten" if dry_run else "forgotten"
    line = f"{_line(told, verb)} · nothing since {since.isoformat()}"
    done(run, line, {"since": since.isoformat(), "dry_run": dry_run, **_fields(told, dry_run)}, as_json)
    if not as_json:
        _remarks(told, dry_run=dry_run)


def _is_meant(run: Invocation, told: Purged) -> bool:
    """Show what would go, and ask whether it is meant; False where nothing would. Errors as of `sure`."""
    if not told.people and not told.history:
        return False
    line = _line(told, "would be forgotten")
    if not run.interactive:
        remark(line)
    _remarks(told, dry_run=True)
    sure(run, f"{line}; nothing takes this back; go on? type yes: ")
    return True


def _line(told: Purged, verb: str) -> str:
    people = "1 person" if len(told.people) == 1 else f"{len(told.people):,} people"
    return f"{people} {verb}{counting_on(told.counts)}"


def _remarks(told: Purged, *, dry_run: bool) -> None:
    if dry_run:
        for person in told.people[:_SHOWN_NAMES]:
            remark(f"  {person}")
        if len(told.people) > _SHOWN_NAMES:
            remark(f"  and {len(told.people) - _SHOWN_NAMES:,} more; --json has all")
    if told.history:
        remark(f"undo history: {copies_go(told.history, dry_run=dry_run, whose='old')}")
    if told.elsewhere:
        remark(f"texts about others that name one of them: {told.elsewhere:,}")
    for path in told.copies.holding:
        remark(f"a backup {'holds' if dry_run else 'still holds'} some of them: {path}")
    say_unseen(told.copies)


def _fields(told: Purged, dry_run: bool) -> dict[str, object]:
    people = [{"id": each.id, "name": each.name} if dry_run else {"id": each.id} for each in told.people]
    return {
        "people": people,
        "rows": dict(told.rows),
        "history": told.history,
        "elsewhere": told.elsewhere,
        "backups": list(told.copies.holding),
        "unseen": list(told.copies.unseen),
    }
