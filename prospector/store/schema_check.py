"""Whether a store's schema is the one that `tables/` declares.

The migrations are frozen text, the tables are declarations; what one says and the other does not is a defect of the
program, or a store that another program has altered. Both are built and described by SQLite itself, so that spelling
and the order of constraints do not matter. Importing SQLModel takes half a second: only `db info` and the tests do.
"""

from __future__ import annotations

import re
import sqlite3


def declared_differences(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What differs between a store and the declared tables, one sentence each; nothing if they agree."""
    declared = sqlite3.connect(":memory:")
    try:
        for statement in declared_statements():
            declared.execute(statement)
        wanted, found = describe(declared), describe(connection)
    finally:
        declared.close()
    missing = [f"{name} is missing" for name in wanted if name not in found]
    extra = [f"{name} is not declared" for name in found if name not in wanted]
    other = [
        f"{name} has {_text(found[name] - wanted[name])} in place of {_text(wanted[name] - found[name])}"
        for name in wanted
        if name in found and wanted[name] != found[name]
    ]
    return (*missing, *extra, *other)


def declared_statements() -> tuple[str, ...]:
    """The SQL that makes the declared tables and their indices, in an order in which it can run."""
    from sqlalchemy.dialects import sqlite  # lazy: half a second
    from sqlalchemy.schema import CreateIndex, CreateTable  # lazy: half a second

    from prospector.store.tables import SCHEMA  # lazy: half a second

    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in sorted(SCHEMA.tables.values(), key=lambda each: each.name):
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        statements += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda each: str(each.name))
        ]
    return tuple(statements)


def describe(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """Every table and index by name, with the facts that make it what it is."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    return {
        f"{kind} {name}": frozenset(_table(connection, name, sql) if kind == "table" else [_plain(sql or "")])
        for kind, name, _, sql in rows
    }


def _table(connection: sqlite3.Connection, name: str, sql: str) -> list[str]:
    facts = [
        f"column {column}: {kind}{' not null' if required else ''}{f' default {default}' if default else ''}"
        f"{f' key {key}' if key else ''}"
        for _, column, kind, required, default, key, _ in connection.execute(f"PRAGMA table_xinfo({name})")
    ]
    facts += [
        f"reference {column} to {target}.{theirs} {on_update} {on_delete}"
        for _, _, target, column, theirs, on_update, on_delete, _ in connection.execute(
            f"PRAGMA foreign_key_list({name})"
        )
    ]
    for _, index, unique, origin, _ in connection.execute(f"PRAGMA index_list({name})").fetchall():
        if unique and origin != "c":
            columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index})")]
            facts.append(f"unique {', '.join(columns)}")
    facts += [f"check {_plain(check)}" for check in re.findall(r"CHECK\s*\((.*)\)", sql)]
    tail = sql.rpartition(")")[2].upper()
    facts += [word for word in ("STRICT", "WITHOUT ROWID") if word in tail]
    return facts + (["AUTOINCREMENT"] if "AUTOINCREMENT" in sql.upper() else [])


def _plain(sql: str) -> str:
    return " ".join(sql.replace('"', "").split())


def _text(facts: frozenset[str]) -> str:
    return " and ".join(sorted(facts)) or "nothing"
