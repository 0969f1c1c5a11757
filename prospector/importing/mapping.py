"""The mapping file: how a foreign file's columns become ours.

Every key of the TOML file is a field of `ImportMapping`; an unknown key is refused. What a key means is said in the
import guide and in the field's comment here.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from prospector.domain.spelling import closest
from prospector.errors import InvalidValueError
from prospector.importing.columns import SHEETS, Kind, ValueType
from prospector.importing.files import check_encoding
from prospector.importing.zones import zone_named

CANONICAL_NAME = "prospector"  # of the mapping that no file gives, and whose ids a prospector export has
DURATION_UNITS = ("seconds", "milliseconds", "minutes", "hours", "H:MM:SS")
_DELIMITER_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_DATED = (ValueType.MOMENT, ValueType.DAY)
_LASTING = (ValueType.MINUTES, ValueType.SECONDS)


def _as_text(value: object) -> object:
    """TOML has numbers, booleans and dates; a CSV file has their text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class FileOptions(_Model):
    """`[file]`: how the file is written, where looking is not enough."""

    delimiter: str | None = None
    encoding: str | None = None
    escape: str | None = Field(
        default=None, min_length=1, max_length=1
    )  # what stands before a quote that is text
    skip_lines: int = Field(default=0, ge=0, le=1000)
    header: tuple[str, ...] | None = Field(default=None, min_length=1)
    stop_at_blank: bool = False
    timezone: str | None = None
    local: bool = False  # times are told in UTC: their day and hour are those of the rep's clock
    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first"] | None = None  # what comes first in 5/8/2026

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, value: str | None) -> str | None:
        value = _DELIMITER_NAMES.get(value or "", value)
        if value is not None and (len(value) != 1 or value in '"\r\n'):
            raise ValueError('a delimiter is one character, such as ";" or "\\t"')
        return value

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            return check_encoding(value)
        except InvalidValueError as error:
            raise ValueError(f"{error.message}, {error.hint}") from error

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None:
            zone_named(value)
        return value


class ColumnSource(_Model):
    """One entry of `[columns]`: where a canonical column comes from."""

    source: Texts = Field(default=(), alias="from")  # headings; several are joined
    any: Texts = ()  # headings; of a row, the first that has something
    inbound: Texts = ()  # headings, by the direction of the row; several are joined
    outbound: Texts = ()
    until: str | None = None  # of a duration: the time it ended, where `from` is the time it began
    join: str = " "
    before: str | None = None  # of a cell, only what stands before the first of this
    html: bool = False  # marks of HTML are taken out
    format: Texts | None = (
        None  # of dates: strftime codes, the first that fits; without hours there is no time of day
    )
    values: dict[
        str, Text
    ] = {}  # theirs = ours; one not listed stays, or becomes the default; VM* is all from VM on
    default: Text | None = None  # of a blank cell; of a value not listed
    unit: Literal["seconds", "milliseconds", "minutes", "hours", "H:MM:SS"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_heading_alone(cls, value: object) -> object:
        return {"from": value} if isinstance(value, (str, list)) else value

    @model_validator(mode="after")
    def _one_origin(self) -> ColumnSource:
        sided = bool(self.inbound or self.outbound)
        if bool(self.source) + bool(self.any) + sided != 1:
            raise ValueError("one of from, any, or inbound and outbound is needed")
        if self.until is not None and len(self.source) != 1:
            raise ValueError("until needs one heading in from")
        return self

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that it speaks of."""
        until = () if self.until is None else (self.until,)
        return (*self.source, *self.any, *self.inbound, *self.outbound, *until)


Level = Literal["attempt", "connect", "conversation", "appointment"]


class NewChannel(_Model):
    """What a channel is that the import may make."""

    approach: Literal["prospecting", "marketing"] = "prospecting"
    audience: Literal["one", "many"] = "one"


class _Creation(_Model):
    """What an import may make: nothing, everything, or what is named."""

    everything: bool = False

    @model_validator(mode="before")
    @classmethod
    def _three_spellings(cls, value: object) -> object:
        if isinstance(value, bool):
            return {"everything": value}
        if isinstance(value, list):
            return {"named": {str(name): None for name in value}}
        return {"named": value}


class NewChannels(_Creation):
    """Channels that the import may make."""

    named: dict[str, NewChannel | None] = {}


class NewSources(_Creation):
    """Lead sources that the import may make, and what each is."""

    named: dict[str, str | None] = {}


class NewOutcomes(_Creation):
    """Outcomes that the import may make, and the level of the ladder that each stands on."""

    named: dict[str, Level | None] = {}


class Creations(_Model):
    """`[create]`: names that the store need not know yet."""

    channels: NewChannels = NewChannels()
    sources: NewSources = NewSources()
    outcomes: NewOutcomes = NewOutcomes()


EVERYTHING = Creations.model_validate({"channels": True, "sources": True, "outcomes": True})


class Talk(_Model):
    """`[talk]`: when an answered call was a conversation."""

    conversation_seconds: int = Field(ge=1)


class Dialogue(_Model):
    """`[dialogue]`: rows are messages between the rep and others; whose they are tells direction and outcome.

    The rep is the one who has part in every message, unless `me` names them. Mine are `sent`; of the others', the
    second and later ones of a thread are a `conversation` once I have written in it, all else has `replied`.
    """

    thread: str
    sender: str
    recipients: str
    at: str
    address: str | None = None  # a sender without one, other than the rep, is an advertisement
    me: str | None = None


class ImportMapping(_Model):
    """How a foreign file's columns become ours."""

    name: str = Field(min_length=1)
    title: str = ""  # what the file is, for a list of profiles
    system: str | None = Field(default=None, min_length=1)
    kind: Kind | None = Field(default=None, alias="as")
    detect: tuple[str, ...] = ()
    only: bool = False  # a file with headings that the mapping does not speak of is not meant by `detect`
    optional: bool = False  # a file may lack any of the headings, save those of detect and what a row needs
    aliases: dict[str, Texts] = {}  # a heading, and what else files call it
    lacks: dict[str, str] = {}  # a column that such files never have, and what to say of it
    needs: Texts = ()  # rows in which all of these headings are blank are skipped
    one_per: str | None = (
        None  # of the rows with the same text here, or none, the first counts: the legs of a call
    )
    file: FileOptions = FileOptions()
    constants: dict[str, Text] = Field(default={}, alias="set")
    columns: dict[str, ColumnSource] = {}
    where: dict[str, Texts] = {}
    create: Creations = Creations()
    talk: Talk | None = None
    dialogue: Dialogue | None = None

    @property
    def id_system(self) -> str:
        """Whose ids the file has."""
        return self.system or self.name

    @property
    def is_canonical(self) -> bool:
        """Whether the file has our own column names."""
        return not self.columns


CANONICAL = ImportMapping(name=CANONICAL_NAME)


def check_mapping(mapping: ImportMapping, kind: Kind) -> None:
    """Make sure that a mapping speaks of the columns of a kind.

    Raises:
        InvalidValueError: a column does not exist, is named twice, or has an option that its type does not take.
    """
    types = {column.name: column.type for column in SHEETS[kind].columns}
    for table, names in (("columns", mapping.columns), ("set", mapping.constants)):
        for name in names:
            if name not in types:
                raise unknown_column(name, kind, where=f"[{table}] ")
    for name, source in mapping.columns.items():
        if name in mapping.constants:
            raise InvalidValueError(
                f"{name} stands in [columns] and in [set]", hint="keep one; default = fills blank cells"
            )
        _check_options(name, source, types[name], kind)
    for table, value in (("talk", mapping.talk), ("dialogue", mapping.dialogue)):
        if value is not None and kind is not Kind.ACTIVITIES:
            raise InvalidValueError(f"{kind} have no [{table}]", hint="it is for activities")


def _check_options(name: str, source: ColumnSource, type_: ValueType, kind: Kind) -> None:
    if source.format is not None and type_ not in (*_DATED, *_LASTING):
        raise InvalidValueError(f"[columns] {name} takes no format", hint="format is for dates and times")
    for option, value in (("unit", source.unit), ("until", source.until)):
        if value is not None and type_ not in _LASTING:
            raise InvalidValueError(
                f"[columns] {name} takes no {option}", hint=f"{option} is for minutes and talk_seconds"
            )
    if (source.inbound or source.outbound) and kind is not Kind.ACTIVITIES:
        raise InvalidValueError(
            f"[columns] {name}: {kind} have no direction", hint="inbound and outbound are for activities"
        )


def unknown_column(name: str, kind: Kind, *, where: str = "") -> InvalidValueError:
    """The error that names a column nobody knows, and the one that was perhaps meant."""
    names = SHEETS[kind].names
    near = closest(name, names, limit=1)
    hint = f"did you mean {near[0]}?" if near else f"{kind} have: {', '.join(names)}"
    return InvalidValueError(f"{where}{name} is not a column of {kind}", hint=hint)


def options_digest(mapping: ImportMapping, kind: Kind, **options: object) -> str:
    """SHA-256 of all that decides what a file's bytes become, besides the bytes."""
    told = {"mapping": mapping.model_dump(mode="json", by_alias=True), "as": kind, "options": options}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
