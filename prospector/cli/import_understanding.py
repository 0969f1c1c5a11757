"""How the files of an import are understood: the words of the command, a profile, or what is in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prospector.cli.invocation import Invocation
from prospector.cli.prompting import asking
from prospector.errors import AmbiguousNameError, FailedError, InvalidValueError, ProspectorError
from prospector.importing.archives import ArchiveError, contents, is_archive
from prospector.importing.columns import Kind
from prospector.importing.guess import recognise
from prospector.importing.mapping import CANONICAL, EVERYTHING, ImportMapping, Talk
from prospector.importing.mapping_file import load_mapping
from prospector.importing.owner import owner_of
from prospector.importing.shipped import load_profile
from prospector.light import StrEnum

# Whoever names another comes after it.
_ORDER = (
    Kind.ACCOUNTS, Kind.CONTACTS, Kind.CONTENT, Kind.DEALS, Kind.ACTIVITIES, Kind.APPOINTMENTS, Kind.QUOTAS,
)  # fmt: skip


class DateOrder(StrEnum):
    """What comes first in a slashed date."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was said of the files.

    Attributes:
        kind: what their rows are.
        mapping: the file of a mapping.
        profile: the name of a profile.
        talk_threshold: seconds from which an answered call is a conversation.
        create: whether names that are not known are made.
        me: the name of the rep in messages.
        dates: what comes first in slashed dates.
    """

    kind: Kind | None
    mapping: str | None
    profile: str | None
    talk_threshold: int | None
    create: bool
    me: str | None
    dates: DateOrder | None

    def applied(self, mapping: ImportMapping, kind: Kind, *, recognised: bool) -> ImportMapping:
        """A mapping changed as was said; what is for activities alone leaves a recognised file of another kind as it is."""
        changes: dict[str, object] = {}
        if self.talk_threshold is not None and (kind is Kind.ACTIVITIES or not recognised):
            changes["talk"] = Talk(conversation_seconds=self.talk_threshold)
        if self.create:
            changes["create"] = EVERYTHING
        if self.me is not None and mapping.dialogue is not None:
            changes["dialogue"] = mapping.dialogue.model_copy(update={"me": self.me})
        if self.dates is not None:
            changes["file"] = mapping.file.model_copy(update={"dates": self.dates.value})
        return mapping.model_copy(update=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A file, and how it becomes ours.

    Attributes:
        file: its path, in an archive `ARCHIVE/NAME`.
        mapping: how its columns become ours.
        kind: what its rows are.
        owner: by what names an archive's owner goes in it.
        in_archive: whether others of its archive go on without it.
    """

    file: str
    mapping: ImportMapping
    kind: Kind
    owner: tuple[str, ...] = ()
    in_archive: bool = False


@dataclass(slots=True)
class Understanding:
    """All files of a command.

    Attributes:
        files: in the order in which they are to be imported.
        left: what is said of those in archives that are not known.
        failures: why files in archives cannot be imported.
    """

    files: list[Understood] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    failures: list[ProspectorError] = field(default_factory=list)


def understand(run: Invocation, names: Iterable[str], words: Words) -> Understanding:
    """Settle how each file becomes ours; asked where two profiles fit equally well.

    Raises:
        ProspectorError: one of the files is not understood, or nothing in an archive is.
    """
    found = Understanding()
    for name in names:
        if is_archive(name):
            _understand_archive(run, name, words, found)
        else:
            mapping, kind = _understand_file(run, name, words)
            found.files.append(Understood(file=name, mapping=mapping, kind=kind))
    return found


def _understand_archive(run: Invocation, archive: str, words: Words, found: Understanding) -> None:
    if words.kind is not None or words.mapping is not None or words.profile is not None:
        option = "--as" if words.kind is not None else "--map" if words.mapping is not None else "--profile"
        raise InvalidValueError(
            f"{archive} is an archive of files, and {option} is for one of them",
            hint=f"name it as {archive}/NAME.csv",
        )
    inside = contents(archive)
    known: list[Understood] = []
    failures: list[ProspectorError] = []
    left: list[str] = []
    owner = owner_of(archive, inside.tables)
    for name in inside.tables:
        try:
            mapping, kind = _understand_file(run, f"{archive}/{name}", words)
        except ArchiveError as error:
            failures.append(error)
        except AmbiguousNameError as error:
            failures.append(error)
        except (FailedError, InvalidValueError):
            left.append(name)
        else:
            file = Understood(
                file=f"{archive}/{name}", mapping=mapping, kind=kind, owner=owner, in_archive=True
            )
            known.append(file)
    if not known:
        if failures:
            raise failures[0]
        raise _nothing_known(archive, [*left, *inside.others])
    found.files += sorted(known, key=lambda file: _ORDER.index(file.kind))
    found.failures += failures
    if left or inside.others:
        found.left.append(f"left in {archive}, not known: {_some([*left, *inside.others])}")


def _nothing_known(archive: str, names: Sequence[str]) -> InvalidValueError:
    if not names:
        return InvalidValueError(f"{archive} is an empty archive", hint="nothing to import; fetch it again")
    return InvalidValueError(
        f"nothing in {archive} is known; it has {_some(names)}",
        hint=f"name one of them as {archive}/NAME.csv, with --as or --map",
    )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:6])
    return f"{shown} and {len(names) - 6:,} more" if len(names) > 6 else shown


def _understand_file(run: Invocation, file: str, words: Words) -> tuple[ImportMapping, Kind]:
    """How a file's columns become ours, and what its rows are."""
    mapping = CANONICAL
    if words.mapping is not None:
        mapping = load_mapping(Path(words.mapping))
    elif words.profile is not None:
        mapping = load_profile(words.profile)
    rows_are = words.kind or mapping.kind
    if rows_are is not None:
        return words.applied(mapping, rows_are, recognised=False), rows_are
    if words.mapping is not None:
        raise InvalidValueError(
            f"{words.mapping} does not say what the rows are",
            hint=f"--as one of {', '.join(Kind)}",
        )
    found: list[tuple[ImportMapping, Kind]] = []

    def attempt(chosen: str | None, _: bool) -> None:
        known = None if chosen is None else load_profile(chosen)
        if known is not None and known.kind is not None:
            found.append((known, known.kind))
        else:
            recognised = recognise(file)
            found.append((recognised.mapping, recognised.kind))

    asking(run, attempt)
    return words.applied(*found[0], recognised=True), found[0][1]
