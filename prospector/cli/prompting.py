"""Asking on a terminal which of several was meant; in a script nothing is asked and nothing written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from shutil import get_terminal_size

from prospector.cli.invocation import Invocation, ask
from prospector.cli.output import remark
from prospector.errors import AmbiguousNameError, FailedError, InvalidValueError
from prospector.render.folded import folded

_SHOWN = 9
_NEW = "n"


def asking(run: Invocation, attempt: Callable[[str | None, bool], None]) -> None:
    """Try a deed; if a name was not clear, ask and try once more.

    Args:
        run: the invocation.
        attempt: does the deed, with the exact name that was chosen (None: as it was typed), and whether it is to be
            a new one. It writes nothing when it raises.

    Raises:
        AmbiguousNameError: nobody is there to answer, or the answer chose nothing.
    """
    try:
        attempt(None, False)
    except AmbiguousNameError as error:
        chosen = choice(run, error)
        if chosen is None:
            raise
        attempt(*chosen)


def choice(run: Invocation, error: AmbiguousNameError) -> tuple[str | None, bool] | None:
    """Ask which of the choices of an error was meant.

    Returns:
        The exact name and False, None and True for a new one; None where nobody answers, or none was chosen.
    """
    if not run.interactive or not error.choices:
        return None
    remark(error.message.partition(";")[0])
    for number, (_, shown) in enumerate(error.choices[:_SHOWN], start=1):
        remark(f"  {number}  {shown}")
    if error.may_be_new:
        remark(f"  {_NEW}  a new contact")
    reply = ask(run, "which? (Enter: none, nothing is written) ") or ""
    if reply.isdecimal() and 1 <= int(reply) <= len(error.choices[:_SHOWN]):
        return error.choices[int(reply) - 1][0], False
    return (None, True) if reply.lower() == _NEW and error.may_be_new else None


def sure(run: Invocation, question: str) -> None:
    """Ask whether what cannot be taken back is meant.

    Raises:
        InvalidValueError: nobody is there to be asked.
        FailedError: it is not.
    """
    reply = ask(run, question)
    if reply is None:
        raise InvalidValueError(
            "this cannot be taken back; nothing was changed",
            hint="--yes does it, --dry-run shows what would go",
        )
    if reply.casefold() not in {"y", "yes"}:
        raise FailedError("nothing was changed")


def agreed(question: str, *, enter: bool = True) -> bool:
    """Ask for a yes or a no, which the end of the input means; only where somebody is there.

    Args:
        question: without the answers.
        enter: what Enter means; a no where something that is there would be replaced.
    """
    answers = "[Y/n]" if enter else "[y/N]"
    while True:
        sys.stderr.write("\n".join(folded(f"{question} {answers}", get_terminal_size().columns - 1)) + " ")
        sys.stderr.flush()
        reply = sys.stdin.readline()
        if not reply:
            sys.stderr.write("\n")
            return False
        word = reply.strip().casefold()
        if not word:
            return enter
        if word in {"y", "yes"}:
            return True
        if word in {"n", "no", "q"}:
            return False
