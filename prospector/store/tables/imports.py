"""Where rows come from."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class ImportRecord(SQLModel, table=True):
    """One run of an import: its file, its options, its arithmetic."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_ledger", "sha256", "options_digest"), numbered())
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
