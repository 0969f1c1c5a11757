"""Asking on a terminal which of several was meant; in a script nothing is asked and nothing written."""

from __future__ import annotations

from collections.abc import Callable

from prospector.cli.invocation import Invocation, ask
from prospector.cli.output import remark
from prospector.errors import AmbiguousNameError


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
        if not run.interactive or not error.choices:
            raise
        remark(error.message.partition(";")[0])
        for number, (_, shown) in enumerate(error.choices[:9], start=1):
            remark(f"  {number}  {shown}")
        if error.may_be_new:
            remark("  n  a new contact")
        reply = ask(run, "which? (Enter: none, nothing is written) ") or ""
        if reply.isdecimal() and 1 <= int(reply) <= len(error.choices[:9]):
            attempt(error.choices[int(reply) - 1][0], False)
        elif reply.lower() == "n" and error.may_be_new:
            attempt(None, True)
        else:
            raise
