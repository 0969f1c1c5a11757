"""`export --salvage`: what can be read of a damaged store, as a store and as files, and what is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from shlex import quote

from prospector.cli import late_typer as typer
from prospector.cli.invocation import Invocation
from prospector.cli.output import done
from prospector.cli.pasting import for_pasting
from prospector.errors import ExitCode, FailedError
from prospector.render.files import write_to
from prospector.render.records import RecordText
from prospector.store.records import Record
from prospector.store.salvaging import Salvaged
from prospector.usecases.doctor_words import called_together
from prospector.usecases.salvage import FILES, STORE, Salvage, salvage


def save_what_can_be_read(run: Invocation, folder: str, *, raw: bool, as_json: bool) -> None:
    """Write a store, and a file for each noun, and say what was saved and what is lost."""
    paths = {noun: os.path.join(folder, f"{noun}.csv") for noun in FILES}
    _check_folder(folder, [os.path.join(folder, STORE), *paths.values()])
    texts: dict[str, RecordText] = {}

    def begin(noun: str, columns: tuple[str, ...]) -> Callable[[Record], None]:
        texts[noun] = RecordText(columns, as_json=False, raw=raw)
        return texts[noun].add

    found = salvage(run.path, folder, begin, currency=run.settings.currency)
    for noun, path in paths.items():
        write_to(path, texts[noun].text())
    lines = [_line(each) for each in found.tables if each.saved or each.lost or each.partly]
    if unknown := [called_together(each.table) for each in found.tables if not (each.is_named or each.saved)]:
        lines.append(f"not found, if there were any: {', '.join(unknown)}")
    taking = for_pasting(f"prospector restore {quote(found.store)}", run.database)
    lines.append(f"a store with all of this → {found.store}; {taking} takes it")
    lines.append(f"{len(paths)} CSV files of it → {folder}, to be imported in this order: {', '.join(FILES)}")
    for line in lines[:1] if as_json else lines:
        done(run, line, _record(found, paths), as_json)
    if not found.is_whole:
        raise typer.Exit(ExitCode.UNUSABLE_STORE)


def _check_folder(folder: str, paths: Sequence[str]) -> None:
    there = [path for path in paths if os.path.lexists(path)]
    if there or os.path.isfile(folder):
        raise FailedError(
            f"{there[0] if there else folder} is there already", hint="nothing was written; name a new folder"
        )


def _line(each: Salvaged) -> str:
    most = "at most " if each.is_bound else ""
    words = (
        f"{called_together(each.table)}: {each.saved:,} saved",
        f"{each.found:,} of these found page by page" if each.found else "",
        f"{each.partly:,} in part, out of an index" if each.partly else "",
        f"{each.altered:,} not as they were stored" if each.altered else "",
        f"{most}{each.lost:,} lost" if each.lost else "",
        "" if each.lost or each.is_named else "how many are lost is not known",
    )
    return " · ".join(word for word in words if word)


def _record(found: Salvage, paths: dict[str, str]) -> dict[str, object]:
    return {
        "store": found.store,
        "files": [{"as": noun, "file": path, "records": found.records[noun]} for noun, path in paths.items()],
        "rows": {
            each.table: {
                "saved": each.saved,
                "found": each.found,
                "partly": each.partly,
                "altered": each.altered,
                "lost": each.lost,
                "at_most": each.is_bound,
                "unknown": not each.is_named,
            }
            for each in found.tables
        },
    }
