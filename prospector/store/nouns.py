"""The nouns of the store: which table holds each, in which order its rows are read, and by what they may be chosen."""

from __future__ import annotations

from collections.abc import Mapping

from prospector.light import dataclass, field

_TAGGED = "{table}.id IN (SELECT row_id FROM tagging WHERE noun = '{table}' AND tag_id = :tag_id)"
_ON = "({at} + COALESCE({offset}, 0) * 60) / 86400 >= :start_day AND ({at} + COALESCE({offset}, 0) * 60) / 86400 < :end_day"


@dataclass(frozen=True, slots=True)
class Noun:
    """How rows of a kind are chosen.

    Attributes:
        table: the one that has a row for each.
        order: the columns that put them in order.
        latest: whether a limit keeps the last rows of that order, as of a log; else the first.
        only: what is always asked of a row.
        filters: what may be asked: a name and its condition on the table, its values bound by name.
    """

    table: str
    order: tuple[str, ...]
    latest: bool = True
    only: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)


NOUNS: Mapping[str, Noun] = {
    "activities": Noun(
        "activity",
        ("activity.occurred_at", "activity.id"),
        filters={
            "period": "activity.local_day >= :start_day AND activity.local_day < :end_day",
            "channel": "activity.channel_id = :channel_id",
            "rep": "activity.rep_id = :rep_id",
            "kind": "activity.kind_id = (SELECT id FROM kind WHERE name = :kind)",
            "outcome": "activity.outcome_id = :outcome_id",
            "contact": "activity.contact_id = :contact_id",
            "content": "activity.content_id = :content_id",
            "deal": "activity.deal_id = :deal_id",
            "account": "(activity.account_id = :account_id OR activity.account_id IS NULL AND activity.contact_id IN "
            "(SELECT id FROM contact WHERE account_id = :account_id))",
            "source": "CASE WHEN activity.lead_id IS NULL THEN activity.contact_id IN (SELECT contact_id FROM lead "
            "WHERE source_id = :source_id) ELSE activity.lead_id IN (SELECT id FROM lead WHERE source_id = :source_id) "
            "END",
            "tag": _TAGGED.format(table="activity"),
        },
    ),
    "contacts": Noun(
        "contact",
        ("contact.name_key", "contact.email IS NULL", "contact.id"),
        latest=False,
        filters={
            "period": "contact.id IN (SELECT contact_id FROM lead WHERE "
            f"{_ON.format(at='received_at', offset='received_offset')})",
            "contact": "contact.id = :contact_id",
            "source": "contact.id IN (SELECT contact_id FROM lead WHERE source_id = :source_id)",
            "no_account": "contact.account_id IS NULL",
            "remembered": "contact.id NOT IN (SELECT contact_id FROM forgotten)",
            "account": "contact.account_id = :account_id",
            "rep": "contact.rep_id = :rep_id",
            "tag": _TAGGED.format(table="contact"),
        },
    ),
    "accounts": Noun(
        "account",
        ("account.name_key", "account.id"),
        latest=False,
        filters={"rep": "account.rep_id = :rep_id", "target": "account.target = :target"},
    ),
    "deals": Noun(
        "deal",
        ("deal.opened_at", "deal.id"),
        filters={
            "period": _ON.format(at="deal.opened_at", offset="deal.opened_offset"),
            "rep": "deal.rep_id = :rep_id",
            "contact": "deal.contact_id = :contact_id",
            "account": "(deal.account_id = :account_id OR deal.account_id IS NULL AND deal.contact_id IN "
            "(SELECT id FROM contact WHERE account_id = :account_id))",
            "source": "deal.source_id = :source_id",
            "status": "deal.status = :status",
            "stage": "deal.stage = :stage",
            "tag": _TAGGED.format(table="deal"),
        },
    ),
    "appointments": Noun(
        "appointment",
        ("COALESCE(appointment.starts_at, appointment.set_at)", "appointment.id"),
        filters={
            "period": _ON.format(
                at="COALESCE(appointment.starts_at, appointment.set_at)", offset="appointment.starts_offset"
            ),
            "rep": "appointment.rep_id = :rep_id",
            "contact": "appointment.contact_id = :contact_id",
            "activity": "appointment.activity_id = :activity_id",
            "deal": "appointment.deal_id = :deal_id",
            "channel": "appointment.channel_id = :channel_id",
            "status": "appointment.status = :status",
        },
    ),
    "content": Noun(
        "content",
        ("content.published_at", "content.id"),
        filters={
            "period": _ON.format(at="content.published_at", offset="content.published_offset"),
            "rep": "content.rep_id = :rep_id",
            "kind": "content.kind = :kind",
            "tag": _TAGGED.format(table="content"),
        },
    ),
    "quotas": Noun(
        "target",
        ("target.start_day", "target.metric", "target.id"),
        only="target.sort = 'quota'",
        filters={
            "rep": "target.rep_id = :rep_id",
            "metric": "target.metric = :metric",
            "current": "target.replaced_on IS NULL",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a noun are wanted.

    Attributes:
        by: names of the noun's filters; all must hold.
        values: what their conditions bind.
        limit: how many at most; of what is dated, the latest.
    """

    by: tuple[str, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)
    limit: int | None = None


EVERYTHING = Asked()
