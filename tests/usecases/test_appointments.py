from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus
from prospector.errors import FailedError, InvalidValueError
from prospector.store.store import Store
from prospector.usecases.appointments import AppointmentAnswer, AppointmentFacts, conclude, set_appointment
from prospector.usecases.log import Entry, log
from prospector.usecases.undo import undo

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def _at(day: int, hour: int = 9) -> Moment:
    return Moment.of(datetime(2026, 11, day, hour, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "sales.sqlite3"), create_missing=True)


def _log(store: Store, moment: Moment) -> None:
    entry = Entry(channel="call", moment=moment, who="Jane Doe", outcome="appointment")
    log(store, [entry], rep="", at=moment.seconds)


def _set(store: Store, starts: Moment) -> AppointmentAnswer:
    return set_appointment(store, "Jane Doe", starts, AppointmentFacts(), now=NOW, rep="")


def _conclude(
    store: Store, status: AppointmentStatus, when: Moment | None = None, *, which: int | None = None
) -> AppointmentAnswer:
    return conclude(store, "jane", status, when=when, which=which, note=None, now=NOW, rep="")


def _rows(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return connection.execute(
            "SELECT id, status, starts_at, set_at, activity_id, channel_id FROM appointment ORDER BY id"
        ).fetchall()


def test_a_date_within_a_day_completes_the_appointment_of_a_log(store: Store) -> None:
    _log(store, _at(19, 15))
    _set(store, _at(25))
    assert _rows(store) == [(1, "set", _at(25).seconds, _at(19, 15).seconds, 1, 1)]


def test_a_date_later_than_that_sets_another(store: Store) -> None:
    _log(store, _at(18, 15))
    _set(store, _at(25))
    assert [row[2:5] for row in _rows(store)] == [
        (None, _at(18, 15).seconds, 1),
        (_at(25).seconds, Moment.of(NOW).seconds, None),
    ]


def test_a_move_keeps_the_day_on_which_it_was_set(store: Store) -> None:
    _log(store, _at(12))
    _conclude(store, AppointmentStatus.MOVED, _at(27))
    assert _rows(store) == [(1, "moved", _at(27).seconds, _at(12).seconds, 1, 1)]


def test_held_is_dated_by_the_day_on_which_it_took_place(store: Store) -> None:
    _log(store, _at(12))
    _conclude(store, AppointmentStatus.HELD, _at(19, 16))
    assert _rows(store)[0][1:3] == ("held", _at(19, 16).seconds)


def test_held_on_the_day_that_was_agreed_keeps_the_agreed_time(store: Store) -> None:
    _set(store, _at(19, 16))
    _conclude(store, AppointmentStatus.HELD, Moment.on(datetime(2026, 11, 19, tzinfo=UTC).date()))
    assert _rows(store)[0][2] == _at(19, 16).seconds


def test_an_activity_that_made_an_appointment_without_a_row_gets_one(store: Store) -> None:
    _log(store, _at(12))
    with store.writing() as writing:
        writing.delete("appointment", 1)
        writing.record(at=0, rep_id=1, label="as a move on the ladder leaves it")
    _conclude(store, AppointmentStatus.HELD)
    assert _rows(store) == [(2, "held", Moment.of(NOW).seconds, _at(12).seconds, 1, 1)]


def test_one_that_is_over_is_put_right_by_its_number(store: Store) -> None:
    _set(store, _at(19))
    _conclude(store, AppointmentStatus.HELD)
    with pytest.raises(FailedError, match="no appointment to come; the last one was held"):
        _conclude(store, AppointmentStatus.NO_SHOW)
    _conclude(store, AppointmentStatus.NO_SHOW, which=1)
    assert _rows(store)[0][1] == "no-show"


def test_undo_brings_back_the_time_that_was_moved(store: Store) -> None:
    _set(store, _at(25))
    before = _rows(store)
    _conclude(store, AppointmentStatus.MOVED, _at(27))
    assert undo(store, "")[0].label == "appointment moved: Jane Doe"
    assert _rows(store) == before


def test_an_appointment_is_set_when_it_is_said_to_have_been(store: Store) -> None:
    _log(store, _at(16, 15))
    for set_at in (Moment.on(date(2026, 11, 16)), _at(18)):
        facts = AppointmentFacts(set_at=set_at)
        set_appointment(store, "Jane Doe", _at(25, set_at.day.day % 12), facts, now=NOW, rep="")
    assert [row[3] for row in _rows(store)] == [_at(16, 15).seconds, _at(18).seconds]


def test_an_appointment_cannot_be_over_before_it_was_set(store: Store) -> None:
    with pytest.raises(InvalidValueError, match="it was set yesterday 9:00, after Wed 18 Nov 9:00"):
        set_appointment(store, "Jane Doe", _at(18), AppointmentFacts(set_at=_at(19)), now=NOW, rep="")
    assert _rows(store) == []
