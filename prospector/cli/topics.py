"""Help topics: pages made from the rules themselves, so that they cannot say anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prospector.cli.invocation import Invocation
from prospector.domain.day import DAY_FORMS
from prospector.domain.first_words import OUTCOMES
from prospector.domain.minutes import MINUTES_FORMS
from prospector.domain.money import MONEY_FORMS
from prospector.domain.period import PERIOD_FORMS
from prospector.domain.spelling import did_you_mean, quoted
from prospector.domain.vocabulary import Level
from prospector.domain.when import WHEN_FORMS
from prospector.errors import ExitCode, UnknownNameError, UnusableStoreError
from prospector.light import dataclass
from prospector.store.words import read_vocabulary

EXITS = (
    (ExitCode.DONE, "done: complete success and nothing else"),
    (ExitCode.FAILED, "failed; nothing changed, unless the line says that it is stored"),
    (ExitCode.USAGE, "wrong usage, an unknown or ambiguous name, a bad value; nothing changed"),
    (ExitCode.REJECTED_ROWS, "the import is done, some rows were rejected and are in the rejects file"),
    (ExitCode.BUSY, "another prospector is writing; nothing changed, try again"),
    (
        ExitCode.UNUSABLE_STORE,
        "the store cannot be used: not there, damaged, foreign or newer; or doctor found something",
    ),
    (
        ExitCode.BUG,
        "a bug of prospector's; the line names a file with details, which holds none of your data",
    ),
    (ExitCode.HUNG_UP, "the terminal was closed; nothing changed"),
    (ExitCode.INTERRUPTED, "interrupted; nothing changed, unless the line says that it is stored"),
    (ExitCode.TERMINATED, "ended by the system; nothing changed, unless the line says that it is stored"),
)
_JSON = (
    ("--json", "every command takes it that shows or stores something"),
    ("what was stored", "one object with the names of the CSV columns, and `id`"),
    ("lists", "an array of such objects"),
    (
        "reports",
        "an object: report, period (start, end; the end is not in it), definitions, rows, total, verdict",
    ),
    ("a rate", '{"hits", "trials", "value", "low", "high", "confidence"}; value is null without trials'),
    ("days, times", "2026-11-20, 2026-11-20T10:42:00+01:00"),
    ("money", "a number in whole units, exact to the cent"),
    ("null", "not known; never an empty text, never 0"),
    ("errors", "are on standard error and never in the JSON; look at the exit code"),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of help: its name, one line on it, and the page that it makes."""

    name: str
    title: str
    build: Callable[[Invocation], str]


def topic(word: str) -> Topic:
    """The topic of a name.

    Raises:
        UnknownNameError: there is none.
    """
    key = word.lower().replace("_", "-")
    found = [each for each in TOPICS if each.name == key]
    if found:
        return found[0]
    names = [each.name for each in TOPICS]
    raise UnknownNameError(
        f"there is no topic {quoted(word)}", hint=did_you_mean(key, names, f"topics: {', '.join(names)}")
    )


def _page(
    title: str, heading: str, forms: Iterable[tuple[str, str]], *said: str, meaning: str = "what it means"
) -> str:
    rows = [(heading, meaning), ("--", "--"), *forms]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join((f"# {title}", "", table, *(f"\n{line}" for line in said), ""))


def _dates(run: Invocation) -> str:
    del run
    times = _page(
        "Times: --at WHEN, -d WHEN",
        "what you type",
        WHEN_FORMS,
        "What is not in the table is refused, and the answer shows the day that was understood. "
        "The future is refused without --future; a time that the clocks skipped is refused always.",
    )
    return f"{times}\n{_page('Days, where no time is asked for', 'what you type', DAY_FORMS)}"


def _periods(run: Invocation) -> str:
    del run
    return _page(
        "Periods: --period PERIOD, -p PERIOD",
        "what you type",
        PERIOD_FORMS,
        "Weeks go from Monday to Sunday. --as-of DATE leaves out what came after that day.",
    )


def _outcomes(run: Invocation) -> str:
    """The ladder of the store; without a store that of a new one."""
    try:
        with run.read_store() as store, store.reading() as connection:
            known = [
                (outcome.name, outcome.level, outcome.aliases)
                for outcome in read_vocabulary(connection).outcomes
            ]
    except UnusableStoreError:
        known = [(word.name, int(word.level), word.aliases) for word in OUTCOMES]
    words = {
        level.word: ", ".join(
            f"{name} ({', '.join(aliases)})" if aliases else name
            for name, at, aliases in known
            if at == level
        )
        for level in reversed(Level)
    }
    return _page(
        "Outcomes: how an activity ended, and the ladder",
        "level",
        words.items(),
        "A level includes those below it: a conversation is a connect too. "
        "Move a word to another level with prospector outcome, and the reports count all of history anew.",
        meaning="words, short forms in brackets",
    )


def _money(run: Invocation) -> str:
    del run
    return _page(
        "Money",
        "what you type",
        MONEY_FORMS,
        "What could be read in two ways is refused: 1.500 is 1500 to some and 1.50 to others.",
    )


def _minutes(run: Invocation) -> str:
    del run
    return _page("Minutes: --minutes MIN, -m MIN", "what you type", MINUTES_FORMS)


def _json(run: Invocation) -> str:
    del run
    return _page("JSON: --json", "what", _JSON)


def _exits(run: Invocation) -> str:
    del run
    return _page("Exit codes", "code", [(str(int(code)), meaning) for code, meaning in EXITS])


TOPICS: tuple[Topic, ...] = (
    Topic("dates", "how to say when", _dates),
    Topic("periods", "how to say which days a report counts", _periods),
    Topic("outcomes", "how an activity can end, and the ladder", _outcomes),
    Topic("money", "how to write amounts", _money),
    Topic("minutes", "how to write how long it took", _minutes),
    Topic("json", "what --json prints", _json),
    Topic("exit-codes", "what a script can rely on", _exits),
)
