"""The words that every new store knows: channels, outcomes, lead sources, one line a word.

Reports and commands loop over the store's own tables, which the user may extend. Nobody asks "is this the call channel".
"""

from __future__ import annotations

from prospector.domain.vocabulary import Approach, Audience, Family, Level
from prospector.light import dataclass


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
