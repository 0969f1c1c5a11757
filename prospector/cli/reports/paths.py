"""`report paths`: which touches led to results."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import (
    AccountFilter,
    AsOfOption,
    FormOption,
    JsonOption,
    PeriodOption,
    RepFilter,
    SourceFilter,
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
from prospector.domain.journeys import Goal
from prospector.errors import InvalidValueError
from prospector.render.formats import Format
from prospector.reports import paths_layout, person_path_layout
from prospector.usecases.reports.paths import path_report, person_path_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("paths")
def paths_command(
    context: typer.Context,
    to: Annotated[Goal, typer.Option("--to", help="What the paths lead to.")] = Goal.CONVERSATION,
    models: Annotated[bool, typer.Option("--models", help="The credit models side by side.")] = False,
    contact: Annotated[
        str | None, typer.Option("--contact", metavar="WHO", help="One person's path, touch by touch.")
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many paths.")] = 10,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    rep: RepFilter = None,
    account: AccountFilter = None,
    tag: TagFilter = None,
    source: SourceFilter = None,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
    output: OutputOption = None,
) -> None:
    """See which touches led to results, and how many it took.

    \b
        report paths
        report paths --to won -p all --models
        report paths --contact jane
        report paths --why "path=email > call,results"
    """
    run: Invocation = context.obj
    filters = Filters(rep=rep, account=account, tag=tag, source=source)
    basis = basis_of(run, period, as_of, filters, level, Model.LINEAR)
    way = Way(form, as_json, output)
    if why is not None:
        from prospector.usecases.reports.why import why_paths  # lazy: most reports are asked without --why

        if contact is not None or models:
            raise InvalidValueError(
                "--why lists the results on a path: no --contact and no --models go with it"
            )
        answer_why(
            run,
            basis,
            way,
            why,
            lambda store, figure: why_paths(store, basis, to, figure),
            words=(basis.credit.days,),
        )
        return
    if contact is None:
        with run.read_store() as store:
            result = path_report(store, basis, to, with_models=models)
        answer(run, paths_layout.layout(result, top), way)
        return
    if models or filters.words:
        raise InvalidValueError("--contact shows one person: no filter and no --models go with it")
    with run.read_store() as store:
        walked = person_path_report(store, basis, to, contact)
    answer(run, person_path_layout.layout(walked.path, walked.touches), way)
