"""Publishing accounts."""

from __future__ import annotations

from prospector.domain.spelling import fold
from prospector.store.loading.load import Load, Origin, Staged, fill_blanks, text_of
from prospector.store.loading.names import Names
from prospector.store.loading.updating import Updating
from prospector.store.writing import Value


def place_account(load: Load, names: Names, row: Staged) -> str:
    """A company; one of the same name is the same."""
    name = str(row["name"])
    stored = load.connection.execute("SELECT id FROM account WHERE name_key = ?", (fold(name),)).fetchone()
    values: dict[str, Value] = {
        "domain": row["domain"],
        "industry": row["industry"],
        "buying_group": row["buying_group"] or None,
        "divisions": row["divisions"],
        "note": row["note"],
    }
    rep = text_of(row, "rep")
    if rep is not None:
        values["rep_id"] = names.words.rep(rep)
    if stored is None:
        number = load.insert(
            "account", name=name, name_key=fold(name), target=int(bool(row["target"])), **values
        )
        load.tally.accounts += 1
        result = "added"
    else:
        number = int(stored[0])
        changed = fill_blanks(load, "account", number, values)
        if row["target"] and load.writing.update("account", number, target=1):
            load.overlay.note("target")
            changed = True
        result = "updated" if changed else "unchanged"
    load.remember("accounts", number, row)
    return result


def renew_account(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The company that a row means, by its id, its name or its domain, as the row has it; None if it is new."""
    load = updating.load
    number = _meant(load, row) if known is None else known[1]
    if number is None:
        return None
    if updating.is_gone("account", number, int(row["line"] or 0)):
        return "unchanged"
    name, rep = text_of(row, "name"), text_of(row, "rep")
    key = fold(name or "")
    fields: dict[str, dict[str, Value]] = {
        "name": {"name": name, "name_key": key},
        "domain": {"domain": row["domain"]},
        "industry": {"industry": row["industry"]},
        "target": {"target": row["target"]},
        "buying_group": {"buying_group": row["buying_group"] or None},
        "divisions": {"divisions": row["divisions"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
        "note": {"note": row["note"]},
    }
    namesake = load.connection.execute("SELECT id FROM account WHERE name_key = ?", (key,)).fetchone()
    if namesake is not None and namesake[0] != number:
        del fields["name"]
        load.tally.remark("a name that another account has; it stays theirs", int(row["line"] or 0))
    updating.give("account", number, int(row["line"] or 0), fields)
    return updating.result("accounts", number, row, is_known=known is not None)


def _meant(load: Load, row: Staged) -> int | None:
    """The account of a name, else the only one of a domain."""
    found = (
        load.connection.execute(
            "SELECT id FROM account WHERE name_key = ?", (fold(text_of(row, "name") or ""),)
        ).fetchall()
        or load.connection.execute(
            "SELECT id FROM account WHERE domain = ? LIMIT 2", (row["domain"],)
        ).fetchall()
    )
    return int(found[0][0]) if len(found) == 1 else None
