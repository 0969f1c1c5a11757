from __future__ import annotations

from collections.abc import Callable

from prospector.render.formats import Format, text_of
from prospector.reports.document import Column, Document, Row, Sort, Table

Show = Callable[..., str]

_HEAT = (
    Column("weekday", ""),
    Column("h08", "8", Sort.HEAT),
    Column("h09", "9", Sort.HEAT),
    Column("h10", "10", Sort.HEAT),
    Column("all", "all", Sort.COUNT),
)
_WEEK = (
    Row(("Mon", 0, 3, 12, 15)),
    Row(("Tue", 4, None, 9, 13)),
    Row(("all", 4, 3, 21, 28), total=True),
)


def sparks(*cells: tuple[float | None, ...]) -> Document:
    columns = (Column("key", "key"), Column("n", "n", Sort.COUNT), Column("weeks", "", Sort.SPARK))
    return Document((), (Table(columns, tuple(Row((f"r{at}", 7, cell)) for at, cell in enumerate(cells))),))


def test_a_span_is_a_range_of_decimals_in_line(on_terminal: Show) -> None:
    columns = (Column("key", "key"), Column("hour", "per hour", Sort.DECIMAL), Column("span", "", Sort.SPAN))
    rows = (
        Row(("call", 1.4, (1.21, 12.0))),
        Row(("email", 12.5, (10.0, 15.25))),
        Row(("admin", None, (None, None))),
    )
    document = Document((), (Table(columns, rows),))
    assert on_terminal(document).splitlines() == [
        "key    per hour",
        "call    1.4   1.2–12.0",
        "email  12.5  10.0–15.2",
        "admin     –      –",
    ]
    assert text_of(document, Format.CSV).splitlines()[:2] == [
        "key,hour,span_low,span_high",
        "call,1.4,1.21,12",
    ]


def heat() -> Document:
    return Document((), (Table(_HEAT, _WEEK),))


def test_a_spark_is_as_high_as_its_numbers_are_of_its_own_largest(on_terminal: Show) -> None:
    shown = on_terminal(sparks((0, 1, 7, 14), (500, 1000)))
    assert shown.splitlines()[1:] == ["r0   7 ▁▂▅█", "r1   7 ▅█"]


def test_only_nothing_is_drawn_as_nothing_and_what_is_not_known_is_a_gap(on_terminal: Show) -> None:
    shown = on_terminal(sparks((0, 0.001, None, 1000), (0, 0), ()))
    assert shown.splitlines()[1:] == ["r0   7 ▁▂ █", "r1   7 ▁▁", "r2   7"]


def test_an_ascii_terminal_gets_sparks_that_still_rise(on_terminal: Show, ascii_terminal: type) -> None:
    shown = on_terminal(sparks((0, 1, 2, 3, 4, 5, 6, 7)), stream=ascii_terminal)
    assert shown.splitlines()[1] == "r0   7 .-=+*#%@"


def test_a_pipe_and_a_spreadsheet_get_the_numbers_of_a_spark() -> None:
    document = sparks((0, 0.25, None, 12))
    assert text_of(document, Format.TABLE) == "key\tn\tweeks\nr0\t7\t0 0.25 ? 12\n"
    assert text_of(document, Format.CSV) == "key,n,weeks\nr0,7,0 0.25 ? 12\n"


def test_a_heatmap_is_shaded_over_all_its_columns_and_says_what_the_shades_mean(on_terminal: Show) -> None:
    assert on_terminal(heat()).splitlines() == [
        "      8  9 10  all",
        "Mon   · ░░ ██   15",
        "Tue  ▒▒    ▓▓   13",
        "",
        "all  ▒▒ ░░ ██   28",
        "· none  ░ up to 3  ▒ up to 6  ▓ up to 9  █ up to 12",
    ]


def test_a_heatmap_of_few_names_the_numbers_themselves(on_terminal: Show) -> None:
    document = Document((), (Table(_HEAT[:3], (Row(("Mon", 1, 3)), Row(("Tue", 2, 0)))),))
    assert on_terminal(document).splitlines()[-1] == "· none  ▒ 1  ▓ 2  █ 3"


def test_an_ascii_terminal_tells_the_shades_apart(on_terminal: Show, ascii_terminal: type) -> None:
    assert on_terminal(heat(), stream=ascii_terminal).splitlines()[1:3] == [
        "Mon   - :: @@   15",
        "Tue  ++    ##   13",
    ]


def test_a_pipe_and_a_spreadsheet_get_the_numbers_of_a_heatmap() -> None:
    assert text_of(heat(), Format.CSV) == "weekday,h08,h09,h10,all\nMon,0,3,12,15\nTue,4,,9,13\n"
    assert "all\t4\t3\t21\t28" in text_of(heat(), Format.TABLE)
