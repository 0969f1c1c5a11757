"""Options that mean the same in every command, declared once."""

from prospector.cli import late_typer as typer
from prospector.cli.late_typer import Annotated
from prospector.domain.credit import Model
from prospector.render.formats import Format

FormOption = Annotated[Format, typer.Option("--format", help="table, json, csv or html.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", "-p", metavar="PERIOD", help="this-week, 2026-Q4, 90d, all ... (help periods)"),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only the facts dated on or before it.")
]
ChannelFilter = Annotated[str | None, typer.Option("--channel", metavar="NAME", help="Only this channel.")]
RepFilter = Annotated[str | None, typer.Option("--rep", metavar="NAME", help="Only this rep.")]
AccountFilter = Annotated[str | None, typer.Option("--account", metavar="NAME", help="Only this account.")]
TagFilter = Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only rows with this tag.")]
SourceFilter = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Only leads of this source.")
]
WithinOption = Annotated[
    int,
    typer.Option(
        "--within", metavar="MINUTES", min=0, max=720, help="How far apart two rows of one event may be."
    ),
]
LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", help="At most so many.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every one of them.")]
KindFilter = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only this kind.")]
CreditOption = Annotated[Model, typer.Option("--credit", help="How results are shared among touches.")]
