"""Time zones by name, and the offset that holds in one."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of a name.

    Raises:
        ValueError: there is none.
    """
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"there is no time zone {name!r}, e.g. Europe/Berlin") from error


def offset_in(zone: tzinfo | None, seconds: int) -> int:
    """The offset in minutes that a zone (None: the system's) has at a UTC time in seconds."""
    aware = datetime.fromtimestamp(seconds, zone) if zone else datetime.fromtimestamp(seconds).astimezone()
    return (aware.utcoffset() or timedelta()) // timedelta(minutes=1)
