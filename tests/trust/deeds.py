"""The commands that are swept, each from where it has most to lose."""

from __future__ import annotations

from contextlib import closing

from prospector.store.migrations import STEPS, migrate
from prospector.store.opening import APPLICATION_ID, connect
from prospector.store.seed import first_rows
from prospector.store.store import Store
from tests.trust.shell import Shell
from tests.trust.sweeping import Deed

ROWS = 3_000  # of an import
FEW = 300  # of one that is taken back: each row is written twice, and once more into the journal


def _nothing(shell: Shell) -> None:
    shell.store.parent.mkdir(mode=0o700)


def _empty(shell: Shell) -> None:
    Store(str(shell.store), create_missing=True).close()


def _logged(shell: Shell) -> None:
    shell.ok("call 'Jane Doe' -a Acme conversation -m 12 -n 'wants prices'")
    shell.ok("call 'Jane Doe' voicemail")


def _export(shell: Shell, count: int = ROWS) -> None:
    _logged(shell)
    shell.csv(
        "calls.csv",
        [
            f"2026-01-{number % 28 + 1:02} 10:{number % 60:02},call,Person {number // 3}"
            for number in range(count)
        ],
    )


def _imported(shell: Shell) -> None:
    _export(shell, FEW)
    shell.ok("import calls.csv --as activities")


def _backed_up(shell: Shell) -> None:
    _logged(shell)
    shell.ok("backup copy.db")
    shell.ok("call 'Ann Poe' voicemail")


def _old(shell: Shell) -> None:
    """A store as the release before the last schema left it."""
    shell.store.parent.mkdir(mode=0o700)
    shell.store.touch(0o600)
    with closing(connect(str(shell.store))) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, 0, first_rows(), STEPS[:-1])


DEEDS = {
    "first log": Deed("call jane", _nothing, half=_empty),
    "log": Deed("call jane conversation -m 5", _logged),
    "edit": Deed("edit 1 -m 25 -n 'wants a contract' -t hot", _logged),
    "undo": Deed("undo", _logged),
    "import": Deed("import calls.csv --as activities", _export),
    "imports undo": Deed("imports undo 1", _imported),
    "backup": Deed("backup copy.db", _backed_up),
    "restore": Deed("restore copy.db --yes", _backed_up),
    "forget": Deed("contact forget 'Jane Doe' --yes", _backed_up, gone=("Jane Doe", "wants prices")),
    "upgrade": Deed("db upgrade", _old),
    "export -o": Deed("export activities -o out.csv", _logged),
}
