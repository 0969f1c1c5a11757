from __future__ import annotations

import pytest

from prospector.stats.comparison import Arm
from prospector.stats.shrinkage import shrunk_rates


def test_two_of_five_do_not_outrank_forty_of_three_hundred_by_much() -> None:
    lucky, proven, poor = shrunk_rates([Arm("social", 2, 5), Arm("call", 40, 300), Arm("email", 12, 300)])
    assert lucky < 0.25
    assert proven == pytest.approx(40 / 300, abs=0.01)
    assert poor == pytest.approx(12 / 300, abs=0.01)


def test_many_trials_keep_their_own_rate_even_where_it_is_high_or_tiny() -> None:
    high, tiny = shrunk_rates([Arm("linkedin", 6_000, 10_000), Arm("email", 20, 20_000)])
    assert high == pytest.approx(0.6, abs=0.005)
    assert tiny == pytest.approx(0.001, abs=0.0002)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([(1, 2), (40, 800), (12, 300), (30, 500)], [0.0820083456, 0.0508520358, 0.0441220529, 0.0598161979]),
        ([(2, 5), (40, 300), (12, 300)], [0.1750757145, 0.1304987815, 0.0455952192]),
    ],
)
def test_the_coarse_grid_finds_what_a_fine_one_does(
    counts: list[tuple[int, int]], expected: list[float]
) -> None:
    # numpy and scipy 1.17 betaln on 4,000 means by 400 strengths
    found = shrunk_rates([Arm(str(at), hits, trials) for at, (hits, trials) in enumerate(counts)])
    assert found == pytest.approx(expected, rel=0.02)


def test_one_of_two_is_not_half() -> None:
    one_of_two, *_ = shrunk_rates([Arm("new", 1, 2), Arm("call", 40, 800), Arm("email", 12, 300)])
    assert one_of_two < 0.15


def test_equal_counts_get_equal_rates() -> None:
    one, two, three = shrunk_rates([Arm("a", 3, 40), Arm("b", 3, 40), Arm("c", 9, 40)])
    assert one == two < three < 9 / 40


def test_an_untried_channel_is_thought_of_as_the_others_are() -> None:
    untried, *others = shrunk_rates([Arm("new", 0, 0), Arm("call", 30, 300), Arm("email", 28, 300)])
    assert untried == pytest.approx(0.1, abs=0.02)
    assert all(0.08 < rate < 0.12 for rate in others)
