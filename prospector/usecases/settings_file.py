"""The user's settings file, changed on request: one line of it, every other line and comment as it was.

What would come of a change is read again as TOML before it is written; where it would not be exactly the old settings
with the one difference (a value over several lines, an inline table), the change is refused and the file left alone.
"""

from __future__ import annotations

import os
import re
import tomllib
from contextlib import suppress
from typing import Any

from prospector.domain.currency import exponent_of
from prospector.domain.phone import is_region
from prospector.domain.public_holidays import check_country
from prospector.domain.settings import RATE_PREFIX, Setting, setting
from prospector.domain.toml_text import read_toml
from prospector.errors import FailedError, InvalidValueError
from prospector.replacing import replace_file

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def change_setting(path: str, key: str, text: str | None) -> Setting:
    """Set or remove (None) one setting in the file.

    Args:
        path: the file; made if it is not there.
        key: as typed.
        text: as typed.

    Returns:
        The setting.

    Raises:
        InvalidValueError: no such setting, a bad value, or a file that is not TOML.
        FailedError: the file cannot be written, or the setting stands in it in a way that only its author can change.
    """
    entry = setting(key)
    if text is not None:
        text = _checked(entry, text)
    before = _text(path)
    value = None if text is None else _written(entry, text)
    after = _changed(before, entry.key, value)
    if _parsed(after) != _expected(_tables(path, before), entry.key, value):
        raise FailedError(
            f"{entry.key} cannot be changed in {path} without touching its other lines",
            hint="nothing changed; edit the file by hand",
        )
    if after != before:
        _write(path, after)
    return entry


def _checked(entry: Setting, text: str) -> str:
    """The text of a good value, a currency in capitals."""
    try:
        value = entry.read(text)
    except ValueError as error:
        raise InvalidValueError(f"{entry.key} = '{text}' is not {error}") from None
    if entry.key == "timezone" and value:
        from zoneinfo import ZoneInfo  # lazy: only this setting needs the zone database

        try:
            ZoneInfo(str(value))
        except (ValueError, OSError, KeyError):
            raise InvalidValueError(
                f"'{text}' is not a time zone that this system knows", hint="as in Europe/Lisbon"
            ) from None
    if entry.key == "region" and value and not is_region(str(value)):
        raise InvalidValueError(
            f"'{text}' is not a country whose phone numbers are known", hint="two letters, as US or GB"
        )
    if entry.key == "country" and value:
        check_country(str(value))
    if entry.key == "currency":
        exponent_of(str(value))
    if entry.key.startswith(RATE_PREFIX):
        exponent_of(entry.key.removeprefix(RATE_PREFIX))
    return value if isinstance(value, str) else text


def _written(entry: Setting, text: str) -> str:
    """The value as TOML: a number where it is one and TOML can spell it so, else text."""
    return text if entry.is_number and _NUMBER.fullmatch(text) else _quoted(text)


def _changed(before: str, key: str, value: str | None) -> str:
    """The file's text with the line of a key set to a TOML value, put in, or left out."""
    lines = before.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    table, name = key.rsplit(".", 1) if "." in key else ("", key)
    start, end = _section(lines, table)
    if start is None:
        (start, end), name = _section(lines, ""), key
    place = next((i for i in range(start or 0, end) if _name_of(lines[i]).lower() == name.lower()), None)
    line = (
        [] if value is None else [f"{name} = {value}{_comment(lines[place]) if place is not None else ''}\n"]
    )
    if place is None:
        place = end
        while line and place > (start or 0) and not lines[place - 1].strip():
            place -= 1
        return "".join([*lines[:place], *line, *lines[place:]])
    return "".join([*lines[:place], *line, *lines[place + 1 :]])


def _section(lines: list[str], table: str) -> tuple[int | None, int]:
    """The lines of a table, without its heading; those before the first heading for the nameless one."""
    heads = [i for i, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not table:
        return 0, heads[0] if heads else len(lines)
    for i, following in zip(heads, [*heads, len(lines)][1:], strict=True):
        if lines[i].partition("#")[0].strip() == f"[{table}]":
            return i + 1, following
    return None, 0


def _name_of(line: str) -> str:
    return line.partition("=")[0].strip().replace('"', "").replace(" ", "") if "=" in line else ""


def _comment(line: str) -> str:
    """The remark at the end of a line: what follows the first `#` that is outside the value."""
    for place, letter in enumerate(line):
        if letter == "#":
            with suppress(tomllib.TOMLDecodeError):
                tomllib.loads(line[:place])
                return f"  {line[place:].rstrip()}"
    return ""


def _quoted(text: str) -> str:
    letters = (
        "\\" + letter
        if letter in '"\\'
        else letter
        if letter >= " " and letter != "\x7f"
        else f"\\u{ord(letter):04X}"
        for letter in text
    )
    return f'"{"".join(letters)}"'


def _expected(tables: dict[str, Any], key: str, value: str | None) -> dict[str, Any]:
    """What the file should say after the change."""
    expected = {name: dict(value) if isinstance(value, dict) else value for name, value in tables.items()}
    table, name = key.rsplit(".", 1) if "." in key else ("", key)
    inner = expected.setdefault(table, {}) if table else expected
    for same in [each for each in inner if each.lower() == name.lower()]:
        del inner[same]
    if value is not None:
        inner[name] = tomllib.loads(f"value = {value}")["value"]
    return {name: value for name, value in expected.items() if value != {}}


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return {name: value for name, value in read_toml(text).items() if value != {}}
    except tomllib.TOMLDecodeError:
        return None


def _tables(path: str, text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError(f"{path}: {error}", hint="mend the line, or remove it") from None


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise FailedError(f"cannot read {path}: {error}", hint="nothing changed") from None


def _write(path: str, text: str) -> None:
    """Put the text in the file's place at once, through a link to where it leads, with its permissions."""
    target = os.path.realpath(path)
    try:
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        replace_file(target, text.encode(), keep_mode=True)
    except OSError as error:
        raise FailedError(f"cannot write {path}: {error.strerror}", hint="nothing changed") from None
