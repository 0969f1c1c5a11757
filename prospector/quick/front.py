"""The console script's entry: the quick way for a log, the ordinary way for everything else."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from prospector.cli.invocation import Invocation
    from prospector.usecases.log import Entry, LogAnswer

VERBS = frozenset({"call", "email", "social", "log"})


def main() -> None:
    """Entry point of the console script."""
    try:
        code = log_quickly(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        from prospector.cli.app import main as ordinary_main  # lazy: what the quick way is there to avoid
    except KeyboardInterrupt:
        sys.exit(_interrupted(has_stored=False))
    except ImportError as error:  # what it is installed with is not whole
        sys.exit(_bug(error, is_stored=False))
    ordinary_main()


def log_quickly(words: list[str]) -> int | None:
    """Log what the words say.

    Returns:
        The exit code; None where this is for the ordinary front end to do or to explain, and nothing was written.
    """
    if not words or words[0] not in VERBS or sys.stdout is None or sys.stderr is None:
        return None
    run: Invocation | None = None
    try:
        run, entry = _read(words)
        given = _store(run, entry)
    except KeyboardInterrupt:
        return _interrupted(has_stored=run is not None and run.has_stored)
    except Exception as error:  # noqa: BLE001 - nothing was written: the ordinary way meets the same, and says it
        return _said_at_once(error)
    return _said(run, given)  # it is stored: whatever happens, the ordinary way must not store it again


def _said(run: Invocation, given: LogAnswer) -> int:
    """Answer, and say what became of the answer."""
    try:
        lines, remarks = _answer(run, given)
        for stream, texts in ((sys.stdout, lines), (sys.stderr, remarks)):
            _show_any_letter(stream)
            stream.writelines(f"{text}\n" for text in texts)
            stream.flush()
    except KeyboardInterrupt:
        return _interrupted(has_stored=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing left to flush at exit
        if isinstance(error, BrokenPipeError):
            return 0
        sys.stderr.write(f"prospector: it is stored, but the answer could not be written: {error.strerror}\n")
        return 1
    except Exception as error:  # noqa: BLE001 - a bug is one line, here too
        return _bug(error, is_stored=True)
    return 0


def _interrupted(*, has_stored: bool) -> int:
    outcome = "it is stored" if has_stored else "nothing changed"
    sys.stderr.write(f"prospector: interrupted; {outcome}\n")
    return 130


class _NotQuickError(Exception):
    """The words are for the ordinary front end."""


def _said_at_once(error: Exception) -> int | None:
    """Say what the ordinary way would make worse: it would wait as long again, or store a second time."""
    from prospector.errors import BusyError, StoredError  # lazy: only after an error
    from prospector.render.clean import clean  # lazy: only after an error

    if not isinstance(error, BusyError | StoredError):
        return None
    sys.stderr.write(f"prospector: {clean(error.message)}; {error.hint}\n")
    return int(error.exit_code)


def _bug(error: Exception, *, is_stored: bool) -> int:
    """Say that there is a bug, in one line."""
    from prospector.cli.bugs import explain_bug  # lazy: only after a bug
    from prospector.render.clean import clean  # lazy: the same

    message, hint, code = explain_bug(error, os.environ, is_stored=is_stored)
    sys.stderr.write(f"prospector: {clean(message)}; {clean(hint)}\n")
    return int(code)


def _read(words: list[str]) -> tuple[Invocation, Entry]:
    """What is to be logged, and in whose surroundings."""
    from prospector.cli.invocation import Invocation  # lazy: other commands take the ordinary way
    from prospector.cli.log_words import entry_of, read_words  # lazy: the same

    "".join(words).encode()  # bytes that are no text have their own refusal
    plain, values = read_words(words[1:])
    channel = words[0] if words[0] != "log" else plain.pop(0)
    if channel == "-":
        raise _NotQuickError
    run = Invocation(os.environ)
    return run, entry_of(channel, plain, values, now=run.now, zone=run.zone, currency=run.settings.currency)


def _store(run: Invocation, entry: Entry) -> LogAnswer:
    """Store the log."""
    from prospector.usecases.log import log  # lazy: other commands take the ordinary way

    with run.write_store() as store:
        return log(store, [entry], rep=run.settings.rep, at=run.seconds)


def _answer(run: Invocation, given: LogAnswer) -> tuple[list[str], list[str]]:
    """The lines to answer with, and the remarks beside them."""
    from prospector.cli.log_answers import log_lines, log_remarks  # lazy: only after a log
    from prospector.render.clean import clean  # lazy: only after a log

    width = run.width() if sys.stdout.isatty() else None
    return list(log_lines(given, run.now, width)), [clean(text) for text in log_remarks(given)]


def _show_any_letter(stream: TextIO) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to fail
