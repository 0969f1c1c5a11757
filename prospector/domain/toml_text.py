"""TOML that somebody wrote: whatever Python's reader has against it is a `TOMLDecodeError`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

_LARGEST = 2**63  # the numbers of TOML have 64 bits


def read_toml(text: str, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Read a text as TOML.

    Args:
        text: the text.
        parse_float: what becomes of a number with a point.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML, has a number that TOML does not have, or lists in lists without end.
    """
    try:
        read = tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("lists or tables are too deep in each other") from None
    except ValueError:  # more digits than Python reads
        raise tomllib.TOMLDecodeError("a whole number is too large") from None
    if any(not -_LARGEST <= number < _LARGEST for number in _numbers(read)):
        raise tomllib.TOMLDecodeError("a whole number is too large")
    return read


def _numbers(value: object) -> Iterator[int]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _numbers(each)
    elif isinstance(value, int):
        yield value
