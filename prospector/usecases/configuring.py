"""Where the settings come from: the defaults, the user's TOML file, the environment; the later wins.

The file is only ever changed by `prospector config set` and `unset` (`settings_file.py`).
"""

from __future__ import annotations

import os
import sys

from prospector.domain.settings import RATE_PREFIX, SETTINGS, Setting, read_settings, setting
from prospector.errors import InvalidValueError, UnusableStoreError
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as it is in force, and where that comes from: a file, a variable, or the default."""

    key: str
    text: str
    origin: str
    meaning: str


def data_directory(environment: Mapping[str, str]) -> str:
    """Where the store is kept unless told otherwise."""
    return _directory(environment, "XDG_DATA_HOME", ".local/share", "LOCALAPPDATA")


def state_directory(environment: Mapping[str, str]) -> str:
    """Where details of bugs are written down."""
    return _directory(environment, "XDG_STATE_HOME", ".local/state", "LOCALAPPDATA")


def config_path(environment: Mapping[str, str]) -> str:
    """The user's settings file; `PROSPECTOR_CONFIG` names another."""
    named = environment.get("PROSPECTOR_CONFIG")
    return named or os.path.join(
        _directory(environment, "XDG_CONFIG_HOME", ".config", "APPDATA"), "config.toml"
    )


def store_path(environment: Mapping[str, str]) -> str:
    """The store: `PROSPECTOR_DB`, else a file in the data directory.

    Raises:
        UnusableStoreError: the variable is set to nothing; a script that lost its value means no other store.
    """
    named = environment.get("PROSPECTOR_DB")
    if named == "":
        raise UnusableStoreError("PROSPECTOR_DB is empty", hint="name the store's file in it, or unset it")
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


def listed(environment: Mapping[str, str]) -> tuple[Shown, ...]:
    """Every setting, and every rate that is set.

    Raises:
        InvalidValueError: the file is not TOML, or a value is bad; names where it stands.
    """
    values = gather(environment)
    read_settings(values)
    rates = sorted(key for key in values if key.startswith(RATE_PREFIX))
    return tuple(_shown(setting(key), values) for key in [*(entry.key for entry in SETTINGS), *rates])


def shown(environment: Mapping[str, str], key: str) -> Shown:
    """One setting; what others are set to is not judged.

    Raises:
        InvalidValueError: there is none of that name; the file is not TOML; or its value is bad.
    """
    entry = setting(key)
    values = {name: value for name, value in gather(environment).items() if _names(name, entry)}
    read_settings(values)
    return _shown(entry, values)


def _names(name: str, entry: Setting) -> bool:
    try:
        return setting(name).key == entry.key
    except InvalidValueError:
        return False


def _shown(entry: Setting, values: Mapping[str, tuple[str, str]]) -> Shown:
    same = {setting(key).key: value for key, value in values.items()}
    text, origin = same.get(entry.key, (entry.default, "default"))
    return Shown(entry.key, text, origin, entry.meaning)


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

    from prospector.domain.toml_text import read_toml  # lazy: the same

    try:
        tables = read_toml(content.decode("utf-8"), parse_float=str)
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
