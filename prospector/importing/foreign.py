"""Files that are named like a table and are something else, told by how they begin."""

from __future__ import annotations

import re

HEAD = 4096  # bytes that are looked at

_OPEN_IT = "open it in its program and save the sheet as CSV (UTF-8)"
_EXPORT = "export the data as CSV"
_BY_FIRST_BYTES = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file", _OPEN_IT),
    (b"%PDF", "a PDF", _EXPORT),
    (b"SQLite format 3\x00", "a SQLite database", _EXPORT),
    (b"\x89PNG", "a picture", _EXPORT),
    (b"\xff\xd8\xff", "a picture", _EXPORT),
    (b"GIF8", "a picture", _EXPORT),
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"bplist00", "a property list", _EXPORT),
    (b"MZ\x90\x00", "a program", _EXPORT),
    (b"\x7fELF", "a program", _EXPORT),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and import the CSV inside"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and import the CSV inside"),
    (b"BZh", "a bzip2 archive", "unpack it and import the CSV inside"),
    (b"\xfd7zXZ", "an xz archive", "unpack it and import the CSV inside"),
    (b"(\xb5/\xfd", "a zstd archive", "unpack it and import the CSV inside"),
)
_BY_FIRST_WORDS = (
    (r"<\?xml", "an XML file", _EXPORT),
    (
        r"<!doctype|<!--|</?[a-z][a-z0-9]*(\s[^>]*)?>",
        "a web page",
        "it may be a login page: fetch or export the CSV itself",
    ),
    (r'\{\s*["}]|\[\s*([\[{"\]]|-?\d[\d.]*\s*,)', "a JSON file", _EXPORT),
    (r"\{\\rtf", "a text document (RTF)", _EXPORT),
    (r"BEGIN:VCARD", "an address card (vCard)", "address books export CSV, too: choose that"),
    (r"BEGIN:VCALENDAR", "a calendar file (iCalendar)", "Outlook exports its calendar as CSV"),
    (r"ID;P[A-Z]", "a SYLK sheet", _OPEN_IT),
    (r"(From \S+ .*\n|(Received|Return-Path|Delivered-To|MIME-Version): )", "a mailbox or mail", _EXPORT),
)


def foreign_bytes(head: bytes) -> tuple[str, str] | None:
    """Tell what a file is by its first bytes, and what to do about it; None if it may be text, or a zip."""
    if head[257:262] == b"ustar":
        return "a tar archive", "unpack it and import the CSV inside"
    for start, what, remedy in _BY_FIRST_BYTES:
        if head.startswith(start):
            return what, remedy
    return None


def foreign_text(head: str) -> tuple[str, str] | None:
    """Tell what a text is by its beginning, and what to do about it; None if it may be a table."""
    start = head.lstrip()
    for form, what, remedy in _BY_FIRST_WORDS:
        if re.match(form, start, re.IGNORECASE):
            return what, remedy
    return None
