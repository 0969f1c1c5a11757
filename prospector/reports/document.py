"""What a report or a list hands to a writer: typed values and words, no formatting.

A layout builds a `Document`; a writer (terminal, plain text, JSON, CSV) shows it. A layout never formats a number, a
writer never counts. Fractions become percent, minor units become money, and `None` becomes a dash only in a writer.
"""

from __future__ import annotations

from collections.abc import Mapping

from prospector.later import Later
from prospector.light import StrEnum, dataclass, field

Cell = str | int | float | bool | None
Numbers = tuple[float | None, ...]
Data = Mapping[str, object] | list[object]


class Sort(StrEnum):
    """What the values of a column are, and so how a writer shows them."""

    TEXT = "text"  # str
    NUMBER = "number"  # int, by which a row is named
    COUNT = "count"  # int, or float under a shared credit model
    DECIMAL = "decimal"  # float with one digit, small ones with more: conversations per hour
    DAYS = "days"  # float with one digit
    MONEY = "money"  # int, minor units
    PERCENT = "percent"  # float, a fraction of 1
    RANGE = "range"  # (low, high), fractions of 1 or None
    SPAN = "span"  # (low, high) of a decimal, or None
    BAR = "bar"  # float, a fraction of the column's largest value; left out where nothing is drawn
    SPARK = "spark"  # numbers of 0 or more in their order, as high as they are of the cell's own largest
    HEAT = "heat"  # float of 0 or more, as dark as it is of the largest in all such columns of the table
    DAY = "day"  # str, ISO date
    WHEN = "when"  # str, ISO date or moment
    MINUTES = "minutes"  # int


RANGES = frozenset({Sort.RANGE, Sort.SPAN})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: its name in CSV and plain text; stable.
        title: its words above the table on a terminal, short.
        sort: what its values are.
        rank: 0 always shown; of the others the highest are left out first where the terminal is narrow.
        unit: whether it is the unit of the number before it, and stands close to it.
    """

    key: str
    title: str
    sort: Sort = Sort.TEXT
    rank: int = 0
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one value a column; a pair for a range or span, numbers for a spark. A total is set apart, a quiet row dim."""

    cells: tuple[Cell | Numbers, ...]
    total: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows under an optional heading.

    Attributes:
        empty: what is said where there are no rows.
        exponent: decimals of the minor unit that its columns of money count in: 2 for cents, 0 for yen.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""
    empty: str = "nothing yet"
    exponent: int = 2


class Tone(StrEnum):
    """What a sentence means, for the few colours there are."""

    PLAIN = "plain"
    GOOD = "good"
    BEHIND = "behind"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line under the tables: a label ("Verdict") and what it says; the text may have several lines."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Document:
    """A whole answer.

    Attributes:
        title: what it is, its period, its definitions, joined by " · " on the first line.
        tables: shown in order.
        sentences: shown under the tables; `said` is what they are once they are worked out.
        data: the same as JSON values, in the documented fields; what `--json` prints, as `told`.
    """

    title: tuple[str, ...]
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...] | Later[tuple[Sentence, ...]] = ()
    data: Data | Later[Data] = field(default_factory=dict)

    @property
    def said(self) -> tuple[Sentence, ...]:
        """The sentences."""
        return self.sentences.value if isinstance(self.sentences, Later) else self.sentences

    @property
    def told(self) -> Data:
        """The values for JSON."""
        return self.data.value if isinstance(self.data, Later) else self.data
