"""`experiment`: let a coin choose whom to warm up before the first call."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.options import AsOfOption, FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.cli.reports.asking import LevelOption, Way, WhyOption, answer_why, basis_of
from prospector.domain.experiment import Experiment
from prospector.domain.filters import NO_FILTERS
from prospector.domain.moment import Moment
from prospector.render.formats import Format
from prospector.reports import experiment, experiment_layout
from prospector.usecases.experiments import look_at_warm, start_warm, stop_warm

_HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, context_settings=_HELP)
warm = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_HELP,
    help="A touch before the first call: does it help?",
)
app.add_typer(warm, name="warm")


@app.callback()
def _app() -> None:
    """Let a coin choose, so that the answer is no matter of taste."""


@warm.command("start")
def start(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Begin: every new contact gets a coin, warm or cold.

    \b
    prospector experiment warm start
    """
    run: Invocation = context.obj
    with run.write_store() as store:
        begun = start_warm(store, now=Moment.of(run.now), rep=run.settings.rep)
    line = (
        "experiment · warm · started; add or import people before the first call, then: experiment warm show"
    )
    done(run, line, _record(begun), as_json)


@warm.command("stop")
def stop(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """End it: contacts who come later take no part.

    \b
    prospector experiment warm stop
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        ended = stop_warm(store, now=Moment.of(run.now), rep=run.settings.rep)
    done(run, "experiment · warm · stopped", _record(ended), as_json)


@warm.command("show")
def show(
    context: typer.Context,
    *,
    as_of: AsOfOption = None,
    level: LevelOption = None,
    why: WhyOption = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """See whom to warm up, whom to call, and what came of it so far.

    \b
    prospector experiment warm show
    prospector experiment warm show --json
    prospector experiment warm show --why arm=warm,conversations
    """
    run: Invocation = context.obj
    basis = basis_of(run, "all", as_of, NO_FILTERS, level)
    if why is not None:
        from prospector.usecases.reports.why import (
            why_experiment,
        )  # lazy: most reports are asked without --why

        rep, way = run.settings.rep, Way(form, as_json, None)
        answer_why(run, basis, way, why, lambda store, figure: why_experiment(store, basis, figure, rep=rep))
        return
    with run.read_store() as store:
        found, subjects = look_at_warm(store, as_of=basis.window.as_of, rep=run.settings.rep)
    document = experiment_layout.layout(experiment.build(basis, found, subjects))
    answer(run, document, form, as_json)


def _record(found: Experiment) -> dict[str, object]:
    return {
        "id": found.id,
        "experiment": "warm",
        "started_at": str(found.started),
        "stopped_at": str(found.stopped) if found.stopped else None,
    }
