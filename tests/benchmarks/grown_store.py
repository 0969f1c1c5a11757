"""A store many times as large as another: the same years of as many other people, for benchmarks alone.

    python -m tests.benchmarks.grown_store STORE TIMES NEW

Rows are copied inside SQLite, since an import of ten million would take longer than all that is measured on them. Every
copy has contacts and accounts of its own and is a week later than the one before. Identities are new; checksums are left
as they were, so that `doctor` would find fault with such a store.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.benchmarks.measuring import say

_WEEK = 604_800
_SHIFTED = {
    "activity": {
        "identity": "randomblob(16)",
        "external_id": "NULL",
        "occurred_at": f"occurred_at + {_WEEK} * :copy",
        "local_day": "local_day + 7 * :copy",
        "local_week": "local_week + :copy",
        "contact_id": "contact_id + :contacts * :copy",
        "account_id": "account_id + :accounts * :copy",
        "lead_id": "NULL",
        "deal_id": "NULL",
    },
    "contact": {
        "name": "name || ' ' || :copy",
        "name_key": "name_key || ' ' || :copy",
        "email": "email || '.' || :copy",
        "phone": "NULL",
        "account_id": "account_id + :accounts * :copy",
    },
    "account": {"name": "name || ' ' || :copy", "name_key": "name_key || ' ' || :copy"},
}
_DEALS = """
INSERT INTO deal (name, name_key, contact_id, account_id, value_minor, status, stage, opened_at, opened_offset,
    closed_at, closed_offset, rep_id, checksum)
SELECT 'Deal ' || id, 'deal ' || id, id, account_id, 100000 + id % 977 * 1000,
    CASE id % 75 WHEN 0 THEN 'won' WHEN 25 THEN 'lost' ELSE 'open' END,
    CASE WHEN id % 75 = 50 THEN 'proposal' END,
    :middle + id % 20000 * 600, 0, CASE WHEN id % 75 < 50 THEN :middle + id % 20000 * 600 + 2000000 END,
    CASE WHEN id % 75 < 50 THEN 0 END, 1, 0
FROM contact WHERE id % 25 = 0
"""


def grow(source: Path, times: int, target: Path) -> None:
    """Write a store with so many times the activities, contacts and accounts, and a deal for every 25th contact."""
    shutil.copyfile(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA cache_size=-200000")
        indices = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'activity' AND sql IS NOT NULL"
        ).fetchall()
        connection.execute("BEGIN")
        if times > 1:
            for name, _ in indices:
                connection.execute(f"DROP INDEX {name}")
            _copy(connection, times)
            for _, statement in indices:
                connection.execute(statement)
        (middle,) = connection.execute(
            "SELECT (min(occurred_at) + max(occurred_at)) / 2 FROM activity"
        ).fetchone()
        connection.execute(_DEALS, {"middle": middle})
        connection.execute("COMMIT")


def _copy(connection: sqlite3.Connection, times: int) -> None:
    bound = {
        f"{table}s": connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        for table in ("contact", "account")
    }
    for table, shifted in _SHIFTED.items():
        (last,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        columns = ", ".join(f'"{name}"' for name in ("id", *names))
        values = ", ".join(shifted.get(name, f'"{name}"') for name in names)
        for copy in range(1, times):
            connection.execute(
                f"INSERT INTO {table} ({columns}) SELECT id + {last * copy}, {values} FROM {table} WHERE id <= {last}",
                {**bound, "copy": copy},
            )


def main() -> None:
    """Grow a store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("times", type=int)
    parser.add_argument("new", type=Path)
    asked = parser.parse_args()
    grow(asked.store, asked.times, asked.new)
    with closing(sqlite3.connect(asked.new)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM activity").fetchone()
    say(f"{asked.new}: {rows:,} activities")


if __name__ == "__main__":
    main()
