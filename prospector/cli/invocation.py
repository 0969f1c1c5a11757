"""One run of prospector: its clock, its streams, its settings, its store. All that a command takes from the world."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, tzinfo
from functools import cached_property

from prospector.cli.system_zone import check_system_zone
from prospector.domain.settings import Settings, read_settings
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING
from prospector.store.migrations import LATEST
from prospector.store.store import Store
from prospector.usecases.configuring import gather, store_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prospector.domain.work_calendar import Calendar


class Invocation:
    """What a command may ask of its surroundings.

    Attributes:
        environment: the environment variables.
        database: the store named with `--db`, None if none was.
        no_input: whether never to ask.
        has_stored_aside: whether something besides rows was stored: a setting, another schema.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.database: str | None = None
        self.no_input = False
        self.has_stored_aside = False
        self._stores: list[Store] = []

    @cached_property
    def settings(self) -> Settings:
        """The settings of this run."""
        return read_settings(gather(self.environment))

    @cached_property
    def calendar(self) -> Calendar:
        """On which days the rep works.

        Raises:
            InvalidValueError: the country that is set is not one whose holidays are known.
        """
        from prospector.domain.public_holidays import public_holidays  # lazy: a log asks for no calendar
        from prospector.domain.work_calendar import Calendar  # lazy: the same

        chosen = self.settings
        public = public_holidays(chosen.country) if chosen.country else None
        return Calendar(chosen.working_days, chosen.holidays, chosen.time_off, public)

    @cached_property
    def path(self) -> str:
        """The store's file."""
        return store_path(self.environment) if self.database is None else self.database

    def works_on(self, day: date) -> bool:
        """Whether a day is a working day, as far as a log has time to ask.

        Public holidays count as working days here: to look them up takes twice as long as to log.
        """
        from prospector.domain.working_days import is_worked_on  # lazy: not every log has a goal of its day

        chosen = self.settings
        return is_worked_on(day, chosen.working_days, chosen.holidays, chosen.time_off)

    @property
    def names_store(self) -> bool:
        """Whether the store's file was named, and is not the one where a store is kept unless told otherwise."""
        return self.database is not None or "PROSPECTOR_DB" in self.environment

    @cached_property
    def zone(self) -> tzinfo | None:
        """Whose clock times are read by; None is the system's."""
        name = self.settings.timezone
        if not name:
            check_system_zone(self.environment)
            return None
        from zoneinfo import (
            ZoneInfo,
            ZoneInfoNotFoundError,
        )  # lazy: the system's clock needs no zone database

        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InvalidValueError(
                f"timezone = '{name}' is not a time zone that this system knows",
                hint="prospector config set timezone Europe/Lisbon, or unset it",
            ) from None

    @cached_property
    def now(self) -> datetime:
        """The time; `PROSPECTOR_NOW` stands in for the clock in tests and demonstrations."""
        given = self.environment.get("PROSPECTOR_NOW")
        if given is None:
            return datetime.now().astimezone(self.zone)
        try:
            now = datetime.fromisoformat(given)
            if now.tzinfo is not None:
                return now
        except ValueError:
            pass
        raise InvalidValueError(
            f"PROSPECTOR_NOW='{given}' is not a time with an offset", hint="as in 2026-11-20T10:42:00+01:00"
        )

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()

    @property
    def seconds(self) -> int:
        """The time in UTC seconds."""
        return int(self.now.timestamp())

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    def read_store(self) -> Store:
        """Open the store; it must be there."""
        return self._opened(create_missing=False)

    def write_store(self) -> Store:
        """Open the store, making it if this is the first command."""
        return self._opened(create_missing=True)

    @property
    def has_stored(self) -> bool:
        """Whether something is different on disk, whatever becomes of the answer."""
        return self.has_stored_aside or any(store.has_changed for store in self._stores)

    @property
    def has_opened(self) -> bool:
        """Whether a store was opened."""
        return bool(self._stores)

    def remarks(self) -> list[str]:
        """What is to be said of the store when a command is done, ready to be shown."""
        said = []
        if self.names_store and any(store.is_new for store in self._stores):
            from prospector.render.clean import clean  # lazy: once in a store's lifetime

            # The name may be a slip, and the log of years lies elsewhere.
            said.append(f"a new store begins here: {clean(os.path.abspath(self.path))}")
        if altered := [each for store in self._stores for each in store.altered]:
            from prospector.cli.pasting import for_pasting  # lazy: only of a damaged store
            from prospector.usecases.doctor_words import altered_remark  # lazy: the same

            said.append(for_pasting(altered_remark(altered), self.database))
        return said

    def _opened(self, *, create_missing: bool) -> Store:
        store = Store(
            self.path,
            create_missing=create_missing,
            busy_seconds=self.settings.busy_seconds,
            region=self.settings.region,
        )
        self._stores.append(store)
        if store.upgrade is not None:
            from prospector.render.clean import clean  # lazy: once in a store's lifetime

            self.has_stored_aside = True
            sys.stderr.write(f"{clean(upgraded_line(*store.upgrade))}\n")
        return store

    def width(self) -> int:
        """Columns of the terminal; `COLUMNS` stands in."""
        given = self.environment.get("COLUMNS", "")
        if given.isdecimal() and int(given) > 0:
            return int(given)
        try:
            return os.get_terminal_size(sys.stdout.fileno()).columns or 80
        except (OSError, ValueError):
            return 80


def upgraded_line(before: int, backup: str) -> str:
    """Say that a store has the latest schema now, and where it is kept as it was."""
    return f"schema {before} → {LATEST}; as it was, it is kept in {backup}"


def ask(run: Invocation, question: str) -> str | None:
    """Ask on the terminal; None where nobody is there to answer."""
    if not run.interactive:
        return None
    from shutil import get_terminal_size  # lazy: a log asks nothing

    from prospector.render.folded import folded  # lazy: the same

    width = get_terminal_size().columns
    sys.stderr.write("\n".join(folded(question.rstrip(), width - 1)) + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
