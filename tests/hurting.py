"""Hurting a store as a disk would: pages of garbage, a changed letter, a file that is cut short."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_INTERIOR = (2, 5)  # the kinds of the inner pages of an index and of a table


def leaf_pages(path: Path, name: str) -> list[int]:
    """The numbers of the leaf pages of a table or an index, in their order."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    content = path.read_bytes()

    def below(page: int) -> list[int]:
        start = (page - 1) * size
        head = content[start : start + size]
        if head[0] not in _INTERIOR:
            return [page]
        count = int.from_bytes(head[3:5], "big")
        cells = [int.from_bytes(head[12 + 2 * n : 14 + 2 * n], "big") for n in range(count)]
        children = [int.from_bytes(head[cell : cell + 4], "big") for cell in cells]
        return [leaf for child in (*children, int.from_bytes(head[8:12], "big")) for leaf in below(child)]

    return below(root)


def hurt_page(path: Path, name: str) -> None:
    """Fill a leaf page in the middle of a table or an index with 0xFF."""
    pages = leaf_pages(path, name)
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    _fill(path, (pages[len(pages) // 2] - 1) * size, size)


def hurt_root(path: Path, name: str) -> None:
    """Fill the first page of a table, which leads to the others, with 0xFF."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    _fill(path, (root - 1) * size, size)


def hurt_list_of_tables(path: Path) -> None:
    """Fill the first page of the file behind its header with 0xFF: it leads to the list of tables."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    _fill(path, 100, size - 100)


def _fill(path: Path, start: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * size)


def change_letter(path: Path, text: str, changed: str) -> None:
    """Put another text of the same length in the place of the only one in the file."""
    content = path.read_bytes()
    old, new = text.encode(), changed.encode("latin-1")
    assert len(old) == len(new)
    assert old in content
    path.write_bytes(content.replace(old, new))
