"""Activities as they will be stored, put together by SQLite out of staged rows and what their words stand for.

They wait in a temporary table until they go into the store by one statement that has nothing left to work out. So they
can be put together before the store is locked, if what their words will stand for is known by then. No row becomes an
object of Python on its way; all that Python does for one is its checksum.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prospector.domain.moment import SECONDS_A_DAY
from prospector.store.columns import COLUMNS
from prospector.store.loading.indices import indices_at_the_end
from prospector.store.loading.staging import Staging
from prospector.store.loading.twin import Shape, Twin
from prospector.store.writing import SHOWN, Value, checksum_of_text

NULL = "NULL"
_SAME = re.compile(rf"{NULL}|-?\d+")  # an expression that all rows share
_INTERRUPTED = "user-defined function raised exception"
_NAMES = [name for name in COLUMNS["activity"] if name not in {"id", "checksum"}]
_ALL = ", ".join([*_NAMES, "checksum"])
# Columns of the table, and what is staged for them.
_SAID: Mapping[str, str] = {
    "identity": "identity",
    "content_hash": "content_hash",
    "external_id": "external_id",
    "occurred_at": "occurred_at",
    "utc_offset": "occurred_at_offset",
    "count": "count",
    "minutes": "minutes",
    "talk_seconds": "talk_seconds",
    "reach": "reach",
    "cost_minor": "cost",
    "plan": "plan",
    "note": "note",
}
_MEANT_BY_WHO = ("contact_id", "lead_id", "account_id")
_MEANT_BY_WHAT = (
    "channel_id", "kind_id", "direction", "outcome_id", "outcome_with_minutes", "content_id", "rep_id"
)  # fmt: skip
_NUMBERED = frozenset({"who", "what"})  # columns of the staging that have numbers of words
# Columns beside each other that are meant by the same words: their part of the checksum's text is made once for all.
_BESIDE = (
    ("channel_id", "kind_id", "direction"), ("contact_id", "account_id", "lead_id"), ("content_id", "rep_id")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What the shared words of staged rows stand for, by their numbers.

    Attributes:
        who: contact, lead and account.
        what: channel, kind, direction, outcome without and with minutes, content, rep, whether not to contact again,
            and whether talk time decided the outcome.
        deals: by their references.
    """

    who: Mapping[int, tuple[int | None, int | None, int | None]]
    what: Mapping[int, tuple[Any, ...]]
    deals: Mapping[Value, int | None]

    def by_column(self) -> dict[str, tuple[Sequence[str], Mapping[Any, Sequence[int | None]]]]:
        """By the column of the staging: the names of what is meant there, and what stands for what."""
        width = len(_MEANT_BY_WHAT)
        return {
            "who": (_MEANT_BY_WHO, self.who),
            "what": (_MEANT_BY_WHAT, {number: words[:width] for number, words in self.what.items()}),
            "deal_ref": (("deal_id",), {reference: (deal,) for reference, deal in self.deals.items()}),
        }

    def referred(self) -> Iterator[tuple[str, Sequence[int | None]]]:
        """The columns that are meant, and all that will stand in each."""
        for names, meant in self.by_column().values():
            yield from zip(names, zip(*meant.values(), strict=True), strict=False)


class Ready:
    """Rows that are put together."""

    def __init__(
        self,
        staging: Staging,
        settled: Settled,
        import_id: int,
        *,
        but_lines: Collection[int] = (),
        shape: Shape | None = None,
    ) -> None:
        """Put together what is staged and not known.

        Args:
            staging: the rows; what is known of them has been noted.
            settled: what their words stand for.
            import_id: the number of the import.
            but_lines: the lines of rows that are refused, and still there.
            shape: of the store's table; given where the store is not locked, and its rows are few.
        """
        self._made_of = settled, import_id
        self._connection = connection = staging.connection
        meanings = [_tell_meaning(connection, column, *one) for column, one in settled.by_column().items()]
        self._values = _expressions(staging, meanings, import_id)
        joins = " ".join(meaning.join for meaning in meanings)
        refused = ", ".join(map(str, but_lines))
        connection.execute("DROP TABLE IF EXISTS temp.ready")
        if shape is None:
            self._twin = None
            connection.execute(f"CREATE TEMP TABLE ready ({_ALL})")
        else:
            self._twin = Twin(connection, shape, "ready", self._lacks)
        self._rows = _insert_selected(
            connection,
            self._values,
            {first: text for meaning in meanings for first, text in meaning.texts.items()},
            f"temp.staged_row AS staged {joins} WHERE staged.number NOT IN (SELECT number FROM temp.known) "
            f"AND staged.line NOT IN ({refused}) ORDER BY staged.number",
        )
        if self._twin is not None:
            self._twin.build_indices()

    def holds(self, settled: Settled, import_id: int, rows: int) -> bool:
        """Whether words stand for the same as when this was put together, and as many rows are to go in."""
        return (settled, import_id) == self._made_of and rows == self._rows

    def put_in(self) -> int:
        """Put the rows into the store, in the order of the file.

        Returns:
            How many they are.
        """
        if self._twin is not None and self._twin.can_go_in():
            return self._twin.go_in()
        with indices_at_the_end(self._connection, "activity", self._lacks, self._rows):
            return self._connection.execute(
                f"INSERT INTO activity ({_ALL}) SELECT {_ALL} FROM temp.ready ORDER BY rowid"
            ).rowcount

    def _lacks(self, column: str) -> bool:
        """Whether no row has anything in a column of the store."""
        return self._values.get(column) == NULL


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What stands in a column of the staging, and what it stands for.

    Attributes:
        expressions: in SQL, by the names of the columns that it stands for.
        join: adds what the expressions need to a selection from the staging.
        texts: for columns beside each other, by the first of them: how many, and their part of the checksum's text.
    """

    expressions: Mapping[str, str]
    join: str
    texts: Mapping[str, tuple[int, str]]


def _tell_meaning(
    connection: sqlite3.Connection,
    column: str,
    names: Sequence[str],
    found: Mapping[Any, Sequence[int | None]],
) -> _Meaning:
    """Let statements know what stands for what; what is the same throughout becomes a number in them.

    Args:
        connection: the staging's.
        column: of the staging.
        names: of the columns that it stands for.
        found: numbers of rows and the like, by what stands in the column; where that may be null, by None too.
    """
    table = f"meant_by_{column}"
    connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    expressions = {name: f"{table}.{name}" for name in names}
    for name, values in zip(names, zip(*found.values(), strict=True), strict=False):
        if len(same := set(values)) == 1:
            expressions[name] = _literal(same.pop())
    if not found:
        expressions = dict.fromkeys(names, NULL)
    if all(_SAME.fullmatch(expression) for expression in expressions.values()):
        return _Meaning(expressions, "", {})
    beside = [run for run in _BESIDE if set(run) <= set(names)]
    places = [[names.index(name) for name in run] for run in beside]
    key = "said INTEGER PRIMARY KEY" if column in _NUMBERED else "said PRIMARY KEY"
    columns = [key, *names, *(f"{run[0]}_text" for run in beside)]
    connection.execute(f"CREATE TEMP TABLE {table} ({', '.join(columns)})")
    connection.executemany(
        f"INSERT INTO temp.{table} VALUES ({', '.join('?' * len(columns))})",
        (
            (said, *values, *(SHOWN.join(str(values[at]) for at in run) for run in places))
            for said, values in found.items()
            if said is not None
        ),
    )
    texts = {run[0]: (len(run), f"{table}.{run[0]}_text") for run in beside}
    return _Meaning(expressions, f"LEFT JOIN temp.{table} ON {table}.said = staged.{column}", texts)


def _expressions(staging: Staging, meanings: Sequence[_Meaning], import_id: int) -> dict[str, str]:
    """The values of new rows in SQL, by column, in the order of the table."""
    said = {column: NULL if name in staging.absent else f"staged.{name}" for column, name in _SAID.items()}
    meant = {name: value for meaning in meanings for name, value in meaning.expressions.items()}
    with_minutes = meant.pop("outcome_with_minutes")
    if said["minutes"] != NULL and with_minutes != meant["outcome_id"]:
        meant["outcome_id"] = (
            f"CASE WHEN staged.minutes > 0 THEN {with_minutes} ELSE {meant['outcome_id']} END"
        )
    east = "" if said["utc_offset"] == NULL else " + ifnull(staged.occurred_at_offset, 0) * 60"
    day = f"(staged.occurred_at{east}) / {SECONDS_A_DAY}"  # rounded down, because none is before 1970
    values = {
        **said,
        **meant,
        "local_day": day,
        "local_week": f"({day} + 3) / 7",  # as `week_of` has it
        "count": "1" if said["count"] == NULL else "ifnull(staged.count, 1)",
        "import_id": str(import_id),
    }
    return {name: values[name] for name in _NAMES}


def _insert_selected(
    connection: sqlite3.Connection,
    values: Mapping[str, str],
    texts: Mapping[str, tuple[int, str]],
    source: str,
) -> int:
    """Put rows together with their checksums.

    Args:
        connection: the staging's.
        values: in SQL, by column.
        texts: as in `_Meaning`.
        source: what follows FROM.

    Returns:
        How many they are.
    """
    form, different = _checksum_form(list(values.items()), texts)
    stopped: list[BaseException] = []
    connection.create_function("checksum_of", -1, _checksums(form, stopped), deterministic=True)
    try:
        return connection.execute(
            f"INSERT INTO temp.ready ({_ALL}) SELECT {', '.join(values.values())}, "
            f"checksum_of({', '.join(different)}) FROM {source}"
        ).rowcount
    except sqlite3.OperationalError as error:
        if _INTERRUPTED in str(error):  # which SQLite keeps for itself
            raise stopped[0] if stopped else KeyboardInterrupt from None
        raise


def _checksum_form(
    values: Sequence[tuple[str, str]], texts: Mapping[str, tuple[int, str]]
) -> tuple[str, list[str]]:
    """The text that a row's checksum is made of, with a place for all that is not the same in all rows; and that."""
    form, different, at = "", [], 0
    while at < len(values):
        name, value = values[at]
        width, text = texts.get(name, (1, value))
        if all(_SAME.fullmatch(same) for _, same in values[at : at + width]):
            width, text = 1, value
        if _SAME.fullmatch(text):
            form += f"{None if text == NULL else text}{SHOWN}"
        else:
            form += f"%s{SHOWN}"
            different.append(text)
        at += width
    return form, different


def _checksums(form: str, stopped: list[BaseException]) -> Callable[..., int]:
    """The checksum of rows, out of what differs between them."""

    def checksum_of(*different: Value) -> int:
        try:
            return checksum_of_text(form % different)
        except BaseException as error:
            stopped.append(error)
            raise

    return checksum_of


def _literal(value: int | None) -> str:
    return NULL if value is None else f"{value:d}"
