"""The named statements of `sql/`, and the expressions that they share.

A statement has holes for expressions, which come from this folder's code alone; every value is bound.
"""

from __future__ import annotations

import os
from functools import cache

from prospector.domain.filters import BLANK_SOURCE

EFFORT = "SELECT id FROM channel WHERE approach = 'effort'"
CONNECTS = "SELECT id FROM outcome WHERE level >= 1"
CONVERSATIONS = "SELECT id FROM outcome WHERE level >= 2"
APPOINTMENTS = "SELECT id FROM outcome WHERE level >= 3"


def is_level(row: str, outcomes: str) -> str:
    """Whether an activity came to a level; most outcomes are attempts, and ruled out by their numbers without a search."""
    return f"({row}.outcome_id >= (SELECT min(id) FROM ({outcomes})) AND {row}.outcome_id IN ({outcomes}))"


def is_no_effort(row: str) -> str:
    """Whether an activity is of a channel that is more than effort; most are seen to be by their numbers, as above."""
    return (
        f"({row}.channel_id NOT BETWEEN (SELECT min(id) FROM ({EFFORT})) AND (SELECT max(id) FROM ({EFFORT}))"
        f" OR {row}.channel_id NOT IN ({EFFORT}))"
    )


def reaches(row: str) -> str:
    """Whether an activity is more than effort: of another channel, or an engagement wherever it was logged."""
    return f"({is_no_effort(row)} OR ({row}.direction = 1 AND {row}.content_id IS NOT NULL))"


LEVELS = {
    "connects": CONNECTS,
    "conversations": CONVERSATIONS,
    "appointments": APPOINTMENTS,
    "a_is_connect": is_level("a", CONNECTS),
    "a_is_appointment": is_level("a", APPOINTMENTS),
    "a_is_no_effort": is_no_effort("a"),
    "t_is_no_effort": is_no_effort("t"),
    "a_reaches": reaches("a"),
    "c_reaches": reaches("c"),
    "t_reaches": reaches("t"),
}

# The channel that engagements are touches of: `content`, or what it was renamed to.
CONTENT_CHANNEL = "SELECT id FROM channel ORDER BY name <> 'content', audience <> 'many', id LIMIT 1"
TOUCH_CHANNEL = (
    "CASE WHEN a.direction = 1 AND a.content_id IS NOT NULL THEN :content_channel ELSE a.channel_id END"
)

# Whether an activity is a touch; else it came in, and answers one at best.
AIMED = "(a.direction = 0 OR (a.content_id IS NOT NULL AND a.contact_id IS NOT NULL))"

# A touch `t` before an inbound activity `a`, within the horizon; the first two lines bound the search in the index. Its
# local day is worked out from what index ix_activity_contact holds, so that no touch's row is read.
_TOUCH_DAY = "(t.occurred_at + coalesce(t.utc_offset, 0) * 60) / 86400"
BEFORE = f"""
    t.occurred_at <= a.occurred_at + 172800
    AND t.occurred_at >= a.occurred_at - (:horizon + 2) * 86400
    AND {_TOUCH_DAY} >= a.local_day - :horizon
    AND CASE
        WHEN a.utc_offset IS NULL OR t.utc_offset IS NULL THEN {_TOUCH_DAY} <= a.local_day
        ELSE t.occurred_at < a.occurred_at OR (t.occurred_at = a.occurred_at AND t.id < a.id)
    END
"""


@cache
def statement(name: str) -> str:
    """The text of a statement, its holes open."""
    path = os.path.join(os.path.dirname(__file__), "sql", f"{name}.sql")
    with open(path, encoding="utf-8") as file:
        return file.read()


def filled(name: str, **holes: str) -> str:
    """A statement with its holes filled."""
    return statement(name).format(**{**LEVELS, **holes})


def local_day(at: str, offset: str) -> str:
    """The local day of a moment in two columns; null where there is none."""
    return f"({at} + coalesce({offset}, 0) * 60) / 86400"


def known_deals() -> str:
    """Deals with the status and the end that they had at as-of; all else as it is known today."""
    step_on, closed_on = local_day("s.at", "s.at_offset"), local_day("deal.closed_at", "deal.closed_offset")
    return f"({filled('known_deals', step_on=step_on, closed_on=closed_on)})"


def source_name(source: str) -> str:
    """The name of a lead source; that of the blank one where there is none."""
    return f"coalesce((SELECT name FROM source WHERE id = {source}), '{BLANK_SOURCE}')"


def first_source(contact: str) -> str:
    """The lead source of a contact: that of the first arrival."""
    return (
        f"(SELECT source_id FROM lead WHERE contact_id = {contact} "
        "ORDER BY received_at IS NULL, received_at, id LIMIT 1)"
    )


def lead_source(lead: str, contact: str) -> str:
    """The source of the lead that a row names, even a blank one, else of the contact's first."""
    return (
        f"CASE WHEN {lead} IS NOT NULL THEN (SELECT source_id FROM lead WHERE id = {lead}) "
        f"ELSE {first_source(contact)} END"
    )


ACTIVITY_SOURCE = lead_source("a.lead_id", "a.contact_id")
DEAL_SOURCE = f"coalesce(d.source_id, {lead_source('d.lead_id', 'd.contact_id')})"
APPOINTMENT_SOURCE = first_source("p.contact_id")
ACTIVITY_ACCOUNT = "coalesce(a.account_id, (SELECT account_id FROM contact WHERE id = a.contact_id))"
DEAL_ACCOUNT = "coalesce(d.account_id, (SELECT account_id FROM contact WHERE id = d.contact_id))"
LEAD_ACCOUNT = "(SELECT account_id FROM contact WHERE id = l.contact_id)"
APPOINTMENT_ACCOUNT = "(SELECT account_id FROM contact WHERE id = p.contact_id)"


def tagged(tag: str, *rows: tuple[str, str]) -> str:
    """Whether a tag is on one of some rows, each a noun and its number."""
    places = " OR ".join(f"(g.noun = '{noun}' AND g.row_id = {row})" for noun, row in rows)
    return f"EXISTS (SELECT 1 FROM tagging g WHERE g.tag_id = {tag} AND ({places}))"


ACTIVITY_TAG_ROWS = (("activity", "a.id"), ("contact", "a.contact_id"))
DEAL_TAG_ROWS = (("deal", "d.id"), ("contact", "d.contact_id"))
APPOINTMENT_TAG_ROWS = (("contact", "p.contact_id"),)
LEAD_TAG_ROWS = (("contact", "l.contact_id"),)
