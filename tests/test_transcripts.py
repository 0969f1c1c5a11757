"""Transcripts are true: what they say was typed answers what they say it answered.

`tests/transcripts/*.txt` are whole; in the README and the manual the ```console blocks are, each page one session.
There a comment `<!-- now TIME -->` or `<!-- columns N -->` sets the clock or the width of what follows,
`<!-- store NAME -->` names the store, and `<!-- run COMMAND -->` prepares what a page does not need to show.
`pytest --update-golden` writes down what is answered now; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal import Step, Terminal, replay, steps_of

_CONTROL = re.compile(r"<!-- (now|columns|store|run) (.+) -->")
ROOT = Path(__file__).parent.parent
TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
PAGES = [
    page
    for page in [ROOT / "README.md", *sorted((ROOT / "prospector" / "docs").rglob("*.md"))]
    if "```console" in page.read_text(encoding="utf-8")
]


def _replayed(terminal: Terminal, transcript: str) -> str:
    lines = []
    for step in steps_of(transcript):
        lines.append("$ " + step.line.replace("\n", "\n> "))
        answer = replay(terminal, step)
        if answer:
            lines.append(answer)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_is_what_the_program_answers(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")
    answered = _replayed(Terminal(tmp_path), written)
    if request.config.getoption("--update-golden"):
        path.write_text(answered, encoding="utf-8")
    else:
        assert answered == written


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_shows_what_the_program_answers(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")
    columns = 76 if path.is_relative_to(ROOT / "prospector") else 80  # the manual indents them by four
    terminal, answered, pieces = (
        Terminal(tmp_path, columns=columns, store_name=None),
        "",
        written.split("```"),
    )
    for number, piece in enumerate(pieces):
        if piece.startswith("console\n"):
            pieces[number] = "console\n" + _replayed(terminal, piece.removeprefix("console\n"))
        for name, value in _CONTROL.findall(piece):
            replay(terminal, Step(value if name == "run" else f"# {name} {value}", ""))
    answered = "```".join(pieces)
    if request.config.getoption("--update-golden"):
        path.write_text(answered, encoding="utf-8")
    else:
        assert answered == written
