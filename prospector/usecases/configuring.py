"""Where the settings come from: the defaults, the user's TOML file, the environment; the later wins.

The file is only ever changed by `prospector config set` and `unset`, one line of it, the rest kept as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from prospector.domain.settings import SETTINGS, setting
from prospector.errors import FailedError, InvalidValueError


def data_directory(environment: Mapping[str, str]) -> str:
    """Where the store is kept unless told otherwise."""
    return _directory(environment, "XDG_DATA_HOME", ".local/share", "LOCALAPPDATA")


def config_path(environment: Mapping[str, str]) -> str:
    """The user's settings file; `PROSPECTOR_CONFIG` names another."""
    named = environment.get("PROSPECTOR_CONFIG")
    return named or os.path.join(
        _directory(environment, "XDG_CONFIG_HOME", ".config", "APPDATA"), "config.toml"
    )


def store_path(environment: Mapping[str, str]) -> str:
    """The store: `PROSPECTOR_DB`, else a file in the data directory."""
    named = environment.get("PROSPECTOR_DB")
    return os.path.join(data_directory(environment), "prospector.sqlite3") if named is None else named


def gather(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Every setting that is set: its text and where it came from.

    Raises:
        InvalidValueError: the file is not TOML, or holds something that is no setting.
    """
    path = config_path(environment)
    values = {key: (text, path) for key, text in _from_file(path).items()}
    for entry in SETTINGS:
        name = f"PROSPECTOR_{entry.key.upper()}"
        if name in environment:
            values[entry.key] = (environment[name], name)
    return values


def change(path: str, key: str, text: str | None) -> None:
    """Set or remove (None) one setting in the file; every other line stays as it is.

    Raises:
        InvalidValueError: no such setting, or a bad value.
        FailedError: the file cannot be written.
    """
    entry = setting(key)
    if text is not None:
        try:
            entry.read(text)
        except ValueError as error:
            raise InvalidValueError(f"{entry.key} = '{text}' is not {error}") from None
    lines = _lines(path)
    kept = [line for line in lines if line.partition("=")[0].strip() != entry.key]
    if text is not None:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        first_table = next((i for i, line in enumerate(kept) if line.lstrip().startswith("[")), len(kept))
        kept.insert(first_table, f'{entry.key} = "{escaped}"\n')
    draft = f"{path}.{os.getpid()}.new"
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), mode=0o700, exist_ok=True)
        with open(draft, "w", encoding="utf-8") as file:
            file.writelines(kept)
        os.replace(draft, path)
    except OSError as error:
        raise FailedError(f"cannot write {path}: {error.strerror}", hint="nothing changed") from None


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return [line if line.endswith("\n") else f"{line}\n" for line in file]
    except FileNotFoundError:
        return []


def _from_file(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:
            content = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise InvalidValueError(
            f"cannot read {path}: {error.strerror}", hint="look at its permissions"
        ) from None
    import tomllib  # lazy: most runs have no settings file

    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValueError(f"{path}: {error}", hint="mend the line, or remove it") from None
    values: dict[str, str] = {}
    for key, value in tables.items():
        if key == "rates" and isinstance(value, dict):
            values.update({f"rates.{code}": str(rate) for code, rate in value.items()})
        elif isinstance(value, list):
            values[key] = " ".join(str(item) for item in value)
        else:
            values[key] = str(value)
    return values


def _directory(environment: Mapping[str, str], variable: str, below_home: str, windows: str) -> str:
    if sys.platform == "win32":
        base = environment.get(windows) or os.path.expanduser("~")
    elif environment.get(variable):
        base = environment[variable]
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.path.join(os.path.expanduser("~"), below_home)
    return os.path.join(base, "prospector")
