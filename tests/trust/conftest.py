"""What all tests of promises share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A rep's shell; whatever the case did, the store is whole when it is over."""
    shell = Shell(tmp_path)
    yield shell
    if shell.store.is_file():
        shell.check()
