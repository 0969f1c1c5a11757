"""Activities go in by one statement; worked out again here, row by row."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings

from prospector.domain.moment import Moment
from prospector.store.columns import COLUMNS
from prospector.store.loading.referring import check_all_but, check_referred
from prospector.store.writing import checksum
from tests.commands_of_a_day import emptiness
from tests.contents import rows
from tests.terminal import Terminal
from tests.usecases.test_import_laws import Row, files_with_ids, take_in


@settings(max_examples=25)
@given(files_with_ids())
def test_every_row_has_the_mark_the_day_and_the_week_of_what_it_holds(rows: list[Row]) -> None:
    with emptiness() as terminal:
        take_in(terminal, rows)
        names = [name for name in COLUMNS["activity"] if name not in {"id", "checksum"}]
        with sqlite3.connect(terminal.store) as connection:
            stored = connection.execute(f"SELECT checksum, {', '.join(names)} FROM activity").fetchall()
            assert not connection.execute("PRAGMA foreign_key_check").fetchall()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        for mark, *values in stored:
            row = dict(zip(names, values, strict=True))
            moment = Moment(row["occurred_at"], row["utc_offset"])
            assert (row["local_day"], row["local_week"]) == (moment.local_day, moment.local_week)
            assert mark == checksum(values)


def test_a_deal_is_that_of_its_own_row_alone(terminal: Terminal) -> None:
    terminal.ok(
        "import - --as deals --system crm", stdin="external_id,name,opened_at\nD1,Rollout,2026-10-01\n"
    )
    calls = "occurred_at,channel,deal_ref\n2026-11-02,call,D1\n2026-11-03,call,\n"
    terminal.ok("import - --as activities --system crm", stdin=calls)
    assert rows(terminal.store, "SELECT deal_id FROM activity ORDER BY occurred_at") == [(1,), (None,)]


def test_a_reference_to_nothing_is_an_error_also_where_it_is_looked_up_once(terminal: Terminal) -> None:
    terminal.ok("call jane")
    with sqlite3.connect(terminal.store) as connection:
        check_referred(connection, "activity", [("contact_id", (1, None, 1)), ("minutes", (77,))])
        with pytest.raises(sqlite3.IntegrityError, match=r"activity\.contact_id: there is no contact 2"):
            check_referred(connection, "activity", [("contact_id", (1, 2))])
        check_all_but(connection, "activity")
        connection.execute("UPDATE lead SET contact_id = 5")
        with pytest.raises(sqlite3.IntegrityError, match="lead 1: there is no such contact"):
            check_all_but(connection, "activity")
    connection.close()
