"""Stores as released versions left them: the frozen steps of their schema, and frozen rows of every kind.

`python -m tests.store.released STORE > tests/store/fixtures/schema-N.sql` writes the rows of a store down, when a
schema is released.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from prospector.store.migrations import STEPS, migrate
from prospector.store.opening import APPLICATION_ID

FIXTURES = Path(__file__).parent / "fixtures"
SCHEMAS = range(1, len(STEPS) + 1)


def build(path: Path, schema: int) -> Path:
    """Make a store as a released version left it."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, 0, (), STEPS[:schema])
        connection.executescript((FIXTURES / f"schema-{schema}.sql").read_text(encoding="utf-8"))
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return path


def rows_of(path: str) -> list[str]:
    """The statements that write down what a store holds."""
    with closing(sqlite3.connect(path)) as connection:
        lines = ["BEGIN;"]
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rootpage")
        for (table,) in tables.fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            quoted = " || ', ' || ".join(f'quote("{column}")' for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            if table == "sqlite_sequence":
                lines.append(f"DELETE FROM {table};")
            for (values,) in connection.execute(f"SELECT {quoted} FROM {table}"):
                text = values.replace("\n", "' || char(10) || '")
                lines.append(f"INSERT INTO {table} ({names}) VALUES ({text});")
    return [*lines, "COMMIT;"]


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in rows_of(sys.argv[1]))
