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


def test_times_that_end_together_are_taken_as_other_programs_take_them() -> None:
    # lifelines 0.30 KaplanMeierFitter().fit([3, 5, 5, 8, 12, 12, 15, 20, 20, 30], [1, 1, 0, 1, 1, 1, 0, 1, 0, 0])
    observed = [True, True, False, True, True, True, False, True, False, False]
    curve = kaplan_meier([3, 5, 5, 8, 12, 12, 15, 20, 20, 30], observed)
    shares = [curve.at(day) for day in (3, 5, 8, 12, 15, 20, 30)]
    assert shares == pytest.approx([0.9, 0.8, 0.685714, 0.457143, 0.457143, 0.304762, 0.304762], abs=5e-7)
    assert curve.median == 12


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
