"""`imports duplicates`: the same event told by two sources."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.listing import period_of
from prospector.cli.options import FormOption, JsonOption, PeriodOption, WithinOption
from prospector.cli.output import answer, done, remark
from prospector.domain.same_event import MINUTES_APART
from prospector.render.formats import Format
from prospector.reports.duplicate_list import suspects_listed
from prospector.usecases.duplicates import Chosen, find_duplicates, merge_duplicates


def duplicates_command(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="Only with rows of this import.", show_default=False)
    ] = None,
    period: PeriodOption = None,
    within: WithinOption = MINUTES_APART,
    merge: Annotated[bool, typer.Option("--merge", help="Make one activity of each pair.")] = False,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List activities that two sources seem to tell of.

    \b
        imports duplicates
        imports duplicates 7 -p this-month
        imports duplicates 7 --merge
    """
    run: Invocation = context.obj
    chosen = Chosen(minutes=within, import_id=number, period=period_of(run, period))
    if merge:
        _merge(run, chosen, as_json=as_json or form is Format.JSON)
        return
    with run.read_store() as store:
        found = find_duplicates(store, chosen)
    answer(run, suspects_listed(found, whole=form is Format.CSV), form, as_json)


def _merge(run: Invocation, chosen: Chosen, *, as_json: bool) -> None:
    with run.write_store() as store:
        merged = merge_duplicates(store, chosen, rep=run.settings.rep, at=run.seconds)
    record = {
        "merged": len(merged.pairs),
        "pairs": [{"id": kept, "merged_id": gone} for kept, gone in merged.pairs],
        "differences": dict(merged.differences),
        "left": merged.left,
    }
    pairs = "1 pair" if len(merged.pairs) == 1 else f"{len(merged.pairs):,} pairs"
    done(run, f"{pairs} merged" if merged.pairs else "nothing to merge", record, as_json)
    if not as_json:
        for text, count in merged.differences.items():
            remark(f"{count:,} x {text}" if count > 1 else text)
        if merged.left:
            remark(f"{merged.left:,} more to merge now, as of a third source: once more")
