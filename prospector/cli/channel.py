"""`channel`: list, add, rename, edit."""

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.late_typer import Annotated
from prospector.cli.options import FormOption, JsonOption
from prospector.cli.output import answer, done
from prospector.domain.naming import read_choice
from prospector.domain.vocabulary import Approach, Audience
from prospector.render.formats import Format
from prospector.reports.document import Column, Document, Row, Table
from prospector.store.words import Channel, Vocabulary, read_vocabulary
from prospector.usecases.channels import ChannelFacts, add_channel, edit_channel, rename_channel

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
ApproachOption = Annotated[
    str | None, typer.Option("--approach", metavar="WORD", help="prospecting, marketing or effort.")
]
AudienceOption = Annotated[
    str | None, typer.Option("--audience", metavar="WORD", help="one or many: whom one activity reaches.")
]
DefaultOption = Annotated[
    str | None, typer.Option("--default", metavar="OUTCOME", help="The outcome where a log names none.")
]
MinutesOption = Annotated[
    str | None,
    typer.Option("--default-with-minutes", metavar="OUTCOME", help="The same where a log has minutes."),
]


@app.command("list")
def list_command(
    context: typer.Context, form: FormOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List the channels.

    \b
    prospector channel list
    """
    run: Invocation = context.obj
    with run.read_store() as store, store.reading() as connection:
        vocabulary = read_vocabulary(connection)
    columns = (
        Column("channel", "channel"),
        Column("approach", "approach"),
        Column("audience", "audience"),
        Column("default_outcome", "outcome unless said"),
        Column("default_with_minutes", "with minutes", rank=1),
    )
    found = [_record(each, vocabulary) for each in vocabulary.channels]
    rows = tuple(Row(tuple(each[column.key] for column in columns)) for each in found)
    answer(run, Document((), (Table(columns, rows),), data=list(found)), form, as_json)


@app.command()
def add(
    context: typer.Context,
    name: NameArgument,
    approach: ApproachOption = None,
    audience: AudienceOption = None,
    default: DefaultOption = None,
    with_minutes: MinutesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a channel.

    It is prospecting to one at a time, with the outcome sent, unless told otherwise.

    \b
    prospector channel add sms
    prospector channel add fair --approach marketing --audience many
    """
    run: Invocation = context.obj
    facts = _facts(approach, audience, default, with_minutes)
    with run.write_store() as store:
        channel = add_channel(store, name, facts, rep=run.settings.rep, at=run.seconds)
        with store.reading() as connection:
            record = _record(channel, read_vocabulary(connection))
    who = " WHO" if channel.audience == Audience.ONE else ""
    done(run, f"channel · added · {_line(record)} · prospector log {channel.name}{who}", record, as_json)


@app.command()
def rename(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Give a channel another name; its activities go with it.

    \b
    prospector channel rename visit field-visit
    """
    run: Invocation = context.obj
    with run.read_store() as store:
        channel = rename_channel(store, name, new_name, rep=run.settings.rep, at=run.seconds)
        with store.reading() as connection:
            record = _record(channel, read_vocabulary(connection))
    done(run, f"channel · {name} → {channel.name}", record, as_json)


@app.command()
def edit(
    context: typer.Context,
    name: NameArgument,
    approach: ApproachOption = None,
    audience: AudienceOption = None,
    default: DefaultOption = None,
    with_minutes: MinutesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change what is said of a channel; its past counts by it too.

    \b
    prospector channel edit event --approach prospecting --default asked
    """
    run: Invocation = context.obj
    facts = _facts(approach, audience, default, with_minutes)
    with run.read_store() as store:
        channel = edit_channel(store, name, facts, rep=run.settings.rep, at=run.seconds)
        with store.reading() as connection:
            record = _record(channel, read_vocabulary(connection))
    done(run, f"channel · edited · {_line(record)}", record, as_json)


def _facts(
    approach: str | None, audience: str | None, default: str | None, with_minutes: str | None
) -> ChannelFacts:
    return ChannelFacts(
        read_choice(approach, Approach) if approach else None,
        read_choice(audience, Audience) if audience else None,
        default,
        with_minutes,
    )


def _line(record: dict[str, str | None]) -> str:
    words = (
        record["channel"],
        record["approach"],
        f"reaches {record['audience']}",
        record["default_outcome"],
    )
    return " · ".join(word for word in words if word)


def _record(channel: Channel, vocabulary: Vocabulary) -> dict[str, str | None]:
    with_minutes = channel.default_with_minutes_id
    return {
        "channel": channel.name,
        "approach": channel.approach,
        "audience": channel.audience,
        "default_outcome": vocabulary.outcome_of(channel.default_outcome_id).name,
        "default_with_minutes": vocabulary.outcome_of(with_minutes).name if with_minutes else None,
    }
