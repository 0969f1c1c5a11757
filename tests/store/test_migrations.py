from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from prospector.errors import FailedError
from prospector.store.copying import copy_store
from prospector.store.migrations import LATEST, STEPS, statements
from prospector.store.opening import connect
from prospector.store.store import Store
from prospector.store.upgrading import upgrade
from tests.contents import rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sales.sqlite3"
    with Store(str(path), create_missing=True) as store, store.writing() as writing:
        writing.insert("tag", name="kept")
    return path


def _step(tmp_path: Path, sql: str) -> tuple[str, ...]:
    script = tmp_path / "next.sql"
    script.write_text(sql, encoding="utf-8")
    return (*STEPS, str(script))


def _tags(path: str | Path) -> list[tuple[str, ...]]:
    return rows(Path(path), "SELECT name FROM tag")


def test_an_upgrade_takes_the_store_along_and_leaves_a_backup_of_the_old_one(
    tmp_path: Path, path: Path
) -> None:
    steps = _step(
        tmp_path,
        "-- Colours; a semicolon in a remark ends nothing.\n"
        "ALTER TABLE tag ADD COLUMN colour TEXT;\n"
        "UPDATE tag SET colour = 'red; or green';\n",
    )
    connection = connect(str(path))
    backup = upgrade(connection, str(path), LATEST, steps)
    assert connection.execute("SELECT name, colour FROM tag").fetchall() == [("kept", "red; or green")]
    assert connection.execute("PRAGMA user_version").fetchone() == (LATEST + 1,)
    connection.close()
    assert _tags(backup) == [("kept",)]
    assert stat.S_IMODE(Path(backup).stat().st_mode) == 0o600
    old = sqlite3.connect(backup)
    assert old.execute("PRAGMA user_version").fetchone() == (LATEST,)
    assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    old.close()
    Store(backup).close()  # the backup is a store of its own


def test_a_step_that_fails_half_way_leaves_the_store_as_it_was_and_the_backup_whole(
    tmp_path: Path, path: Path
) -> None:
    steps = _step(
        tmp_path,
        "ALTER TABLE tag ADD COLUMN colour TEXT;\nDELETE FROM tag;\nINSERT INTO nowhere VALUES (1);\n",
    )
    before = path.read_bytes()
    connection = connect(str(path))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        upgrade(connection, str(path), LATEST, steps)
    connection.close()
    assert path.read_bytes() == before
    backup = tmp_path / "backups" / f"sales-before-schema-{LATEST + 1}.sqlite3"
    assert _tags(path) == _tags(backup) == [("kept",)]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", "next.sql", "sales.sqlite3"]
    assert list((tmp_path / "backups").iterdir()) == [backup]


def test_of_two_that_upgrade_at_once_the_second_finds_it_done(tmp_path: Path, path: Path) -> None:
    steps = _step(tmp_path, "ALTER TABLE tag ADD COLUMN colour TEXT;\n")
    first, second = connect(str(path)), connect(str(path))
    backup = upgrade(first, str(path), LATEST, steps)
    upgrade(second, str(path), LATEST, steps)
    with sqlite3.connect(backup) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (LATEST,)  # the one worth having
    old.close()
    assert second.execute("SELECT colour FROM tag").fetchall() == [(None,)]
    first.close()
    second.close()


def test_a_backup_that_cannot_be_written_is_said_and_leaves_no_draft(tmp_path: Path, path: Path) -> None:
    connection = connect(str(path))
    target = tmp_path / "folder"
    (target / "inside").mkdir(parents=True)  # a folder stands where the copy should go
    with pytest.raises(FailedError, match="backup"):
        copy_store(connection, str(target))
    connection.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "sales.sqlite3"]


def test_a_script_is_split_where_its_statements_end() -> None:
    assert list(statements("CREATE TABLE a (b TEXT DEFAULT ';');\n-- c;\nDROP TABLE a;\n")) == [
        "CREATE TABLE a (b TEXT DEFAULT ';');\n",
        "-- c;\nDROP TABLE a;\n",
    ]
