"""Traces of a person in the bytes of files: every spelling that a store, a journal or a log may have of a text."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path


def spellings(text: str) -> set[bytes]:
    """A text as UTF-8 and UTF-16, composed and apart, large and small, escaped as JSON and as folded key."""
    forms = {text, text.lower(), text.upper(), text.title(), json.dumps(text)[1:-1]}
    forms |= {unicodedata.normalize(form, each) for each in list(forms) for form in ("NFC", "NFD", "NFKD")}
    plain = unicodedata.normalize("NFD", text.lower())
    forms.add("".join(letter for letter in plain if not unicodedata.combining(letter)))
    return {each.encode(code) for each in forms for code in ("utf-8", "utf-16-le", "utf-16-be")}


def traces(folder: Path, *texts: str) -> dict[str, list[str]]:
    """The texts of a person that stand in files of a folder, by file; nothing if none is left."""
    found: dict[str, list[str]] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        here = [text for text in texts if any(form in data for form in spellings(text))]
        if here:
            found[str(path.relative_to(folder))] = here
    return found
