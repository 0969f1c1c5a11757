"""Errors that a user can cause, and how a program ends.

Every error of the product derives from `ProspectorError`: one line that says what is wrong and where, a hint that says
what to do, and the exit code. They are caught in one place, `prospector.cli.app`.
"""

from __future__ import annotations

from prospector.light import IntEnum


class ExitCode(IntEnum):
    """What the exit codes mean; scripts depend on them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    REJECTED_ROWS = 3
    BUSY = 4
    UNUSABLE_STORE = 5
    BUG = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class ProspectorError(Exception):
    """Something that the user can put right.

    Args:
        message: what is wrong and where, one line, no full stop.
        hint: what to do about it; one line, or several where choices are listed; empty if nothing helps.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FailedError(ProspectorError):
    """What was asked cannot be done; nothing changed."""


class StoredError(ProspectorError):
    """The disk failed when the deed was already done: it is stored, and must not be done again."""

    def __init__(self) -> None:
        super().__init__("it is stored, but the disk reported an error", hint="look at the disk")


class TracesLeftError(ProspectorError):
    """Somebody is forgotten for good, but the file was not written anew, and its free space may still tell of them.

    Args:
        message: as of every error.
        interrupted: whether it was the user who ended the command.
    """

    def __init__(self, message: str, *, interrupted: bool) -> None:
        super().__init__(message, hint="prospector db compact removes them")
        self.exit_code = ExitCode.INTERRUPTED if interrupted else ExitCode.FAILED


class OutputError(ProspectorError):
    """The answer cannot be written, as on a full disk; what the command stored is stored.

    Args:
        reason: in the system's words.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the answer could not be written: {reason}")
        self.reason = reason


class InvalidValueError(ProspectorError):
    """A value or a use that the rules refuse; nothing changed."""

    exit_code = ExitCode.USAGE


class UnknownNameError(InvalidValueError):
    """A name that the store does not know."""


class AmbiguousNameError(InvalidValueError):
    """A name that several answer to, or almost; on a terminal the user is asked which.

    Args:
        message: as of every error.
        hint: as of every error.
        choices: what may be meant: the words that name it exactly, and how it is shown.
        may_be_new: whether the name may also stand for something new.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        choices: tuple[tuple[str, str], ...] = (),
        may_be_new: bool = False,
    ) -> None:
        super().__init__(message, hint=hint)
        self.choices = choices
        self.may_be_new = may_be_new


class BusyError(ProspectorError):
    """Another prospector is writing and did not finish in time; nothing changed."""

    exit_code = ExitCode.BUSY


class ReplacedError(ProspectorError):
    """A restore put another file in the store's place after this command had opened it; nothing changed."""

    exit_code = ExitCode.BUSY


class UnusableStoreError(ProspectorError):
    """The store is damaged, foreign, newer than this program, or cannot be opened."""

    exit_code = ExitCode.UNUSABLE_STORE


class NewerStoreError(UnusableStoreError):
    """The store was written by a newer program: it is whole, and an older backup is no help."""
