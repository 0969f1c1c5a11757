"""What was changed, and what must not come back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class DeedRecord(SQLModel, table=True):
    """One command that changed the store, for undo and redo."""

    __tablename__ = "deed"
    __table_args__ = (
        CheckConstraint("state IN ('done', 'undone', 'dropped')", name="ck_deed_state"),
        Index("ix_deed_rep", "rep_id", "state"),
        numbered(),
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
    __table_args__ = (Index("ix_change_deed", "deed_id"), numbered())
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
