"""`report content`: what came of content pieces."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import (
    AsOfOption,
    CreditOption,
    FormOption,
    JsonOption,
    KindFilter,
    PeriodOption,
    RepFilter,
    TagFilter,
)
from prospector.cli.reports.asking import (
    LevelOption,
    OutputOption,
    Way,
    WhyOption,
    answer,
    answer_why,
    basis_of,
)
from prospector.domain.credit import Model
from prospector.domain.filters import Filters
from prospector.render.formats import Format
from prospector.reports import content_layout
from prospector.usecases.reports.content import content_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("content")
def content_command(
    context: typer.Context,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    kind: KindFilter = None,
    rep: RepFilter = None,
    tag: TagFilter = None,
    credit: CreditOption = Model.DIRECT,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See what content pieces took, whom they reached and what they brought.

    \b
        report content
        report content -p this-year --credit linear
        report content --kind article --json
        report content --why "content=Five ways,conversations"
    """
    run: Invocation = context.obj
    basis = basis_of(run, period or "all", as_of, Filters(kind=kind, rep=rep, tag=tag), level, credit)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_content  # lazy: most reports are asked without --why

        answer_why(run, basis, way, why, lambda store, figure: why_content(store, basis, figure))
        return
    with run.read_store() as store:
        result = content_report(store, basis)
    answer(run, content_layout.layout(result), way)
