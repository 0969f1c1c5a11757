from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.terminal import Terminal


def test_ctrl_c_in_an_import_stores_nothing_and_says_so_in_one_line(terminal: Terminal) -> None:
    terminal.ok("call jane")
    calls = terminal.folder / "calls.csv"
    with calls.open("w", encoding="utf-8") as file:
        file.write("occurred_at,channel,contact\n")
        file.writelines(
            f"2026-01-02 10:00:{number % 60:02},call,Person {number}\n" for number in range(60_000)
        )
    words = ["--db", str(terminal.store), "import", str(calls), "--as", "activities"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from prospector.cli.app import main; main()", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(terminal.folder),
        env={**os.environ, "PROSPECTOR_CONFIG": str(terminal.folder / "none.toml")},
    )
    time.sleep(1.2)  # it is reading, or publishing; either way it stores all or nothing
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    with sqlite3.connect(terminal.store) as connection:
        count = connection.execute("SELECT count(*) FROM activity").fetchone()[0]
    connection.close()
    if process.returncode == 0:  # a very quick machine was done already
        assert count == 60_001
    else:
        assert (process.returncode, out, err) == (130, "", "prospector: interrupted; nothing changed\n")
        assert count == 1
