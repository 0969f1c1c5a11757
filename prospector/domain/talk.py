"""What talk time says of an answered call. A mailbox that picks up counts as answered, so answered alone says little."""

from __future__ import annotations

ANSWERED = "connected"
TALKED = "conversation"


def outcome_of_talk(seconds: int, threshold: int) -> str:
    """The outcome of an answered call.

    Args:
        seconds: of talk.
        threshold: from how many seconds on it was a conversation.
    """
    return TALKED if seconds >= threshold else ANSWERED
