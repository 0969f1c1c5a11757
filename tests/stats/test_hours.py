from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prospector.stats.comparison import HourArm
from prospector.stats.hours import divide_hours, thompson_shares

ARMS = st.lists(st.tuples(st.integers(0, 40), st.floats(0.5, 80)), min_size=1, max_size=6)


def test_equal_channels_share_evenly_and_a_much_better_one_leaves_a_tenth() -> None:
    even = thompson_shares([HourArm("call", 10, 20.0), HourArm("email", 10, 20.0)])
    assert even["call"] == pytest.approx(0.5)
    clear = thompson_shares([HourArm("call", 90, 20.0), HourArm("email", 2, 20.0)])
    assert clear == pytest.approx({"call": 0.9, "email": 0.1})


def test_hours_come_in_halves_and_what_a_cap_leaves_goes_to_the_others() -> None:
    assert divide_hours({"call": 0.6, "email": 0.3, "social": 0.1}, 10, {}) == {
        "call": 6,
        "email": 3,
        "social": 1,
    }
    assert divide_hours({"call": 0.6, "email": 0.3, "social": 0.1}, 10, {"call": 2}) == {
        "call": 2,
        "email": 6,
        "social": 2,
    }
    assert divide_hours({"call": 0.6, "email": 0.4}, 10, {"call": 2, "email": 3}) == {"call": 2, "email": 3}


@example([(0, 0.5), (0, 20.0)], 13.25, {"a": 0.0})  # what is left to one is a hair more than all
@given(ARMS, st.floats(0, 60), st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 20)))
def test_hours_are_those_that_there_are_to_the_half_hour_and_no_cap_is_broken(
    counts: list[tuple[int, float]], hours: float, caps: dict[str, float]
) -> None:
    shares = thompson_shares(
        [HourArm("abcdef"[place], hits, each) for place, (hits, each) in enumerate(counts)]
    )
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= min(0.1, 1 / len(counts)) - 1e-9
    given = divide_hours(shares, hours, caps)
    assert sum(given.values()) <= hours + 0.25 + 1e-6
    assert all(amount * 2 == int(amount * 2) for amount in given.values())
    assert all(amount <= caps.get(name, hours + 0.5) + 1e-6 for name, amount in given.items())
