"""The reader of CSV files and the readers of dates refuse what they do not understand, and raise nothing else.

The bounded run is part of every test run. `pytest -m fuzz tests/trust/test_fuzz_readers.py` follows the readers' branches
with atheris, where that is installed, ten minutes each.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from prospector.errors import ProspectorError
from tests.trust.readers import READERS, WORDS, is_one_line

TEN_MINUTES = 600
PIECES = st.one_of(
    st.sampled_from(WORDS), st.binary(max_size=4), st.text("0123456789-/:. TZ+", max_size=12).map(str.encode)
)
INPUTS = st.builds(
    lambda kind, pieces: bytes([kind]) + b"".join(pieces), st.integers(0, 9), st.lists(PIECES, max_size=9)
)
few = settings(max_examples=300, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    @few
    @given(INPUTS)
    def read(data: bytes) -> None:
        try:
            target(READERS[name](data))
        except ProspectorError as refusal:
            is_one_line(refusal)

    read()


@pytest.mark.fuzz
@pytest.mark.parametrize("name", READERS)
def test_bytes_that_find_their_way_into_every_branch_are_read_or_refused(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed: pip install atheris")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.trust.following",
            name,
            f"-max_total_time={TEN_MINUTES}",
            "-rss_limit_mb=0",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
