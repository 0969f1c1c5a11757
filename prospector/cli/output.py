"""How a command answers: documents through a writer, one line for what was done, JSON where it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from prospector.cli.invocation import Invocation
from prospector.cli.options import Form
from prospector.render.formats import show
from prospector.render.gateway import clean
from prospector.reports.document import Document


def answer(run: Invocation, document: Document, form: Form, as_json: bool = False) -> None:
    """Show a document on standard output."""
    show(document, Form.JSON.value if as_json else form.value, sys.stdout, width=run.width())


def done(run: Invocation, line: str, record: Mapping[str, object], as_json: bool) -> None:
    """Say what a writing command did: one line, or the stored record as JSON."""
    if as_json:
        show(Document((), (), (), record), Form.JSON.value, sys.stdout, width=run.width())
    else:
        sys.stdout.write(f"{clean(line)}\n")


def remark(text: str) -> None:
    """Say something beside the answer, on standard error."""
    sys.stderr.write(f"{clean(text)}\n")
