from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.columns import Kind
from prospector.importing.files import open_source
from prospector.importing.mapping import CANONICAL
from prospector.importing.mapping_file import parse_mapping
from prospector.importing.rejects import rejects_file
from prospector.importing.row import RejectedRow, RowProblem
from prospector.importing.rows import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from prospector.importing.mapping import ImportMapping
    from tests.importing.conftest import Reader

BAD = '''Occurred At;channel;note;phone
2026-08-05;call;fine;
never;call;"two
lines; and ""quotes""";'+49 30 1234
2026-08-06;call
2026-08-07;call;a;b;c
'''


def reject(path: Path, target: Path, mapping: ImportMapping = CANONICAL) -> bool:
    with open_source(str(path), encoding=mapping.file.encoding) as source:
        reading = read_rows(source, mapping, kind=Kind.ACTIVITIES, zone=None, today=date(2026, 11, 20))
        with rejects_file(target, source, reading.layout) as rejects:
            for chunk in reading.chunks():
                for row in chunk.others:
                    if isinstance(row, RejectedRow):
                        rejects.add(row.cells, row.problems)
            return rejects.publish() is not None


def test_rejected_rows_come_back_as_they_stood_and_say_why(tmp_path: Path) -> None:
    path, target = tmp_path / "calls.csv", tmp_path / "rejects.csv"
    path.write_text(BAD)
    assert reject(path, target)
    assert target.read_text() == (
        "Occurred At;channel;note;phone;Error\n"
        'never;call;"two\nlines; and ""quotes""";\'+49 30 1234;Occurred At: \'never\' is not a date or time\n'
        "2026-08-06;call;;;4 cells expected, 2 found\n"
        "2026-08-07;call;a;b;c;4 cells expected, 5 found\n"
    )
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_rejects_are_rejected_again_until_they_are_put_right(tmp_path: Path, read: Reader) -> None:
    path, target, again = (tmp_path / name for name in ("calls.csv", "rejects.csv", "again.csv"))
    path.write_text(BAD)
    reject(path, target)
    reject(target, again)
    assert again.read_text() == target.read_text()
    mended = (
        target.read_text()
        .replace("never", "2026-08-05")
        .replace(";call;;;4 cells", ";call;;1234;4 cells")
        .replace("a;b;c;", "a;;")
    )
    told = read(mended.encode())
    assert [row["note"] for row in told.values if "note" in row] == ['two\nlines; and "quotes"', "a"]
    assert len(told.parsed) == 3
    assert told.values[0]["phone"] == "+49 30 1234"


def test_a_short_row_with_blank_cells_is_short_until_one_is_filled_or_its_reason_goes(read: Reader) -> None:
    rejects = "occurred_at,channel,note,Error\n" + "2026-08-06,call,{},{}\n"
    reason = '"3 cells expected, 2 found"'
    assert read(rejects.format("", reason)).rejected == [(2, "", "3 cells expected, 2 found")]
    assert len(read(rejects.format("a note", reason)).parsed) == 1
    assert len(read(rejects.format("", "")).parsed) == 1


def test_rejects_that_somebody_may_have_mended_are_spared_and_the_same_ones_replaced(tmp_path: Path) -> None:
    path, target = tmp_path / "calls.csv", tmp_path / "calls.rejects.csv"
    path.write_text(BAD)

    def publish() -> Path | None:
        with open_source(str(path)) as source:
            layout = read_rows(
                source, CANONICAL, kind=Kind.ACTIVITIES, zone=None, today=date(2026, 11, 20)
            ).layout
            with rejects_file(target, source, layout) as rejects:
                rejects.add(["never", "call", "", ""], [RowProblem(3, "Occurred At", "is no date")])
                return rejects.publish(spare_others=True)

    assert publish() == target
    target.write_text(target.read_text().replace("is no date", "another reason"))
    assert publish() == target
    mended = target.read_text().replace("never", "2026-08-06")
    target.write_text(mended)
    second = tmp_path / "calls.rejects-2.csv"
    assert [publish(), publish()] == [second, second]
    second.write_bytes(b"\xff\xfe mended by a spreadsheet")
    assert publish() == tmp_path / "calls.rejects-3.csv"
    assert target.read_text() == mended


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_the_same_mapping_reads_the_rejects(tmp_path: Path, read: Reader, encoding: str) -> None:
    mapping = parse_mapping(
        'name = "a"\nas = "activities"\n[set]\nchannel = "call"\n'
        f'[file]\nencoding = "{encoding}"\nskip_lines = 1\nheader = ["when", "who"]\n'
        '[columns]\noccurred_at = "when"\ncontact = "who"\n',
        name="a.toml",
    )
    path, target = tmp_path / "calls.csv", tmp_path / "rejects.csv"
    path.write_bytes("Exportación\n2026-08-05;Ana\nnever;José\n".encode(encoding))
    reject(path, target, mapping)
    told = read(target.read_bytes().decode(encoding).replace("never", "2026-08-06").encode(encoding), mapping)
    assert [row["contact"] for row in told.values] == ["José"]


def test_without_rejects_there_is_no_file_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("occurred_at,channel\n2026-08-05,call\n")
    assert not reject(path, tmp_path / "rejects.csv")
    assert list(tmp_path.iterdir()) == [path]


def test_a_reading_that_fails_leaves_no_trace_and_the_old_rejects(tmp_path: Path) -> None:
    path, target = tmp_path / "calls.csv", tmp_path / "rejects.csv"
    target.write_text("old")
    path.write_text('occurred_at,channel\nnever,call\n2026-08-05,"call\n')
    with pytest.raises(FailedError):
        reject(path, target)
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == [path, target]


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(BAD)
    with pytest.raises(FailedError, match="the rejects cannot be written"):
        reject(path, tmp_path / "nowhere" / "rejects.csv")
    with pytest.raises(FailedError, match="is a directory"):
        reject(path, tmp_path)
    with pytest.raises(InvalidValueError, match="is the file that is imported"):
        reject(path, path)


def test_a_device_or_a_pipe_is_not_replaced_by_rejects(tmp_path: Path) -> None:
    path, pipe = tmp_path / "calls.csv", tmp_path / "pipe"
    path.write_text(BAD)
    os.mkfifo(pipe)
    with pytest.raises(FailedError, match="pipe is a device or a pipe"):
        reject(path, pipe)
    assert pipe.is_fifo()
