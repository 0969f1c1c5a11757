"""Who is spoken to: accounts, contacts, the addresses and leads of these."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from prospector.store.tables.form import numbered


class AccountRecord(SQLModel, table=True):
    """A company."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("target IN (0, 1)", name="ck_account_target"),
        CheckConstraint("buying_group > 0", name="ck_account_buying_group"),
        numbered(),
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
        numbered(),
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
        numbered(),
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
    __table_args__ = (Index("ix_merged_into", "into_id"), numbered())
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
        numbered(),
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
