"""Every awkward file that others collected, through the command: its documented rows, or one line that refuses it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

FILES = 35
MARK = "\u241f"  # between the cells of a row, in no file
ENCODINGS = {"utf-16 with BOM (little endian)": "utf-16", "utf-8 with BOM": "utf-8-sig"}
DELIMITERS = {"tab": "\t"}
REFUSED = {
    "csvkit/empty.csv": (1, "is empty; nothing to import; export it again"),
    "crm-exports/09-duplicate-headers.csv": (2, "has 2 columns 'Name'"),
}


def entries(shared_data: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared_data / "messy-csv" / "expected.json").read_text())[
        "files"
    ]
    assert len(found) == FILES
    return found


def mapping_of(entry: dict[str, Any], folder: Path) -> str:
    """A mapping that keeps all cells of a row in one text."""
    names = [name for name in entry.get("header", ["one", "two", "three"]) if name]
    header = (
        "" if "header" in entry or entry["file"] in REFUSED else f"[file]\nheader = {json.dumps(names)}\n"
    )
    (folder / "m.toml").write_text(
        f'name = "m"\nas = "activities"\n{header}[set]\nchannel = "call"\noccurred_at = "2026-11-02"\n'
        f"[columns]\nnote = {{ from = {json.dumps(names, ensure_ascii=False)}, join = {json.dumps(MARK)} }}\n",
        encoding="utf-8",
    )
    return "m.toml"


def documented(path: Path, entry: dict[str, Any]) -> tuple[list[str | None], list[list[str]]]:
    """The rows that a strict reader with the documented encoding and delimiter finds: their texts, and the ragged."""
    encoding = ENCODINGS.get(entry["encoding"], entry["encoding"])
    with path.open(encoding=encoding, newline="") as text:
        delimiter = DELIMITERS.get(entry["delimiter"], entry["delimiter"])
        records = list(csv.reader(text, delimiter=delimiter, strict=True))
    rows = [cells for cells in records[bool(entry.get("header")) :] if any(cell.strip() for cell in cells)]
    good = [cells for cells in rows if len(cells) == entry["columns"]]
    told = [MARK.join(stripped for cell in cells if (stripped := cell.strip())) or None for cells in good]
    return told, [cells for cells in rows if len(cells) != entry["columns"]]


@pytest.mark.parametrize("number", range(FILES))
def test_an_awkward_file_gives_its_documented_rows_or_one_line(
    terminal: Terminal, shared_data: Path, number: int
) -> None:
    entry = entries(shared_data)[number]
    path = shared_data / "messy-csv" / entry["file"]
    told = terminal.run(["import", str(path), "--map", mapping_of(entry, terminal.folder), "--json"])
    if entry["file"] in REFUSED:
        code, what = REFUSED[entry["file"]]
        assert (told.code, told.out, told.err.count("\n")) == (code, "", 1)
        assert what in told.err
        return
    found = json.loads(told.out)
    texts, ragged = documented(path, entry)
    assert len(texts) + len(ragged) == entry["data_rows"]
    assert len(ragged) == entry.get("ragged_records", 0)
    assert told.code == (3 if ragged else 0)
    assert (found["added"], found["rejected"]) == (len(texts), len(ragged))
    assert found["skipped"] == entry.get("blank_rows", 0)
    assert found["rows"] == found["added"] + found["rejected"] + found["skipped"]
    stored = json.loads(terminal.ok("export activities --format json"))
    assert sorted(record["note"] or "" for record in stored) == sorted(text or "" for text in texts)
    if ragged:
        with (terminal.folder / found["rejects_file"]).open(newline="") as text:
            rejects = list(csv.reader(text))[1:]
        assert [row[:-1] for row in rejects] == [
            [*cells, *[""] * (entry["columns"] - len(cells))] for cells in ragged
        ]


@pytest.mark.parametrize("number", range(FILES))
def test_an_awkward_file_alone_is_known_or_refused_in_one_line(
    terminal: Terminal, shared_data: Path, number: int
) -> None:
    entry = entries(shared_data)[number]
    told = terminal.run(["import", str(shared_data / "messy-csv" / entry["file"])])
    if told.code in {0, 3}:
        assert f"{entry['data_rows'] + entry.get('blank_rows', 0)} row" in told.out
    else:
        assert (told.code in {1, 2}, told.out, told.err.count("\n")) == (True, "", 1)
        assert told.err.startswith("prospector: ")
