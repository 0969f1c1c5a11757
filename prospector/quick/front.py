"""The console script's entry: the quick way for a log, then the plain form of any command, and Typer for the rest."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from prospector.cli.invocation import Invocation
    from prospector.usecases.log import LogAnswer

    Answer = Callable[[], tuple[list[str], list[str]]]  # the lines, and the remarks beside them

VERBS = frozenset({"call", "email", "social", "log"})


def main() -> None:
    """Entry point of the console script."""
    gc.disable()  # a command lives for a moment, and rows hold no cycles: looking for some is a tenth of a report
    try:
        if sys.argv[1:2] == ["__complete"] and sys.stdout is not None:
            from prospector.quick.completion import complete  # lazy: a log completes nothing

            sys.exit(complete(sys.argv[2:]))
        code = do_quickly(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        from prospector.cli.running import prepare  # lazy: a log needs nothing of it
        from prospector.quick.plain import run  # lazy: the same
    except KeyboardInterrupt:
        sys.exit(_interrupted(has_stored=False))
    except ImportError as error:  # what it is installed with is not whole
        sys.exit(_bug(error, is_stored=False))
    prepare()
    sys.exit(run(sys.argv[1:]))


def do_quickly(words: list[str]) -> int | None:
    """Log what the words say, or take the last command back.

    Returns:
        The exit code; None where this is for the ordinary front end to do or to explain, and nothing was written.
    """
    if sys.stdout is None or sys.stderr is None or not (words == ["undo"] or VERBS.intersection(words[:1])):
        return None
    try:
        answer = _undone() if words == ["undo"] else _stored(words)
    except _EndedError as end:
        return _interrupted(has_stored=end.has_stored)
    except KeyboardInterrupt:
        return _interrupted(has_stored=False)
    except Exception as error:  # noqa: BLE001 - nothing was written: the ordinary way meets the same, and says it
        return _said_at_once(error)
    return _said(answer)  # it is stored: whatever happens, the ordinary way must not store it again


def _said(answer: Answer) -> int:
    """Answer, and say what became of the answer."""
    try:
        lines, remarks = answer()
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


class _NotQuickError(Exception):
    """The words are for the ordinary front end."""


def _interrupted(*, has_stored: bool) -> int:
    outcome = "it is stored" if has_stored else "nothing changed"
    sys.stderr.write(f"prospector: interrupted; {outcome}\n")
    return 130


class _EndedError(Exception):
    """Ctrl-C came.

    Attributes:
        has_stored: whether all was on disk by then.
    """

    def __init__(self, *, has_stored: bool) -> None:
        super().__init__()
        self.has_stored = has_stored


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


def _undone() -> Answer:
    """Take the last command back; what answers that."""
    from prospector.cli.invocation import Invocation  # lazy: completion needs no run
    from prospector.usecases.undo import undo  # lazy: a log undoes nothing

    run = Invocation(os.environ)
    try:
        with run.read_store() as store:
            deeds = undo(store, run.settings.rep)
    except KeyboardInterrupt:
        raise _EndedError(has_stored=run.has_stored) from None

    def answer() -> tuple[list[str], list[str]]:
        from prospector.cli.undo_answers import undo_lines, undo_remarks  # lazy: only when it is done

        return list(undo_lines("undone", deeds)), list(undo_remarks(deeds))

    return answer


def _stored(words: list[str]) -> Answer:
    """Store the log; what answers that."""
    from prospector.cli.invocation import Invocation  # lazy: other commands take the ordinary way
    from prospector.cli.log_words import entry_of, read_words  # lazy: the same
    from prospector.usecases.log import log  # lazy: the same

    "".join(words).encode()  # bytes that are no text have their own refusal
    plain, values = read_words(words[1:])
    channel = words[0] if words[0] != "log" else plain.pop(0)
    if channel == "-":
        raise _NotQuickError
    run = Invocation(os.environ)
    entry = entry_of(channel, plain, values, now=run.now, zone=run.zone, currency=run.settings.currency)
    try:
        with run.write_store() as store:
            given = log(store, [entry], rep=run.settings.rep, at=run.seconds)
    except KeyboardInterrupt:
        raise _EndedError(has_stored=run.has_stored) from None
    return lambda: _answer(run, given)


def _answer(run: Invocation, given: LogAnswer) -> tuple[list[str], list[str]]:
    """The lines to answer with, and the remarks beside them."""
    from prospector.cli.log_answers import log_lines, log_remarks  # lazy: only after a log
    from prospector.render.clean import clean  # lazy: only after a log

    width = run.width() if sys.stdout.isatty() else None
    lines = list(log_lines(given, run.now, width, run.works_on))
    remarks = [*(clean(text) for text in log_remarks(given, run.now)), *run.remarks()]
    if remarks and sys.stderr.isatty():
        from prospector.render.folded import folded  # lazy: few logs are remarked upon

        remarks = [part for text in remarks for part in folded(text, run.width())]
    return lines, remarks


def _show_any_letter(stream: TextIO) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to fail
