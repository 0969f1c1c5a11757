"""What other programs call our columns and our outcomes: for guesses that the user looks over, never for an import."""

from __future__ import annotations

from prospector.importing.headings import heading_key
from prospector.importing.values import words_of

# In the order in which they are preferred; a name of ours stands for itself.
_HEADINGS = {
    "external_id": "id|call id|record id|activity id|lead id|deal id|uuid|reference|number id",
    "occurred_at": "date|time|datetime|date time|timestamp|call date|call time|activity date|start time|started at"
    "|created at|created|when|day",
    "channel": "channel|type|activity type|medium",
    "direction": "direction|call type|in/out|inbound/outbound",
    "outcome": "outcome|result|disposition|call result|call outcome|call disposition|status|answered",
    "contact": "contact|contact name|name|full name|person|customer|prospect|lead|lead name|who|called|spoke to",
    "email": "email|e-mail|email address|e-mail address|mail",
    "phone": "phone|phone number|number|telephone|tel|mobile|to|to number|dialed number|cell",
    "profile_url": "linkedin|linkedin url|profile url|person linkedin url|profile",
    "title": "title|job title|position|role",
    "account": "account|account name|company|company name|organization|organisation|firm|employer",
    "minutes": "minutes|mins|duration|call duration|length|talk time",
    "talk_seconds": "talk seconds|seconds|duration seconds|duration (seconds)|talk time (s)",
    "name": "name|full name|contact name|deal name|opportunity name|deal|opportunity|account name|company name|company",
    "source": "source|lead source|original source|origin|channel",
    "received_at": "received at|create date|created|created at|created date|first contact date|date added|date",
    "qualified": "qualified|is qualified",
    "domain": "domain|website|web site|url",
    "industry": "industry|sector",
    "value": "value|amount|deal value|deal amount|revenue|price|sum",
    "currency": "currency|currency code",
    "stage": "stage|deal stage|pipeline stage",
    "status": "status|deal status|state|meeting outcome",
    "opened_at": "opened at|created|created at|create date|created date|opened",
    "expected_close_on": "expected close date|expected close|close date",
    "closed_at": "closed at|closed|close date|won date|won time|closed on",
    "lost_reason": "lost reason|loss reason|closed lost reason",
    "starts_at": "starts at|start time|meeting start time|start date|start|meeting date",
    "set_at": "set at|booked at|created|created at|create date",
    "published_at": "published at|published|send date|sent at|date",
    "reach": "reach|impressions|views|recipients|total recipients|successful deliveries|delivered",
    "cost": "cost|spend|price",
    "url": "url|link|address",
    "metric": "metric|measure|kind of quota",
    "amount": "amount|quota|target|goal|sales amount quota",
    "period": "period|quarter|month|year",
    "rep": "rep|agent|user|owner|assigned to|assigned|sales rep|deal owner|contact owner|salesperson|employee",
    "note": "note|notes|comment|comments|description|remarks|subject|summary",
    "tags": "tags|tag|labels|label",
}
HEADINGS = {
    ours: tuple(dict.fromkeys(map(heading_key, (ours, *theirs.split("|")))))
    for ours, theirs in _HEADINGS.items()
}

_OUTCOMES = {
    "no-answer": "no answer|not answered|noanswer|na|no|missed|unanswered|no response|ring no answer|rna",
    "busy": "busy|line busy|engaged tone",
    "voicemail": "voicemail|vm|left voicemail|left message|left vm|answering machine|machine|am|mailbox",
    "bad-number": "wrong number|bad number|invalid number|failed|disconnected|bn|not in service",
    "gatekeeper": "gatekeeper|gk|left live message|reception|assistant",
    "connected": "connected|answered|ans|yes|completed|reached|human|picked up",
    "conversation": "conversation|talked|spoke|interested|held",
    "not-interested": "not interested|ni|no interest|declined",
    "callback": "callback|call back|cb|call later|call back later",
    "appointment": "appointment|meeting|meeting booked|meeting scheduled|booked|appt|demo booked",
    "do-not-contact": "do not call|dnc|do not contact|remove",
    "sent": "sent|delivered",
    "replied": "replied|reply|responded",
    "bounced": "bounced|bounce|hard bounce",
    "unsubscribed": "unsubscribed|opted out|opt out",
}
OUTCOMES = {words_of(theirs): ours for ours, words in _OUTCOMES.items() for theirs in words.split("|")}
