"""Undo restores every byte of the content, whatever a deed did; redo does it again."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.store.columns import COLUMNS
from prospector.store.history import redo_last, undo_last
from prospector.store.store import Store
from prospector.store.writing import Value, Writing, checksum

_JOURNAL = {"deed", "change"}
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NUMBER = st.integers(-(2**63), 2**63 - 1)
_ROW = st.integers(1, 6)
Op = tuple[str, str, int, dict[str, Value]]


def _values(**columns: st.SearchStrategy[Value]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries(columns)


_ROWS: dict[str, st.SearchStrategy[dict[str, Value]]] = {
    "tag": _values(name=_TEXT),
    "account": _values(name=_TEXT, name_key=_TEXT, note=st.none() | _TEXT, target=st.integers(0, 1)),
    "contact": _values(
        name=_TEXT,
        name_key=_TEXT,
        email=st.none() | _TEXT,
        account_id=st.none() | _ROW,
        referred_by_id=st.none() | _ROW,
        do_not_contact=st.just(0),
        created_at=_NUMBER,
        note=st.none() | _TEXT,
    ),
    "tagging": _values(tag_id=_ROW, noun=st.just("contact"), row_id=_ROW),
    "activity": _values(
        identity=st.binary(min_size=1, max_size=16),
        occurred_at=_NUMBER,
        local_day=_NUMBER,
        local_week=_NUMBER,
        channel_id=_ROW,
        direction=st.just(0),
        outcome_id=_ROW,
        contact_id=st.none() | _ROW,
        rep_id=st.just(1),
        count=st.just(1),
        note=st.none() | _TEXT,
    ),
}
_OPS = st.one_of(
    *(
        st.tuples(st.sampled_from(["insert", "update", "delete"]), st.just(table), _ROW, values)
        for table, values in _ROWS.items()
    )
)
_DEEDS = st.lists(st.lists(_OPS, min_size=1, max_size=5), min_size=1, max_size=6)


def _do(writing: Writing, op: Op) -> None:
    """Do what the schema allows; what it refuses is no change, as in a command that fails."""
    deed, table, row, values = op
    with suppress(sqlite3.IntegrityError, KeyError):
        if deed == "insert":
            if table == "tagging":
                writing.row("contact", int(values["row_id"] or 0))  # tags are put on what is there
            writing.insert(table, **values)
        elif deed == "update":
            writing.row(table, row)
            writing.update(table, row, **values)
        else:
            writing.row(table, row)
            writing.delete(table, row)


def _content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in COLUMNS
            if table not in _JOURNAL
        }


def _check_marks(content: dict[str, list[tuple[object, ...]]]) -> None:
    for table, rows in content.items():
        if "checksum" in COLUMNS[table]:
            for row in rows:
                assert checksum(row[1:-1]) == row[-1], table  # type: ignore[arg-type]  # a row's values


@settings(max_examples=120)
@given(_DEEDS)
def test_undo_restores_every_byte_and_redo_does_it_again(deeds: list[list[Op]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(str(Path(folder) / "sales.sqlite3"), create_missing=True) as store,
    ):
        states = [_content(store)]
        for number, ops in enumerate(deeds):
            with store.writing() as writing:
                for op in ops:
                    _do(writing, op)
                recorded = writing.record(at=number, rep_id=1, label=f"deed {number}")
            if recorded is not None:
                states.append(_content(store))
        _check_marks(states[-1])
        for state in reversed(states[:-1]):
            with store.writing() as writing:
                assert undo_last(writing, 1) is not None
            assert _content(store) == state
        for state in states[1:]:
            with store.writing() as writing:
                assert redo_last(writing, 1) is not None
            assert _content(store) == state
        with store.writing() as writing:
            assert redo_last(writing, 1) is None


def test_a_row_that_was_deleted_comes_back_with_its_number_which_no_other_row_gets(tmp_path: Path) -> None:
    with Store(str(tmp_path / "sales.sqlite3"), create_missing=True) as store:
        with store.writing() as writing:
            assert writing.insert("tag", name="first") == 1
            writing.record(at=0, rep_id=1, label="added")
        with store.writing() as writing:
            undo_last(writing, 1)
        with store.writing() as writing:
            assert writing.insert("tag", name="second") == 2
            writing.record(at=0, rep_id=1, label="added")
