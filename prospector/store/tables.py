"""The schema, declared once.

The tables say what the store holds and what it refuses. The SQL of the migrations is frozen text, so that an old store
is always upgraded the same way; a test builds a store from them and one from these declarations and compares the two.
Statements at run time are plain SQL on the standard driver (`writing.py`, `sql/`): importing SQLModel takes as long as
thirty log commands.

Moments are two columns: `…_at` UTC seconds and `…_offset` minutes east of UTC, null where only the date is known (the
seconds are then midnight UTC of that date). `…_on` is an ISO date. `…_minor` is money in minor units. `…_key` is the
folded form that names are matched by. `checksum` covers the other columns of its row.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.ext.compiler import compiles
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString


@compiles(AutoString, "sqlite")
def _text(*_: object, **__: object) -> str:
    """A STRICT table of SQLite knows TEXT and no VARCHAR."""
    return "TEXT"


def _table() -> dict[str, bool]:
    """Row numbers are never reused, and a column keeps its type."""
    return {"sqlite_autoincrement": True, "sqlite_strict": True}


class RepRecord(SQLModel, table=True):
    """Who did it."""

    __tablename__ = "rep"
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    checksum: int


class ImportRecord(SQLModel, table=True):
    """One run of an import: its file, its options, its arithmetic."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_ledger", "sha256", "options_digest"), _table())
    id: int | None = Field(default=None, primary_key=True)
    file: str
    sha256: str
    options_digest: str
    options: str = Field(description="JSON: mapping and options as they were understood")
    system: str
    profile: str
    kind: str
    at: int
    rows: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    contacts_added: int
    accounts_added: int
    undone_at: int | None
    checksum: int


class ImportFieldRecord(SQLModel, table=True):
    """How many rows that were there before got another value of a column from an import."""

    __tablename__ = "import_field"
    __table_args__ = ({"sqlite_with_rowid": False, "sqlite_strict": True},)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True)
    field: str = Field(primary_key=True, description="the canonical column")
    rows: int


class OriginRecord(SQLModel, table=True):
    """An imported row that is known: what it became, even where that was deleted since."""

    __tablename__ = "origin"
    __table_args__ = (
        Index("ix_origin_row", "kind", "row_id"),
        {"sqlite_with_rowid": False, "sqlite_strict": True},
    )
    identity: bytes = Field(primary_key=True)
    kind: str = Field(description="a kind of import, or person")
    row_id: int
    system: str
    external_id: str | None
    content_hash: int | None
    import_id: int | None = Field(foreign_key="import_run.id")


class TalkJudgedRecord(SQLModel, table=True):
    """An activity whose outcome an import decided by talk time.

    It stays where the activity is deleted: that may come back, and no other ever has its number.
    """

    __tablename__ = "talk_judged"
    __table_args__ = ({"sqlite_with_rowid": False, "sqlite_strict": True},)
    import_id: int = Field(primary_key=True, foreign_key="import_run.id")
    activity_id: int = Field(primary_key=True)


class OutcomeRecord(SQLModel, table=True):
    """How an activity can end, and its level on the ladder (0 attempt to 3 appointment)."""

    __tablename__ = "outcome"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="ck_outcome_level"), _table())
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    level: int
    aliases: str = Field(description="separated by spaces")
    checksum: int


class ChannelRecord(SQLModel, table=True):
    """A way to reach people."""

    __tablename__ = "channel"
    __table_args__ = (
        CheckConstraint("approach IN ('prospecting', 'marketing', 'effort')", name="ck_channel_approach"),
        CheckConstraint("audience IN ('one', 'many')", name="ck_channel_audience"),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    approach: str
    audience: str
    default_outcome_id: int = Field(foreign_key="outcome.id")
    default_with_minutes_id: int | None = Field(foreign_key="outcome.id")
    checksum: int


class SourceRecord(SQLModel, table=True):
    """How leads come to the rep."""

    __tablename__ = "source"
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    family: str
    checksum: int


class KindRecord(SQLModel, table=True):
    """The finer sort of an activity; a free word."""

    __tablename__ = "kind"
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    checksum: int


class AccountRecord(SQLModel, table=True):
    """A company."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("target IN (0, 1)", name="ck_account_target"),
        CheckConstraint("buying_group > 0", name="ck_account_buying_group"),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    domain: str | None
    industry: str | None
    target: int
    buying_group: int | None
    divisions: str | None = Field(description="separated by ';'")
    rep_id: int | None = Field(foreign_key="rep.id")
    note: str | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class ContactRecord(SQLModel, table=True):
    """A person."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("do_not_contact IN (0, 1)", name="ck_contact_do_not_contact"),
        Index("ux_contact_email", "email", unique=True, sqlite_where=text("email IS NOT NULL")),
        Index("ux_contact_profile", "profile_key", unique=True, sqlite_where=text("profile_key IS NOT NULL")),
        Index("ix_contact_phone", "phone_key", sqlite_where=text("phone_key IS NOT NULL")),
        Index("ix_contact_account", "account_id", sqlite_where=text("account_id IS NOT NULL")),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    email: str | None = Field(description="lower case")
    phone: str | None
    phone_key: str | None = Field(description="digits")
    profile_url: str | None
    profile_key: str | None
    title: str | None
    seniority: str | None
    division: str | None
    account_id: int | None = Field(foreign_key="account.id")
    referred_by_id: int | None = Field(foreign_key="contact.id")
    do_not_contact: int
    rep_id: int | None = Field(foreign_key="rep.id")
    note: str | None
    created_at: int
    created_offset: int | None
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class AddressRecord(SQLModel, table=True):
    """A further way in which a contact is known, besides the main ones that stand in the contact's own row."""

    __tablename__ = "address"
    __table_args__ = (
        CheckConstraint("sort IN ('email', 'phone', 'profile', 'name')", name="ck_address_sort"),
        UniqueConstraint("sort", "key", "contact_id", name="ux_address_of_contact"),
        Index("ix_address_contact", "contact_id"),
        Index(
            "ux_address_key", "sort", "key", unique=True, sqlite_where=text("sort IN ('email', 'profile')")
        ),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    sort: str
    value: str = Field(description="as it was given")
    key: str | None = Field(description="what it is found by; null: text in a phone's place")
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class MergedRecord(SQLModel, table=True):
    """A contact that is another one now: whoever remembers its number means the one that was kept."""

    __tablename__ = "merged"
    __table_args__ = (Index("ix_merged_into", "into_id"), _table())
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(unique=True, description="no reference: the row is gone")
    into_id: int = Field(foreign_key="contact.id", description="one that is there, never one merged itself")
    name_key: str = Field(description="what it was called")
    account_id: int | None = Field(description="where it worked; no reference: the account may go")
    checksum: int


class LeadRecord(SQLModel, table=True):
    """One arrival of a contact at the rep; a person may arrive more than once, from different sources."""

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("qualified IN (0, 1)", name="ck_lead_qualified"),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    source_id: int | None = Field(foreign_key="source.id")
    source_detail: str | None
    received_at: int | None
    received_offset: int | None
    qualified: int | None
    qualified_at: int | None
    qualified_offset: int | None
    rep_id: int | None = Field(foreign_key="rep.id")
    import_id: int | None = Field(foreign_key="import_run.id")
    checksum: int


class ContentRecord(SQLModel, table=True):
    """A content piece: costs minutes and money, reaches many."""

    __tablename__ = "content"
    __table_args__ = (_table(),)
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


class DealRecord(SQLModel, table=True):
    """A named opportunity; `stage` is null once it is won or lost, `closed_at` null where the day is not known."""

    __tablename__ = "deal"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'won', 'lost')", name="ck_deal_status"),
        CheckConstraint("(status = 'open') = (stage IS NOT NULL)", name="ck_deal_stage"),
        Index("ix_deal_contact", "contact_id"),
        Index("ix_deal_lead", "lead_id"),
        _table(),
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
    __table_args__ = (Index("ix_stage_change_deal", "deal_id", "at"), _table())
    id: int | None = Field(default=None, primary_key=True)
    deal_id: int = Field(foreign_key="deal.id")
    to_stage: str
    at: int | None
    at_offset: int | None
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
        _table(),
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
        _table(),
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


class TargetRecord(SQLModel, table=True):
    """A quota (what must be won) or a goal (what the rep means to do) for a period.

    `amount` is in minor units for revenue, else a count. `start_day` and `end_day` are day numbers, null for all time.
    """

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("sort IN ('quota', 'goal')", name="ck_target_sort"),
        CheckConstraint("amount > 0", name="ck_target_amount"),
        Index("ix_target_goal", "rep_id", "period", sqlite_where=text("sort = 'goal'")),
        _table(),
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
    __table_args__ = (CheckConstraint("amount > 0", name="ck_stretch_amount"), _table())
    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", unique=True)
    amount: int
    checksum: int


class TagRecord(SQLModel, table=True):
    """A free word put on rows."""

    __tablename__ = "tag"
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    checksum: int


class TaggingRecord(SQLModel, table=True):
    """A tag on a row of a noun's table."""

    __tablename__ = "tagging"
    __table_args__ = (
        CheckConstraint("noun IN ('activity', 'contact', 'deal', 'content')", name="ck_tagging_noun"),
        UniqueConstraint("noun", "row_id", "tag_id", name="ux_tagging"),
        Index("ix_tagging_tag", "tag_id", "noun", "row_id"),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    tag_id: int = Field(foreign_key="tag.id")
    noun: str
    row_id: int
    checksum: int


class ExperimentRecord(SQLModel, table=True):
    """An experiment: its seed decides the coin of every contact that is new while it runs."""

    __tablename__ = "experiment"
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    seed: int
    started_at: int
    started_offset: int | None
    stopped_at: int | None = Field(description="null while it runs")
    stopped_offset: int | None
    rep_id: int = Field(foreign_key="rep.id", description="whose new contacts")
    checksum: int


class FollowUpRecord(SQLModel, table=True):
    """A promise with a day."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'done', 'dropped')", name="ck_follow_up_status"),
        Index("ix_follow_up_contact", "contact_id", "status"),
        Index("ix_follow_up_due", "status", "due_on"),
        Index("ix_follow_up_activity", "activity_id", sqlite_where=text("activity_id IS NOT NULL")),
        _table(),
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
    __table_args__ = (UniqueConstraint("rep_id", "sort", "row_id", name="ux_snooze"), _table())
    id: int | None = Field(default=None, primary_key=True)
    sort: str
    row_id: int
    until_on: str
    rep_id: int = Field(foreign_key="rep.id")
    checksum: int


class ListedRecord(SQLModel, table=True):
    """The number that something has on the list of `next`, for a day."""

    __tablename__ = "listed"
    __table_args__ = (UniqueConstraint("rep_id", "sort", "row_id", name="ux_listed"), _table())
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
    __table_args__ = (_table(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    summary: str
    checksum: int


class PlanStepRecord(SQLModel, table=True):
    """A step of a plan: on which working day, through which channel, of which kind if that matters."""

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("plan_id", "place", name="ux_plan_step"), _table())
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
        _table(),
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


class ReviewRecord(SQLModel, table=True):
    """What a rep said of a week."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("rep_id", "week", name="ux_review"), _table())
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
        _table(),
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


class DeedRecord(SQLModel, table=True):
    """One command that changed the store, for undo and redo."""

    __tablename__ = "deed"
    __table_args__ = (
        CheckConstraint("state IN ('done', 'undone', 'dropped')", name="ck_deed_state"),
        Index("ix_deed_rep", "rep_id", "state"),
        _table(),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: int
    rep_id: int = Field(description="whose command it was; no reference: a rep may be taken back too")
    label: str = Field(description="what was done, in words that follow 'undone:'")
    sort: str = Field(description="log, edit, import, or import-undo; again and fix look for the last log")
    state: str
    checksum: int


class ChangeRecord(SQLModel, table=True):
    """One row that a deed inserted (no `before`), updated or deleted (no `after`); rows as JSON."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_deed", "deed_id"), _table())
    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id")
    table_name: str
    row_id: int
    before: str | None
    after: str | None


class ForgottenRecord(SQLModel, table=True):
    """A contact who was forgotten: its row and those that refer to it stay, without anything personal, to be counted."""

    __tablename__ = "forgotten"
    __table_args__ = ({"sqlite_strict": True},)
    contact_id: int = Field(primary_key=True, description="no reference: an import may be taken back")
    created_at: int = Field(description="of the contact: tells it in a backup of the store")
    forgotten_at: int


class SuppressedRecord(SQLModel, table=True):
    """A keyed hash of something that a forgotten person is known by; rows of files that have it are left out."""

    __tablename__ = "suppressed"
    __table_args__ = ({"sqlite_with_rowid": False, "sqlite_strict": True},)
    digest: bytes = Field(primary_key=True, description="16 bytes; what of is part of what is hashed")


class SuppressionKeyRecord(SQLModel, table=True):
    """The store's random key of these hashes, made when the first person is forgotten."""

    __tablename__ = "suppression_key"
    __table_args__ = ({"sqlite_with_rowid": False, "sqlite_strict": True},)
    key: bytes = Field(primary_key=True)
