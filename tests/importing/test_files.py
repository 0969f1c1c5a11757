from __future__ import annotations

import gzip
import hashlib
import io
import os
from typing import TYPE_CHECKING

import pytest

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.files import open_source

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "name;note\nJosé;Grüße\n"


def text_of(path: Path, encoding: str | None = None) -> str:
    with open_source(str(path), encoding=encoding) as source, source.text() as text:
        return text.read()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert text_of(path) == TABLE


def test_one_byte_at_the_end_of_a_large_file_decides_about_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(b"name\n" + b"plain\n" * 50_000 + b"caf\xe9\n")
    assert text_of(path).endswith("plain\ncafé\n")


def test_a_byte_that_no_encoding_has_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(b"name\nfine\n\x81\n")
    with pytest.raises(FailedError, match=r"calls.csv, line 3: this is neither UTF-8 nor Windows-1252$"):
        text_of(path)


def test_an_encoding_that_was_named_is_not_guessed_around(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    with pytest.raises(FailedError, match="line 2: this is not utf-8"):
        text_of(path, "utf-8")
    with pytest.raises(InvalidValueError, match="there is no encoding 'klingon'"):
        text_of(path, "klingon")


def test_a_byte_order_mark_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(TABLE.encode("utf-8-sig") + b"caf\xe9")
    with pytest.raises(FailedError, match=r"line 3: this is not utf-8$"):
        text_of(path)


def test_the_digest_is_that_of_the_bytes_and_does_not_care_for_the_envelope(tmp_path: Path) -> None:
    plain, packed = tmp_path / "calls.csv", tmp_path / "calls.csv.gz"
    plain.write_bytes(TABLE.encode())
    packed.write_bytes(gzip.compress(TABLE.encode()))
    digests = set()
    for path in (plain, packed):
        with open_source(str(path)) as source:
            digests.add(source.sha256)
    assert digests == {hashlib.sha256(TABLE.encode()).hexdigest()}
    assert text_of(packed) == TABLE


def test_standard_input_is_read_as_often_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode("cp1252"))))
    with open_source("-") as source:
        assert source.name == "standard input"
        assert [text.read() for text in (source.text(), source.text())] == [TABLE, TABLE]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b"PK\x03\x04....xl/workbook.xml", "is an Excel workbook"),
        (b"PK\x03\x04....calls.csv", "is a zip archive"),
        (b"%PDF-1.7", "is a PDF"),
        (b"SQLite format 3\x00....", "is a SQLite database"),
        (b"\n<!DOCTYPE html><title>Sign in", "is a web page"),
        (b'[{"name": "Jane"}]', "is a JSON file"),
        (b"name\nJa\x00ne\n", "line 2: there is a NUL byte"),
        (gzip.compress(b"name\nJane\n" * 99, mtime=0)[:-12], "is a damaged gzip file"),
        (b"name\n" + b"x" * 1_100_000, "line 2: more than 1,048,576 characters without a line end"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(content)
    with pytest.raises(FailedError, match=what) as refusal:
        text_of(path)
    assert "\n" not in refusal.value.message
    assert refusal.value.hint


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name, what in [
        ("missing.csv", "there is no file"),
        (".", "is a directory"),
        ("pipe", "is not a file"),
        ("dangling", "there is no file"),
        ("nul\0.csv", "is not the name of a file"),
    ]:
        with pytest.raises(FailedError, match=what), open_source(f"{tmp_path}/{name}"):
            pass


def test_a_file_that_grows_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(TABLE)
    with open_source(str(path)) as source:
        source.check_unchanged()
        with path.open("a") as file:
            file.write("late;row\n")
        with pytest.raises(FailedError, match="changed while it was read"):
            source.check_unchanged()


def test_a_byte_order_mark_is_no_letter_also_where_the_encoding_was_named(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(TABLE.encode("utf-8-sig"))
    assert text_of(path, "utf-8") == TABLE
