"""The man page, made from the tables that the help and the manual are made from.

`pytest tests/test_manual.py --update-golden` writes it to `prospector/docs/prospector.1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from prospector import __version__
from prospector.cli.commands import COMMANDS, Command
from prospector.cli.help_pages import parts_of
from prospector.cli.topics import EXITS
from prospector.domain.settings import SETTINGS

_ABOUT = (
    "prospector is a sales rep's own instrument. Log every call, e-mail, social touch and content piece in one short line, "
    "or import the CSV files of a dialer or CRM, into a local file. Reports say which of them become sales conversations, "
    "and which conversations become appointments, deals, revenue and quota; and they say so when the numbers are too small "
    "to tell."
)
_ALONE = "Without a command it shows where the day stands and what is next. Nothing goes over the network."
_EXAMPLES = (
    ("Log a call of twelve minutes.", "prospector call jane conversation -m 12 -n 'wants pricing'"),
    ("34 calls that nobody answered, with nobody in particular.", "prospector call . no-answer -x 34"),
    ("See which channel brings conversations.", "prospector report channels -p 90d"),
    ("Import what other programs know; again and again without a duplicate.", "prospector import calls.csv"),
    ("See it with invented data.", "prospector demo"),
)
_OPTIONS = (
    ("--db FILE", "The store. It may stand anywhere on the line."),
    ("--no-input", "Never ask; refuse instead. It may stand anywhere on the line."),
    ("--version", "Print the version."),
    ("-h, --help", "Help on a command, examples first."),
)
_ENVIRONMENT = (
    ("PROSPECTOR_DB", "The store, where --db does not name one."),
    ("PROSPECTOR_CONFIG", "The settings file."),
    (
        "PROSPECTOR_CURRENCY, PROSPECTOR_REP ...",
        "Every setting, in capitals; it wins over the file. prospector config shows each and where it comes from.",
    ),
    ("PROSPECTOR_DEBUG", "Shows where a bug is."),
    ("NO_COLOR", "No colours. TERM=dumb means the same."),
    ("COLUMNS", "The width of the terminal."),
    ("PAGER", "What shows a page or a table that is longer than the terminal (less -FRX); empty for none."),
    ("TZ", "Whose clock times are read by, where the setting timezone names no zone."),
)
_FILES = (
    (
        "$XDG_DATA_HOME/prospector/prospector.sqlite3",
        "The store, one SQLite file; ~/.local/share where the variable is not set. prospector db info says where it is.",
    ),
    (
        "$XDG_CONFIG_HOME/prospector/config.toml",
        "The settings; ~/.config where the variable is not set. prospector config path says where it is.",
    ),
)


def man_page(tree: Iterable[tuple[str, str]]) -> str:
    """The page in roff.

    Args:
        tree: every command that can be run, in the order of the table: its words and its help.
    """
    lines = [
        '.\\" Made from the program; see tests/man_page.py.',
        f'.TH PROSPECTOR 1 "" "prospector {__version__}" "User commands"',
        *_section("NAME", ["prospector \\- log what you did, see which channels bring conversations"]),
        *_section(
            "SYNOPSIS",
            [".B prospector", "[\\fIoptions\\fR] [\\fIcommand\\fR] [\\fIarguments\\fR]"],
            made=True,
        ),
        *_section("DESCRIPTION", [_ABOUT, ".PP", _ALONE]),
        *_section(
            "EXAMPLES", [line for said, typed in _EXAMPLES for line in _example(said, [typed])], made=True
        ),
        *_section("COMMANDS", [], made=True),
        *_commands(list(tree)),
        *_listed("OPTIONS", _OPTIONS),
        *_listed(
            "EXIT STATUS",
            [(str(int(code)), f"{meaning[:1].upper()}{meaning[1:]}.") for code, meaning in EXITS],
        ),
        *_listed("ENVIRONMENT", _ENVIRONMENT),
        *_listed("FILES", _FILES),
        *_listed(
            "SETTINGS", [(entry.key, f"{entry.meaning} ({entry.default or 'unset'})") for entry in SETTINGS]
        ),
        *_section(
            "SEE ALSO",
            ["prospector docs is the manual: a tutorial, a page for every report, the import guide."],
        ),
    ]
    return "\n".join(lines) + "\n"


def _commands(tree: list[tuple[str, str]]) -> Iterator[str]:
    for panel, entries in groupby(COMMANDS, key=lambda entry: entry.panel):
        yield f".SS {_roff(panel)}"
        for entry in entries:
            yield from _command(entry, tree)


def _command(entry: Command, tree: list[tuple[str, str]]) -> Iterator[str]:
    for words, text in tree:
        if words.split()[0] == entry.name:
            said, examples, _ = parts_of(text)
            yield from (".TP", f".B {_roff(words)}", _roff(said), ".RS", ".nf")
            yield from map(_roff, examples)
            yield from (".fi", ".RE")


def _section(name: str, lines: list[str], *, made: bool = False) -> list[str]:
    return [
        f".SH {name}",
        *(
            lines
            if made
            else [line if line.startswith(".") or "\\" in line else _roff(line) for line in lines]
        ),
    ]


def _example(said: str, typed: list[str]) -> list[str]:
    return [".PP", _roff(said), ".PP", ".RS", ".nf", *map(_roff, typed), ".fi", ".RE"]


def _listed(name: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f".SH {name}",
        *(line for term, meaning in rows for line in (".TP", f".B {_roff(term)}", _roff(meaning))),
    ]


def _roff(text: str) -> str:
    """Text as roff reads it: a hyphen that can be typed, quotes as they are, no request at the start of a line."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    plain = plain.replace("^", "\\(ha").replace("~", "\\(ti").replace('"', "\\(dq").replace("→", "\\(->")
    return f"\\&{plain}" if plain.startswith(".") else plain
