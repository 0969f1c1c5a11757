"""What the program has no means to do: reach a network, run a shell, or run text or data as code.

That the installed command asks the system for no network: `tests/trust/test_process.py`.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.shell import CHECKOUT

PACKAGE = CHECKOUT / "prospector"
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
CODE_FROM_DATA = {
    "code",
    "codeop",
    "ctypes",
    "dill",
    "marshal",
    "pickle",
    "pickletools",
    "runpy",
    "shelve",
    "yaml",
}
RUNNING = {"compile", "eval", "exec", "__import__", "breakpoint"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "posix_spawn", "posix_spawnp", "fork", "forkpty"}
ALLOWED = [
    ("cli/paging.py", "import subprocess"),  # the user's own pager, started without a shell
    ("light.py", "exec"),  # a constructor, from the names of its class's fields and nothing else
]
_WATCHED = """
import os, sys
from pathlib import Path

FORBIDDEN = ("socket.", "pickle.", "marshal.load", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "subprocess.",
    "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "sqlite3.enable_load_extension", "sqlite3.load_extension")
watching = False

def watch(event, found):
    if watching and event.startswith(FORBIDDEN) and (event, sys._getframe(1).f_code.co_filename) != ("marshal.loads", "<frozen importlib._bootstrap_external>"):
        os.write(2, f"{event} {found}\\n".encode())
        os._exit(99)

from tests.terminal import Terminal
terminal = Terminal(Path(sys.argv[1]), is_hasty=False)
sys.addaudithook(watch)
watching = True
for line in sys.argv[2:]:
    terminal.ok(line)
"""
LINES = (
    "call 'Jane Doe' -a Acme conversation -m 12 -n 'wants prices'", "email jane", "list", "today", "next", "undo", "redo",
    "import calls.csv --as activities", "imports undo 1", "deal open 'Acme rollout' --who jane --value 25k", "quota set revenue 120k -p this-quarter",
    "report week", "report channels -p all --json", "report quota", "report channels --format html -o page.html",
    "export activities", "export calendar -o sales.ics", "contact export jane", "backup copy.db", "doctor", "db info", "db compact",
    "restore copy.db --yes", "contact forget jane --yes", "purge --older-than 24m --yes", "config", "help dates", "docs trust", "demo",
    "completion bash", "imports list",
)  # fmt: skip


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _suspects(tree: ast.AST) -> Iterator[str]:
    """What a module does that runs code, reaches out, or starts something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"import {name}" for name in (alias.name for alias in node.names) if _is_barred(name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            if _is_barred(node.module) or any(
                _is_barred(f"{node.module}.{each.name}") for each in node.names
            ):
                yield f"import {node.module}"
            if node.module == "os":
                yield from (f"from os import {each.name}" for each in node.names if _starts(each.name))
        elif isinstance(node, ast.Name) and node.id in RUNNING:
            yield node.id
        elif isinstance(node, ast.Attribute) and (
            node.attr in {"enable_load_extension", "load_extension"}
            or (
                isinstance(node.value, ast.Name)
                and node.value.id in {"os", "subprocess"}
                and _starts(node.attr)
            )
        ):
            yield f".{node.attr}"
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            yield "shell="


def _starts(name: str) -> bool:
    return name in SHELLS or name.startswith(("exec", "spawn"))


def _is_barred(module: str) -> bool:
    parts = module.split(".")
    above = {".".join(parts[: number + 1]) for number in range(len(parts))}
    return bool(above & (NETWORK | CODE_FROM_DATA | {"subprocess"}))


def test_no_module_reaches_a_network_runs_a_shell_or_takes_text_for_code() -> None:
    found = [(name, suspect) for name, tree in _modules() for suspect in _suspects(tree)]
    assert sorted(found) == ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        "import pickle", "from urllib import request", "import urllib.request", "from http.client import HTTPConnection",
        "import socket", "eval(text)", "run = exec", "os.system(text)", "os.execvp(a, b)", "subprocess.run(text, shell=True)",
        "connection.enable_load_extension(True)", "from os import system", "from urllib.request import urlopen", "from subprocess import run", "__import__(name)",
    ],
)  # fmt: skip
def test_whoever_wrote_one_of_these_would_be_seen(line: str) -> None:
    assert list(_suspects(ast.parse(line)))


def test_no_command_opens_a_socket_starts_a_program_or_unpacks_objects(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(
        "occurred_at,channel,contact\n2026-01-02,call,Ann Poe\n", encoding="utf-8"
    )

    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(tmp_path), *LINES],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
