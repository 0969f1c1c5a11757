"""What other programs call our columns and our outcomes: for guesses that the user looks over, never for an import."""

from __future__ import annotations

from prospector.importing.headings import heading_key
from prospector.importing.values import words_of

# In the order in which they are preferred; a name of ours stands for itself.
_HEADINGS = {
    "external_id": "id|call id|call sid|record id|activity id|task id|lead id|deal id|opportunity id|contact id|uuid|reference|number id",
    "occurred_at": "date|time|datetime|date time|timestamp|call date|call time|activity date|call start time|start time|started at"
    "|date started|dialed at|completed at|due date|datestamp|created at|created|created on|when|day",
    "channel": "channel|type|activity type|task type|kind|medium",
    "direction": "direction|call direction|call type|type|in/out|inbound/outbound|incoming/outgoing",
    "outcome": "outcome|result|disposition|call result|call outcome|call disposition|status|answered",
    "contact": "contact|contact name|associated contact|name|full name|caller name|person|customer|prospect|lead|lead name|who|called|spoke to",
    "email": "email|e-mail|email address|e-mail address|e-mail 1 - value|mail",
    "phone": "phone|phone number|number|telephone|tel|mobile|to|to number|dialed number|external number|customer number|remote phone"
    "|caller #|cell",
    "profile_url": "linkedin|linkedin url|profile url|person linkedin url|profile",
    "title": "title|job title|position|role",
    "account": "account|account name|company|company name|company / account|associated company|organization|organization name|organisation"
    "|firm|employer|lead name",
    "minutes": "minutes|mins|duration|call duration|duration (total)|total duration|call length|length",
    "talk_seconds": "talk seconds|talk time|duration (in call)|in-call duration|talk time (s)|seconds|duration seconds|duration (seconds)",
    "name": "name|full name|contact name|deal name|deal title|opportunity name|lead title|deal|opportunity|account name|company name|company",
    "source": "source|lead source|original source|origin|channel",
    "received_at": "received at|create date|created on|signup date|first contact|date sent|created|created at|created date|first contact date|date added|date",
    "qualified": "qualified|is qualified",
    "domain": "domain|website|web site|url",
    "industry": "industry|sector",
    "value": "value|amount|deal value|estimated value|deal amount|revenue|price|sum",
    "currency": "currency|currency code",
    "stage": "stage|stage name|deal stage|opportunity stage|pipeline stage",
    "status": "status|deal status|state|meeting outcome",
    "opened_at": "opened at|created|created on|deal created|created at|create date|created date|opened",
    "expected_close_on": "expected close date|expected close|close date",
    "closed_at": "closed at|closed|closed date|close date|won date|won time|closed on",
    "lost_reason": "lost reason|loss reason|closed lost reason",
    "starts_at": "starts at|start time|start date time|activity date time|meeting start time|start date|start|meeting date",
    "set_at": "set at|booked at|created|created at|create date",
    "published_at": "published at|published|send date|sent at|date",
    "reach": "reach|impressions|views|recipients|total recipients|successful deliveries|delivered",
    "cost": "cost|spend|price",
    "url": "url|link|address",
    "metric": "metric|measure|kind of quota",
    "amount": "amount|quota|target|goal|sales amount quota",
    "period": "period|quarter|month|year",
    "rep": "rep|agent|agent name|operator name|user|owner|assigned to|assigned|sales rep|deal owner|contact owner|salesperson|employee",
    "note": "note|notes|comment|comments|call notes|description|remarks|remark|subject|summary",
    "tags": "tags|tag|labels|label",
}
HEADINGS = {
    ours: tuple(dict.fromkeys(map(heading_key, (ours, *theirs.split("|")))))
    for ours, theirs in _HEADINGS.items()
}

_CHANNELS = {
    "call": "call|phone|phone call|dial|telephone|voice|cold call|outbound call",
    "email": "email|e-mail|mail sent|mass email|list email",
    "social": "social|linkedin|linkedin message|inmail|dm|message",
    "visit": "visit|meeting|lunch|demo|site visit|in person",
    "event": "event|webinar|trade show|conference",
    "mail": "letter|post|direct mail|postcard",
    "referral": "referral|introduction",
    "content": "content|article|blog|newsletter",
    "research": "research",
    "admin": "admin|task|to-do|todo|deadline|note",
}
_DIRECTIONS = {
    "outbound": "outbound|out|outgoing|o|made|dialled|dialed|outbound-api|outbound-dial",
    "inbound": "inbound|in|incoming|i|received|missed|rejected|voicemail|blocked",
}
_STATUSES = {
    "open": "open|new|in progress|pending|active|working",
    "won": "won|closed won|win|sold|success|successful",
    "lost": "lost|closed lost|loss|dead|failed|unsuccessful",
}
_MEETINGS = {
    "set": "set|scheduled|booked|planned|confirmed|open",
    "held": "held|completed|complete|done|attended|took place",
    "no-show": "no show|noshow|missed|did not show",
    "cancelled": "cancelled|canceled",
    "moved": "moved|rescheduled|postponed",
}
_STAGES = {
    "": "won|closed won|lost|closed lost",  # no stage: what became of it
    "lead": "lead|lead in|new",
    "prospecting": "prospecting|contacted|prospect",
    "qualifying": "qualifying|qualification|qualified|contact made|appointment scheduled|qualified to buy|discovery",
    "needs-analysis": "needs analysis|needs defined|demo|demo scheduled|value proposition|id. decision makers",
    "proposal": "proposal|proposal made|quote|proposal/price quote|presentation scheduled|perception analysis",
    "objections": "objections|decision maker bought-in|evaluation",
    "closing": "closing|negotiation|negotiations started|negotiation/review|contract sent|contract",
}
_OUTCOMES = {
    "no-answer": "no answer|not answered|did not answer|no contact|no pickup|noanswer|na|no|missed|unanswered|no response|ring no answer|rna",
    "busy": "busy|line busy|engaged tone",
    "voicemail": "voicemail|vm|lvm|lm|left a voicemail|went to voicemail|left voicemail|left message|left vm|answering machine|machine|am|mailbox",
    "bad-number": "wrong number|wrong person|bad number|invalid number|number not in service|failed|disconnected|bn|not in service",
    "gatekeeper": "gatekeeper|gk|left live message|reception|assistant",
    "connected": "connected|correct contact|hung up|hang up|call connected|accepted|answered|ans|yes|completed|reached|human|picked up",
    "conversation": "conversation|talked|spoke|interested|held|referral|had conversation",
    "not-interested": "not interested|ni|no interest|declined",
    "callback": "callback|call back|cb|call later|call back later",
    "appointment": "appointment|meeting|meeting set|booked appointment|meeting booked|meeting scheduled|booked|appt|demo booked",
    "do-not-contact": "do not call|dnc|do not contact|remove",
    "sent": "sent|delivered",
    "replied": "replied|reply|responded",
    "bounced": "bounced|bounce|hard bounce",
    "unsubscribed": "unsubscribed|opted out|opt out",
}


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {
        words_of(theirs): ours
        for ours, others in words.items()
        for theirs in (ours, *others.split("|"))
        if theirs
    }


# By column, what their words are in ours; a status is that of a deal or, as `meeting`, of an appointment.
WORDS = {
    "channel": _by_word(_CHANNELS),
    "direction": _by_word(_DIRECTIONS),
    "outcome": _by_word(_OUTCOMES),
    "stage": _by_word(_STAGES),
    "status": _by_word(_STATUSES),
    "meeting": _by_word(_MEETINGS),
}
