"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a busy machine is no failure
settings.load_profile("patient")

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real and made-up logs that figures are held against; it is not part of the project.

    It is `PROSPECTOR_TEST_DATA`, else `shared/data` beside the checkout or up to two levels above that.
    """
    named = os.environ.get("PROSPECTOR_TEST_DATA")
    if named:
        if not Path(named).is_dir():
            pytest.fail(f"PROSPECTOR_TEST_DATA is no folder: {named}")
        return Path(named)
    for above in CHECKOUT.parents[:3]:
        if (above / "shared" / "data").is_dir():
            return above / "shared" / "data"
    pytest.skip("no shared/data near the checkout and PROSPECTOR_TEST_DATA is not set")
