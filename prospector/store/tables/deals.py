"""What is at stake: deals on their way, and what they are to add up to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class DealRecord(SQLModel, table=True):
    """A named opportunity; `stage` is null once it is won or lost, `closed_at` null where the day is not known."""

    __tablename__ = "deal"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'won', 'lost')", name="ck_deal_status"),
        CheckConstraint("(status = 'open') = (stage IS NOT NULL)", name="ck_deal_stage"),
        Index("ix_deal_contact", "contact_id"),
        Index("ix_deal_lead", "lead_id"),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    contact_id: int | None = Field(foreign_key="contact.id")
    account_id: int | None = Field(foreign_key="account.id")
    lead_id: int | None = Field(foreign_key="lead.id")
    activity_id: int | None = Field(
        foreign_key="activity.id", description="the activity it came from, where a source says so"
    )
    source_id: int | None = Field(foreign_key="source.id")
    value_minor: int | None
    currency: str | None = Field(description="null: the store's own")
    status: str
    stage: str | None
    opened_at: int | None
    opened_offset: int | None
    expected_close_on: str | None
    closed_at: int | None
    closed_offset: int | None
    lost_reason: str | None
    rep_id: int = Field(foreign_key="rep.id")
    note: str | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class StageChangeRecord(SQLModel, table=True):
    """A dated step in a deal's history: a stage, won, or lost; a date may be unknown.

    The opening is the first step. A stage after an end is the deal reopened; one before the last in order, fallen back.
    """

    __tablename__ = "stage_change"
    __table_args__ = (Index("ix_stage_change_deal", "deal_id", "at"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    deal_id: int = Field(foreign_key="deal.id")
    to_stage: str
    at: int | None
    at_offset: int | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class TargetRecord(SQLModel, table=True):
    """A quota (what must be won) or a goal (what the rep means to do) for a period.

    `amount` is in minor units for revenue, else a count. `start_day` and `end_day` are day numbers, null for all time.
    """

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("sort IN ('quota', 'goal')", name="ck_target_sort"),
        CheckConstraint("amount > 0", name="ck_target_amount"),
        Index("ix_target_goal", "rep_id", "period", sqlite_where=text("sort = 'goal'")),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    sort: str
    metric: str
    amount: int
    channel_id: int | None = Field(foreign_key="channel.id")
    rep_id: int = Field(foreign_key="rep.id")
    period: str = Field(description="in its canonical form")
    start_day: int | None
    end_day: int | None = Field(description="exclusive")
    set_on: str | None
    replaced_on: str | None = Field(description="the day from which another one holds")
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class StretchRecord(SQLModel, table=True):
    """A level above a quota that is worth reaching for; `amount` as the quota's."""

    __tablename__ = "stretch"
    __table_args__ = (CheckConstraint("amount > 0", name="ck_stretch_amount"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", unique=True)
    amount: int
    checksum: int
