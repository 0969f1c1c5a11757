"""The manual: pages of Markdown that come with the program."""

from __future__ import annotations

import os

import prospector
from prospector.domain.spelling import did_you_mean, quoted
from prospector.errors import UnknownNameError
from prospector.light import dataclass

FOLDER = os.path.join(os.path.dirname(prospector.__file__), "docs")
_FIRST = ("tutorial", "commands", "import", "counting")
_LAST = ("sending", "scripts", "trust", "design", "speed", "changelog")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name as it is asked for (`reports/channels`), its title, its text."""

    name: str
    title: str
    text: str


def pages() -> tuple[Page, ...]:
    """Every page: what a newcomer reads first, the reports, what the curious read last."""
    names = []
    for folder, _, files in os.walk(FOLDER):
        below = os.path.relpath(folder, FOLDER).replace(os.sep, "/")
        names += [f"{below}/{name}".removeprefix("./")[:-3] for name in files if name.endswith(".md")]
    return tuple(_read(name) for name in sorted(names, key=_place))


def find_page(word: str) -> Page:
    """The page of a name; the last part of it will do.

    Raises:
        UnknownNameError: there is none.
    """
    asked = word.lower().removesuffix(".md").strip("/")
    everything = pages()
    for page in everything:
        if asked in {page.name, page.name.rpartition("/")[2]}:
            return page
    short = [page.name.rpartition("/")[2] for page in everything]
    names = ", ".join(page.name for page in everything)
    raise UnknownNameError(
        f"there is no page {quoted(word)}", hint=did_you_mean(asked, short, f"pages: {names}")
    )


def _read(name: str) -> Page:
    with open(os.path.join(FOLDER, f"{name}.md"), encoding="utf-8") as file:
        text = file.read()
    return Page(name, text.partition("\n")[0].lstrip("# "), text)


def _place(name: str) -> tuple[int, str]:
    if name in _FIRST:
        return _FIRST.index(name), ""
    return (len(_FIRST) + 1 + _LAST.index(name), "") if name in _LAST else (len(_FIRST), name)
