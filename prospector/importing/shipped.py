"""The profiles that come with the program: a mapping for each file that vendors hand out."""

from __future__ import annotations

import os
from functools import cache

from prospector.domain.spelling import closest, quoted
from prospector.errors import UnknownNameError
from prospector.importing.mapping import ImportMapping
from prospector.importing.mapping_file import parse_mapping

FOLDER = os.path.join(os.path.dirname(__file__), "profiles")


@cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, in order."""
    return tuple(sorted(name[:-5] for name in os.listdir(FOLDER) if name.endswith(".toml")))


def profile_text(name: str) -> str:
    """The TOML of a profile, as it may be copied and edited.

    Raises:
        UnknownNameError: there is none.
    """
    word = name.strip().lower().replace("_", "-").replace(" ", "-")
    names = profile_names()
    if word not in names:
        near = closest(word, names) or [known for known in names if word and known.startswith(word)]
        raise UnknownNameError(
            f"there is no profile {quoted(name)}",
            hint=f"did you mean {' or '.join(near)}?" if near else "prospector profiles list shows them",
        )
    with open(os.path.join(FOLDER, f"{word}.toml"), encoding="utf-8") as file:
        return file.read()


@cache
def load_profile(name: str) -> ImportMapping:
    """A profile by its name.

    Raises:
        UnknownNameError: there is none.
    """
    return parse_mapping(profile_text(name), name=f"profile {name}")
