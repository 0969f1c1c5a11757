"""Rows that a store or their own file has already."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from prospector.domain.moment import Moment
from prospector.domain.settings import read_settings
from prospector.importing.columns import Kind
from prospector.store.loading.named import Known
from prospector.store.store import Store
from prospector.usecases.import_files import import_file
from prospector.usecases.import_request import ImportRequest, ImportSummary

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "external_id,occurred_at,channel,contact,note,tags\n"
FIRST = HEADER + "1,2026-08-05,call,Jane Doe,first,hot\n2,2026-08-05,call,Joe Doe,,\n"


def load(tmp_path: Path, content: str) -> tuple[ImportSummary, list[tuple[str, str | None]]]:
    path = tmp_path / "calls.csv"
    path.write_text(content)
    request = ImportRequest(file=str(path), kind=Kind.ACTIVITIES, rejects=str(tmp_path / "rejects.csv"))
    with Store(str(tmp_path / "store.db"), create_missing=True) as store:
        summary = import_file(store, request, settings=read_settings({}), now=Moment(1786000000, 0), zone=UTC)
        with store.reading() as connection:
            stored = connection.execute("SELECT external_id, note FROM activity ORDER BY external_id")
            return summary, stored.fetchall()


@pytest.mark.parametrize("known", [False, True], ids=["in-the-file", "in-the-store"])
def test_of_rows_with_one_id_the_first_is_kept_and_another_content_is_told(
    tmp_path: Path, known: bool
) -> None:
    again = "1,2026-08-05,call,Somebody Else,changed,\n2,2026-08-05,call,Joe Doe,,\n"
    if known:
        load(tmp_path, FIRST)
    summary, stored = load(tmp_path, (HEADER if known else FIRST) + again)
    assert (summary.rows, summary.added, summary.unchanged) == ((2, 0, 2) if known else (4, 2, 2))
    assert stored == [("1", "first"), ("2", None)]
    line = 2 if known else 4
    assert summary.remarks == (f"line {line}: a known id with other content; the stored row was kept",)


def test_a_row_that_comes_again_makes_no_contact_anew(tmp_path: Path) -> None:
    load(tmp_path, FIRST)
    summary, _ = load(tmp_path, HEADER + "1,2026-08-05,call,Somebody Else,changed,\n")
    assert summary.contacts_added == 0


def test_rows_refused_early_and_late_stand_in_the_rejects_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = "external_id,occurred_at,channel,deal_ref\n1,2026-08-05,call,gone\n2,never,call,\n3,2026-08-05,call,\n"
    summary, _ = load(tmp_path, content)
    assert (summary.added, summary.rejected) == (1, 2)
    rows = (tmp_path / "rejects.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows] == ["external_id", "1", "2"]


def test_namesakes_are_told_apart_without_comparing_each_with_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def count(one: Known, other: object) -> bool:
        nonlocal compared
        compared += 1
        return one is other

    monkeypatch.setattr(Known, "__eq__", count)
    namesakes = 20_000
    rows = "".join(f"2026-08-05,call,Jane Doe,jane{at}@acme.example\n" for at in range(namesakes))
    load(tmp_path, f"occurred_at,channel,contact,email\n{rows}")
    rows += "2026-08-06,call,Jane Doe,jane0@acme.example\n"
    summary, _ = load(tmp_path, f"occurred_at,channel,contact,email\n{rows}")
    assert (summary.added, summary.unchanged, summary.contacts_added) == (1, namesakes, 0)
    assert compared < namesakes


def test_a_file_that_is_known_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = load(tmp_path, FIRST)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("its text was looked at")

    monkeypatch.setattr("prospector.importing.files.candidate_encoding", refuse)
    monkeypatch.setattr("prospector.importing.files.survey", refuse)
    again, _ = load(tmp_path, FIRST)
    assert (again.seen_before, again.unchanged) == (first.import_id, first.rows)
    with pytest.raises(AssertionError, match="its text was looked at"):
        load(tmp_path, f"{FIRST}\n")
