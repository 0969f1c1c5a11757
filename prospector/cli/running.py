"""One run of the program: one command, every error one line and its exit code. Both front ends run commands by this."""

from __future__ import annotations

import os
import sys

from prospector.cli.invocation import Invocation
from prospector.errors import ExitCode, InvalidValueError, OutputError, ProspectorError, TracesLeftError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import signal as _signal
    from collections.abc import Callable
    from typing import Any
else:
    import _signal  # `signal` makes enumerations of all numbers, which takes as long as a log

_GLOBAL_FLAGS = {"--no-input"}
_GLOBAL_OPTIONS = {"--db"}
_signals: list[int] = []  # that ended this run, Ctrl-C aside


class ReaderGoneError(Exception):
    """Whoever read standard output went away. Not an OSError: of that the framework makes an exit code of its own."""


def run_by(do: Callable[[list[str], Invocation], object], words: list[str]) -> int:
    """Run one command.

    Args:
        do: reads the words, the options that every command takes in front, and does what they say; it may give an exit code.
        words: as they were typed.

    Returns:
        The exit code.
    """
    invocation = Invocation(os.environ)
    try:
        _check_encoding(words)
        code = do(hoisted(words), invocation)
        sys.stdout.flush()
        for line in invocation.remarks():
            _remark(line)
    except (BrokenPipeError, ReaderGoneError):
        _abandon_output()
        return ExitCode.DONE
    except KeyboardInterrupt:
        return _interrupted(invocation)
    except TracesLeftError as error:  # also where Ctrl-C is behind it: what is left must be said
        code = 128 + _signals[0] if _signals and error.exit_code == ExitCode.INTERRUPTED else error.exit_code
        return _advise(error.message, error.hint, code, invocation)
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes a line
        return _interrupted(invocation) if _came_of_interrupt(error) else _explain(error, invocation)
    if code == ExitCode.INTERRUPTED:  # Typer makes an exit code of Ctrl-C
        return _interrupted(invocation)
    return code if isinstance(code, int) else ExitCode.DONE


def _remark(line: str) -> None:
    from prospector.render.folded import folded  # lazy: few commands have something to say beside the answer

    parts = folded(line, _columns() if sys.stderr.isatty() else None)
    sys.stderr.writelines(f"{part}\n" for part in parts)


def prepare() -> None:
    """Make of the streams and signals of the process what every command takes them for."""
    _open_what_is_closed()
    _end_tidily()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to fail
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # as arguments are read; the store refuses such text


def _end_tidily() -> None:
    """Let the system's wish to end, and a terminal that is closed, be an interruption: what is half done is cleared up."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(_signal, name, None)  # Windows has no SIGHUP
        if number is not None and _signal.getsignal(number) == _signal.SIG_DFL:  # `nohup` has it ignored
            _signal.signal(number, _interrupt)


def _interrupt(number: int, _: object) -> None:
    _signals.append(number)
    raise KeyboardInterrupt


def _open_what_is_closed() -> None:
    """Lead streams that the caller closed nowhere: else the store's file could take the place of one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as we run


def hoisted(words: list[str]) -> list[str]:
    """Move the options that every command takes (--db, --no-input) to the front, wherever they were typed."""
    front: list[str] = []
    rest: list[str] = []
    pending = iter(words)
    for word in pending:
        if word == "--":
            rest += [word, *pending]
        elif word in _GLOBAL_FLAGS or ("=" in word and word.partition("=")[0] in _GLOBAL_OPTIONS):
            front.append(word)
        elif word in _GLOBAL_OPTIONS:
            front += [word, *(value for value in [next(pending, None)] if value is not None)]
        else:
            rest.append(word)
    return front + rest


def _came_of_interrupt(error: BaseException) -> bool:
    """Whether Ctrl-C is behind an error: what it cut short may fail in its own way while it is cleared up."""
    behind = error.__context__
    return behind is not None and (isinstance(behind, KeyboardInterrupt) or _came_of_interrupt(behind))


def _check_encoding(words: list[str]) -> None:
    """Refuse bytes that are no text: they could not be stored, nor shown again.

    Raises:
        InvalidValueError: a word is not UTF-8.
    """
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise InvalidValueError(f"{word!a} is not text", hint="type it in UTF-8")


def _explain(error: Exception, invocation: Invocation) -> int:
    if isinstance(error, OutputError | OSError):
        return _unanswered(error, invocation)
    if isinstance(error, ProspectorError):
        return _advise(error.message, error.hint, error.exit_code, invocation)
    typers = sys.modules.get("typer.exceptions")  # which raised nothing where it is not loaded
    if typers is not None and isinstance(error, typers.TyperException):
        return _usage(error)
    from prospector.cli.bugs import explain_bug  # lazy: only after a bug

    damage = None if os.environ.get("PROSPECTOR_DEBUG") else _damage_behind(invocation)
    if damage is not None:
        return _advise(damage, "prospector doctor says what can be done", ExitCode.UNUSABLE_STORE, invocation)
    return _complain(*explain_bug(error, os.environ, is_stored=invocation.has_stored))


def _damage_behind(invocation: Invocation) -> str | None:
    """What is damaged in the store, where that may be why something went wrong that should not."""
    from prospector.usecases.doctor import first_damage  # lazy: only after a bug

    if not invocation.has_opened:
        return None
    damage = first_damage(invocation.path)
    return None if damage is None else f"{invocation.path} is damaged: {damage}"


def _usage(error: Any) -> int:
    """Say on one line what the framework has against a command line; of a group without a command, show its help."""
    if type(error).__name__ == "NoArgsIsHelpError":  # its message is its help
        sys.stderr.write(f"{error.format_message()}\n")
        return ExitCode.USAGE
    from prospector.cli.slips import slip  # lazy: only after a slip

    return _complain(*slip(error), ExitCode.USAGE)


def _unanswered(error: OutputError | OSError, invocation: Invocation) -> int:
    """Say that the answer did not arrive, and what a script that would try again has to know: that it is stored."""
    reason = error.reason if isinstance(error, OutputError) else error.strerror
    stored = "it is stored, but " if invocation.has_stored else ""
    _abandon_output()
    return _complain(f"{stored}the answer could not be written: {reason}", "", ExitCode.FAILED)


def _interrupted(invocation: Invocation) -> int:
    outcome = "it is stored" if invocation.has_stored else "nothing changed"
    return _complain("interrupted", outcome, 128 + _signals[0] if _signals else ExitCode.INTERRUPTED)


def _advise(message: str, hint: str, code: int, invocation: Invocation) -> int:
    """Complain, with advice that holds for the store that was named."""
    from prospector.cli.pasting import for_pasting  # lazy: only after an error

    return _complain(message, for_pasting(hint, invocation.database), code)


def _complain(message: str, hint: str, code: int) -> int:
    from prospector.render.clean import clean  # lazy: only after an error
    from prospector.render.folded import folded  # lazy: the same

    first, *others = hint.split("\n")
    if others:  # a list of choices stands under the line
        lines = [message, *(f"  {line}" for line in (first, *others))]
    else:
        lines = [f"{message}; {first}" if first else message]
    lines[0] = f"prospector: {lines[0]}"
    width = _columns() if sys.stderr.isatty() else None
    folds = [part for line in lines for part in folded(clean(line), width)]  # a typed line end is a space
    sys.stderr.write("\n".join(folds) + "\n")
    return int(code)


def _columns() -> int:
    from shutil import get_terminal_size  # lazy: only for an error at a terminal

    return get_terminal_size().columns


def _abandon_output() -> None:
    from prospector.render.formats import abandon  # lazy: only where nobody reads the answer

    abandon(sys.stdout)
