from __future__ import annotations

import pytest

from prospector.later import Later


def test_a_value_is_worked_out_when_it_is_asked_for_and_once() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return 7

    later = Later(make)
    assert made == []
    assert [later.value, later.value] == [7, 7]
    assert made == [1]


def test_values_to_come_are_the_same_where_what_comes_is() -> None:
    assert Later(lambda: [1, 2]) == Later(lambda: [1, 2])
    assert Later(lambda: 1) != Later(lambda: 2)
    assert Later(lambda: 1) != 1
    assert hash(Later(lambda: "a")) == hash(Later(lambda: "a"))


def test_what_failed_fails_again_and_is_no_value() -> None:
    later = Later(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = later.value
