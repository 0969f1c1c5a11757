from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prospector.errors import FailedError
from prospector.render.files import write_to


def test_a_file_is_replaced_whole_and_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o644)
    write_to(str(path), "José\n")
    assert path.read_bytes() == "José\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_link_still_points_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_to(str(tmp_path / "link"), "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FailedError, match="out cannot be written: No space left on device"):
        write_to(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["missing/out", ".", "a\x00b"])
def test_a_path_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(FailedError) as caught:
        write_to(str(tmp_path / name), "x")
    assert str(tmp_path) in caught.value.message


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_device_is_an_error_for_a_file_too() -> None:
    with pytest.raises(FailedError, match="/dev/full cannot be written: No space left on device"):
        write_to("/dev/full", "x")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_named_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_to(str(pipe), "through\n")
        assert reader.communicate()[0] == b"through\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everything")
def test_a_file_that_its_owner_made_read_only_stays(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(FailedError, match="read-only"):
        write_to(str(path), "new")
    assert path.read_text() == "old"


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no /dev/stdout here")
def test_standard_output_by_its_name_goes_down_the_pipe() -> None:
    script = "from prospector.render.files import write_to; write_to('/dev/stdout', 'through')"
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"through"
