"""The formats that a document is shown in: one table, name to module. A writer is loaded when it is wanted."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO

from prospector.errors import InvalidValueError, OutputError
from prospector.light import TYPE_CHECKING, StrEnum
from prospector.render.appearance import Appearance
from prospector.reports.document import Document

if TYPE_CHECKING:
    from typing import TextIO


class Format(StrEnum):
    """What `--format` takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


_TERMINAL = "terminal"
PAGE_REMEDY = "write it to a file: > page.html, or -o page.html with a report"
_WRITERS = {
    Format.TABLE: "plain",  # on a terminal: _TERMINAL
    Format.JSON: "json",
    Format.CSV: "csv",
    Format.HTML: "html",
}


def show(
    document: Document,
    form: Format | str,
    stream: TextIO,
    *,
    width: int | None = None,
    colour: bool | None = None,
    raw: bool = False,
) -> None:
    """Write a document to a stream, and see that it arrived.

    Args:
        document: what to show.
        form: how; a table is laid out on a terminal and tab-separated in a pipe.
        stream: where to, standard output as a rule.
        width: cells of a terminal line; None to ask the terminal.
        colour: whether a terminal gets colours; None to ask it and the environment.
        raw: CSV for machines, not for spreadsheets.

    Raises:
        BrokenPipeError: the reader went away; nothing more will be written to standard output.
        InvalidValueError: it is a page, and the stream is a terminal.
        OutputError: the stream cannot take it, as on a full disk.
    """
    form = Format(form)
    if form is Format.HTML and stream.isatty():
        raise InvalidValueError("a page is for a browser, not for a terminal", hint=PAGE_REMEDY)
    name = _TERMINAL if form is Format.TABLE and stream.isatty() else _WRITERS[form]
    writer = import_module(f"prospector.render.{name}")  # lazy: only a terminal needs Rich
    try:
        writer.write(document, stream, Appearance(width=width, colour=colour, raw=raw))
        stream.flush()
    except BrokenPipeError:
        abandon(stream)
        raise
    except OSError as error:
        abandon(stream)
        raise OutputError(error.strerror or str(error)) from error


def text_of(document: Document, form: Format | str, *, raw: bool = False) -> str:
    """Write a document to a text, for a file: what a pipe would get."""
    stream = StringIO(newline="")
    show(document, form, stream, raw=raw)
    return stream.getvalue()


def abandon(stream: TextIO) -> None:
    """Send what is left in the buffer of standard output nowhere.

    The interpreter flushes it once more at its end, and would fail again with a message and an exit code of its own.
    """
    if stream is sys.stdout:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
