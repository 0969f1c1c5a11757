"""What is to be done: follow-ups, plans, reviews, experiments."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class FollowUpRecord(SQLModel, table=True):
    """A promise with a day."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'done', 'dropped')", name="ck_follow_up_status"),
        Index("ix_follow_up_contact", "contact_id", "status"),
        Index("ix_follow_up_due", "status", "due_on"),
        Index("ix_follow_up_activity", "activity_id", sqlite_where=text("activity_id IS NOT NULL")),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    text: str
    contact_id: int | None = Field(foreign_key="contact.id")
    activity_id: int | None = Field(foreign_key="activity.id", description="the log that it was promised in")
    due_on: str
    status: str
    created_at: int
    created_offset: int | None
    closed_at: int | None
    closed_offset: int | None
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class SnoozeRecord(SQLModel, table=True):
    """Something that `next` does not show before a day; `sort` says of which table `row_id` is."""

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("rep_id", "sort", "row_id", name="ux_snooze"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    sort: str
    row_id: int
    until_on: str
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class ListedRecord(SQLModel, table=True):
    """The number that something has on the list of `next`, for a day."""

    __tablename__ = "listed"
    __table_args__ = (UniqueConstraint("rep_id", "sort", "row_id", name="ux_listed"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    sort: str
    row_id: int
    number: int
    listed_on: str
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class PlanRecord(SQLModel, table=True):
    """A series of steps, as it was when the first contact was enrolled."""

    __tablename__ = "plan"
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    summary: str
    checksum: int


class PlanStepRecord(SQLModel, table=True):
    """A step of a plan: on which working day, through which channel, of which kind if that matters."""

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("plan_id", "place", name="ux_plan_step"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    place: int
    day: int
    channel_id: int = Field(foreign_key="channel.id")
    kind_id: int | None = Field(foreign_key="kind.id")
    what: str
    checksum: int


class EnrolmentRecord(SQLModel, table=True):
    """A contact in a plan; how far they came is worked out from the activities."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_contact", "contact_id", "stopped_at"),
        Index("ix_enrolment_plan", "plan_id"),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    contact_id: int = Field(foreign_key="contact.id")
    started_at: int
    started_offset: int | None
    after_id: int = Field(
        description="the last activity there was then: what was logged before is no part of it"
    )
    stopped_at: int | None = Field(description="null unless the rep stopped it")
    stopped_offset: int | None
    until_id: int | None = Field(description="the last activity there was when it was stopped")
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class ExperimentRecord(SQLModel, table=True):
    """An experiment: its seed decides the coin of every contact that is new while it runs."""

    __tablename__ = "experiment"
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    seed: int
    started_at: int
    started_offset: int | None
    stopped_at: int | None = Field(description="null while it runs")
    stopped_offset: int | None
    rep_id: int = Field(foreign_key="rep.id", description="whose new contacts")
    checksum: int


class ReviewRecord(SQLModel, table=True):
    """What a rep said of a week."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("rep_id", "week", name="ux_review"), numbered())
    id: int | None = Field(default=None, primary_key=True)
    week: int = Field(description="(local_day + 3) / 7 of its days")
    worked: str
    not_worked: str
    change: str
    reviewed_at: int
    reviewed_offset: int | None
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class CommitmentRecord(SQLModel, table=True):
    """What was promised in a review, for the week after its week."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("(counted IS NULL) = (amount IS NULL)", name="ck_commitment_amount"),
        Index("ix_commitment_review", "review_id"),
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    text: str
    counted: str | None = Field(
        description="activities, minutes, conversations, appointments-set; null: words alone"
    )
    amount: int | None
    channel_id: int | None = Field(foreign_key="channel.id")
    kept: int | None = Field(description="what the rep said of words alone: 1 yes, 0 no")
    checksum: int
