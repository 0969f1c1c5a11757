"""Which of a file's columns becomes which of ours, settled before the first row is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prospector.domain.spelling import closest, quoted
from prospector.errors import InvalidValueError
from prospector.importing.columns import SHEETS, Column, Kind, Sheet
from prospector.importing.headings import heading_key, same_text
from prospector.importing.mapping import ColumnSource, ImportMapping, check_mapping, unknown_column

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Where one canonical column comes from.

    Attributes:
        column: ours.
        source: the entry of the mapping; the canonical mapping has one made from the heading.
        places: of the cells, several joined; empty where `constant` stands for all rows.
        heading: the file's own name, for messages.
        constant: the text that all rows have.
        required: whether a blank cell is a problem.
    """

    column: Column
    source: ColumnSource
    places: tuple[int, ...]
    heading: str
    constant: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is taken from each row.

    Attributes:
        kind: what the rows are.
        bindings: in the order of the kind's columns; None where the file has nothing.
        filters: place of a cell and the texts, folded, of which it has to have one.
        any_of: groups of columns of which a row needs at least one.
        ignored: headings that nothing is taken from.
        misspelt: of those, the ones that look like a column, and that column.
    """

    kind: Kind
    bindings: tuple[Binding | None, ...]
    filters: tuple[tuple[int, frozenset[str]], ...]
    any_of: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...]
    misspelt: tuple[tuple[str, str], ...]

    def heading(self, column: str) -> str:
        """What the file calls a canonical column."""
        binding = self.bindings[SHEETS[self.kind].names.index(column)]
        return binding.heading if binding else column


def wanted_headings(mapping: ImportMapping, kind: Kind) -> frozenset[str]:
    """The keys of the headings that a file of this mapping is expected to have."""
    if mapping.is_canonical:
        return frozenset(heading_key(name) for name in SHEETS[kind].names)
    names = [
        *mapping.detect,
        *mapping.where,
        *(name for entry in mapping.columns.values() for name in entry.source),
    ]
    return frozenset(heading_key(name) for name in names)


def make_plan(
    mapping: ImportMapping, kind: Kind, header: tuple[str, ...], constants: Mapping[str, str], *, file: str
) -> Plan:
    """Settle where each canonical column comes from.

    Args:
        mapping: how the file's columns become ours.
        kind: what the rows are.
        header: of the file.
        constants: what the user set for all rows; it stands before the mapping's `[set]` and before the file.
        file: the name of the file, for messages.

    Raises:
        InvalidValueError: a column is unknown, named twice, or required and not there.
    """
    check_mapping(mapping, kind)
    sheet = SHEETS[kind]
    for name in constants:
        if name not in sheet.names:
            raise unknown_column(name, kind, where="--set ")
    headings = _Headings(header, file)
    bindings = _bind(mapping, headings, {**mapping.constants, **constants}, sheet)
    if mapping.talk is not None and "talk_seconds" not in bindings:
        bindings["talk_seconds"] = _talk_of_minutes(bindings.get("minutes"))
    _check_required(sheet.required, bindings, kind, header, file)
    filters = tuple(
        (headings.place(name, "[where]"), frozenset(map(same_text, texts)))
        for name, texts in mapping.where.items()
    )
    used = {place for binding in bindings.values() for place in binding.places}
    used.update(place for place, _ in filters)
    ignored = tuple(heading for place, heading in enumerate(header) if place not in used and heading)
    misspelt = _misspelt(ignored, [name for name in sheet.names if name not in bindings])
    if mapping.talk is not None:
        bindings.setdefault("outcome", _blank("outcome"))  # talk time fills it
    return Plan(
        kind=kind,
        bindings=tuple(bindings.get(name) for name in sheet.names),
        filters=filters,
        any_of=tuple(group for group in sheet.required if len(group) > 1),
        ignored=ignored,
        misspelt=misspelt,
    )


def _bind(
    mapping: ImportMapping, headings: _Headings, constants: Mapping[str, str], sheet: Sheet
) -> dict[str, Binding]:
    bindings: dict[str, Binding] = {}
    for column in sheet.columns:
        name = column.name
        entry = mapping.columns.get(name)
        places: tuple[int, ...] = ()
        heading = name
        if name in constants:
            entry = ColumnSource.model_validate(name)  # what is set is ours: nothing to translate
        elif entry is not None:
            places = tuple(headings.place(source, name) for source in entry.source)
            heading = " + ".join(entry.source)
        elif mapping.is_canonical and (place := headings.find(name)) is not None:
            places, heading = (place,), headings.header[place]
            entry = ColumnSource.model_validate(heading)
        else:
            continue
        bindings[name] = Binding(
            column=column,
            source=entry,
            places=places,
            heading=heading,
            constant=constants.get(name),
            required=(name,) in sheet.required,
        )
    return bindings


def _talk_of_minutes(minutes: Binding | None) -> Binding:
    """Where `[talk]` judges and only minutes are named, they are the talk time: its exact seconds are wanted too."""
    if minutes is None:
        raise InvalidValueError(
            "[talk] needs the column talk_seconds or minutes", hint="name it in [columns]"
        )
    source = minutes.source.model_copy(update={"unit": minutes.source.unit or "minutes"})
    return replace(minutes, column=_of_activities("talk_seconds"), source=source)


def _blank(name: str) -> Binding:
    """A column of activities that the file does not have, and that is filled for all that."""
    source = ColumnSource.model_validate(name)
    return Binding(column=_of_activities(name), source=source, places=(), heading=name, constant="")


def _of_activities(name: str) -> Column:
    return next(column for column in SHEETS[Kind.ACTIVITIES].columns if column.name == name)


class _Headings:
    """A file's headings, found by what counts in them."""

    def __init__(self, header: tuple[str, ...], file: str) -> None:
        self.header = header
        self._file = file
        self._keys = [heading_key(heading) for heading in header]
        self._count = Counter(self._keys)

    def find(self, name: str, *, exact: bool = False) -> int | None:
        """The place of a heading, None where there is none.

        Args:
            name: of the heading.
            exact: whether one that is spelt just so is preferred to others that only fold to it.

        Raises:
            InvalidValueError: two are called so.
        """
        if exact and self.header.count(name) == 1:
            return self.header.index(name)
        key = heading_key(name)
        if self._count[key] > 1:
            raise InvalidValueError(
                f"{self._file} has {self._count[key]} columns {quoted(name)}", hint="rename one in the header"
            )
        return self._keys.index(key) if key in self._count else None

    def place(self, name: str, wanted_for: str) -> int:
        """The place of a heading that has to be there."""
        place = self.find(name, exact=True)
        if place is None:
            near = closest(name, self.header, limit=1)
            hint = f"did you mean {near[0]}?" if near else f"it has: {', '.join(self.header)}"
            raise InvalidValueError(f"{self._file} has no column {quoted(name)} for {wanted_for}", hint=hint)
        return place


def _check_required(
    required: tuple[tuple[str, ...], ...],
    bindings: Mapping[str, Binding],
    kind: Kind,
    header: tuple[str, ...],
    file: str,
) -> None:
    missing = [group for group in required if not any(name in bindings for name in group)]
    if not missing:
        return
    told = ", ".join(" or ".join(group) for group in missing)
    absent = [name for group in missing for name in group]
    guesses = _misspelt(header, absent)
    if guesses:
        hint = "; ".join(did_you_mean(heading, name) for heading, name in guesses)
    else:
        hint = f"rename a column, give --set {absent[0]}=…, or a mapping with --map; the file has: {', '.join(header)}"
    raise InvalidValueError(f"{file} has no column {told}, which {kind} need", hint=hint)


def did_you_mean(heading: str, column: str) -> str:
    """Point out a heading that was perhaps meant to be a column of ours."""
    return f"column {heading} was ignored; did you mean {column}?"


def _misspelt(headings: tuple[str, ...], names: list[str]) -> tuple[tuple[str, str], ...]:
    found = (
        (heading, closest(heading.replace(" ", "_").replace("-", "_"), names, limit=1))
        for heading in headings
    )
    return tuple((heading, near[0]) for heading, near in found if near)
