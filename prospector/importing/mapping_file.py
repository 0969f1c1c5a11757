"""Reading a mapping file: TOML to `ImportMapping`, and every mistake in it as one line that names file and key."""

from __future__ import annotations

import tomllib

from pydantic import BaseModel, ValidationError

from prospector.domain.spelling import closest
from prospector.domain.toml_text import read_toml
from prospector.errors import FailedError, InvalidValueError
from prospector.importing.mapping import (
    ColumnSource,
    Creations,
    Dialogue,
    FileOptions,
    ImportMapping,
    NewChannel,
    Talk,
    check_mapping,
)
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def load_mapping(path: Path) -> ImportMapping:
    """Read a mapping file.

    Raises:
        FailedError: the file cannot be read.
        InvalidValueError: it is not TOML, or a key or a value is not one of a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidValueError(f"{path} is not UTF-8", hint="a mapping file is TOML in UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise FailedError(f"mapping {path} cannot be read: {reason}", hint="check the name") from error
    return parse_mapping(text, name=str(path))


def parse_mapping(text: str, *, name: str) -> ImportMapping:
    """Read the text of a mapping file; errors call it `name`.

    Raises:
        InvalidValueError: it is not TOML, or a key or a value is not one of a mapping.
    """
    try:
        mapping = ImportMapping.model_validate(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError(
            f"{name} is not TOML: {error}", hint="texts stand in quotes, names before `=`"
        ) from error
    except ValidationError as error:
        raise _refusal(name, error) from error
    if mapping.kind is not None:
        try:
            check_mapping(mapping, mapping.kind)
        except InvalidValueError as error:
            raise InvalidValueError(f"{name}: {error.message}", hint=error.hint) from error
    return mapping


def _refusal(name: str, error: ValidationError) -> InvalidValueError:
    """The first complaint of pydantic, in the words of the file."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    # A misspelt key explains the missing one.
    first = min(errors, key=lambda found: found["type"] != "extra_forbidden")
    place = [str(part) for part in first["loc"] if part not in {"named", "everything"}]
    key = ".".join(place) or "the file"
    match first["type"]:
        case "extra_forbidden":
            near = closest(place[-1], _keys_at(place[:-1]), limit=1)
            return InvalidValueError(
                f"{name}: there is no key {key}",
                hint=f"did you mean {near[0]}?" if near else f"known here: {', '.join(_keys_at(place[:-1]))}",
            )
        case "missing":
            return InvalidValueError(f"{name}: {key} is missing", hint=f'{place[-1]} = "…"')
        case _:
            what = first["msg"].removeprefix("Value error, ")
            return InvalidValueError(
                f"{name}: {key}: {what[:1].lower()}{what[1:]}", hint="see `prospector docs import`"
            )


def _keys_at(place: list[str]) -> tuple[str, ...]:
    """The keys that a table of a mapping file may have."""
    model: type[BaseModel] = ImportMapping
    for part in place:
        match part:
            case "file":
                model = FileOptions
            case "columns":
                model = ColumnSource
            case "create":
                model = Creations
            case "channels":
                model = NewChannel
            case "talk":
                model = Talk
            case "dialogue":
                model = Dialogue
    return tuple(field.alias or name for name, field in model.model_fields.items())
