"""Asking on a terminal from how many seconds of talk on an answered call is a conversation; a script is never asked."""

from __future__ import annotations

from prospector.cli.invocation import Invocation, ask
from prospector.errors import InvalidValueError
from prospector.importing.columns import Kind
from prospector.importing.mapping import ImportMapping, Talk


def with_threshold(mapping: ImportMapping, seconds: int) -> ImportMapping:
    """A mapping with another talk threshold."""
    return mapping.model_copy(update={"talk": Talk(conversation_seconds=seconds)})


def asked_threshold(run: Invocation, file: str, mapping: ImportMapping, kind: Kind) -> ImportMapping:
    """A mapping with the threshold that was answered for a file; Enter keeps the mapping's own.

    Args:
        run: the invocation; where nobody is there to answer, nothing is asked.
        file: whose rows talk time decides.
        mapping: how the file is understood; without `[talk]` there is nothing to ask.
        kind: what its rows are.

    Raises:
        InvalidValueError: the answer is not a number of seconds; nothing was stored.
    """
    if mapping.talk is None or kind is not Kind.ACTIVITIES:
        return mapping
    default = mapping.talk.conversation_seconds
    reply = ask(
        run, f"{file}: an answered call is a conversation from how many seconds of talk? [{default}] "
    )
    if not reply:
        return mapping
    if not reply.isdecimal() or int(reply) < 1:
        raise InvalidValueError(f"'{reply}' is not a number of seconds", hint="a whole number, as in 90")
    return with_threshold(mapping, int(reply))
