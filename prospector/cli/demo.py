"""`demo`: invented data in a throw-away store, and the report on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from shlex import quote
from tempfile import TemporaryDirectory

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, remark
from prospector.cli.reports.asking import basis_of
from prospector.demo.story import WEEKS
from prospector.domain.filters import NO_FILTERS
from prospector.light import replace
from prospector.render.formats import Format
from prospector.reports import channels
from prospector.reports.document import Sentence
from prospector.store.store import Store
from prospector.usecases.demo import make_demo
from prospector.usecases.reports.channels import channel_report

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})
_PERIOD = f"{WEEKS}w"
_LOOK_ON = (
    "report quota",
    f"report sources -p {_PERIOD}",
    f"report compare --by hour -p {_PERIOD}",
    "list -p 7d",
)


@app.callback()
def _app() -> None:
    """One command; with a callback Typer keeps its name."""


@app.command("demo")
def demo_command(
    context: typer.Context,
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="FILE", help="Keep the store there, to look further.")
    ] = None,
    form: FormOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """See it with invented data: half a year of a rep who does not exist. Your own store is not touched.

    \b
    prospector demo
    prospector demo --keep demo.db
    prospector --db demo.db report compare --by weekday
    """
    run: Invocation = context.obj
    basis = basis_of(run, _PERIOD, None, NO_FILTERS, None)
    with _place(keep) as path:
        story = make_demo(
            path,
            today=run.today,
            zone=run.zone,
            currency=run.settings.currency,
            busy_seconds=run.settings.busy_seconds,
        )
        with Store(path) as store:
            document = channels.layout(channel_report(store, basis))
    remark(
        f"invented: {len(story.people)} people at {len(story.companies)} companies, {len(story.log):,} activities"
    )
    more = Sentence("Look on", "\n".join(_commands(keep)))
    answer(run, replace(document, sentences=(*document.said, more)), form, as_json)


@contextmanager
def _place(keep: str | None) -> Iterator[str]:
    """A file to make the store in: the one to keep, or one that is gone at the end."""
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="prospector-demo-") as folder:
        yield os.path.join(folder, "demo.db")


def _commands(keep: str | None) -> list[str]:
    if keep is None:
        return ["prospector demo --keep demo.db", "prospector --db demo.db report quota"]
    return [f"prospector --db {quote(keep)} {command}" for command in _LOOK_ON]
