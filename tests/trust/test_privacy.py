"""Who was forgotten is gone, whatever happened on the way. What is forgotten, and what counts on: `tests/privacy`.

Backups that still hold the person are listed and left: that is said there, too.
"""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.privacy.traces import traces
from tests.trust.shell import Shell, as_at_a_terminal, check_store

TEXTS = (
    "Zoë Quillfeather",
    "zoe.q@umbra-tools.test",
    "415 555 0147",
    "allergic to cold calls",
    "brass model",
)
ROWS = [
    f"2026-11-{number % 18 + 1:02} 10:{number % 60:02},call,Person {number},," for number in range(400)
] + ["2026-11-02 10:00,call,Zoë Quillfeather,zoe.q@umbra-tools.test,wants the brass model"]
FORGET = "contact forget 'Zoë Quillfeather' --yes"


@pytest.fixture
def known(shell: Shell) -> Shell:
    """A shell in which a person stands in rows, in the history and in an import."""
    shell.csv("calls.csv", ROWS, "occurred_at,channel,contact,email,note")
    shell.ok("import calls.csv --as activities")
    shell.ok("call 'Zoë Quillfeather' conversation -n 'allergic to cold calls'")
    shell.ok("contact edit 'Zoë Quillfeather' --phone '+1 415 555 0147'")
    shell.ok("edit 402 -n 'still allergic to cold calls'")
    assert traces(shell.store.parent, *TEXTS)
    return shell


def test_no_byte_of_who_was_forgotten_is_left_and_old_files_do_not_bring_them_back(known: Shell) -> None:
    known.ok(FORGET)
    assert traces(known.store.parent, *TEXTS) == {}
    assert known.count() == 402
    known.csv("again.csv", [*ROWS, "2026-11-19,call,Ann Poe,,"], "occurred_at,channel,contact,email,note")
    known.ok("import again.csv --as activities")
    known.ok("imports undo 2")
    known.ok("imports redo 2")
    assert traces(known.store.parent, *TEXTS) == {}
    assert known.count() == 403


@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.9])
def test_who_is_forgotten_again_after_a_kill_is_gone(known: Shell, part: float) -> None:
    process = known.start(FORGET)
    try:
        process.wait(part)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    check_store(known.store, leftovers=True)
    assert known(FORGET).code in {0, 2}  # 2: it was done before, and nobody is known by that name
    known.ok("list")  # whoever opens the store takes a journal away that was left
    assert traces(known.store.parent, *TEXTS) == {}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("number", range(1, 12, 2))
def test_ctrl_c_at_any_step_of_forgetting_leaves_nothing_or_says_what_helps(
    known: Shell, number: int
) -> None:
    as_at_a_terminal()
    inject = f"inject=fdatasync,unlink:signal=INT:when={number}"
    done = known(FORGET, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", inject])
    assert done.code in {0, 130}
    changed = "nothing changed" not in done.err
    assert not (changed and traces(known.store.parent, *TEXTS)) or "prospector db compact" in done.err
    known.ok(FORGET)
    assert traces(known.store.parent, *TEXTS) == {}


def test_an_error_tells_nothing_of_others_that_was_not_typed(known: Shell) -> None:
    for command in (
        "contact show zzz",
        "edit 402 --outcome zzz",
        "import nothing.csv",
        "deal show zzz",
    ):
        done = known(command)
        assert done.code != 0
        assert not any(text in done.err for text in ("Zoë", "umbra", "0147", "allergic")), done
