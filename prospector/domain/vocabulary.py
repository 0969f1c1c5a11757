"""The words of the trade: ladder, channels, outcomes, lead sources, stages.

What a new store knows is written here, one line a word; reports and commands loop over the store's own tables, which
the user may extend. Nobody asks "is this the call channel".
"""

from __future__ import annotations

from prospector.shapes import IntEnum, StrEnum, dataclass


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


@dataclass(frozen=True, slots=True)
class ChannelWord:
    """A channel that every new store has.

    Attributes:
        default_outcome: taken when none is given.
        default_with_minutes: taken when none is given but minutes are.
    """

    name: str
    approach: Approach
    audience: Audience
    default_outcome: str
    default_with_minutes: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeWord:
    """An outcome that every new store has, its level on the ladder, and its short forms."""

    name: str
    level: Level
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A lead source that every new store has, and the family it belongs to."""

    name: str
    family: Family


CHANNELS: tuple[ChannelWord, ...] = (
    ChannelWord("call", Approach.PROSPECTING, Audience.ONE, "no-answer", "connected"),
    ChannelWord("email", Approach.PROSPECTING, Audience.ONE, "sent"),
    ChannelWord("social", Approach.PROSPECTING, Audience.ONE, "sent"),
    ChannelWord("content", Approach.MARKETING, Audience.MANY, "published"),
    ChannelWord("event", Approach.MARKETING, Audience.MANY, "attended"),
    ChannelWord("referral", Approach.PROSPECTING, Audience.ONE, "asked"),
    ChannelWord("visit", Approach.PROSPECTING, Audience.ONE, "connected"),
    ChannelWord("mail", Approach.PROSPECTING, Audience.ONE, "sent"),
    ChannelWord("research", Approach.EFFORT, Audience.ONE, "done"),
    ChannelWord("admin", Approach.EFFORT, Audience.ONE, "done"),
)

OUTCOMES: tuple[OutcomeWord, ...] = (
    OutcomeWord("no-answer", Level.ATTEMPT, ("na",)),
    OutcomeWord("busy", Level.ATTEMPT),
    OutcomeWord("voicemail", Level.ATTEMPT, ("vm",)),
    OutcomeWord("bad-number", Level.ATTEMPT, ("bn", "wrong-number")),
    OutcomeWord("sent", Level.ATTEMPT),
    OutcomeWord("bounced", Level.ATTEMPT),
    OutcomeWord("unsubscribed", Level.ATTEMPT, ("unsub",)),
    OutcomeWord("published", Level.ATTEMPT, ("pub",)),
    OutcomeWord("attended", Level.ATTEMPT),
    OutcomeWord("asked", Level.ATTEMPT),
    OutcomeWord("done", Level.ATTEMPT),
    OutcomeWord("connected", Level.CONNECT, ("conn",)),
    OutcomeWord("gatekeeper", Level.CONNECT, ("gk",)),
    OutcomeWord("accepted", Level.CONNECT, ("acc",)),
    OutcomeWord("engaged", Level.CONNECT, ("eng",)),
    OutcomeWord("replied", Level.CONNECT, ("reply",)),
    OutcomeWord("conversation", Level.CONVERSATION, ("conv",)),
    OutcomeWord("not-interested", Level.CONVERSATION, ("ni",)),
    OutcomeWord("callback", Level.CONVERSATION, ("cb",)),
    OutcomeWord("do-not-contact", Level.CONVERSATION, ("dnc",)),
    OutcomeWord("appointment", Level.APPOINTMENT, ("appt",)),
)

SOURCES: tuple[SourceWord, ...] = (
    SourceWord("self", Family.SELF),
    SourceWord("marketing", Family.MARKETING),
    SourceWord("inbound", Family.MARKETING),
    SourceWord("campaign", Family.MARKETING),
    SourceWord("list", Family.MARKETING),
    SourceWord("web", Family.MARKETING),
    SourceWord("referral", Family.REFERRAL),
    SourceWord("event", Family.EVENT),
    SourceWord("customer", Family.CUSTOMER),
    SourceWord("partner", Family.PARTNER),
)
