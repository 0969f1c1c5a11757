"""The system's time zone as the variable TZ names it: a name that the system does not know is silently taken as UTC."""

from __future__ import annotations

import os
import sys

from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDERS = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_UTC = frozenset({"", "UTC", "GMT", "Etc/UTC", "Etc/GMT", "Universal", "Zulu"})


def check_system_zone(environment: Mapping[str, str]) -> None:
    """Refuse a TZ that would file every log hours away from when it was.

    Raises:
        InvalidValueError: TZ is neither the name of a zone, nor a file, nor a rule like CET-1CEST.
    """
    given = environment.get("TZ")
    if given is None or sys.platform == "win32":  # there TZ is a rule of another kind
        return
    name = given.removeprefix(":")
    if name in _UTC or "\0" in name:
        return
    named = environment.get("TZDIR")
    folders = (named, *_FOLDERS) if named else _FOLDERS
    if any(os.path.isfile(os.path.join(folder, name)) for folder in folders) or _is_rule(name):
        return
    raise InvalidValueError(
        f"TZ='{given}' is not a time zone that this system knows",
        hint="as in TZ=Europe/Lisbon; or unset it and prospector config set timezone Europe/Lisbon",
    )


def _is_rule(text: str) -> bool:
    """Whether this is a rule as POSIX has them: CET-1CEST, EST5EDT,M3.2.0,M11.1.0, <+03>-3.

    Source: IEEE Std 1003.1, 8.3, the variable TZ.
    """
    import re  # lazy: most systems name their zone

    name = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
    clock = r"[+-]?\d{1,3}(?::\d{1,2}){0,2}"
    day = rf"(?:J?\d{{1,3}}|M\d{{1,2}}\.\d\.\d)(?:/{clock})?"
    return re.fullmatch(rf"{name}{clock}(?:{name}(?:{clock})?(?:,{day},{day})?)?", text) is not None
