"""What a file holds and who wrote it, told by its header; in doubt nobody guesses."""

from __future__ import annotations

from contextlib import suppress

from prospector.errors import AmbiguousNameError, FailedError, InvalidValueError
from prospector.importing.columns import SHEETS, Kind
from prospector.importing.detecting import detecting, foreign_headings
from prospector.importing.files import STANDARD_INPUT, Source, open_source
from prospector.importing.headings import heading_key
from prospector.importing.mapping import CANONICAL, ImportMapping
from prospector.importing.records import ERROR_COLUMN, find_layout, header_candidates
from prospector.importing.shipped import load_profile, profile_names
from prospector.light import dataclass

_OURS = {kind: frozenset(heading_key(name) for name in sheet.names) for kind, sheet in SHEETS.items()}

_NO_HEADINGS = frozenset({"", heading_key(ERROR_COLUMN)})  # a rejects file has one more


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file turned out to be."""

    mapping: ImportMapping
    kind: Kind


def recognise(file: str) -> Recognised:
    """Find out what a file holds: our own column names, or the headings of a shipped profile.

    Ours are tried first. Of several profiles whose `detect` headings are all there, the one is taken that knows most
    of the file's headings.

    Raises:
        AmbiguousNameError: two profiles fit equally well.
        InvalidValueError: nothing fits, or the file can be read only once.
        FailedError: it cannot be read.
    """
    if file == STANDARD_INPUT:
        raise InvalidValueError(
            "what are the rows?", hint=f"--as one of {', '.join(Kind)}; or --profile NAME"
        )
    with open_source(file) as source:
        ours = kinds_of(source)
        fitting = [] if len(ours) == 1 else fitting_profiles(source)
    if len(ours) == 1:
        return Recognised(CANONICAL, ours[0])
    if len(fitting) == 1 and fitting[0].kind is not None:
        return Recognised(fitting[0], fitting[0].kind)
    if fitting:
        names = [profile.name for profile in fitting]
        raise AmbiguousNameError(
            f"{file} could be {' or '.join(names)}",
            hint=" or ".join(f"--profile {name}" for name in names),
            choices=tuple((profile.name, f"{profile.name}  {profile.title}") for profile in fitting),
        )
    told = f"could be {' or '.join(ours)}" if ours else "does not tell what its rows are"
    raise InvalidValueError(
        f"{file} {told}",
        hint=f"--as one of {', '.join(Kind)}; for other headings write a mapping: prospector profiles new {file}",
    )


def kinds_of(source: Source) -> list[Kind]:
    """The kinds whose required columns a header has and that know all of its columns."""
    wanted = frozenset(key for keys in _OURS.values() for key in keys)
    headers = [keys - {heading_key(ERROR_COLUMN)} for _, keys in header_candidates(source)]
    with suppress(FailedError):  # its first line is none of ours; a profile may skip it
        headers.insert(0, frozenset(map(heading_key, find_layout(source, CANONICAL.file, wanted).header)))
    found = (_kinds_of_header(header - {""}) for header in headers)
    return next(filter(None, found), [])


def _kinds_of_header(header: frozenset[str]) -> list[Kind]:
    return [
        kind
        for kind, sheet in SHEETS.items()
        if header <= _OURS[kind]
        and all(any(heading_key(name) in header for name in group) for group in sheet.required)
    ]


def fitting_profiles(source: Source) -> list[ImportMapping]:
    """The profiles that fit best: one, none, or several that fit equally well."""
    candidates = [keys for _, keys in header_candidates(source)]
    scored: list[tuple[tuple[int, int], ImportMapping]] = []
    for profile in map(load_profile, profile_names()):
        needed, known = detecting(profile), foreign_headings(profile)
        scores = [
            len(keys & known)
            for keys in candidates
            if all(names & keys for names in needed) and not (profile.only and keys - known - _NO_HEADINGS)
        ]
        if needed and scores:
            scored.append(((max(scores), len(needed)), profile))
    best = max((score for score, _ in scored), default=None)
    return [profile for score, profile in scored if score == best]
