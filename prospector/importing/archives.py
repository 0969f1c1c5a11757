"""A zip as vendors hand it out: its files are read where they are, and nothing is ever unpacked to disk.

A file in it is named `ARCHIVE/NAME`, as if the archive were a folder. Names are only compared and shown, so that none
can lead out of it. What would unpack to more than a table can be is refused before it is read; while it is read, no
more comes out of it than it says of itself, and its checksum is held against that.
"""

from __future__ import annotations

import os
import zipfile
from typing import BinaryIO

from prospector.errors import FailedError
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # with files, and without any
TABLES = (".csv", ".tsv", ".txt")
# What zipfile raises for a file that it cannot read: the last where it needs a later zip than Python's.
_NO_ARCHIVE = (zipfile.BadZipFile, ValueError, NotImplementedError)
_MOST_FILES = 10_000
_LARGEST = 2 << 30  # bytes of one file, unpacked
_LARGEST_TOGETHER = 8 << 30
_SUSPICIOUS = 64 << 20  # from here on, the packing is looked at
_TIGHTEST = 250  # times; a table of repeated rows comes to a hundred
_OPEN_IT = "open it in its program and save the sheet as CSV (UTF-8)"
_DOCUMENTS = (  # the beginnings of names that give a program's document away
    (("xl/",), "an Excel workbook", _OPEN_IT),
    (("word/",), "a Word document", "export the data as CSV"),
    (("ppt/",), "a presentation", "export the data as CSV"),
    (("Index/Document.iwa", "Index/Tables/", "Index.zip"), "a Numbers or Pages document", _OPEN_IT),
    (("META-INF/MANIFEST.MF",), "a program", "export the data as CSV"),
)
_OF_THE_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")


class ArchiveError(FailedError):
    """A file in an archive is there and cannot be read."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an archive.

    Attributes:
        tables: the names of the files that may be tables.
        others: the names of the other files.
    """

    tables: tuple[str, ...]
    others: tuple[str, ...]


def is_archive(name: str) -> bool:
    """Whether a path is a zip, and none of those that are a program's document; a damaged one is by its name."""
    try:
        with open(name, "rb") as file:
            if file.read(4) not in SIGNATURES:
                return False
            return document(file) is None and (name.lower().endswith(".zip") or zipfile.is_zipfile(file))
    except (OSError, ValueError):
        return False


def document(file: BinaryIO) -> tuple[str, str] | None:
    """The program's document that a zip is, and what to do about it; None if it is an archive, or damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names and "content.xml" in names:
                return "an OpenDocument spreadsheet", _OPEN_IT
    except (*_NO_ARCHIVE, OSError):
        return None
    found = (
        (what, remedy)
        for starts, what, remedy in _DOCUMENTS
        if any(name.startswith(starts) for name in names)
    )
    return next(found, None)


def contents(name: str) -> Contents:
    """Look into an archive.

    Raises:
        ArchiveError: it is damaged, encrypted, or would unpack to more than tables can be.
    """
    with open(name, "rb") as file, open_archive(file, name) as archive:
        files = [
            info
            for info in archive.infolist()
            if not info.is_dir() and not any(mark in info.filename for mark in _OF_THE_SYSTEM)
        ]
        tables = [info for info in files if info.filename.lower().endswith(TABLES)]
        for info in tables:
            check_member(name, info)
        if sum(info.file_size for info in tables) > _LARGEST_TOGETHER:
            raise ArchiveError(
                f"{name} would unpack to more than {_LARGEST_TOGETHER >> 30} GB",
                hint="unpack what you want of it, and import that",
            )
        names = [info.filename for info in tables]
        twice = next((each for each in names if names.count(each) > 1), None)
        if twice is not None:
            raise ArchiveError(
                f"{name} has two files called {twice}", hint="unpack it and import the right one"
            )
        others = (info.filename for info in files if info not in tables)
        return Contents(tuple(names), tuple(others))


def open_archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open an archive.

    Args:
        file: its bytes.
        name: of the archive, for messages.

    Raises:
        ArchiveError: it is damaged, or has more files than anybody hands out.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _NO_ARCHIVE as error:
        raise ArchiveError(f"{name} is a damaged zip archive", hint="fetch it again") from error
    if len(archive.filelist) > _MOST_FILES:
        archive.close()
        raise ArchiveError(
            f"{name} has more than {_MOST_FILES:,} files", hint="unpack what you want of it, and import that"
        )
    return archive


def member(archive: zipfile.ZipFile, name: str, inner: str) -> zipfile.ZipInfo:
    """A file in an archive.

    Raises:
        ArchiveError: there is none of this name, or it cannot be read.
    """
    try:
        info = archive.getinfo(inner)
    except KeyError as error:
        raise ArchiveError(
            f"there is no file {inner} in {name}",
            hint="letter case counts; import the archive to see what is in it",
        ) from error
    check_member(name, info)
    return info


def check_member(name: str, info: zipfile.ZipInfo) -> None:
    """Make sure that a file in an archive can be read, and is no larger than a table.

    Raises:
        ArchiveError: it is encrypted, or too large.
    """
    if info.flag_bits & 1:
        raise ArchiveError(
            f"{name} is encrypted", hint="unpack it with its password, and import the files in it"
        )
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _LARGEST or (info.file_size > _SUSPICIOUS and ratio > _TIGHTEST):
        raise ArchiveError(
            f"{info.filename} in {name} would unpack to {info.file_size / 1e6:,.0f} MB",
            hint="if that is right, unpack it yourself and import the file",
        )


def split_member(name: str) -> tuple[str, str] | None:
    """Part `ARCHIVE/NAME` into the archive and the name in it; None where it is a path like others."""
    if os.path.lexists(name):
        return None
    return next(((path, inner) for path, inner in _cuts(name) if inner and os.path.isfile(path)), None)


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    at = name.find("/", 1)
    while at > 0:
        yield name[:at], name[at + 1 :]
        at = name.find("/", at + 1)
