"""The first look at a file's bytes: its SHA-256, what it is, its encoding, and whether rows can be read from it.

Every byte is looked at, because one late in the file decides between UTF-8 and an older alphabet. Nothing but one block
is held in memory.
"""

from __future__ import annotations

import codecs
import hashlib

from prospector.errors import FailedError
from prospector.importing.alphabets import one_byte_encoding
from prospector.importing.archives import SIGNATURES, document
from prospector.importing.foreign import HEAD, foreign_bytes, foreign_text
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from prospector.importing.files import Source

LONGEST_LINE = 1 << 20  # characters; a longer one is not a row, and would be held in memory
GZIP = b"\x1f\x8b"
_BLOCK = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAME_ENCODING = 'save it as UTF-8, or name its encoding in a mapping: [file] encoding = "…"'


def sha256_of(source: Source) -> str:
    """The SHA-256 of all bytes."""
    digest, stream = hashlib.sha256(), source.binary()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def candidate_encoding(source: Source, encoding: str | None) -> str:
    """Choose the encoding to try first, by how the file begins; refuse what is no text."""
    head = source.binary().read(HEAD)
    foreign, candidate = foreign_bytes(head), ""
    if head.startswith(SIGNATURES):
        foreign = _zip_of(source, head)
    elif source.in_archive and head.startswith(GZIP):
        foreign = "packed once more", "unpack it and import the CSV inside"
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


def _zip_of(source: Source, head: bytes) -> tuple[str, str]:
    """What a zip is, and what to do about it."""
    found = None if source.in_archive else document(source.binary())
    if found is None and b"xl/" in head:  # cut off, and its list of contents with it
        found = "an Excel workbook", "fetch it again, open it and save the sheet as CSV (UTF-8)"
    return found or ("a zip archive", "unpack it and import the CSV inside")


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


def survey(source: Source, *, guessed: bool) -> None:
    """Read all bytes: settle the encoding, refuse what no row can hold."""
    look = _Survey(source)
    try:
        look.run(source.encoding)
    except UnicodeDecodeError as error:
        if not guessed or source.encoding != "utf-8":  # a mark or the user said so
            raise look.refuse(f"this is not {source.encoding.removesuffix('-sig')}", error) from error
        look = _Survey(source)
        fallback = one_byte_encoding(source.binary())
        try:
            look.run(fallback)
        except UnicodeDecodeError as second:
            raise look.refuse("this is neither UTF-8 nor Windows-1252", second) from second
        source.encoding = fallback


class _Survey:
    """One pass over all bytes, a block at a time."""

    def __init__(self, source: Source) -> None:
        self.source = source
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
