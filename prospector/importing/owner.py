"""Whose data an archive has: LinkedIn tells in the profile, and in every invitation that its owner sent."""

from __future__ import annotations

from prospector.errors import ProspectorError
from prospector.importing.files import open_source
from prospector.importing.headings import heading_key, same_text
from prospector.importing.mapping import FileOptions
from prospector.importing.records import chunks, find_layout
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PROFILE = "profile.csv"
_INVITATIONS = "invitations.csv"


def owner_of(archive: str, tables: Iterable[str]) -> tuple[str, ...]:
    """The names and the profile addresses of an archive's owner, the surest first; none where nothing tells.

    Args:
        archive: its path.
        tables: the names of the tables in it.
    """
    by_name = {name.rpartition("/")[2].casefold(): name for name in tables}
    found: dict[str, None] = {}
    for row in _rows(archive, by_name.get(_PROFILE), ("First Name", "Last Name")):
        found[" ".join(part for part in (row["firstname"], row["lastname"]) if part)] = None
        break
    for row in _rows(archive, by_name.get(_INVITATIONS), ("From", "Direction")):
        if same_text(row["direction"]) == "outgoing":
            found.update(dict.fromkeys((row["from"], row.get("inviterprofileurl", ""))))
            break
    return tuple(name for name in found if name)


def same_person(told: str, name: str, address: str) -> bool:
    """Whether what is told of an owner, a name or an address, is somebody of this name and profile."""
    if "/in/" in told:
        return _slug(told) == _slug(address)
    return same_text(told) == same_text(name)


def _slug(address: str) -> str:
    return address.strip().casefold().rpartition("/in/")[2].strip("/")


def _rows(archive: str, inner: str | None, needed: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """The rows of a table by their headings' keys; none where it is not there, or something else."""
    if inner is None:
        return
    keys = [frozenset({heading_key(name)}) for name in needed]
    try:
        with open_source(f"{archive}/{inner}") as source:
            layout = find_layout(source, FileOptions(), frozenset().union(*keys), keys)
            header = [heading_key(name) for name in layout.header]
            if not all(names & set(header) for names in keys):
                return
            for _, records in chunks(source, layout):
                for cells in records:
                    if len(cells) == len(header):
                        yield dict(zip(header, map(str.strip, cells), strict=True))
    except ProspectorError:
        return  # another way has to tell
