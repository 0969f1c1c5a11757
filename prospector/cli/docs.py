"""`docs` and `help`: the manual, and one screen on what is asked most."""

import sys

from prospector.cli import late_typer as typer
from prospector.cli.commands import COMMANDS
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.output import answer
from prospector.cli.paging import show_page
from prospector.cli.topics import TOPICS, topic
from prospector.render.clean import clean_lines
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Sentence, Table
from prospector.usecases.manual import find_page, pages

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("docs")
def docs_command(
    context: typer.Context,
    page: Annotated[str | None, typer.Argument(metavar="[PAGE]", show_default=False)] = None,
) -> None:
    """Read the manual; without a page, see what pages there are.

    \b
    prospector docs tutorial
    prospector docs reports/channels
    prospector docs design | less
    """
    run: Invocation = context.obj
    if page is None:
        rows = tuple(Row((each.name, each.title)) for each in pages())
        columns = (Column("page", "page"), Column("title", "what it says"))
        answer(run, Document((), (Table(columns, rows),)), Format.TABLE)
    else:
        _read(run, find_page(page).text)


@app.command("help")
def help_command(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", show_default=False)] = None,
) -> None:
    """Help on a topic or a command.

    \b
    prospector help dates
    prospector help outcomes
    prospector help deal won
    """
    run: Invocation = context.obj
    if not words:
        rows = tuple(Row((each.name, each.title)) for each in TOPICS)
        columns = (Column("topic", "topic"), Column("title", "what it says"))
        more = Sentence("", "prospector help COMMAND is that command's help; prospector docs is the manual.")
        answer(run, Document((), (Table(columns, rows),), (more,)), Format.TABLE)
    elif words[0] in {command.name for command in COMMANDS}:
        from prospector.cli.app import do  # lazy: Typer knows the pages of commands

        do([*words, "--help"], run)
    else:
        _read(run, topic("-".join(words)).build(run), laid_out=True)


def _read(run: Invocation, text: str, *, laid_out: bool = False) -> None:
    """Print a page: laid out at a terminal, through a pager where it is longer than that; as it is in a pipe.

    Args:
        run: the invocation.
        text: the page, in Markdown.
        laid_out: whether it is laid out in a pipe too.
    """
    text = clean_lines(text)  # a topic may show the store's own words
    is_terminal = sys.stdout.isatty()
    if not (is_terminal or laid_out):
        sys.stdout.write(text)
        return
    from prospector.render.terminal_pages import page_text  # lazy: only a page that is laid out needs Rich

    colour = is_terminal and not run.environment.get("NO_COLOR") and run.environment.get("TERM") != "dumb"
    shown = page_text(text, width=run.width(), colour=colour, encoding=sys.stdout.encoding)
    show_page(run, shown)
