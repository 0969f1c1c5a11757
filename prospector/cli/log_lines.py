"""`log -`: entries from lines of text, as they would be typed, or from lines of JSON with the canonical names."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping

from prospector.cli.invocation import Invocation
from prospector.cli.log_words import entry_of, read_words
from prospector.domain.spelling import closest, quoted
from prospector.domain.when import SAY_IT_THEN
from prospector.errors import InvalidValueError, ProspectorError
from prospector.usecases.log import Entry
from prospector.usecases.who import NOBODY

_OPTION_OF = {
    "minutes": "minutes",
    "note": "note",
    "occurred_at": "at",
    "kind": "kind",
    "account": "account",
    "tags": "tags",
    "count": "count",
    "cost": "cost",
    "reach": "reach",
    "content": "on",
}
_CONTACT = ("contact", "email", "phone", "profile_url")
_FOLLOW_UP = ("follow_up", "due_on")
_NAMES = ("channel", *_CONTACT, "outcome", "direction", *_OPTION_OF, *_FOLLOW_UP)


def read_lines(lines: Iterable[str], run: Invocation) -> tuple[list[Entry], list[str]]:
    """Read entries; blank lines and lines that begin with `#` count for nothing.

    Returns:
        The entries, and the place of each for errors.

    Raises:
        InvalidValueError: a line that cannot be read; names it.
    """
    entries: list[Entry] = []
    places: list[str] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip().removeprefix("\ufeff")
        if not text or text.startswith("#"):
            continue
        places.append(f"line {number}")
        try:
            entries.append(_json_entry(text, run) if text.startswith("{") else _text_entry(text, run))
        except ProspectorError as error:
            error.message = f"line {number}: {error.message}"
            raise
    return entries, places


def _text_entry(text: str, run: Invocation) -> Entry:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InvalidValueError(f"{error}".lower(), hint="quotes come in pairs") from None
    words = words[1:] if words[0] == "prospector" else words
    words = words[1:] if words[:1] == ["log"] else words
    if not words:
        raise InvalidValueError("no channel", hint="as in call jane conversation -m 12")
    plain, values = read_words(words[1:])
    return entry_of(words[0], plain, values, now=run.now, zone=run.zone, currency=run.settings.currency)


def _json_entry(text: str, run: Invocation) -> Entry:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(f"this is not JSON: {error}") from None
    given = {key: value for key, value in record.items() if value is not None}
    for key in given:
        if key not in _NAMES:
            near = closest(key, _NAMES)
            raise InvalidValueError(
                f"there is no field {quoted(key)}",
                hint=f"did you mean {' or '.join(near)}?" if near else f"fields: {', '.join(_NAMES)}",
            )
    if "channel" not in given:
        raise InvalidValueError("no channel", hint='as in {"channel": "call", "contact": "jane"}')
    values: dict[str, object] = {option: given[name] for name, option in _OPTION_OF.items() if name in given}
    if isinstance(values.get("tags"), str):
        values["tags"] = [tag.strip() for tag in str(values["tags"]).split(";") if tag.strip()]
    if any(name in given for name in _FOLLOW_UP):
        if not all(name in given for name in _FOLLOW_UP):
            raise InvalidValueError("follow_up and due_on go together", hint="what was promised, and by when")
        values["follow_up"] = [given[name] for name in _FOLLOW_UP]
    if given.get("direction", "outbound") not in {"outbound", "inbound"}:
        raise InvalidValueError(f"direction {quoted(str(given['direction']))}", hint="outbound or inbound")
    values["inbound"] = given.get("direction") == "inbound"
    plain = [_who(given), *([str(given["outcome"])] if "outcome" in given else [])]
    return entry_of(
        str(given["channel"]),
        plain,
        values,
        now=run.now,
        zone=run.zone,
        currency=run.settings.currency,
        future_hint=SAY_IT_THEN,
    )


def _who(given: Mapping[str, object]) -> str:
    """The contact of a record: nobody where no field speaks of one, an empty word where those that do are empty."""
    said = [str(given[name]) for name in ("email", "phone", "profile_url", "contact") if name in given]
    return next((text for text in said if text.strip()), said[0] if said else NOBODY)
