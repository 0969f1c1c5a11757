"""Opening a file of an import: known from before, or ready to be read."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import tzinfo

from prospector.domain.currency import exponent_of
from prospector.domain.import_mode import ImportMode
from prospector.domain.moment import Moment
from prospector.domain.settings import Settings
from prospector.importing.files import Source, check_encoding, look_through, open_bytes
from prospector.importing.mapping import options_digest
from prospector.importing.rows import RowReading, read_rows
from prospector.light import dataclass
from prospector.store.import_runs import Ledger, Run, find_run
from prospector.store.store import Store
from prospector.store.words import read_vocabulary
from prospector.usecases.import_request import ImportRequest
from prospector.usecases.import_words import known_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that was looked through and is ready to be read.

    Attributes:
        ledger: what makes it the same file on any day.
        ledger_of_today: what makes it the same file today; tomorrow some of its future may have happened.
        state: the import that had these very bytes, or the reading of its rows.
    """

    source: Source
    ledger: Ledger
    ledger_of_today: Ledger
    state: Run | RowReading


def open_reading(
    store: Store,
    stack: ExitStack,
    request: ImportRequest,
    *,
    settings: Settings,
    now: Moment,
    zone: tzinfo | None,
) -> Opened:
    """Open a file, and get ready to read its rows unless its bytes are known.

    Args:
        store: whose ledger and words count.
        stack: keeps the file open.
        request: what and how.
        settings: the store's currency.
        now: the time of the command.
        zone: whose clock times without an offset are of; None is the system's.

    Raises:
        ProspectorError: the file as a whole cannot be imported.
    """
    encoding = request.mapping.file.encoding
    if encoding is not None:
        check_encoding(encoding)
    source = stack.enter_context(open_bytes(request.file))
    options: dict[str, object] = {
        "set": dict(request.constants),
        "system": request.system,
        "zone": str(zone),
        "currency": settings.currency,
        **({"region": settings.region} if settings.region else {}),  # who is at a number depends on it
    }
    if request.mode is not ImportMode.ADD:
        options.update(mode=request.mode.value, overwrite=request.overwrite)
    ledger, ledger_of_today = (
        Ledger(source.sha256, options_digest(request.mapping, request.kind, **told))
        for told in (options, {**options, "today": now.day})
    )
    with store.reading() as connection:
        known_run = find_run(connection, ledger) or find_run(connection, ledger_of_today)
    if known_run is not None and request.mode is ImportMode.ADD:
        return Opened(source=source, ledger=ledger, ledger_of_today=ledger_of_today, state=known_run)
    look_through(source, encoding=encoding)
    with store.reading() as connection:
        names = known_names(read_vocabulary(connection), request.mapping, connection)
    reading = read_rows(
        source,
        request.mapping,
        kind=request.kind,
        zone=zone,
        today=now.day,
        set_values=request.constants,
        known=names,
        system=request.system,
        exponent=exponent_of(settings.currency),
        updates=request.mode is ImportMode.UPDATE,
    )
    return Opened(source=source, ledger=ledger, ledger_of_today=ledger_of_today, state=reading)
