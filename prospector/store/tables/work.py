"""What was done: content, activities and appointments."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class ContentRecord(SQLModel, table=True):
    """A content piece: costs minutes and money, reaches many."""

    __tablename__ = "content"
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    title: str
    title_key: str = Field(unique=True)
    kind: str | None
    published_at: int | None
    published_offset: int | None
    minutes: int | None
    cost_minor: int | None
    quantity: int | None
    used: int | None
    reach: int | None
    url: str | None
    rep_id: int | None = Field(foreign_key="rep.id")
    note: str | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class ActivityRecord(SQLModel, table=True):
    """One thing that the rep did, or that came in; `count` of them where it is a tally."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("direction IN (0, 1)", name="ck_activity_direction"),
        CheckConstraint("count > 0", name="ck_activity_count"),
        CheckConstraint("minutes >= 0", name="ck_activity_minutes"),
        Index("ux_activity_identity", "identity", unique=True),
        Index(
            "ix_activity_week",
            "local_week",
            "channel_id",
            "contact_id",
            "outcome_id",
            "minutes",
            "direction",
            "count",
            "local_day",
        ),
        Index(
            "ix_activity_contact",
            "contact_id",
            "occurred_at",
            "channel_id",
            "direction",
            "content_id",
            "utc_offset",
            sqlite_where=text("contact_id IS NOT NULL"),
        ),
        Index(
            "ix_activity_result",
            "contact_id",
            "local_day",
            "occurred_at",
            "outcome_id",
            "channel_id",
            "direction",
            "content_id",
            "utc_offset",
            "count",
            "lead_id",
            sqlite_where=text("outcome_id > 11"),
        ),
        Index("ix_activity_lead", "lead_id", sqlite_where=text("lead_id IS NOT NULL")),
        Index("ix_activity_deal", "deal_id", sqlite_where=text("deal_id IS NOT NULL")),
        Index("ix_activity_content", "content_id", sqlite_where=text("content_id IS NOT NULL")),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    identity: bytes = Field(description="of the cells as imported; random where typed; never changes")
    content_hash: int | None = Field(
        description="of the row as imported, to notice a known id with other content"
    )
    external_id: str | None
    occurred_at: int
    utc_offset: int | None
    local_day: int = Field(description="days since 1970-01-01 on the local calendar")
    local_week: int = Field(description="(local_day + 3) / 7, weeks from Monday")
    channel_id: int = Field(foreign_key="channel.id")
    kind_id: int | None = Field(foreign_key="kind.id")
    direction: int = Field(description="0 outbound, 1 inbound")
    outcome_id: int = Field(foreign_key="outcome.id")
    contact_id: int | None = Field(foreign_key="contact.id")
    account_id: int | None = Field(foreign_key="account.id")
    lead_id: int | None = Field(foreign_key="lead.id")
    deal_id: int | None = Field(foreign_key="deal.id")
    content_id: int | None = Field(foreign_key="content.id")
    rep_id: int = Field(foreign_key="rep.id")
    count: int
    minutes: int | None
    talk_seconds: int | None
    reach: int | None
    cost_minor: int | None
    plan: str | None
    note: str | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class AppointmentRecord(SQLModel, table=True):
    """A meeting with a contact; `starts_at` is null until it has a date."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(
            "status IN ('set', 'moved', 'held', 'no-show', 'cancelled')", name="ck_appointment_status"
        ),
        Index("ix_appointment_contact", "contact_id"),
        Index("ix_appointment_activity", "activity_id"),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(foreign_key="contact.id")
    activity_id: int | None = Field(foreign_key="activity.id", description="the activity that set it")
    deal_id: int | None = Field(foreign_key="deal.id")
    channel_id: int | None = Field(foreign_key="channel.id")
    status: str
    set_at: int | None
    set_offset: int | None
    starts_at: int | None
    starts_offset: int | None
    rep_id: int = Field(foreign_key="rep.id")
    note: str | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int
