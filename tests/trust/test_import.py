"""Import as often as you like: the same row is stored once, and every row is accounted for.

The laws on random files: `tests/usecases/test_import_laws.py`. Files as others write them: `tests/importing`. Taken back and
imported again, late rows, ids met again: `tests/usecases/test_imports.py`, `test_import_undo.py`.
"""

from __future__ import annotations

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.contents import rows
from tests.trust.shell import Shell

ROWS = [
    f"2026-01-{number % 28 + 1:02} 10:{number % 60:02},call,Zoë Poe {number % 40},n°{number}"
    for number in range(300)
]
HEADER = "occurred_at,channel,contact,note"


def written(lines: list[str], *, delimiter: str = ",", end: str = "\n", quoted: bool = False) -> str:
    text = StringIO(newline="")
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerows(line.split(",") for line in [HEADER, *lines])
    return text.getvalue()


def told(shell: Shell, path: Path) -> dict[str, Any]:
    done = shell(f"import '{path}' --as activities --json")
    assert done.code in {0, 3}, done
    found: dict[str, Any] = json.loads(done.out)
    assert found["rows"] == sum(
        found[outcome] for outcome in ("added", "updated", "unchanged", "skipped", "rejected")
    )
    return found


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with all rows."""
    shell = Shell(tmp_path_factory.mktemp("imported"))
    assert told(shell, shell.csv("calls.csv", ROWS, HEADER))["added"] == len(ROWS)
    return shell.store.read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("calls.csv", written(ROWS).encode()),
        ("another name.csv", written(ROWS).encode()),
        ("turned.csv", written(ROWS[::-1]).encode()),
        ("crlf.csv", written(ROWS, end="\r\n").encode()),
        ("quoted.csv", written(ROWS, quoted=True).encode()),
        ("bom.csv", written(ROWS).encode("utf-8-sig")),
        ("utf16.csv", written(ROWS).encode("utf-16")),
        ("windows.csv", written(ROWS).encode("cp1252")),
        ("semicolons.csv", written(ROWS, delimiter=";").encode()),
        ("tabs.tsv", written(ROWS, delimiter="\t").encode()),
        ("packed.csv.gz", gzip.compress(written(ROWS).encode())),
        ("a part.csv", written(ROWS[100:200]).encode()),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_same_rows_are_stored_once_however_they_are_written(
    shell: Shell, imported: bytes, name: str, content: bytes
) -> None:
    shell.store.parent.mkdir(mode=0o700)
    shell.store.touch(0o600)
    shell.store.write_bytes(imported)
    (shell.folder / name).write_bytes(content)
    found = told(shell, shell.folder / name)
    assert (found["added"], found["unchanged"]) == (0, found["rows"])
    assert shell.count() == len(ROWS)
    assert shell.count("contact") == 40


def test_overlapping_exports_come_to_the_same_in_either_order_from_a_pipe_too(shell: Shell) -> None:
    first, second = (
        shell.csv(name, part, HEADER) for name, part in (("a.csv", ROWS[:200]), ("b.csv", ROWS[100:]))
    )
    both = [told(shell, path)["added"] for path in (first, second)]
    other = Shell(shell.folder, {"PROSPECTOR_DB": str(shell.folder / "data" / "other.db")})
    turned = [
        json.loads(other.ok("import - --as activities --json", stdin=path.read_bytes()))["added"]
        for path in (second, first)
    ]
    assert (both, turned) == ([200, 100], [200, 100])
    sql = "SELECT occurred_at, note FROM activity ORDER BY 1, 2"
    assert rows(shell.store, sql) == rows(shell.store.with_name("other.db"), sql)


def test_three_bad_rows_of_a_thousand_come_back_and_are_taken_once_put_right(shell: Shell) -> None:
    lines = [
        f"2026-01-{number % 28 + 1:02} 10:{number % 60:02},call,Person {number}," for number in range(1_000)
    ]
    good = lines.copy()
    lines[16], lines[499], lines[998] = (
        "2026-02-30,call,Ann Poe,",
        "2026-01-02,teleport,Ben Orr,",
        "2026-01-02,call,Cy,,,extra",
    )
    path = shell.csv("calls.csv", lines, HEADER)
    done = shell("import calls.csv --as activities")
    assert (done.code, "1,000 rows: 997 added, 3 rejected" in done.out) == (3, True)
    for reason in ("line 18: occurred_at: ", "line 501: channel: ", "line 1000: "):
        assert f"\n{reason}" in f"\n{done.err}"
    with (shell.folder / "calls.rejects.csv").open(newline="") as text:
        assert [row[2] for row in csv.reader(text)] == ["contact", "Ann Poe", "Ben Orr", "Cy"]
    path.write_text("\n".join([HEADER, *good]))
    found = told(shell, path)
    assert (found["added"], found["unchanged"], found["rejected"]) == (3, 997, 0)
    assert shell.count() == 1_000


def test_undone_and_imported_again_it_is_as_the_first_time(shell: Shell) -> None:
    path = shell.csv("calls.csv", ROWS, HEADER)
    assert told(shell, path)["added"] == len(ROWS)
    shell.ok("imports undo 1")
    assert (shell.count(), shell.count("contact")) == (0, 0)
    assert told(shell, path)["added"] == len(ROWS)
    assert (shell.count(), shell.count("contact")) == (len(ROWS), 40)


def test_a_dry_run_leaves_every_byte_and_tells_what_the_real_run_does(shell: Shell) -> None:
    shell.ok("call jane")
    before = shell.store.read_bytes()
    shell.csv("calls.csv", [*ROWS, "2026-02-30,call,Ann Poe,"], HEADER)
    rehearsed = shell("import calls.csv --as activities --dry-run --json")
    assert shell.store.read_bytes() == before
    assert sorted(path.name for path in shell.folder.iterdir()) == ["calls.csv", "data"]
    real = shell("import calls.csv --as activities --json")
    counts = ("rows", "added", "updated", "unchanged", "skipped", "rejected", "contacts_added")
    first, second = json.loads(rehearsed.out), json.loads(real.out)
    assert {name: first[name] for name in counts} == {name: second[name] for name in counts}
    assert (rehearsed.code, real.code) == (3, 3)
