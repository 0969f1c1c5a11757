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
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and import the CSV inside"),
    (b"BZh", "a bzip2 archive", "unpack it and import the CSV inside"),
    (b"\xfd7zXZ", "an xz archive", "unpack it and import the CSV inside"),
    (b"(\xb5/\xfd", "a zstd archive", "unpack it and import the CSV inside"),
)
_HTML = re.compile(r"\s*(<!doctype|<html|<head|<body|<table|<script)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml")
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]])')


def foreign_bytes(head: bytes) -> tuple[str, str] | None:
    """Tell what a file is by its first bytes, and what to do about it; None if it may be text."""
    if head.startswith(b"PK\x03\x04"):
        if b"xl/" in head or b"[Content_Types].xml" in head:
            return "an Excel workbook", _OPEN_IT
        if b"opendocument.spreadsheet" in head:
            return "an OpenDocument spreadsheet", _OPEN_IT
        return "a zip archive", "unpack it and import the CSV inside"
    for start, what, remedy in _BY_FIRST_BYTES:
        if head.startswith(start):
            return what, remedy
    return None


def foreign_text(head: str) -> tuple[str, str] | None:
    """Tell what a text is by its beginning, and what to do about it; None if it may be a table."""
    if _HTML.match(head):
        return "a web page", "it may be a login page: fetch or export the CSV itself"
    if _XML.match(head):
        return "an XML file", _EXPORT
    if _JSON.match(head):
        return "a JSON file", _EXPORT
    return None
