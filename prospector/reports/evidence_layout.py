"""How the rows behind a figure are laid out: lists of records, with what each adds in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prospector.domain.money import format_money, major_units
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table
from prospector.reports.evidence import Evidence
from prospector.reports.listing import COLUMNS, Record, in_table, rows_table

_ADDS = "adds"


def layout(
    evidence: Evidence,
    heading: tuple[str, ...],
    records: Mapping[str, Sequence[Record]],
    columns: Mapping[str, Sequence[str]],
    *,
    exponent: int,
    whole: bool = False,
    tidy: bool = False,
) -> Document:
    """Lay evidence out.

    Args:
        evidence: which rows.
        heading: the first line, after the figure.
        records: the rows by noun.
        columns: the canonical ones by noun.
        exponent: decimals of the store's currency.
        whole: whether every column is shown, as for CSV.
        tidy: whether columns that tell nothing are left out, as for a reader at a terminal.
    """
    tables = tuple(
        _table(
            evidence,
            noun,
            rows,
            tuple(Column(name, name) for name in columns[noun]) if whole else COLUMNS[noun],
            tidy=tidy,
            exponent=exponent,
        )
        for noun, rows in records.items()
    )
    data: list[object] = [
        {_ADDS: _major(evidence, evidence.adds[noun][int(row["id"] or 0)], exponent), "noun": noun, **row}
        for noun, rows in records.items()
        for row in rows
    ]
    return Document((evidence.figure, *heading), tables, (_sum(evidence, exponent),), data)


def _table(
    evidence: Evidence,
    noun: str,
    rows: Sequence[Record],
    columns: tuple[Column, ...],
    *,
    tidy: bool,
    exponent: int,
) -> Table:
    """A list with one column more."""
    plain = rows_table(columns, rows, empty="no rows", tidy=tidy)
    adds = evidence.adds[noun]
    if tidy and not set(adds.values()) - {1}:  # one each: the column would tell nothing
        return plain
    if (
        tidy and evidence.sort is Sort.COUNT and any(add % 1 for add in adds.values())
    ):  # shares: one digit hides them
        thin = [f"{adds[int(row['id'] or 0)]:.3f}" for row in rows]
        return Table(
            (Column(_ADDS, _ADDS), *plain.columns),
            tuple(Row((add, *row.cells)) for add, row in zip(thin, plain.rows, strict=True)),
            empty=plain.empty,
        )
    cells = [in_table(_major(evidence, adds[int(row["id"] or 0)], exponent), evidence.sort) for row in rows]
    return Table(
        (Column(_ADDS, _ADDS, evidence.sort), *plain.columns),
        tuple(Row((add, *row.cells)) for add, row in zip(cells, plain.rows, strict=True)),
        empty=plain.empty,
    )


def _sum(evidence: Evidence, exponent: int) -> Sentence:
    """What the rows add up to: `31 of 412`, `18,400`."""
    total = sum(sum(adds.values()) for adds in evidence.adds.values())
    if evidence.sort is Sort.MONEY:
        return Sentence("Sum", format_money(round(total), exponent))
    shown = f"{total:,.3f}".rstrip("0").rstrip(".") if total % 1 else f"{round(total):,}"
    if evidence.trials:
        rows = sum(len(adds) for adds in evidence.adds.values())
        return Sentence("Sum", f"{shown} of {rows:,} {'row' if rows == 1 else 'rows'}")
    return Sentence("Sum", f"{shown} min" if evidence.sort is Sort.MINUTES else shown)


def _major(evidence: Evidence, add: float, exponent: int) -> float:
    """What a row adds, in major units where it is money."""
    return major_units(round(add), exponent) if evidence.sort is Sort.MONEY else add
