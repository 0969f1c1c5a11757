from __future__ import annotations

import pytest

from prospector.stats.survival import kaplan_meier

# Freireich et al. (1963), Blood 21, 699-716: weeks of remission under 6-MP; a minus means still in remission.
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]


def test_the_curve_is_that_of_the_textbook() -> None:
    # Kleinbaum, Klein (2012), Survival Analysis, 3rd ed., table 2.2
    curve = kaplan_meier([abs(week) for week in REMISSION], [week > 0 for week in REMISSION])
    assert curve.times == (6, 7, 10, 13, 16, 22, 23)
    assert curve.shares == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert curve.median == 23


def test_the_curve_steps_at_the_event_and_stays_until_the_next() -> None:
    curve = kaplan_meier([2, 4], [True, True])
    assert [curve.at(day) for day in (0, 1.9, 2, 3.9, 4, 99)] == [1, 1, 0.5, 0.5, 0, 0]


def test_half_of_those_who_never_came_has_no_median() -> None:
    assert kaplan_meier([1, 9, 9], [True, False, False]).median is None
    assert kaplan_meier([], []).median is None


def test_a_line_that_stands_for_many_counts_as_many() -> None:
    assert kaplan_meier([0, 5], [True, False], [3, 9]) == kaplan_meier(
        [0] * 3 + [5] * 9, [True] * 3 + [False] * 9
    )
