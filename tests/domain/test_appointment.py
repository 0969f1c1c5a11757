from __future__ import annotations

from datetime import UTC, datetime

from prospector.domain.appointment import Appointment, completed_by_date, meant
from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus

HELD, CANCELLED, SET = AppointmentStatus.HELD, AppointmentStatus.CANCELLED, AppointmentStatus.SET


def _at(day: int, hour: int = 9) -> Moment:
    return Moment.of(datetime(2026, 11, day, hour, tzinfo=UTC))


def _set(number: int, starts: Moment | None, *, on: int = 10) -> Appointment:
    return Appointment(number, SET, _at(on), starts)


def _ids(found: tuple[Appointment, ...]) -> list[int]:
    return [each.id for each in found]


def test_the_only_one_to_come_is_meant_whenever_it_is() -> None:
    over = Appointment(1, HELD, _at(1), _at(2))
    assert _ids(meant((over, _set(2, _at(25))), HELD, _at(20), None)) == [2]
    assert meant((over,), HELD, _at(20), None) == ()


def test_what_was_held_is_the_last_one_that_was_due() -> None:
    known = (_set(1, _at(12)), _set(2, _at(18)), _set(3, _at(25)), _set(4, None))
    assert _ids(meant(known, HELD, _at(20), None)) == [2]
    assert _ids(meant(known, HELD, _at(20), _at(12, 16))) == [1]


def test_what_is_called_off_is_the_next_one_and_two_are_asked_about() -> None:
    known = (_set(1, _at(12)), _set(2, _at(25)))
    assert _ids(meant(known, CANCELLED, _at(20), None)) == [2]
    assert _ids(meant((*known, _set(3, _at(27))), CANCELLED, _at(20), None)) == [1, 2, 3]


def test_a_date_completes_only_what_was_set_within_a_day() -> None:
    undated = _set(1, None, on=19)
    assert completed_by_date((undated,), _at(20)) == undated
    assert completed_by_date((undated,), _at(20, 10)) is None
    assert completed_by_date((_set(1, _at(25), on=19),), _at(19)) is None


def test_a_date_completes_what_was_moved_to_no_date_however_long_ago() -> None:
    moved = Appointment(1, AppointmentStatus.MOVED, _at(1), None)
    assert completed_by_date((moved,), _at(20)) == moved
