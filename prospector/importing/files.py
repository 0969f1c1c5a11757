"""The bytes of a file of unknown make: opened once, looked through once, then read as often as needed."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import shutil
import stat
import sys
import tempfile
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.archives import (
    ArchiveError,
    member,
    open_archive,
    split_member,
)
from prospector.importing.survey import GZIP, candidate_encoding, sha256_of, survey
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_INPUT = "-"
_BLOCK = 1 << 16
# What a compressed file raises as it is read: the last where zipfile does not know its compression.
_DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError)


class _View(io.RawIOBase):
    """The bytes of an open file from its start; several views of one file do not disturb each other."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self.position}.get(whence)
        self.position = offset + (os.fstat(self._descriptor).st_size if start is None else start)
        return self.position

    def tell(self) -> int:
        return self.position

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]  # typeshed has no name for it before 3.12
        os.lseek(self._descriptor, self.position, os.SEEK_SET)
        data = os.read(self._descriptor, len(target))
        target[: len(data)] = data
        self.position += len(data)
        return len(data)


class _Counted(io.RawIOBase):
    """The bytes of a file in an archive, and how many were read."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self.position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]  # typeshed has no name for it before 3.12
        data = self._stream.read(len(target))
        target[: len(data)] = data
        self.position += len(data)
        return len(data)


@dataclass(slots=True, kw_only=True)
class Source:
    """An open file.

    Attributes:
        name: the file as the user named it.
        size: bytes on disk; of a file in an archive, unpacked.
        encoding: the codec that reads all of it.
        encoding_is_told: whether the user named it; else it was found by looking.
    """

    name: str
    size: int
    encoding: str = ""
    encoding_is_told: bool = False
    _descriptor: int
    _state: tuple[int, int]
    _zipped: bool
    _archive: zipfile.ZipFile | None = None
    _member: zipfile.ZipInfo | None = None
    _view: _View | _Counted | None = None
    _sha256: str = ""

    @property
    def sha256(self) -> str:
        """Of its bytes; of those inside, where it is gzipped.

        It takes a third of the time of looking through the text, which a file that is known by it need not be.

        Raises:
            FailedError: it cannot be read.
        """
        if not self._sha256:
            with _refusing(self):
                self._sha256 = sha256_of(self)
        return self._sha256

    @property
    def in_archive(self) -> bool:
        """Whether it is a file in an archive."""
        return self._member is not None

    @property
    def bytes_read(self) -> int:
        """How far the watched reader is, in the bytes of `size`."""
        return self._view.position if self._view else 0

    def text(self, *, watched: bool = False) -> io.TextIOWrapper:
        """The text from its start, its line ends as they are.

        Args:
            watched: whether `bytes_read` follows this reader.
        """
        return io.TextIOWrapper(self.binary(watched=watched), self.encoding, newline="")

    def binary(self, *, watched: bool = False) -> BinaryIO:
        """The bytes from their start, unpacked."""
        view = (
            _View(self._descriptor)
            if self._archive is None or self._member is None
            else _Counted(self._archive.open(self._member))
        )
        if watched:
            self._view = view
        buffered = io.BufferedReader(view, _BLOCK)
        return cast("BinaryIO", gzip.GzipFile(fileobj=buffered) if self._zipped else buffered)

    def check_unchanged(self) -> None:
        """Make sure that nobody wrote to the file while it was read.

        Raises:
            FailedError: somebody did.
        """
        if _state(self._descriptor) != self._state:
            raise FailedError(f"{self.name} changed while it was read", hint="import it again")


@contextmanager
def open_source(name: str, *, encoding: str | None = None) -> Iterator[Source]:
    """Open a file, or standard input for `-`, and look through all of it.

    Args:
        name: a path, `ARCHIVE/NAME`, or `-`; what is packed is unpacked on the way.
        encoding: the codec, where it is known; else it is found.

    Raises:
        FailedError: it cannot be read, is not a table, or no encoding fits all of it.
        InvalidValueError: the encoding given does not exist.
    """
    if encoding is not None:
        check_encoding(encoding)
    with open_bytes(name) as source:
        look_through(source, encoding=encoding)
        yield source


@contextmanager
def open_bytes(name: str) -> Iterator[Source]:
    """Open a file, or standard input for `-`, without a look at its text.

    Args:
        name: as in `open_source`.

    Raises:
        FailedError: it cannot be opened.
    """
    with ExitStack() as stack:
        yield _source(name, stack)


def look_through(source: Source, *, encoding: str | None = None) -> None:
    """Look at all of a text: settle its encoding, refuse what no row can hold; errors as of `open_source`."""
    if encoding is not None:
        check_encoding(encoding)
    source.encoding_is_told = encoding is not None
    with _refusing(source):
        source.encoding = candidate_encoding(source, encoding)
        survey(source, guessed=encoding is None)


@contextmanager
def _refusing(source: Source) -> Iterator[None]:
    """Say what is wrong with a file that cannot be read."""
    try:
        yield
    except _DAMAGED as error:
        if source.in_archive:
            raise ArchiveError(
                f"{source.name} is damaged, or packed in a way that is not known",
                hint="fetch the archive again, or unpack it and import the file",
            ) from error
        raise FailedError(f"{source.name} is a damaged gzip file", hint="fetch or export it again") from error
    except OSError as error:
        raise FailedError(f"{source.name} cannot be read: {error.strerror}") from error


def _source(name: str, stack: ExitStack) -> Source:
    """Open a file, or one in an archive."""
    inside = None if name == STANDARD_INPUT else split_member(name)
    path, inner = (name, None) if inside is None else inside
    descriptor = _spool(stack) if path == STANDARD_INPUT else _open(path, stack)
    state = _state(descriptor)
    if inner is None:
        return Source(
            name="standard input" if name == STANDARD_INPUT else name,
            size=state[0],
            _descriptor=descriptor,
            _state=state,
            _zipped=_View(descriptor).read(2) == GZIP,
        )
    archive = stack.enter_context(open_archive(io.BufferedReader(_View(descriptor)), path))
    info = member(archive, path, inner)
    return Source(
        name=name,
        size=info.file_size,
        _descriptor=descriptor,
        _state=state,
        _zipped=False,
        _archive=archive,
        _member=info,
    )


def _state(descriptor: int) -> tuple[int, int]:
    """What is another where somebody wrote to a file."""
    state = os.fstat(descriptor)
    return state.st_size, state.st_mtime_ns


def check_encoding(name: str) -> str:
    """Hand back the name of an encoding of text.

    Raises:
        InvalidValueError: there is no such encoding.
    """
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError) as error:
        raise InvalidValueError(f"there is no encoding {name!r}", hint='e.g. "utf-8" or "cp1252"') from error
    return name


def _spool(stack: ExitStack) -> int:
    """Keep standard input in a file without a name, because it is read more than once."""
    spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    if sys.stdin is None or sys.stdin.closed:
        raise FailedError("standard input is closed", hint="name a file, or pipe one in")
    shutil.copyfileobj(sys.stdin.buffer, spool)
    spool.flush()
    return spool.fileno()


def _open(name: str, stack: ExitStack) -> int:
    try:
        kind = os.stat(name).st_mode
        if not stat.S_ISREG(kind):
            # A pipe would wait for its other end, perhaps for ever.
            what = "a directory" if stat.S_ISDIR(kind) else "not a file"
            raise FailedError(f"{name} is {what}", hint="name a file; `-` reads standard input")
        return stack.enter_context(open(name, "rb")).fileno()
    except FileNotFoundError as error:
        raise FailedError(f"there is no file {name}", hint="check the name and the folder") from error
    except OSError as error:
        raise FailedError(
            f"{name} cannot be opened: {error.strerror}", hint="check its permissions"
        ) from error
    except ValueError as error:
        raise FailedError(f"{name!r} is not the name of a file") from error
