"""Rows that wait to be published."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from prospector.store.loading.staging import Repeats, Staging
from prospector.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from prospector.store.writing import Value

ONE, ITS_LIKE, OTHER = b"alike" + bytes(11), b"alike" + bytes(10) + b"\1", bytes(16)


def rows(identities: list[bytes], ids: list[str | None]) -> dict[str, list[Value]]:
    """Staged columns of rows on lines 2, 3 and so on, each of which says something else."""
    count = len(identities)
    return {
        "line": [*range(2, count + 2)],
        "identity": [*identities],
        "content_hash": [*range(count)],
        "external_id": [*ids],
    }


def test_identities_that_only_begin_alike_are_no_repeats(tmp_path: Path) -> None:
    with (
        Store(str(tmp_path / "store.db"), create_missing=True) as store,
        store.staging(["external_id"]) as staging,
    ):
        with staging.filling():
            staging.add(rows([ONE, ITS_LIKE, OTHER, ONE], ["a", "b", "c", "a"]))
        assert staging.tell_apart(lambda identity, _: identity) == Repeats(1, 1, 5)
        assert list(staging.rows(["line"])) == [(2,), (3,), (4,)]


def test_rows_without_an_id_that_come_again_chunks_later_get_an_identity_each(tmp_path: Path) -> None:
    with (
        Store(str(tmp_path / "store.db"), create_missing=True) as store,
        store.staging(["external_id"]) as staging,
    ):
        with staging.filling():
            for _ in range(3):
                staging.add(rows([ONE, OTHER], [None, "c"]))
        assert staging.tell_apart(lambda identity, nth: identity[:-1] + bytes([nth])).rows == 2
        assert [identity for (identity,) in staging.rows(["identity"])] == [
            ONE, OTHER, ONE[:-1] + b"\1", ONE[:-1] + b"\2"
        ]  # fmt: skip


def stage_and_fail(staging: Staging) -> None:
    """Stage a row, and come upon one that cannot be read."""
    with staging.filling():
        staging.add(rows([ONE], ["a"]))
        raise ValueError("unreadable")


def test_what_was_staged_of_a_file_that_turns_out_unreadable_is_gone(tmp_path: Path) -> None:
    with (
        Store(str(tmp_path / "store.db"), create_missing=True) as store,
        store.staging(["external_id"]) as staging,
    ):
        with pytest.raises(ValueError, match="unreadable"):
            stage_and_fail(staging)
        assert staging.count() == 0


def test_the_pages_of_rows_that_wait_are_no_pages_of_the_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(str(path), create_missing=True) as store:
        with store.staging(["external_id"]) as staging, staging.filling():
            (waiting,) = staging.connection.execute("PRAGMA temp.page_size").fetchone()
        store.compact()
    with sqlite3.connect(path) as connection:
        (stored,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    assert (waiting, stored) == (32_768, 4096)
