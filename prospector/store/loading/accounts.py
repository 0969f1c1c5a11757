"""Publishing accounts."""

from __future__ import annotations

from prospector.domain.spelling import fold
from prospector.store.loading.load import Load, Staged, fill_blanks, text_of
from prospector.store.loading.names import Names
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
        changed = (bool(row["target"]) and load.writing.update("account", number, target=1)) or changed
        result = "updated" if changed else "unchanged"
    load.remember("accounts", number, row)
    return result
