"""The options of the `deal` commands, and what they read as."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.domain.moment import Moment
from prospector.domain.money import Amount
from prospector.domain.when import SAY_IT_THEN, read_when
from prospector.usecases.worth import read_worth

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME", show_default=False, help="The name, the beginning of a part of it, or id:N."
    ),
]
WhoOption = Annotated[str | None, typer.Option("--who", "-w", metavar="WHO", help="The contact.")]
CompanyOption = Annotated[str | None, typer.Option("--account", "-a", metavar="ACCOUNT", help="The company.")]
ValueOption = Annotated[str | None, typer.Option("--value", "-v", metavar="MONEY", help="25000, 25k, 1.2m.")]
CurrencyOption = Annotated[
    str | None, typer.Option("--currency", metavar="CODE", help="The store's own unless told.")
]
CloseOption = Annotated[
    str | None,
    typer.Option("--close", metavar="ON", help="When it is expected to close: 18 dec, 2026-12-18."),
]
StageOption = Annotated[str | None, typer.Option("--stage", "-s", metavar="STAGE", help="One of the seven.")]
AtOption = Annotated[
    str | None, typer.Option("--at", "-d", metavar="WHEN", help="When: now unless told; yesterday, 20 nov.")
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="The lead source that brought it.")
]
NoteOption = Annotated[str | None, typer.Option("--note", "-n", metavar="TEXT", help="A note.")]
TagOption = Annotated[list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="May be repeated.")]
NewOption = Annotated[bool, typer.Option("--new", help="Make a new contact, whatever names there are.")]


def when_of(run: Invocation, text: str | None) -> Moment:
    """When it was; now where nothing is said."""
    return Moment.of(run.now) if text is None else read_when(text, run.now, run.zone, future_hint=SAY_IT_THEN)


def worth_of(run: Invocation, value: str | None, currency: str | None) -> Amount | None:
    """What it is worth; None where nothing is said."""
    return None if value is None else read_worth(value, currency, run.settings)
