"""Which of a file's columns becomes which of ours, settled before the first row is read."""

from __future__ import annotations

from prospector.domain.spelling import closest
from prospector.errors import InvalidValueError
from prospector.importing.columns import SHEETS, Column, Kind, Sheet
from prospector.importing.detecting import foreign_headings
from prospector.importing.headings import Headings, did_you_mean, heading_key, same_text, some_headings
from prospector.importing.mapping import ColumnSource, ImportMapping, check_mapping, unknown_column
from prospector.light import TYPE_CHECKING, dataclass, replace

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
        first: whether the first cell that has something stands for all, not their join.
        inbound: in place of `places`, of rows that came in.
        outbound: in place of `places`, of all other rows.
        until: the place of the time at which what began at `places` ended.
    """

    column: Column
    source: ColumnSource
    places: tuple[int, ...]
    heading: str
    constant: str | None = None
    required: bool = False
    first: bool = False
    inbound: tuple[int, ...] = ()
    outbound: tuple[int, ...] = ()
    until: int | None = None

    @property
    def used(self) -> tuple[int, ...]:
        """The places of all cells that it looks at."""
        until = () if self.until is None else (self.until,)
        return (*self.places, *self.inbound, *self.outbound, *until)


@dataclass(frozen=True, slots=True, kw_only=True)
class DialoguePlaces:
    """Where a message says what it belongs to, who sent it, to whom and when; the sender's address may be missing."""

    thread: int
    sender: int
    recipients: int
    at: int
    address: int | None


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
        needs: places of cells of which a row needs one, or it is skipped.
        one_per: place of the cell by which further legs of one call are known.
        dialogue: where messages say whose they are; `direction` and `outcome` then follow the file's own cells.
    """

    kind: Kind
    bindings: tuple[Binding | None, ...]
    filters: tuple[tuple[int, frozenset[str]], ...]
    any_of: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...]
    misspelt: tuple[tuple[str, str], ...]
    needs: tuple[int, ...] = ()
    one_per: int | None = None
    dialogue: DialoguePlaces | None = None

    def heading(self, column: str) -> str:
        """What the file calls a canonical column; the contact of other kinds is the name where rows are contacts."""
        names = SHEETS[self.kind].names
        ours = column if column in names else "name"
        binding = self.bindings[names.index(ours)] if ours in names else None
        return binding.heading if binding else column


def wanted_headings(mapping: ImportMapping, kind: Kind) -> frozenset[str]:
    """The keys of the headings that a file of this mapping is expected to have."""
    if mapping.is_canonical:
        return frozenset(heading_key(name) for name in SHEETS[kind].names)
    return foreign_headings(mapping)


def make_plan(
    mapping: ImportMapping,
    kind: Kind,
    header: tuple[str, ...],
    constants: Mapping[str, str],
    *,
    file: str,
    updates: bool = False,
) -> Plan:
    """Settle where each canonical column comes from.

    Args:
        mapping: how the file's columns become ours.
        kind: what the rows are.
        header: of the file.
        constants: what the user set for all rows; it stands before the mapping's `[set]` and before the file.
        file: the name of the file, for messages.
        updates: whether rows only change what is stored: one that has an id needs nothing else.

    Raises:
        InvalidValueError: a column is unknown, named twice, or required and not there.
    """
    check_mapping(mapping, kind)
    sheet = SHEETS[kind]
    for name in constants:
        if name not in sheet.names:
            raise unknown_column(name, kind, where="--set ")
    headings = Headings(header, file, aliases=mapping.aliases, optional=mapping.optional)
    if mapping.optional:
        for name in mapping.detect:
            headings.place(name, mapping.name)
    bindings = _bind(mapping, headings, {**mapping.constants, **constants}, sheet)
    ids_will_do = updates and "external_id" in bindings
    if ids_will_do:
        sheet = replace(sheet, required=(("external_id", *sheet.required[0]),))
        bindings = _bind(mapping, headings, {**mapping.constants, **constants}, sheet)
    dialogue = _dialogue(mapping, headings)
    _add_derived(bindings, mapping, sheet, len(header), dialogue)
    if not ids_will_do:
        _check_required(bindings, kind, header, file, mapping.lacks)
    filters = tuple(
        (place, frozenset(map(same_text, texts)))
        for name, texts in mapping.where.items()
        for place in headings.places([name], "[where]")
    )
    used = {place for binding in bindings.values() for place in binding.used}
    used.update(place for place, _ in filters)
    ignored = tuple(heading for place, heading in enumerate(header) if place not in used and heading)
    absent = [] if mapping.optional else [name for name in sheet.names if name not in bindings]
    misspelt = _misspelt(ignored, absent)
    one_per = () if mapping.one_per is None else headings.places([mapping.one_per], "one_per")
    if mapping.talk is not None:
        bindings.setdefault("outcome", _blank("outcome"))  # talk time fills it
    return Plan(
        kind=kind,
        bindings=tuple(bindings.get(name) for name in sheet.names),
        filters=filters,
        any_of=tuple(group for group in sheet.required if len(group) > 1),
        ignored=ignored,
        misspelt=misspelt,
        needs=headings.places(mapping.needs, "needs"),
        one_per=one_per[0] if one_per else None,
        dialogue=dialogue,
    )


def _add_derived(
    bindings: dict[str, Binding],
    mapping: ImportMapping,
    sheet: Sheet,
    width: int,
    dialogue: DialoguePlaces | None,
) -> None:
    """Add what is worked out of other columns: whose message a row is, and the talk time that `[talk]` judges."""
    if dialogue is not None:
        for name, place in (("direction", width), ("outcome", width + 1)):
            bindings.setdefault(name, _plain(sheet, name, place))
    if mapping.talk is not None and "talk_seconds" not in bindings:
        if "minutes" in bindings:
            bindings["talk_seconds"] = _talk_of_minutes(bindings["minutes"])
        elif not mapping.optional:
            raise InvalidValueError(
                "[talk] needs the column talk_seconds or minutes", hint="name it in [columns]"
            )


def _bind(
    mapping: ImportMapping, headings: Headings, constants: Mapping[str, str], sheet: Sheet
) -> dict[str, Binding]:
    bindings: dict[str, Binding] = {}
    for column in sheet.columns:
        name = column.name
        entry = mapping.columns.get(name)
        required = (name,) in sheet.required
        if name in constants:  # what is set is ours: nothing to translate
            binding: Binding | None = Binding(
                column=column,
                source=ColumnSource.model_validate(name),
                places=(),
                heading=name,
                constant=constants[name],
                required=required,
            )
        elif entry is not None:
            binding = _bind_foreign(column, entry, headings, required=required)
        elif mapping.is_canonical and (place := headings.find(name)) is not None:
            heading = headings.header[place]
            binding = replace(
                _plain(sheet, name, place), source=ColumnSource.model_validate(heading), heading=heading
            )
        else:
            binding = None
        if binding is not None:
            bindings[name] = binding
    return bindings


def _bind_foreign(
    column: Column, entry: ColumnSource, headings: Headings, *, required: bool
) -> Binding | None:
    """Where a foreign file has a column; None where it lacks one that it may lack."""
    name = column.name
    binding = Binding(
        column=column,
        source=entry,
        places=headings.places(entry.any or entry.source, name),
        heading=" + ".join(entry.headings),
        required=required,
        first=bool(entry.any),
        inbound=headings.places(entry.inbound, name),
        outbound=headings.places(entry.outbound, name),
        until=next(iter(headings.places([entry.until], name)), None) if entry.until else None,
    )
    if entry.until is not None and (binding.until is None or not binding.places):
        return None
    if not binding.used:
        return replace(binding, constant=entry.default) if entry.default else None
    own = [headings.header[place] for place in binding.used]
    return replace(binding, heading=" + ".join(own))


def _plain(sheet: Sheet, name: str, place: int) -> Binding:
    column = next(column for column in sheet.columns if column.name == name)
    return Binding(
        column=column,
        source=ColumnSource.model_validate(name),
        places=(place,),
        heading=name,
        required=(name,) in sheet.required,
    )


def _dialogue(mapping: ImportMapping, headings: Headings) -> DialoguePlaces | None:
    told = mapping.dialogue
    if told is None:
        return None
    return DialoguePlaces(
        thread=headings.place(told.thread, "[dialogue]"),
        sender=headings.place(told.sender, "[dialogue]"),
        recipients=headings.place(told.recipients, "[dialogue]"),
        at=headings.place(told.at, "[dialogue]"),
        address=headings.find(told.address, exact=True) if told.address else None,
    )


def _talk_of_minutes(minutes: Binding) -> Binding:
    """Where `[talk]` judges and only minutes are named, they are the talk time: its exact seconds are wanted too."""
    source = minutes.source.model_copy(update={"unit": minutes.source.unit or "minutes"})
    return replace(minutes, column=_of_activities("talk_seconds"), source=source)


def _blank(name: str) -> Binding:
    """A column of activities that the file does not have, and that is filled for all that."""
    source = ColumnSource.model_validate(name)
    return Binding(column=_of_activities(name), source=source, places=(), heading=name, constant="")


def _of_activities(name: str) -> Column:
    return next(column for column in SHEETS[Kind.ACTIVITIES].columns if column.name == name)


def _check_required(
    bindings: Mapping[str, Binding],
    kind: Kind,
    header: tuple[str, ...],
    file: str,
    lacks: Mapping[str, str],
) -> None:
    missing = [group for group in SHEETS[kind].required if not any(name in bindings for name in group)]
    if not missing:
        return
    told = ", ".join(" or ".join(group) for group in missing)
    absent = [name for group in missing for name in group]
    for name in lacks.keys() & set(absent):
        raise InvalidValueError(f"{file}: {lacks[name]}", hint=f"--set {name}=… tells it for all rows")
    guesses = _misspelt(header, absent)
    hint = "; ".join(did_you_mean(heading, name) for heading, name in guesses) or (
        f"rename a column, give --set {absent[0]}=…, or a mapping with --map; the file has: {some_headings(header)}"
    )
    raise InvalidValueError(f"{file} has no column {told}, which {kind} need", hint=hint)


def _misspelt(headings: tuple[str, ...], names: list[str]) -> tuple[tuple[str, str], ...]:
    found = (
        (heading, closest(heading.replace(" ", "_").replace("-", "_"), names, limit=1))
        for heading in headings
    )
    return tuple((heading, near[0]) for heading, near in found if near)
