from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats.assurance import binomial
from prospector.stats.comparison import Arm, HourArm, bayes_factor
from prospector.stats.verdict import Certainty, judge, judge_hours, places

CALL_LEADS = (Arm("email", 15, 300), Arm("call", 40, 400))


def test_ten_times_the_evidence_is_clear() -> None:
    verdict = judge([Arm("email", 20, 300), Arm("call", 60, 300)])
    assert (verdict.certainty, verdict.leader, verdict.runner_up) == (Certainty.CLEAR, "call", "email")
    assert verdict.contest is not None
    assert verdict.contest.factor > 10
    assert verdict.contest.more is None


def test_a_tenth_against_a_twentieth_leans_after_seven_hundred_touches() -> None:
    verdict = judge(CALL_LEADS)
    assert (verdict.certainty, verdict.leader) == (Certainty.LEANING, "call")
    assert verdict.standings["call"].chance_best == pytest.approx(0.99343204, abs=1e-5)
    assert verdict.contest is not None
    assert verdict.contest.factor == pytest.approx(4.994321, rel=1e-6)


def test_eight_of_a_hundred_cannot_be_told_from_three_of_sixty() -> None:
    verdict = judge([Arm("call", 8, 100), Arm("email", 3, 60)])
    assert (verdict.certainty, verdict.leader) == (Certainty.CANNOT_TELL, "call")
    assert verdict.standings["call"].expected_loss == pytest.approx(0.00625205, abs=1e-6)


def test_a_channel_under_twenty_touches_is_named_and_not_ranked() -> None:
    verdict = judge([*CALL_LEADS, Arm("social", 9, 19.9)])
    assert verdict.ranked == ("call", "email")
    assert verdict.too_few == ("social",)
    assert "social" not in verdict.standings


@pytest.mark.parametrize("field", [(), (Arm("call", 8, 100),), (Arm("call", 8, 100), Arm("social", 2, 8))])
def test_nothing_to_compare_with_leaves_no_leader(field: tuple[Arm, ...]) -> None:
    verdict = judge(field)
    assert verdict.certainty is Certainty.CANNOT_TELL
    assert (verdict.leader, verdict.runner_up, verdict.contest) == (None, None, None)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(20, 400)), min_size=2, max_size=6))
def test_the_ranked_stand_in_the_order_of_what_choosing_them_may_cost(
    pairs: list[tuple[int, int]],
) -> None:
    verdict = judge([Arm(str(at), min(hits, trials), trials) for at, (hits, trials) in enumerate(pairs)])
    costs = [verdict.standings[key].expected_loss for key in verdict.ranked]
    assert costs == sorted(costs)


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(1, 90)), min_size=2, max_size=6))
def test_by_the_hour_they_stand_in_that_order_too(pairs: list[tuple[int, float]]) -> None:
    verdict = judge_hours([HourArm(str(at), *pair) for at, pair in enumerate(pairs)])
    assert verdict is not None
    costs = [verdict.standings[key].expected_loss for key in verdict.ranked]
    assert costs == sorted(costs)


def test_the_order_of_the_channels_changes_nothing() -> None:
    assert judge(CALL_LEADS) == judge(tuple(reversed(CALL_LEADS)))


def test_the_wait_is_as_long_as_the_slower_channel_takes() -> None:
    contest = judge(CALL_LEADS, pace_per_week={"call": 80.0, "email": 40.0}).contest
    assert contest is not None
    assert contest.more is not None
    even, likely = contest.more.even, contest.more.likely
    assert even is not None
    assert likely is not None
    assert even.weeks == even.trials / 40
    assert even.trials < likely.trials <= 52 * 40


def test_a_channel_that_is_no_longer_used_never_gets_there() -> None:
    contest = judge(CALL_LEADS, pace_per_week={"call": 80.0}).contest
    assert contest is not None
    assert contest.more is not None
    assert contest.more.even is None


def test_equal_channels_are_said_to_be_close_not_to_be_awaited() -> None:
    contest = judge([Arm("call", 300, 4_000), Arm("email", 310, 4_000)]).contest
    assert contest is not None
    assert contest.more is not None
    assert contest.more.even is None
    assert 0.0025 < contest.differ_at_most < 0.011


def test_by_the_hour_another_channel_may_be_clear() -> None:
    arms = [HourArm("call", 40, 25.0), HourArm("social", 12, 30.0), HourArm("email", 2, 30.0)]
    found = judge_hours(arms)
    assert found is not None
    assert (found.certainty, found.ranked) == (Certainty.CLEAR, ("call", "social", "email"))
    assert judge_hours(arms[::-1]) == found


def test_one_channel_with_hours_has_nothing_to_be_compared_with() -> None:
    assert judge_hours([HourArm("call", 40, 25.0)]) is None


def test_who_cannot_be_told_apart_shares_a_place() -> None:
    arms = [Arm("call", 100, 2_000), Arm("social", 36, 620), Arm("email", 16, 1_270), Arm("visit", 5, 15)]
    found = places(arms, {arm.key: arm.hits / arm.trials for arm in arms})
    assert found == (("social", "call"), ("email",))


def test_more_rows_want_more_evidence_for_an_order() -> None:
    better, worse = Arm("a", 18, 200), Arm("b", 3, 200)
    assert 10 < bayes_factor(better, worse) < 450
    others = [Arm(f"x{at}", 10, 200) for at in range(8)]

    def split(arms: list[Arm]) -> int:
        return len(places(arms, {arm.key: arm.hits / arm.trials for arm in arms}))

    assert split([better, worse]) == 2
    assert split([better, worse, *others]) == 1


def test_weekly_looks_crown_a_false_winner_in_fewer_than_one_year_of_ten() -> None:
    random, years = Random(20), 400
    false_winners = sum(year_has_a_winner(random, 0.05, 0.05) for _ in range(years))
    assert 0.01 < false_winners / years < 0.10


def test_weekly_looks_find_a_channel_that_is_three_times_as_good() -> None:
    random, years = Random(21), 100
    assert sum(year_has_a_winner(random, 0.12, 0.04) for _ in range(years)) > 90


def year_has_a_winner(random: Random, rate: float, other: float) -> bool:
    """Twenty touches a week with each of two channels, looked at every Sunday."""
    hits = other_hits = 0
    for week in range(1, 53):
        hits += binomial(random, 20, rate)
        other_hits += binomial(random, 20, other)
        pair = Arm("call", hits, 20 * week), Arm("email", other_hits, 20 * week)
        if bayes_factor(*pair) >= 10:
            assert judge(pair).certainty is Certainty.CLEAR
            return True
    return False
