"""What all tables have in common."""

from __future__ import annotations

from sqlalchemy.ext.compiler import compiles
from sqlmodel.sql.sqltypes import AutoString


@compiles(AutoString, "sqlite")
def _text(*_: object, **__: object) -> str:
    """A STRICT table of SQLite knows TEXT and no VARCHAR."""
    return "TEXT"


def numbered() -> dict[str, bool]:
    """The options of a table whose rows have numbers: these are never used again, and a column keeps its type."""
    return {"sqlite_autoincrement": True, "sqlite_strict": True}
