"""The entries of a sketched mapping: how dates, lengths of time and words of a column seem to be written."""

from __future__ import annotations

import re
from datetime import UTC

from prospector.errors import InvalidValueError
from prospector.importing.columns import Column, Kind, ValueType
from prospector.importing.moments import MomentReader
from prospector.importing.slashes import SlashOrder, UndecidedDatesError
from prospector.importing.synonyms import WORDS
from prospector.importing.values import words_of

_MOST_WORDS = 25  # of a column of outcomes; one with more is free text
_FORMS = (
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d-%m-%Y", "%d.%m.%y",
    "%m/%d/%y", "%d/%m/%y", "%a %m/%d/%Y", "%a %d/%m/%Y", "%a, %d %b %Y", "%A, %B %d, %Y", "%Y.%m.%d", "%d%m%Y",
)  # fmt: skip
_CLOCKS = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %H:%M",
    ", %I:%M %p",
    ", %I:%M:%S %p",
    " %H.%M",
)
_ALL_FORMS = (*(form + clock for form in _FORMS for clock in _CLOCKS), "%Y%m%d%H%M%S", "%Y-%m-%d-%H.%M.%S")
_SHORT_YEAR = re.compile(r"%([md])/%([md])/%y")
_CLOCK = re.compile(r"\d{1,3}:\d\d:\d\d")
_HOURS_AND_MINUTES = re.compile(r"\d{1,2}:\d\d")
_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}\D*")  # or three decimals
_NUMBER = re.compile(r"\d{1,9}([.,]\d+)?")
_UNITS = (
    (re.compile(r"\b(ms|msec|millis\w*)\b", re.IGNORECASE), "milliseconds"),
    (re.compile(r"(\b|_)(s|secs?|seconds?)\b", re.IGNORECASE), "seconds"),
    (re.compile(r"(\b|_)(m|mins?|minutes?)\b", re.IGNORECASE), "minutes"),
    (re.compile(r"(\b|_)(h|hrs?|hours?)\b", re.IGNORECASE), "hours"),
)
_ENDS = {"won", "lost"}
_ASK = "which of ours is it?"


def entry_lines(column: Column, kind: Kind, headings: tuple[str, ...], texts: tuple[str, ...]) -> list[str]:
    """The entry of one column, and what of it has to be looked over."""
    quoted = [quoted_text(heading) for heading in headings]
    origin = quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"
    name = column.name
    if column.type in {ValueType.MOMENT, ValueType.DAY}:
        return [_dated(name, origin, texts)]
    if column.type in {ValueType.MINUTES, ValueType.SECONDS}:
        return [_lasting(name, origin, headings[0], texts)]
    if column.type is ValueType.YES_NO:
        return _yes_or_no(name, origin, texts)
    table = "meeting" if name == "status" and kind is Kind.APPOINTMENTS else name
    if table in WORDS:
        return _words(name, origin, texts, WORDS[table])
    if column.type in {ValueType.EMAIL, ValueType.PHONE}:
        return [_address(column, origin, texts)]
    shown = "" if not texts else f", as in {one_line(texts[0])}"
    joined = f"{{ from = {origin} }}" if len(quoted) > 1 else origin
    return [f"{name} = {joined}  # guess by its heading{shown}"]


def _address(column: Column, origin: str, texts: tuple[str, ...]) -> str:
    """An e-mail address or a number; of several in a cell the first counts, and words that are none are left out."""
    told = [f"from = {origin}"]
    mark = next((mark for mark in (" ::: ", ";", ",") if any(mark in text for text in texts)), None)
    if mark is not None:
        told.append(f"before = {quoted_text(mark)}")
    if column.type is ValueType.PHONE:
        none = dict.fromkeys(text for text in texts if not any(letter.isdigit() for letter in text))
        if 0 < len(none) <= _MOST_WORDS:
            blanks = ", ".join(f'{quoted_text(text)} = ""' for text in none)
            told.append(f"values = {{ {blanks} }}")
    entry = origin if len(told) == 1 else f"{{ {', '.join(told)} }}"
    return f"{column.name} = {entry}  # guess by its heading" + _example(texts)


def are_undecided(texts: tuple[str, ...]) -> bool:
    """Whether dates may have the day or the month first."""
    reader = MomentReader(UTC, SlashOrder(lambda: texts, "file"))
    try:
        for text in texts:
            reader.reading(text, None)
    except UndecidedDatesError:
        return True
    except InvalidValueError:
        return False
    return False


def decimal_mark(texts: tuple[str, ...]) -> str | None:
    """What stands before the decimals of amounts; None where there are none, or an import finds it by looking."""
    commas = any(re.search(r"\d,\d{1,2}\D*$", text) for text in texts)
    points = any(re.search(r"\d\.\d{1,2}\D*$", text) for text in texts)
    if commas and not points:
        return ","
    return "." if points and not commas and any(_THOUSANDS.fullmatch(text) for text in texts) else None


def _dated(name: str, origin: str, texts: tuple[str, ...]) -> str:
    reader = MomentReader(UTC, SlashOrder(lambda: texts, "file"))
    missed = []
    for text in texts:
        try:
            reader.reading(text, None)
        except UndecidedDatesError:
            break  # the whole file has one order: [file] has the line for it
        except InvalidValueError:
            missed.append(text)
    if len(missed) * 4 > len(texts):
        return _formatted(name, origin, texts, reader)
    told = f"; not {one_line(missed[0])}" if missed else ""
    return f"{name} = {{ from = {origin} }}  # guess by its heading" + _example(texts) + told


def _formatted(name: str, origin: str, texts: tuple[str, ...], reader: MomentReader) -> str:
    """The forms that read all the texts, as few as were found; what else could be meant is asked."""
    left, forms = list(dict.fromkeys(texts)), []
    candidates = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", *_ALL_FORMS]
    while left and candidates:
        misses = {form: [text for text in left if not _fits(reader, text, form)] for form in candidates}
        best = min(candidates, key=lambda form: len(misses[form]))
        if len(misses[best]) == len(left):
            break
        forms.append(best)
        left = misses[best]
    if left and len(left) * 2 > len(set(texts)):
        return f'{name} = {{ from = {origin}, format = "%d/%m/%Y" }}  # guess; how is it written?' + _example(
            texts
        )
    told = quoted_text(forms[0]) if len(forms) == 1 else f"[{', '.join(map(quoted_text, forms))}]"
    other = next((_other_order(form) for form in forms if _SHORT_YEAR.search(form)), None)
    asked = f' or "{other}"?' if other and all(_fits(reader, text, other) for text in texts) else ""
    missed = f"; not {one_line(left[0])}" if left else ""
    return f"{name} = {{ from = {origin}, format = {told} }}  # guess{asked}" + _example(texts) + missed


def _other_order(form: str) -> str:
    return _SHORT_YEAR.sub(lambda found: f"%{found[2]}/%{found[1]}/%y", form)


def _fits(reader: MomentReader, text: str, form: str) -> bool:
    try:
        reader.reading(text, (form,))
    except InvalidValueError:
        return False
    return True


def _lasting(name: str, origin: str, heading: str, texts: tuple[str, ...]) -> str:
    """A length of time: its unit by the heading, else by how large its numbers are; a clock is read in any unit."""
    numbers = [float(text.replace(",", ".")) for text in texts if _NUMBER.fullmatch(text)]
    unit = next((unit for mark, unit in _UNITS if mark.search(heading)), None)
    if not numbers and any(_CLOCK.fullmatch(text) for text in texts):
        unit = "H:MM:SS"
    elif any(_HOURS_AND_MINUTES.fullmatch(text) for text in texts):
        unit = "hours"  # the only unit in which H:MM is read
    elif unit is None:
        longest = max(numbers, default=0)
        short = "minutes" if name == "minutes" else "seconds"
        unit = short if longest <= 90 else "seconds" if longest <= 20_000 else "milliseconds"
    return f'{name} = {{ from = {origin}, unit = "{unit}" }}  # guess' + _example(texts)


def _words(name: str, origin: str, texts: tuple[str, ...], known: dict[str, str]) -> list[str]:
    """A table of their words; those that mean nothing to us are left for the user."""
    words = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    if len(words) > _MOST_WORDS:
        return [f"# {name} = {origin}  # guess: it has too many words for a {name}"]
    if not words:
        return [f"{name} = {origin}  # guess by its heading"]
    lines = [f"{name}.from = {origin}  # guess by its heading; their words = ours:"]
    for word in words:
        ours = known.get(words_of(word))
        entry = f'{name}.values.{quoted_text(word)} = "{ours or ""}"'
        lines.append(f"{entry}  # guess" if ours is not None else f"# {entry}  # {_ASK}")
    return lines


def status_of_stage(headings: tuple[str, ...], texts: tuple[str, ...]) -> list[str]:
    """The entry of a status that the last stages tell: all other stages are those of an open deal."""
    told = WORDS["status"]
    ends = {word: told[words_of(word)] for word in dict.fromkeys(texts) if told.get(words_of(word)) in _ENDS}
    values = [f'status.values.{quoted_text(word)} = "{ours}"  # guess' for word, ours in ends.items()]
    origin = quoted_text(headings[0])
    return [
        f"status.from = {origin}  # guess: the stages tell it",
        *values,
        'status.default = "open"  # guess',
    ]


def _yes_or_no(name: str, origin: str, texts: tuple[str, ...]) -> list[str]:
    words = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    if len(words) > _MOST_WORDS:
        return [f"# {name} = {origin}  # guess: it has too many words for yes and no"]
    plain = {"yes", "no", "true", "false", "0", "1", "y", "n"}
    if all(word.casefold() in plain for word in words):
        return [f"{name} = {origin}  # guess by its heading" + _example(texts)]
    lines = [f"{name}.from = {origin}  # guess by its heading"]
    return lines + [f'# {name}.values.{quoted_text(word)} = ""  # yes or no?' for word in words]


def _example(texts: tuple[str, ...]) -> str:
    return f", as in {one_line(texts[0])}" if texts else ""


def one_line(text: str) -> str:
    """A text that may stand in a comment."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def quoted_text(text: str) -> str:
    """A text as TOML has it."""
    letters = (
        f"\\{letter}" if letter in '"\\' else letter if letter.isprintable() else f"\\U{ord(letter):08X}"
        for letter in text
    )
    return f'"{"".join(letters)}"'
