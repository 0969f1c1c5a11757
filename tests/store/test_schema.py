from __future__ import annotations

import sqlite3
from pathlib import Path

from prospector.store.columns import COLUMNS
from prospector.store.migrations import LATEST, STEPS
from prospector.store.opening import APPLICATION_ID
from prospector.store.schema_check import declared_differences, declared_statements, describe
from prospector.store.store import Store


def _new(tmp_path: Path) -> sqlite3.Connection:
    path = str(tmp_path / "sales.sqlite3")
    Store(path, create_missing=True).close()
    return sqlite3.connect(path)


def test_the_migrations_build_what_the_tables_declare(tmp_path: Path) -> None:
    connection = _new(tmp_path)
    assert declared_differences(connection) == ()
    connection.close()


def test_the_columns_are_the_declared_ones_in_their_order(tmp_path: Path) -> None:
    connection = _new(tmp_path)
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    assert sorted(tables) == sorted(COLUMNS)
    for table, names in COLUMNS.items():
        assert tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})")) == names
    connection.close()


def test_a_dropped_check_reference_or_not_null_is_a_difference(tmp_path: Path) -> None:
    statements = list(declared_statements())
    for wanted, other in (
        ("CHECK (count > 0)", "CHECK (count > -1)"),
        ("minutes INTEGER", "minutes INTEGER NOT NULL"),
        (", \n\tFOREIGN KEY(rep_id) REFERENCES rep (id)", ""),
        ("UNIQUE INDEX ux_activity_identity", "INDEX ux_activity_identity"),
        ("STRICT", ""),
    ):
        altered = sqlite3.connect(":memory:")
        changed = 0
        for statement in statements:
            here = "activity" in statement.split("(")[0] and wanted in statement
            changed += here
            altered.execute(statement.replace(wanted, other) if here else statement)
        assert changed, wanted
        assert declared_differences(altered), wanted
        altered.close()
    del tmp_path


def test_the_application_id_spells_its_name_and_every_step_is_counted(tmp_path: Path) -> None:
    connection = _new(tmp_path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert APPLICATION_ID.to_bytes(4, "big") == b"PRST"
    assert connection.execute("PRAGMA user_version").fetchone()[0] == LATEST == len(STEPS)
    assert "table activity" in describe(connection)
    connection.close()
