"""The words of the field: who does it, and what channels, outcomes, sources, kinds and tags there are."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class RepRecord(SQLModel, table=True):
    """Who did it."""

    __tablename__ = "rep"
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    checksum: int


class OutcomeRecord(SQLModel, table=True):
    """How an activity can end, and its level on the ladder (0 attempt to 3 appointment)."""

    __tablename__ = "outcome"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="ck_outcome_level"), numbered())
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
        numbered(),
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
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    family: str
    checksum: int


class KindRecord(SQLModel, table=True):
    """The finer sort of an activity; a free word."""

    __tablename__ = "kind"
    __table_args__ = (numbered(),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    checksum: int


class TagRecord(SQLModel, table=True):
    """A free word put on rows."""

    __tablename__ = "tag"
    __table_args__ = (numbered(),)
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
        numbered(),
    )
    id: int | None = Field(default=None, primary_key=True)
    tag_id: int = Field(foreign_key="tag.id")
    noun: str
    row_id: int
    checksum: int
