"""`imports set`: what was decided when a file was imported, decided otherwise."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import JsonOption
from prospector.cli.output import done, remark
from prospector.usecases.talk_threshold import Rejudged, set_talk_threshold

_SHOWN = 10


def set_command(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the import.", show_default=False)],
    seconds: Annotated[
        int,
        typer.Option(
            "--talk-threshold",
            metavar="SECONDS",
            min=1,
            help="An answered call of so long is a conversation.",
            show_default=False,
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Set another talk threshold for an import's calls.

    \b
        imports set 7 --talk-threshold 90
    """
    run: Invocation = context.obj
    with run.write_store() as store:
        rejudged = set_talk_threshold(store, number, seconds, rep=run.settings.rep, at=run.seconds)
    record = {
        "import_id": number,
        "talk_threshold": rejudged.after,
        "talk_threshold_before": rejudged.before,
        "decided_by_talk": rejudged.judged,
        "became_conversations": rejudged.conversations,
        "became_connects": rejudged.connects,
        "kept": list(rejudged.kept),
    }
    done(run, _line(number, rejudged), record, as_json)
    if rejudged.kept:
        shown = ", ".join(f"#{row}" for row in rejudged.kept[:_SHOWN])
        more = f" and {len(rejudged.kept) - _SHOWN:,} more" if len(rejudged.kept) > _SHOWN else ""
        remark(f"changed since the import, and kept as they are: {shown}{more}")


def _line(number: int, rejudged: Rejudged) -> str:
    told = [
        f"{count:,} became {'a ' if count == 1 else ''}{word}{'' if count == 1 else 's'}"
        for count, word in ((rejudged.conversations, "conversation"), (rejudged.connects, "connect"))
        if count
    ]
    limit = (
        f"{rejudged.after} s"
        if rejudged.before == rejudged.after
        else f"{rejudged.before} → {rejudged.after} s"
    )
    decided = f"talk time had decided {rejudged.judged:,} row{'' if rejudged.judged == 1 else 's'}"
    return f"import {number} · talk threshold {limit} · {decided}: {', '.join(told) or 'none is different'}"
