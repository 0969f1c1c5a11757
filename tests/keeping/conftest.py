"""What the tests of backups and damage share."""

from __future__ import annotations

import pytest

from tests.terminal import Terminal


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with thousands of rows, made once."""
    terminal = Terminal(tmp_path_factory.mktemp("demo"))
    terminal.ok("demo --keep store.db")
    return terminal.store.read_bytes()
