"""The words of the log verbs: one table of options, read from a command line or a line of text.

`call WHO [OUTCOME] …` and its like are declared to Typer from this table, and the lines of `log -` are read with it, so
that a word means the same wherever it is typed.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from prospector.domain.moment import Moment
from prospector.domain.spelling import closest, quoted
from prospector.domain.vocabulary import Direction
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass
from prospector.usecases.log import Entry
from prospector.usecases.who import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Words = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LogOption:
    """An option of the log verbs.

    Attributes:
        name: of its value in `read_words`' result.
        forms: how it is typed.
        metavar: what its value is called, each of several by a word; empty for a flag.
        many: whether it may be given more than once.
    """

    name: str
    forms: tuple[str, ...]
    meaning: str
    metavar: str = ""
    many: bool = False

    @property
    def values(self) -> int:
        """How many values it takes."""
        return len(self.metavar.split())


LOG_OPTIONS: tuple[LogOption, ...] = (
    LogOption("minutes", ("-m", "--minutes"), "How long it took: 12, 1h30, 90s.", "MIN"),
    LogOption("note", ("-n", "--note"), "A note.", "TEXT"),
    LogOption("at", ("-d", "--at"), "When: 9:30, yesterday 16:00, mon 9am, 2026-11-20.", "WHEN"),
    LogOption("kind", ("-k", "--kind"), "The finer sort: cold, follow-up, dm, comment ...", "KIND"),
    LogOption("account", ("-a", "--account"), "The company.", "ACCOUNT"),
    LogOption("tags", ("-t", "--tag"), "A tag; may be repeated.", "TAG", many=True),
    LogOption("count", ("-x", "--count"), "A tally: so many at once, with nobody in particular.", "COUNT"),
    LogOption("inbound", ("--inbound",), "It came in."),
    LogOption("cost", ("--cost",), "What it cost.", "MONEY"),
    LogOption("reach", ("--reach",), "How many it reached.", "N"),
    LogOption("on", ("--on",), "The content piece that it is about.", "TITLE"),
    LogOption("appointment", ("--for",), "When the appointment is: fri 15:00.", "WHEN"),
    LogOption("follow_up", ("--next",), "What you promised, and by when: 'send pricing' fri.", "TEXT DAY"),
    LogOption("new", ("--new",), "Make a new contact, whatever names there are."),
    LogOption("future", ("--future",), "Allow a time that is still to come."),
)

_BY_FORM = {form: option for option in LOG_OPTIONS for form in option.forms}


def read_words(words: Sequence[str]) -> tuple[list[str], dict[str, object]]:
    """Tell the options of a log line from its other words.

    Returns:
        The words that are no options, in order; and the options' values by name, a list where one may be repeated.

    Raises:
        InvalidValueError: an option that there is not, one without its value, or one given twice.
    """
    plain: list[str] = []
    values: dict[str, object] = {}
    pending = iter(words)
    for word in pending:
        form, has_value, value = _split(word)
        option = _BY_FORM.get(form)
        if word == "--":
            plain += pending
        elif option is None and _looks_like_option(word):
            near = closest(form, tuple(_BY_FORM))
            raise InvalidValueError(
                f"there is no option {quoted(form)}",
                hint=f"did you mean {' or '.join(near)}?" if near else "",
            )
        elif option is None:
            plain.append(word)
        elif not option.metavar:
            if has_value:
                raise InvalidValueError(f"{form} takes no value")
            values[option.name] = True
        else:
            given = _given(option, form, value if has_value else None, pending)
            if option.name in values and not option.many:
                raise InvalidValueError(
                    f"{option.forms[-1]} was given more than once", hint="which one is meant?"
                )
            values[option.name] = [*_list(values.get(option.name)), given] if option.many else given
    return plain, values


def entry_of(
    channel: str,
    plain: Sequence[str],
    values: Words,
    *,
    now: datetime,
    zone: tzinfo | None,
    currency: str,
    future_hint: str | None = None,
) -> Entry:
    """Make an entry of what was typed after the channel.

    Args:
        channel: its name.
        plain: WHO and OUTCOME, as far as they were given.
        values: the options' values, as `read_words` gives them.
        now: the present, aware.
        zone: whose clock times are read by; None is the system's.
        currency: the store's.
        future_hint: what to advise where the time is still to come; the option for it if None.

    Raises:
        InvalidValueError: a word too many, or a value that is none.
    """
    if len(plain) > 2:
        raise InvalidValueError(
            f"{quoted(plain[2])} is a word too many",
            hint='WHO and OUTCOME are one word each; quote a name: "Jane Doe"; a note goes with -n "..."',
        )
    who, outcome = (*plain, None, None)[:2]
    count = _whole(values, "count")
    follow_up, due = _follow_up(values, now.astimezone(zone).date())
    return Entry(
        channel=channel,
        moment=_moment(values, now, zone, future_hint),
        who=NOBODY if who is None and count is not None else who,
        outcome=outcome,
        minutes=_minutes(values),
        note=_text(values, "note") or None,
        kind=_text(values, "kind"),
        account=_text(values, "account"),
        tags=tuple(str(tag) for tag in _list(values.get("tags"))),
        count=1 if count is None else count,
        direction=Direction.INBOUND if values.get("inbound") else Direction.OUTBOUND,
        cost_minor=_cost(values, currency),
        reach=_whole(values, "reach"),
        on=_text(values, "on"),
        appointment=_appointment(values, now, zone),
        follow_up=follow_up,
        due=due,
        new=bool(values.get("new")),
    )


def _moment(values: Words, now: datetime, zone: tzinfo | None, future_hint: str | None) -> Moment:
    text = _text(values, "at")
    if text is None:
        return Moment.of(now)
    from prospector.domain.when import FUTURE_OPTION, read_when  # lazy: most logs are of now

    allow = bool(values.get("future"))
    return read_when(text, now, zone, allow_future=allow, future_hint=future_hint or FUTURE_OPTION)


def _appointment(values: Words, now: datetime, zone: tzinfo | None) -> Moment | None:
    text = _text(values, "appointment")
    if text is None:
        return None
    from prospector.domain.when import read_when  # lazy: few logs make an appointment

    return read_when(text, now, zone, prefer="future")


def _follow_up(values: Words, today: date) -> tuple[str | None, date | None]:
    given = values.get("follow_up")
    if not isinstance(given, (list, tuple)):
        return None, None
    from prospector.domain.follow_up import read_due, read_promise  # lazy: few logs promise something

    text, day = map(str, given)
    return read_promise(text), read_due(day, today)


def _minutes(values: Words) -> int | None:
    text = _text(values, "minutes")
    if text is None:
        return None
    from prospector.domain.minutes import read_minutes  # lazy: where minutes are said

    return read_minutes(text)


def _cost(values: Words, currency: str) -> int | None:
    text = _text(values, "cost")
    if text is None:
        return None
    from prospector.cli.values import read_cost  # lazy: money has a grammar of its own

    return read_cost(text, currency)


def _whole(values: Words, name: str) -> int | None:
    text = _text(values, name)
    if text is None:
        return None
    from prospector.cli.values import read_whole  # lazy: the same module

    return read_whole(name, text)


def _given(option: LogOption, form: str, first: str | None, pending: Iterator[str]) -> object:
    """The value of an option, or its values where it takes several.

    Raises:
        InvalidValueError: there are not so many words left.
    """
    words = [] if first is None else [first]
    while len(words) < option.values:
        word = next(pending, None)
        if word is None:
            what = "a value" if option.values == 1 else f"{option.values} values"
            raise InvalidValueError(f"{form} needs {what}: {form} {option.metavar}")
        words.append(word)
    return words[0] if option.values == 1 else tuple(words)


def _text(values: Words, name: str) -> str | None:
    value = values.get(name)
    return None if value is None else str(value)


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _looks_like_option(word: str) -> bool:
    return len(word) > 1 and word[0] == "-"


def _split(word: str) -> tuple[str, bool, str]:
    """Take `--minutes=12` and `-m12` apart."""
    if word.startswith("--"):
        form, equals, value = word.partition("=")
        return form, bool(equals), value
    if len(word) > 2 and word[0] == "-" and word[:2] in _BY_FORM:
        return word[:2], True, word[2:].removeprefix("=")
    return word, False, ""
