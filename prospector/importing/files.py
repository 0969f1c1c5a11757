"""The bytes of a file of unknown make: opened once, looked through once, then read as often as needed.

`open_source` refuses what is not a table, and finds the encoding by reading every byte: one byte late in the file
decides between UTF-8 and Windows-1252. The same pass takes the SHA-256. Nothing but one block is held in memory.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import shutil
import stat
import sys
import tempfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.alphabets import one_byte_encoding
from prospector.importing.foreign import HEAD, foreign_bytes, foreign_text

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_INPUT = "-"
LONGEST_LINE = 1 << 20  # characters; a longer one is not a row, and would be held in memory
_BLOCK = 1 << 16
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAME_ENCODING = 'save it as UTF-8, or name its encoding in a mapping: [file] encoding = "…"'


class _View(io.RawIOBase):
    """The bytes of an open file from its start; several views of one file do not disturb each other."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]  # typeshed has no name for it before 3.12
        os.lseek(self._descriptor, self.position, os.SEEK_SET)
        data = os.read(self._descriptor, len(target))
        target[: len(data)] = data
        self.position += len(data)
        return len(data)


@dataclass(slots=True, kw_only=True)
class Source:
    """An open file that has been looked through.

    Attributes:
        name: the file as the user named it.
        size: bytes on disk.
        sha256: of its bytes; of those inside, where it is gzipped.
        encoding: the codec that reads all of it.
        encoding_is_told: whether the user named it; else it was found by looking.
    """

    name: str
    size: int
    sha256: str = ""
    encoding: str = ""
    encoding_is_told: bool = False
    _descriptor: int
    _modified: int
    _zipped: bool
    _view: _View | None = None

    @property
    def bytes_read(self) -> int:
        """How far the watched reader is, in bytes on disk."""
        return self._view.position if self._view else 0

    def text(self, *, watched: bool = False) -> io.TextIOWrapper:
        """The text from its start, its line ends as they are.

        Args:
            watched: whether `bytes_read` follows this reader.
        """
        return io.TextIOWrapper(self.binary(watched=watched), self.encoding, newline="")

    def binary(self, *, watched: bool = False) -> BinaryIO:
        """The bytes from their start, unpacked."""
        view = _View(self._descriptor)
        if watched:
            self._view = view
        buffered = io.BufferedReader(view, _BLOCK)
        return cast("BinaryIO", gzip.GzipFile(fileobj=buffered) if self._zipped else buffered)

    def check_unchanged(self) -> None:
        """Make sure that nobody wrote to the file while it was read.

        Raises:
            FailedError: somebody did.
        """
        now = os.fstat(self._descriptor)
        if (now.st_size, now.st_mtime_ns) != (self.size, self._modified):
            raise FailedError(f"{self.name} changed while it was read", hint="import it again")


@contextmanager
def open_source(name: str, *, encoding: str | None = None) -> Iterator[Source]:
    """Open a file, or standard input for `-`, and look through all of it.

    Args:
        name: a path, or `-`; a gzipped file is unpacked on the way.
        encoding: the codec, where it is known; else it is found.

    Raises:
        FailedError: it cannot be read, is not a table, or no encoding fits all of it.
        InvalidValueError: the encoding given does not exist.
    """
    if encoding is not None:
        check_encoding(encoding)
    with ExitStack() as stack:
        descriptor = _spool(stack) if name == STANDARD_INPUT else _open(name, stack)
        state = os.fstat(descriptor)
        source = Source(
            name="standard input" if name == STANDARD_INPUT else name,
            size=state.st_size,
            encoding_is_told=encoding is not None,
            _descriptor=descriptor,
            _modified=state.st_mtime_ns,
            _zipped=_View(descriptor).read(2) == _GZIP,
        )
        try:
            source.encoding = _candidate(source, encoding)
            _survey(source, guessed=encoding is None)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FailedError(
                f"{source.name} is a damaged gzip file", hint="fetch or export it again"
            ) from error
        except OSError as error:
            raise FailedError(f"{source.name} cannot be read: {error.strerror}") from error
        yield source


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


def _candidate(source: Source, encoding: str | None) -> str:
    """Choose the encoding to try first, by how the file begins; refuse what is no text."""
    head = source.binary().read(HEAD)
    foreign, candidate = foreign_bytes(head), ""
    if foreign is None:
        candidate = encoding or _encoding_of(head)
        if codecs.lookup(candidate).name == "utf-8" and head.startswith(codecs.BOM_UTF8):
            candidate = "utf-8-sig"
        text = codecs.getincrementaldecoder(candidate)("replace").decode(head).lstrip("\ufeff")
        if not text.strip() and source.size <= HEAD:
            raise FailedError(f"{source.name} is empty", hint="nothing to import; export it again")
        foreign = foreign_text(text)
    if foreign is not None:
        what, remedy = foreign
        raise FailedError(f"{source.name} is {what}, not a CSV file", hint=remedy)
    return candidate


def _encoding_of(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    # Without a mark: in UTF-16 every second byte of Latin text is NUL.
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.3 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half and head[::2].count(0) > half * 0.3 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return "utf-8"


def _survey(source: Source, *, guessed: bool) -> None:
    """Read all bytes: take their SHA-256, settle the encoding, refuse what no row can hold."""
    survey = _Survey(source)
    try:
        survey.run(source.encoding)
    except UnicodeDecodeError as error:
        if not guessed or source.encoding != "utf-8":  # a mark or the user said so
            raise survey.refuse(f"this is not {source.encoding.removesuffix('-sig')}", error) from error
        survey = _Survey(source)
        fallback = one_byte_encoding(source.binary())
        try:
            survey.run(fallback)
        except UnicodeDecodeError as second:
            raise survey.refuse("this is neither UTF-8 nor Windows-1252", second) from second
        source.encoding = fallback
    source.sha256 = survey.digest.hexdigest()


class _Survey:
    """One pass over all bytes, a block at a time."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.digest = hashlib.sha256()
        self.line = 1
        self.unended = 0  # characters since the last line end

    def run(self, encoding: str) -> None:
        """Decode everything.

        Raises:
            UnicodeDecodeError: the encoding does not fit.
            FailedError: there is a NUL, or a line that no row can hold.
        """
        decoder = codecs.getincrementaldecoder(encoding)()
        stream = self.source.binary()
        while block := stream.read(_BLOCK):
            self.digest.update(block)
            self._look_at(decoder.decode(block))
        decoder.decode(b"", final=True)

    def _look_at(self, text: str) -> None:
        at = text.find("\0")
        if at >= 0:
            self.line += _line_ends(text[:at])
            raise FailedError(
                f"{self.source.name}, line {self.line}: there is a NUL byte", hint="this is not a text file"
            )
        ends = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
        if self.unended + min(ends, default=len(text)) > LONGEST_LINE:
            raise FailedError(
                f"{self.source.name}, line {self.line}: more than {LONGEST_LINE:,} characters without a line end",
                hint="this is not a table of rows; export it again",
            )
        self.unended = (
            len(text) - 1 - max(text.rfind("\n"), text.rfind("\r")) if ends else self.unended + len(text)
        )
        self.line += _line_ends(text)

    def refuse(self, what: str, error: UnicodeDecodeError) -> FailedError:
        """Say where the encoding ended to fit."""
        before = error.object[: error.start]
        line = self.line + max(before.count(b"\n"), before.count(b"\r"))
        return FailedError(f"{self.source.name}, line {line}: {what}", hint=_NAME_ENCODING)


def _line_ends(text: str) -> int:
    """Count line ends; a file has one sort of them."""
    return max(text.count("\n"), text.count("\r"))
