"""A page to send, as text: what is on it, and that foreign text stays text."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.errors import InvalidValueError
from prospector.render.formats import Format, show, text_of
from prospector.render.html_pictures import Scale, shade, sticks
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from tests.render.conftest import Terminal as Screen
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & co",
    "\x1b[31mred\u202e\x00",
)
VOID = {"meta", "link", "img", "br", "line", "circle", "rect"}


class Elements(HTMLParser):
    """The elements and words of a page; an element that is not closed where it should be is told."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attrs for found, attrs in self.found if found == tag]


def page(document: Document) -> Elements:
    return Elements(text_of(document, Format.HTML))


def everywhere(text: str) -> Document:
    """A document that says one text wherever it can be said."""
    columns = (
        Column("name", text),
        Column("words", "words"),
        Column("rate", "rate", Sort.PERCENT),
        Column("range", "", Sort.RANGE),
        Column("weeks", text, Sort.SPARK),
    )
    rows = (Row((text, text, 0.1, (0.05, 0.2), (1, 2))),)
    return Document(
        (text, text),
        (Table(columns, rows, heading=text), Table(columns, (), empty=text)),
        (Sentence(text, f"{text}\n{text}", Tone.BEHIND),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_name_says_is_only_text_wherever_it_stands(text: str) -> None:
    plain, hostile = page(everywhere("Jane")), page(everywhere(text))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]
    assert [sorted(attrs) for _, attrs in hostile.found] == [sorted(attrs) for _, attrs in plain.found]
    assert not [name for _, attrs in hostile.found for name in attrs if name.startswith("on")]


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_no_text_whatever_makes_an_element_or_leaves_a_control(text: str) -> None:
    written = text_of(everywhere(f"x{text}"), Format.HTML)
    plain, found = page(everywhere("Jane")), Elements(written)
    assert [tag for tag, _ in found.found if tag != "p"] == [tag for tag, _ in plain.found if tag != "p"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)


def test_a_page_has_every_column_and_the_numbers_of_the_terminal(channels: Document) -> None:
    table = channels.tables[0]
    heads = [column for column in table.columns if column.sort is not Sort.BAR]
    found = page(channels)
    assert len([attrs for attrs in found.named("th") if attrs.get("scope") == "col"]) == len(heads)
    assert len([attrs for attrs in found.named("th") if attrs.get("scope") == "row"]) == len(table.rows)
    words = {word.strip() for word in found.words}
    assert {"18,400", "7.5%", "6.0–9.3"} <= words


def test_a_page_has_one_main_heading_a_language_and_a_policy_that_forbids_everything(
    channels: Document,
) -> None:
    found = page(channels)
    assert found.named("html") == [{"lang": "en"}]
    assert len(found.named("h1")) == 1
    assert len(found.named("h2")) == len(channels.tables) + bool(channels.said)
    policy = next(attrs["content"] for attrs in found.named("meta") if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not found.named("script")
    assert not [
        value for _, attrs in found.found for name, value in attrs.items() if name in {"src", "href"}
    ][1:]


def test_a_picture_says_in_words_what_it_shows(channels: Document) -> None:
    found = page(channels)
    pictures = [attrs for attrs in found.named("svg") if attrs.get("role") == "img"]
    assert pictures
    ids = {attrs["id"] for _, attrs in found.found if "id" in attrs}
    for attrs in pictures:
        assert set(attrs["aria-labelledby"].split()) <= ids
    assert any("call 7.5% (6.0–9.3)" in word for word in found.words)


def test_a_spark_is_read_out_with_its_gaps() -> None:
    columns = (Column("key", "key"), Column("weeks", "weeks", Sort.SPARK))
    found = page(Document((), (Table(columns, (Row(("a", (0, 2.5, None))),)),)))
    assert [attrs["aria-label"] for attrs in found.named("svg")] == ["0, 2.5, not known"]
    assert len([attrs for attrs in found.named("rect") if attrs["class"] == "stick"]) == 2


def test_a_table_without_rows_says_so_and_has_no_picture() -> None:
    columns = (Column("key", "key"), Column("rate", "rate", Sort.PERCENT), Column("r", "", Sort.RANGE))
    found = page(Document(("t",), (Table(columns, (), empty="nothing was done"),)))
    assert not found.named("table")
    assert not found.named("svg")
    assert "nothing was done" in found.words


def test_columns_that_paper_has_no_room_for_are_named_there() -> None:
    columns = (
        Column("key", "key"),
        *(Column(f"n{at}", f"a long heading{at}", Sort.COUNT, at) for at in range(30)),
    )
    found = page(Document(("t",), (Table(columns, (Row(("a", *range(30))),)),)))
    told = next(word for word in found.words if word.startswith("Not printed"))
    assert "heading29" in told
    assert "heading1," not in told


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        ([0.0, 0.069], [0, 0.02, 0.04, 0.06, 0.08]),
        ([1.6], [0, 0.5, 1, 1.5, 2]),
        ([-0.04, 0.05], [-0.04, -0.02, 0, 0.02, 0.04, 0.06]),
        ([0.0], None),
    ],
)
def test_an_axis_has_even_marks_around_its_numbers(numbers: list[float], marks: list[float] | None) -> None:
    scale = Scale.over(numbers)
    if marks is None:
        assert scale.high > scale.low
    else:
        assert [mark.value for mark in scale.marks] == pytest.approx(marks)


@given(st.lists(st.floats(-1e9, 1e9).filter(lambda n: n == 0 or abs(n) > 1e-9), min_size=1, max_size=20))
def test_every_number_stands_within_its_figure_and_in_order(numbers: list[float]) -> None:
    scale = Scale.over(numbers)
    places = [scale.place(number) for number in sorted(numbers)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert 2 <= len(scale.marks) <= 9


def test_a_stick_is_as_high_as_its_number_is_of_the_largest_and_only_nothing_has_no_shade() -> None:
    assert [stick.height for stick in sticks((0, 5, None, 10))] == [1.5, 9, 18]
    assert [shade(number, 12) for number in (0, 0.1, 3, 3.1, 12)] == [0, 1, 1, 2, 4]


def test_a_page_on_a_terminal_is_refused_with_the_remedy(channels: Document) -> None:
    with pytest.raises(InvalidValueError, match="not for a terminal") as caught:
        show(channels, Format.HTML, Screen())
    assert "-o page.html" in (caught.value.hint or "")


def test_a_page_goes_into_a_file_or_a_pipe(terminal: Terminal) -> None:
    terminal.ok("call 'Ann <b>' conversation -m 5")
    terminal.ok("report channels --format html -o week.html")
    text = (terminal.folder / "week.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert terminal.ok("report channels --format html") == text
    assert "Ann &lt;b&gt;" in terminal.ok("list --format html")
    assert terminal("export contacts --format html").code == 2
    terminal.is_terminal = True
    refused = terminal("report channels --format html")
    assert refused.code == 2
    assert "-o page.html" in refused.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_page_says_the_same_on_a_stream_of_any_encoding(encoding: str) -> None:
    stream = TextIOWrapper(BytesIO(), encoding=encoding)
    show(everywhere("José → 日本"), Format.HTML, stream)
    found = Elements(stream.detach().getvalue().decode("utf-8"))
    assert "José → 日本" in found.words


def test_only_a_page_loads_the_templates() -> None:
    code = (
        "import sys\nfrom prospector.render.formats import text_of\nfrom prospector.reports.document import *\n"
        "d = Document(('t',), ())\ntext_of(d, 'csv'); text_of(d, 'json'); text_of(d, 'table')\n"
        "print('jinja2' in sys.modules)\ntext_of(d, 'html')\nprint('jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
