"""A mapping, a plan or a settings file that is almost right is read, or refused in one line that names it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospector.domain.settings import SETTINGS
from prospector.importing.columns import SHEETS, Kind
from prospector.importing.mapping import ColumnSource, Creations, Dialogue, FileOptions, ImportMapping, Talk
from tests.trust.command_lines import NASTY
from tests.trust.promises import a_day_begun, hold_to_the_promises, rows_of

few = settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
many = settings(max_examples=10_000, database=None, suppress_health_check=list(HealthCheck))


def _keys(model: type[ImportMapping | FileOptions | ColumnSource | Creations | Talk | Dialogue]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    marks = "".join(
        letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08x}" for letter in text
    )
    return f'"{marks}"'


TEXTS = st.one_of(
    st.sampled_from(
        ["occurred_at", "channel", "contact", "call", "Date", "%Y-%m-%d", "%", "%Q", "day-first", "utf-8", "idna", "utf-7", ";",
         "tab", "Europe/Lisbon", "../etc", "minutes", "H:MM:SS", "attempt", "inbound", "activities", "contacts", "VM*", "*", ","]
    ),
    NASTY,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
).map(quoted)  # fmt: skip
SCALARS = st.one_of(
    TEXTS,
    TEXTS,
    st.sampled_from(
        ["true", "false", "0", "1", "-1", "1000", "1001", "9" * 30, "9" * 5000, "1.5", "nan", "-inf", "1e999", "2026-11-02",
         "2026-11-02T09:00:00", "2026-11-02T09:00:00Z", "09:00:00", "[]", "{}", "[" * 2000 + "]" * 2000, "0x" + "f" * 9000]
    ),
)  # fmt: skip
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.dictionaries(TEXTS, SCALARS, max_size=2).map(
        lambda table: f"{{{', '.join(f'{key} = {value}' for key, value in table.items())}}}"
    ),
)


def tables(names: list[str], most: int = 4) -> st.SearchStrategy[str]:
    """Lines of a table: known keys mostly, any values."""
    keys = st.one_of(*[st.sampled_from(names)] * 8, TEXTS)
    return st.dictionaries(keys, VALUES, max_size=most).map(
        lambda table: "".join(f"{key} = {value}\n" for key, value in table.items())
    )


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """A mapping with an entry or two of any kind in it, its first lines mostly good."""
    kind = draw(st.sampled_from(list(Kind)))
    top = f'name = "mine"\nas = "{kind}"\n' if draw(st.integers(0, 9)) else ""
    columns = list(SHEETS[kind].names)
    text = top + draw(tables(_keys(ImportMapping)[2:], 1))
    for name, keys in (
        ("file", _keys(FileOptions)),
        ("columns", columns),
        ("set", columns),
        ("where", columns),
    ):
        if draw(st.booleans()):
            text += f"[{name}]\n{draw(tables(keys, 2))}"
    for name in draw(st.lists(st.sampled_from(columns), max_size=2, unique=True)):
        text += f"[columns.{name}]\nfrom = {draw(TEXTS)}\n{draw(tables(_keys(ColumnSource)[1:], 2))}"
    for name, keys in (("create", _keys(Creations)), ("talk", _keys(Talk)), ("dialogue", _keys(Dialogue))):
        if draw(st.integers(0, 3)) == 0:
            text += f"[{name}]\n{draw(tables(keys, 3))}"
    return draw(broken(text))


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan that is almost one."""
    text = f"name = {draw(TEXTS)}\n{draw(tables(['summary'], 1))}"
    for _ in range(draw(st.integers(0, 3))):
        text += f'[[steps]]\nday = {draw(st.integers(-1, 9))}\nchannel = "call"\nwhat = {draw(TEXTS)}\n'
        text += draw(tables(["kind"], 1))
    return draw(broken(text))


@st.composite
def configs(draw: st.DrawFn) -> str:
    """A settings file that is almost one."""
    text = draw(tables([entry.key for entry in SETTINGS], 2))
    if draw(st.integers(0, 3)) == 0:
        text += f"[rates]\n{draw(tables(['EUR', 'USD'], 2))}"
    return draw(broken(text))


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """A text, a few letters of which somebody has overwritten, once in a while."""
    if draw(st.integers(0, 7)):
        return text
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=3)) + text[at + 2 :]


FILES = st.one_of(
    st.tuples(st.just("map.toml"), mappings(), st.just("import calls.csv --map map.toml --json")),
    st.tuples(st.just("plan.toml"), plans(), st.just("plan add plan.toml")),
    st.tuples(
        st.just("config.toml"),
        configs(),
        st.sampled_from(
            ["config list", "call ann vm", "today", "report quota", "report week", "config set rep Zoe", "config unset level"]
        ),
    ),
)  # fmt: skip


def check(file: tuple[str, str, str]) -> None:
    name, content, line = file
    with a_day_begun() as terminal:
        before = rows_of(terminal.store)
        (terminal.folder / name).write_text(content, encoding="utf-8", newline="")
        result = terminal(line)
        hold_to_the_promises(terminal, line.split(), result, before)
        if result.code not in {0, 3} and name == "config.toml":
            assert (terminal.folder / name).read_bytes() == content.encode()
        # An error of one line has room for what is wrong, not for all that was written.
        assert len(result.err) < 2000, result


@few
@given(FILES)
def test_a_file_that_somebody_wrote_is_read_or_refused_in_one_line(file: tuple[str, str, str]) -> None:
    check(file)


@pytest.mark.fuzz
@many
@given(FILES)
def test_many_files_that_somebody_wrote(file: tuple[str, str, str]) -> None:
    check(file)
