"""`review`: the Friday ritual. The week, three questions, and what is promised for the next."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation, ask
from prospector.cli.late_typer import Annotated
from prospector.cli.options import AsOfOption, FormOption, JsonOption, PeriodOption
from prospector.cli.output import answer as say
from prospector.cli.output import remark
from prospector.cli.reports.asking import OutputOption, Way, answer, basis_of
from prospector.cli.reports.week import work_of
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.moment import Moment, week_of
from prospector.domain.review import Answers, Promise
from prospector.later import Later
from prospector.render.clean import clean
from prospector.render.formats import Format
from prospector.reports import review_layout, week_layout
from prospector.reports.basis import Basis
from prospector.reports.document import Data, Document
from prospector.reports.review_layout import ReviewPage, week_name
from prospector.usecases.reports.week import check_week, week_report
from prospector.usecases.review import (
    Said,
    find_review,
    last_review,
    list_reviews,
    open_promises,
    write_review,
)

_CLEARED = "-"
_QUESTIONS = ("what worked", "what did not", "what one thing changes next week")
app = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def review(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Look back on the week: the report, three questions, what you promise for the next.

    The questions are asked on a terminal only. Answers are kept; the same week's review again edits them.

    \b
        prospector review
        prospector review -p last-week
        prospector review list
        prospector review show 2026-W47
    """
    if context.invoked_subcommand is not None:
        return
    run: Invocation = context.obj
    basis = basis_of(run, period or "this-week", as_of, Filters(rep=run.settings.rep or None), None)
    check_week(basis)
    week = week_of(basis.window.start)
    with run.read_store() as store:
        report = week_report(store, basis, work_of(run))
        page = find_review(store, basis, run.settings.rep, week)
        unsaid = open_promises(store, basis, run.settings.rep, week)
    document = week_layout.layout(report)
    data: Later[Data] = Later(lambda: {**review_layout.review_fields(page), "report_week": document.told})
    answer(
        run,
        Document(document.title, document.tables, document.sentences, data),
        Way(form, as_json, output),
    )
    if run.interactive and form is Format.TABLE and not as_json and output is None:
        _write(run, basis, page, unsaid)


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the reviews, the latest in front.

    \b
    prospector review list
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        pages = list_reviews(store, _basis_now(run), run.settings.rep)
    say(run, review_layout.listed(pages), form, as_json)


@app.command("show")
def show_command(
    context: typer.Context,
    week: Annotated[str | None, typer.Argument(metavar="[WEEK]", show_default=False)] = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """Show a review; without a week the last one.

    \b
    prospector review show
    prospector review show last-week
    prospector review show 2026-W46 --json
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        if week is None:
            page = last_review(store, _basis_now(run), run.settings.rep)
        else:
            basis = basis_of(run, week, None, NO_FILTERS, None)
            check_week(basis)
            page = find_review(store, basis, run.settings.rep, week_of(basis.window.start))
    answer(run, review_layout.shown(page), Way(form, as_json, output))


def _basis_now(run: Invocation) -> Basis:
    return basis_of(run, "this-week", None, NO_FILTERS, None)


def _write(run: Invocation, basis: Basis, page: ReviewPage, unsaid: tuple[Promise, ...]) -> None:
    """Ask, then write down what was said, all at once."""
    said = _asked(run, page, unsaid)
    with run.write_store() as store:
        is_new = write_review(store, page.week, said, now=Moment.of(run.now), rep=run.settings.rep)
        stored = find_review(store, basis, run.settings.rep, page.week)
    if not is_new:
        remark("nothing was written down")
        return
    say(run, review_layout.shown(stored), Format.TABLE)


def _asked(run: Invocation, page: ReviewPage, unsaid: tuple[Promise, ...]) -> Said:
    kept = {each.id: is_kept for each in unsaid if (is_kept := _kept(run, each)) is not None}
    before = page.answers or Answers()
    remark(f"three questions on {week_name(page.week)}; Enter keeps what stands there, {_CLEARED} empties it")
    texts = [
        _text(run, question, was)
        for question, was in zip(_QUESTIONS, (before.worked, before.not_worked, before.change), strict=True)
    ]
    for each in page.promises:
        remark(f"promised for {week_name(page.week + 1)}: {each.text}")
    again = f", {_CLEARED} drops what is promised" if page.promises else ""
    remark(f"what do you promise for {week_name(page.week + 1)}? as in 40 calls; Enter ends{again}")
    promised: list[str] = []
    afresh = False
    while reply := ask(run, "> "):
        afresh = afresh or reply == _CLEARED
        promised = [] if reply == _CLEARED else [*promised, reply]
    return Said(answers=Answers(*texts), promised=promised, afresh=afresh, kept=kept)


def _text(run: Invocation, question: str, was: str) -> str:
    reply = ask(run, f"{question}?{f' [{clean(was)}]' if was else ''} ") or was
    return "" if reply == _CLEARED else reply


def _kept(run: Invocation, promise: Promise) -> bool | None:
    """Whether a promise in words was kept; None where that stays open."""
    remark(f"you promised: {promise.text}")
    reply = (ask(run, "kept? [y/n, Enter leaves it open] ") or "").casefold()
    return True if reply in {"y", "yes"} else False if reply in {"n", "no"} else None
