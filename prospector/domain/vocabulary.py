"""The words of the trade that are closed: the ladder, directions, stages, what becomes of things.

Channels, outcomes and lead sources are the store's own tables, which the user may extend; what a new store has in them is
in `first_words.py`.
"""

from __future__ import annotations

from prospector.light import IntEnum, StrEnum


class Level(IntEnum):
    """The ladder: how far an activity came. A level includes those below it."""

    ATTEMPT = 0
    CONNECT = 1
    CONVERSATION = 2
    APPOINTMENT = 3

    @property
    def word(self) -> str:
        """The name as the user writes it."""
        return self.name.lower()


class Direction(IntEnum):
    """Who began: the rep (outbound), or the other side (inbound)."""

    OUTBOUND = 0
    INBOUND = 1

    @property
    def word(self) -> str:
        """The name as the user writes it."""
        return self.name.lower()


class Approach(StrEnum):
    """What a channel is for; effort (research, admin) takes time and reaches nobody."""

    PROSPECTING = "prospecting"
    MARKETING = "marketing"
    EFFORT = "effort"


class Audience(StrEnum):
    """Whom one activity of a channel reaches."""

    ONE = "one"
    MANY = "many"


class Stage(StrEnum):
    """The seven stages of the sale, in their order."""

    LEAD = "lead"
    PROSPECTING = "prospecting"
    QUALIFYING = "qualifying"
    NEEDS_ANALYSIS = "needs-analysis"
    PROPOSAL = "proposal"
    OBJECTIONS = "objections"
    CLOSING = "closing"


class Family(StrEnum):
    """What lead sources are of one sort; a marketing lead enters at another stage than one that the rep found."""

    SELF = "self"
    MARKETING = "marketing"
    REFERRAL = "referral"
    EVENT = "event"
    CUSTOMER = "customer"
    PARTNER = "partner"
    OTHER = "other"  # an import made the source, and nobody has said yet


class DealStatus(StrEnum):
    """Where a deal stands as a whole."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class AppointmentStatus(StrEnum):
    """What became of an appointment; set and moved are still to come."""

    SET = "set"
    MOVED = "moved"
    HELD = "held"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"


class Metric(StrEnum):
    """What a quota counts."""

    REVENUE = "revenue"
    WON = "won"
    DEALS_OPENED = "deals-opened"
    APPOINTMENTS_SET = "appointments-set"
    APPOINTMENTS_HELD = "appointments-held"
    CONVERSATIONS = "conversations"
    NEW_CONVERSATIONS = "new-conversations"
