"""A fuzzer that follows the branches of a reader.

    python -m tests.trust.following csv|dates [-max_total_time=600] [FOLDER]

needs atheris (`pip install atheris`; Linux, CPython), and goes on until something is raised that is no refusal. What it finds
it writes into a file, which `python -m tests.trust.following csv FILE` reads again.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

atheris: Any = import_module("atheris")
with atheris.instrument_imports(include=["prospector"]):
    from prospector.errors import ProspectorError
    from tests.trust.readers import READERS, WORDS


def main() -> None:
    """Follow one reader."""
    reader = READERS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        try:
            reader(data)
        except ProspectorError:
            return

    with tempfile.TemporaryDirectory() as seeds:
        for at, word in enumerate(WORDS):
            Path(seeds, str(at)).write_bytes(b"\0" + word)
        atheris.Setup(
            [*sys.argv, *([] if any(Path(word).is_file() for word in sys.argv[1:]) else [seeds])], one
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
