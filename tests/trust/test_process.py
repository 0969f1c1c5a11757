"""However it is started and wherever its answer goes, it does its work and says so.

Closed streams and alphabets that cannot show a letter: `tests/cli/test_hostile_words.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.shell import CHECKOUT, Shell

ORDINARY = ("call jane", "list", "report channels -p all", "export contacts")


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that has enough in it to overfill a pipe, and the file that it came of."""
    shell = Shell(tmp_path_factory.mktemp("filled"))
    shell.csv(
        "calls.csv",
        [
            f"2026-11-{number % 18 + 1:02} 10:{number % 60:02},call,Zoë Poe {number}"
            for number in range(2_000)
        ],
    )
    shell.ok("import calls.csv --as activities")
    return shell.folder


@pytest.fixture
def filled(shell: Shell, contents: Path) -> Shell:
    """A shell with that."""
    shutil.copytree(contents, shell.folder, dirs_exist_ok=True)
    return shell


@pytest.mark.parametrize("command", ["list --limit 2000", "export activities", "call jane"])
def test_who_reads_the_first_line_alone_is_no_error(filled: Shell, command: str) -> None:
    done = filled.sh(f"set -o pipefail; prospector {command} | head -1")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)


def test_a_closed_standard_input_is_nobodys_business(filled: Shell) -> None:
    for command in ORDINARY:
        assert filled.sh(f"prospector {command} <&-").code == 0


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
        {"TERM": None, "LANG": None},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONWARNINGS": "error"},
        {"COLUMNS": "1"},
        {"COLUMNS": "nonsense", "LINES": "-1"},
    ],
    ids=str,
)
def test_no_surroundings_are_too_poor(filled: Shell, surroundings: dict[str, str | None]) -> None:
    filled.environment.update(surroundings)
    for command in ("call 'id:7'", "report channels -p all"):
        done = filled(command)
        assert (done.code, done.err) == (0, ""), command


def test_no_escape_sequence_goes_into_a_pipe_even_where_colour_is_forced(filled: Shell) -> None:
    filled.environment.update(FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color")
    for command in ("list", "report channels -p all", "--help", "lits"):
        filled(command)  # what it says is judged there


def test_modules_of_its_own_names_in_the_working_directory_are_not_taken(filled: Shell) -> None:
    for name in ("typer", "sqlite3", "prospector", "json", "rich", "zoneinfo"):
        (filled.folder / f"{name}.py").write_text("raise SystemExit('taken from the working directory')\n")
    for command in ORDINARY:
        filled.ok(command)


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode != 0,
    reason="nobody here may take the network away",
)
def test_without_a_network_all_is_as_with_it(filled: Shell) -> None:
    for command in ("demo", "report channels -p all", "import calls.csv --as activities --dry-run"):
        assert filled(command, before=["unshare", "-n"]) == filled(command), command


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_it_never_asks_for_a_network(filled: Shell) -> None:
    trace = filled.folder / "trace"
    for command in (*ORDINARY, "import calls.csv --as activities"):
        done = filled(
            command, before=["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(trace), "-e", "trace=%network"]
        )
        assert done.code == 0
        assert "AF_INET" not in trace.read_text(), command


def test_it_runs_the_same_with_assertions_left_out(filled: Shell) -> None:
    for command in ("report channels -p all",):
        optimised = subprocess.run(
            [
                sys.executable,
                "-O",
                "-P",
                "-c",
                "from prospector.quick.front import main; main()",
                *command.split(),
            ],
            cwd=filled.folder,
            env={**filled.variables(), "PYTHONPATH": str(CHECKOUT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert optimised.stdout == filled.ok(command)


def test_crons_environment_is_enough(filled: Shell) -> None:
    filled.environment.update(dict.fromkeys(("PROSPECTOR_CONFIG", "PROSPECTOR_NOW", "TZ", "LANG")))
    filled.environment["PATH"] = "/usr/bin:/bin"
    filled.csv("night.csv", ["2026-11-19 10:00,call,Ann Poe"])
    done = filled("import night.csv --as activities --no-input", stdin=subprocess.DEVNULL)
    assert (done.code, done.err) == (0, "")
