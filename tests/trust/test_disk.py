"""A full disk changes nothing and is said; a file is written whole or stays as it was.

An answer that cannot be written, as to /dev/full: `tests/cli/test_unwritten_answers.py`. The place of rejects, found
before anything is imported: `tests/usecases/test_imports.py`. Output files: `tests/render/test_output_file.py`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.privacy.traces import traces
from tests.trust.shell import Shell


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Shell]:
    """A shell whose store is on a disk of 600 KB."""
    shell = Shell(tmp_path)
    disk = shell.store.parent
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=600k,mode=700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk is for the superuser to make")
    try:
        shell.ok("call 'Jane Doe' conversation -n 'wants prices'")
        shell.csv(
            "calls.csv",
            [f"2026-01-{number % 28 + 1:02},call,Person {number}" for number in range(8_000)],
        )
        yield shell
        shell.check(room=False)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill_up(path: Path) -> None:
    """Leave no room beside a file."""
    path.touch(0o600)
    with path.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range(2_000):  # of 512 bytes: more than the disk has
            file.write(bytes(512))


FULL = "prospector: the disk is full; nothing changed; make room and try again\n"


def test_what_does_not_fit_is_not_stored_at_all_and_reports_go_on(small_disk: Shell) -> None:
    shell = small_disk
    before = shell.store.read_bytes()
    done = shell("import calls.csv --as activities")
    assert (done.code, done.out, done.err) == (1, "", FULL)
    assert shell.store.read_bytes() == before
    rest = shell.store.parent / "rest"
    fill_up(rest)
    done = shell("call jane")
    assert (done.code, done.out, done.err) == (1, "", FULL)
    assert "Jane Doe" in shell.ok("list")
    assert "conversation" in shell.ok("report channels")
    rest.unlink()
    shell.ok("call jane")
    assert shell.count() == 2


def test_a_file_to_write_stays_as_it_was_where_the_disk_is_full(small_disk: Shell) -> None:
    shell = small_disk
    out = shell.store.parent / "out.csv"
    out.write_text("what was there\n")
    out.chmod(0o600)
    shell.csv("few.csv", [f"2026-01-02,call,Person {number}" for number in range(200)])
    shell.ok("import few.csv --as activities")
    rest = shell.store.parent / "rest"
    fill_up(rest)
    done = shell(f"export activities -o {out}")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"prospector: {out} cannot be written: No space left on device")
    assert out.read_text() == "what was there\n"


def test_a_limit_to_the_size_of_files_is_no_bug(shell: Shell) -> None:
    shell.ok("call jane")
    shell.csv("calls.csv", [f"2026-01-02,call,Person {number}" for number in range(8_000)])
    before = shell.store.read_bytes()
    done = shell.sh("ulimit -f 500; prospector import calls.csv --as activities")
    assert (done.code, done.out) == (1, "")
    assert shell.store.read_bytes() == before
    assert shell.sh("ulimit -f 500; prospector call jane").code == 0


def test_no_room_for_what_sqlite_keeps_aside_is_a_full_disk(small_disk: Shell) -> None:
    shell = small_disk
    aside = shell.folder / "aside"
    aside.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(aside)], check=True)
    try:
        shell.environment.update(
            SQLITE_TMPDIR=str(aside), TMPDIR=str(aside), PROSPECTOR_DB=str(shell.folder / "s.db")
        )
        shell.csv("calls.csv", [f"2026-01-02,call,Person {number} {'x' * 100}" for number in range(200_000)])
        done = shell("import calls.csv --as activities")
        assert (done.code, done.out, done.err) == (1, "", FULL)
        assert list(aside.iterdir()) == []
    finally:
        subprocess.run(["umount", "-l", str(aside)], check=True)


def test_a_person_is_forgotten_on_a_full_disk_or_nothing_is(small_disk: Shell) -> None:
    shell = small_disk
    fill_up(shell.store.parent / "rest")
    done = shell("contact forget 'Jane Doe' --yes")
    if done.code:
        assert (done.code, done.out, done.err) == (1, "", FULL)
        assert "Jane Doe" in shell.ok("list")
        (shell.store.parent / "rest").unlink()
        shell.ok("contact forget 'Jane Doe' --yes")
    assert traces(shell.store.parent, "Jane Doe", "wants prices") == {}
