"""Rows as they lie on the pages of a store's file, found without the tables that lead to them.

Where the list of tables, or the upper pages of a table, are damaged, the pages with the rows are still there. How a
row lies on its page is from SQLite's description of its file format ("Database File Format", parts 1.5 and 2.1).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from typing import Any

Cell = tuple[int, tuple[Any, ...]]
_FIRST_PAGE = 100  # bytes of the file's own header stand before what the first page holds
_INNER, _LEAF = 5, 13  # kinds of the pages of a table
_WHOLE_NUMBERS = (0, 1, 2, 3, 4, 6, 8)  # bytes that a number takes, by its type
_ZERO, _ONE, _BLOB = 8, 9, 12  # types; from the last one on, the length is in it


class Pages:
    """The pages of a file.

    Args:
        path: of the file, whose first hundred bytes are well; closed by `close`.
    """

    def __init__(self, path: str) -> None:
        self._file = open(path, "rb")  # noqa: SIM115 - closed by `close`
        head = self._file.read(_FIRST_PAGE)
        size = int.from_bytes(head[16:18], "big")
        self._size = 65_536 if size == 1 else max(size, 512)
        self._usable = self._size - head[20]
        self._first_free = int.from_bytes(head[32:36], "big")
        self._last = -(-os.fstat(self._file.fileno()).st_size // self._size)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def cells(self, but: Collection[int]) -> Iterator[Cell]:
        """The numbered rows on all pages of tables that can be taken apart.

        Args:
            but: the numbers of pages that are left out.
        """
        for number in range(1, self._last + 1):
            if number not in but:
                page, start = self._page(number)
                if page[start : start + 1] == bytes([_LEAF]):
                    yield from self._cells(page, start)

    def below(self, root: int) -> set[int]:
        """The pages of a table, as far as its upper ones lead to them."""
        found: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in found or not 0 < number <= self._last:
                continue
            found.add(number)
            page, start = self._page(number)
            if page[start : start + 1] == bytes([_INNER]):
                waiting.append(_number(page, start + 8, 4))
                waiting += [_number(page, place, 4) for place in _pointers(page, start, start + 12)]
        return found

    def free(self) -> set[int]:
        """The pages that hold nothing any more, whatever is still written on them."""
        found: set[int] = set()
        trunk = self._first_free
        while 0 < trunk <= self._last and trunk not in found:
            found.add(trunk)
            page, _ = self._page(trunk)
            count = min(_number(page, 4, 4), self._size // 4 - 2)
            found.update(_number(page, 8 + 4 * at, 4) for at in range(count))
            trunk = _number(page, 0, 4)
        return found

    def _page(self, number: int) -> tuple[bytes, int]:
        self._file.seek((number - 1) * self._size)
        return self._file.read(self._size), _FIRST_PAGE if number == 1 else 0

    def _cells(self, page: bytes, start: int) -> Iterator[Cell]:
        for place in _pointers(page, start, start + 8):
            try:
                length, at = _varint(page, place)
                number, at = _varint(page, at)
                yield number, _values(self._payload(page, at, length))
            except (IndexError, ValueError):  # it is not what it was
                continue

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a row, those on other pages too."""
        room = self._usable
        if length <= room - 35:
            return page[at : at + length]
        least = (room - 12) * 32 // 255 - 23
        here = least + (length - least) % (room - 4)
        here = here if here <= room - 35 else least
        parts, rest = [page[at : at + here]], length - here
        following = _number(page, at + here, 4)
        while rest > 0 and 0 < following <= self._last:
            other, _ = self._page(following)
            parts.append(other[4 : 4 + min(rest, room - 4)])
            rest -= room - 4
            following = _number(other, 0, 4)
        return b"".join(parts)


def _pointers(page: bytes, start: int, first: int) -> list[int]:
    """Where the cells of a page begin."""
    count = min(_number(page, start + 3, 2), len(page) // 4)
    return [_number(page, first + 2 * at, 2) for at in range(count)]


def _values(payload: bytes) -> tuple[Any, ...]:
    """The values of a row.

    Raises:
        IndexError: it is cut short.
        ValueError: no row of ours is like this.
    """
    end, at = _varint(payload, 0)
    types = []
    while at < end:
        type_, at = _varint(payload, at)
        types.append(type_)
    values: list[Any] = []
    for type_ in types:
        size = _size(type_)
        part = payload[at : at + size]
        if len(part) < size:
            raise IndexError
        values.append(_value(type_, part))
        at += size
    return tuple(values)


def _size(type_: int) -> int:
    if type_ >= _BLOB:
        return (type_ - _BLOB) // 2
    if type_ in {_ZERO, _ONE}:
        return 0
    if type_ >= len(_WHOLE_NUMBERS) or type_ < 0:
        raise ValueError(type_)
    return _WHOLE_NUMBERS[type_]


def _value(type_: int, part: bytes) -> int | str | bytes | None:
    if type_ == 0:
        return None
    if type_ in {_ZERO, _ONE}:
        return type_ - _ZERO
    if type_ < _BLOB:
        return int.from_bytes(part, "big", signed=True)
    return part.decode("utf-8", "surrogateescape") if type_ % 2 else part


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    value = value << 8 | data[at + 8]
    return (value - (1 << 64) if value >> 63 else value), at + 9
