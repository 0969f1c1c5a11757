from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table

Show = Callable[..., str]
SCREENS = Path(__file__).parent / "screens"
WIDTHS = (80, 100, 120, 160)


def cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def one_table(columns: tuple[Column, ...], *rows: Row) -> Document:
    return Document(("t",), (Table(columns, rows),))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["channels", "deals"])
def test_a_screen_looks_as_it_was_drawn(
    name: str, width: int, on_terminal: Show, request: pytest.FixtureRequest
) -> None:
    document = request.getfixturevalue(name)
    assert on_terminal(document, width) == (SCREENS / f"{name}-{width}.txt").read_text(encoding="utf-8")


def test_an_ascii_terminal_gets_look_alikes_in_line(
    channels: Document, on_terminal: Show, ascii_terminal: type
) -> None:
    shown = on_terminal(channels, 100, stream=ascii_terminal)
    assert shown == (SCREENS / "channels-100-ascii.txt").read_text(encoding="ascii")


@pytest.mark.parametrize("width", [40, 60, *WIDTHS])
def test_no_line_is_wider_than_the_terminal(width: int, deals: Document, on_terminal: Show) -> None:
    assert all(cells(line) <= width for line in on_terminal(deals, width).splitlines())


def test_numbers_are_whole_on_the_narrowest_terminal(channels: Document, on_terminal: Show) -> None:
    shown = on_terminal(channels, 20)
    assert "18,400" in shown
    assert "1,093" in shown
    assert "…" not in shown


def test_wide_letters_take_two_cells_so_that_columns_stay_in_line(on_terminal: Show) -> None:
    columns = (Column("name", "name"), Column("n", "n", Sort.COUNT))
    shown = on_terminal(
        one_table(columns, Row(("日本電気", 1)), Row(("Jose\u0301", 20)), Row(("👍🏽 yes", 3)))
    )
    rows = shown.splitlines()[3:]
    assert rows == ["日本電気   1", "Jose\u0301      20", "👍🏽 yes     3"]
    assert {cells(row) for row in rows} == {12}


def test_one_long_name_costs_nobody_a_column(on_terminal: Show) -> None:
    columns = (Column("name", "name"), Column("email", "e-mail", rank=2), Column("phone", "phone", rank=3))
    document = one_table(
        columns, Row(("x" * 500, "ann@example.com", "+49 30 1234567")), Row(("Jane", None, None))
    )
    shown = on_terminal(document, 80)
    assert "ann@example.com" in shown
    assert "+49 30 1234567" in shown
    assert "shortened at 80 columns: name;" in shown
    assert "not shown" not in shown


def test_the_highest_rank_is_left_out_first_and_of_equals_the_one_at_the_right(on_terminal: Show) -> None:
    columns = (
        Column("a", "aaaa"),
        Column("b", "bbbb", rank=1),
        Column("c", "cccc", rank=2),
        Column("d", "dddd", rank=2),
    )
    document = one_table(columns, Row(("1", "2", "3", "4")))
    assert "not shown at 16 columns: dddd;" in " ".join(on_terminal(document, 16).split("\n"))
    assert "not shown at 10 columns: cccc, dddd;" in on_terminal(document, 10).replace("\n", " ")


def test_words_last_in_line_are_shortened_where_that_is_enough(on_terminal: Show) -> None:
    document = one_table(
        (Column("who", "who"), Column("note", "note", rank=3)), Row(("Jane", "a very long note " * 9))
    )
    shown = on_terminal(document, 50).splitlines()
    assert shown[3] == "Jane  a very long note a very long note a very lo…"
    assert shown[4] == "shortened at 50 columns: note; wider, or"


def test_a_name_is_shortened_only_when_nothing_else_can_go(on_terminal: Show) -> None:
    columns = (Column("name", "name"), Column("x", "x", rank=1), Column("v", "value", Sort.MONEY))
    shown = on_terminal(one_table(columns, Row(("Bartholomew Featherstonehaugh", "xx", 1234567890))), 30)
    assert "Bartholomew Fe…  12,345,678.90" in shown
    assert "not shown at 30 columns: x;" in shown


def test_a_title_reaches_over_the_untitled_numbers_of_its_group(on_terminal: Show) -> None:
    columns = (
        Column("n", "conversations", Sort.COUNT),
        Column("r", "", Sort.PERCENT),
        Column("w", "won", Sort.COUNT),
    )
    shown = on_terminal(one_table(columns, Row((4, 0.5, 1))))
    assert shown.splitlines()[2:] == ["conversations  won", "     4  50.0%    1"]


def test_ranges_are_aligned_at_their_dash(on_terminal: Show) -> None:
    rows = [Row(((0.0, 0.034),)), Row(((0.184, 0.24),)), Row((None,)), Row(((None, None),))]
    shown = on_terminal(one_table((Column("r", "range", Sort.RANGE),), *rows))
    assert shown.splitlines()[3:] == [" 0–3.4", "18–24", "  –", "  –"]


def test_a_bar_of_something_is_never_empty_and_of_nothing_never_drawn(on_terminal: Show) -> None:
    rows = [Row((value, "x")) for value in (1.0, 0.5, 0.001, 0.0, None)]
    shown = on_terminal(one_table((Column("b", "", Sort.BAR), Column("x", "")), *rows))
    assert shown.splitlines()[2:] == ["▃▃▃▃▃  x", "▃▃     x", "▁      x", "       x", "       x"]


def test_shared_results_and_cents_give_the_whole_column_their_digits(on_terminal: Show) -> None:
    columns = (Column("n", "n", Sort.COUNT), Column("v", "v", Sort.MONEY), Column("y", "y"))
    shown = on_terminal(one_table(columns, Row((12, 1_840_000, True)), Row((1 / 3, 50, False))))
    assert shown.splitlines()[3:] == ["12.0  18,400.00  yes", " 0.3       0.50  no"]


def test_days_have_one_digit_however_few_they_are(on_terminal: Show) -> None:
    shown = on_terminal(one_table((Column("days", "days", Sort.DAYS),), Row((0.00001,)), Row((1234.06,))))
    assert [line.strip() for line in shown.splitlines()[-2:]] == ["0.0", "1,234.1"]


def test_what_is_said_where_there_are_no_rows_is_broken_between_words(on_terminal: Show) -> None:
    empty = Table((Column("who", "who"),), (), empty="nobody brought anybody: contact edit says who did")
    assert on_terminal(Document((), (empty,)), 30) == "nobody brought anybody:\ncontact edit says who did\n"


def test_a_sentence_hangs_under_itself_and_a_number_keeps_its_percent_sign(on_terminal: Show) -> None:
    text = "The chance that social is better than call is 79 %, no more."
    shown = on_terminal(Document(("t",), (), (Sentence("Verdict", text),)), 56)
    assert shown == ("t\n\nVerdict  The chance that social is better than call is\n         79 %, no more.\n")


def test_colours_mean_one_thing_each_and_leave_the_words_alone(channels: Document, on_terminal: Show) -> None:
    painted = on_terminal(channels, 100, colour=True)
    assert "\x1b[35mVerdict " in painted
    assert "\x1b[31mQuota " in painted
    assert "\x1b[2mcontent" in painted
    plain = painted
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[35m"):
        plain = plain.replace(code, "")
    assert plain == on_terminal(channels, 100)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_can_do_without_colour(
    name: str, value: str, channels: Document, on_terminal: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in on_terminal(channels, colour=None)
    monkeypatch.setenv(name, value)
    assert "\x1b" not in on_terminal(channels, colour=None)


def test_columns_of_the_environment_say_how_wide_the_terminal_is(
    channels: Document, on_terminal: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert on_terminal(channels, None) == on_terminal(channels, 120)
    monkeypatch.delenv("COLUMNS")
    assert on_terminal(channels, None) == on_terminal(channels, 80)


@given(text=st.text(st.characters(codec=None), max_size=60), width=st.integers(20, 90))
def test_no_text_gets_a_control_character_onto_the_terminal(text: str, width: int, on_terminal: Show) -> None:
    columns = (Column("name", text), Column("note", "note", rank=1))
    table = Table(columns, (Row((text, text)),), heading=text)
    shown = on_terminal(
        Document((text, "b"), (table, Table((), (), empty=text)), (Sentence(text, text),)), width
    )
    assert {category(letter) for letter in shown.replace("\n", "")}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff")
