"""The pictures of the README show what the program shows, and ask nothing of whoever looks at them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.pictures import FOLDER, PICTURES, draw

ROOT = Path(__file__).parent.parent


def _words(svg: str) -> list[str]:
    return unescape(re.sub(r"<[^>]+>", " ", svg.partition("</style>")[2])).split()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_program_shows(name: str, tmp_path: Path) -> None:
    """Words alone are compared: another version of Rich may set them a little elsewhere. `python -m tests.pictures`."""
    assert _words((FOLDER / f"{name}.svg").read_text(encoding="utf-8")) == _words(draw(name, tmp_path))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_needs_no_network_and_has_colours_for_a_dark_page(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    ET.fromstring(text)  # noqa: S314 - our own file
    assert len(text) < 60_000
    assert "url(" not in text
    assert set(re.findall(r"\w+://[^\" ]+", text)) == {"http://www.w3.org/2000/svg"}
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    classes = set(re.findall(r"\.\S+-r\d+(?= \{)", light))
    assert classes
    assert classes == set(re.findall(r"\.\S+-r\d+(?= \{)", dark))


def test_the_readme_shows_every_picture() -> None:
    shown = re.findall(r"!\[[^]]+\]\((\S+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"prospector/docs/pictures/{name}.svg" for name in PICTURES)
