"""The options of the commands on people."""

from prospector.cli import late_typer as typer
from prospector.cli.late_typer import Annotated

WhoArgument = Annotated[str, typer.Argument(metavar="WHO", show_default=False)]
EmailOption = Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help="E-mail address.")]
PhoneOption = Annotated[str | None, typer.Option("--phone", metavar="NUMBER", help="Phone number.")]
ProfileOption = Annotated[
    str | None, typer.Option("--profile", metavar="URL", help="LinkedIn or other profile.")
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Job title.")]
SeniorityOption = Annotated[str | None, typer.Option("--seniority", metavar="TEXT", help="c-level, vp ...")]
DivisionOption = Annotated[
    str | None, typer.Option("--division", metavar="TEXT", help="Part of the company.")
]
AccountOption = Annotated[str | None, typer.Option("-a", "--account", metavar="ACCOUNT", help="The company.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Lead source.")]
DetailOption = Annotated[str | None, typer.Option("--detail", metavar="TEXT", help="Which campaign or list.")]
ReceivedOption = Annotated[str | None, typer.Option("--received", metavar="WHEN", help="When the lead came.")]
ReferrerOption = Annotated[
    str | None, typer.Option("--referred-by", metavar="WHO", help="Who introduced them.")
]
QualifiedOption = Annotated[
    bool | None, typer.Option("--qualified/--not-qualified", help="Whether the lead qualified.")
]
SilentOption = Annotated[
    bool | None, typer.Option("--do-not-contact/--may-contact", help="Whether they asked to be left alone.")
]
TagOption = Annotated[list[str] | None, typer.Option("-t", "--tag", metavar="TAG", help="A tag; repeatable.")]
AlsoOption = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="TEXT", help="A further e-mail, phone, profile or name; repeatable."),
]
NoteOption = Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="A note.")]
