from __future__ import annotations

from itertools import pairwise
from math import asin, comb, erf, exp, factorial, fsum, nextafter, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats.distributions import Beta, Gamma

shapes = st.floats(0.5, 2_000)
probabilities = st.floats(0.001, 0.999)


@pytest.mark.parametrize("share", [0.01, 0.08, 0.5, 0.93])
def test_a_beta_of_whole_shapes_is_a_tail_of_the_binomial(share: float) -> None:
    tail = sum(comb(60, k) * share**k * (1 - share) ** (60 - k) for k in range(5, 61))
    assert Beta(5, 56).cdf(share) == pytest.approx(tail, abs=1e-12)


@pytest.mark.parametrize("share", [1e-9, 0.2, 0.5, 0.999999])
def test_a_beta_of_two_halves_is_the_arcsine_law(share: float) -> None:
    assert Beta(0.5, 0.5).cdf(share) == pytest.approx(2 / pi * asin(sqrt(share)), rel=1e-10)


@pytest.mark.parametrize("rate", [0.1, 3.0, 7.5, 30.0])
def test_a_gamma_of_a_whole_shape_is_a_tail_of_the_poisson(rate: float) -> None:
    head = sum(exp(-2 * rate) * (2 * rate) ** k / factorial(k) for k in range(7))
    assert Gamma(7, 2).cdf(rate) == pytest.approx(1 - head, abs=1e-12)


def test_a_gamma_of_one_half_is_the_error_function() -> None:
    assert [Gamma(0.5, 1).cdf(x) for x in (0.0, 0.3, 1.0, 4.0)] == pytest.approx(
        [0.0, erf(sqrt(0.3)), erf(1.0), erf(2.0)], abs=1e-12
    )


@given(shapes, shapes, probabilities)
def test_a_quantile_of_a_beta_is_where_its_distribution_reaches_the_probability(
    a: float, b: float, probability: float
) -> None:
    belief = Beta(a, b)
    found = belief.quantile(probability)
    # close to 1 a neighbour of a float is already another probability: it lies between those of the two
    below, above = (belief.cdf(nextafter(found, end)) for end in (0.0, 1.0))
    assert below - 1e-10 <= probability <= above + 1e-10


@given(shapes, shapes, st.lists(st.floats(1e-6, 1 - 1e-6), min_size=1, max_size=20, unique=True))
def test_many_points_together_are_as_many_alone(a: float, b: float, points: list[float]) -> None:
    posterior, ascending = Beta(a, b), sorted(points)
    # The two sides of the function itself fit each other to a few units in the eleventh place alone.
    assert posterior.along(ascending) == pytest.approx([posterior.cdf(x) for x in ascending], abs=1e-10)


@given(st.floats(8, 3_000), st.floats(8, 10_000), st.integers(150, 600), st.floats(0, 0.97))
def test_points_that_lie_near_each_other_differ_by_the_area_between_them(
    a: float, b: float, cells: int, place: float
) -> None:
    posterior = Beta(a, b)
    low, high = posterior.quantile(1e-9), posterior.quantile(1 - 1e-9)
    points = [low + (high - low) * (place + at / cells) for at in range(5)]
    found = posterior.along(points)
    for (one, other), (left, right) in zip(pairwise(found), pairwise(points), strict=True):
        width = (right - left) / 64
        heights = [
            posterior.density(left + at * width) * (1 if at in {0, 64} else 4 if at % 2 else 2)
            for at in range(65)
        ]
        assert other - one == pytest.approx(width / 3 * fsum(heights), abs=3e-11)


def test_a_quantile_just_below_one_is_exact_too() -> None:
    belief = Beta(74.0, 0.5)
    assert belief.cdf(belief.quantile(0.999)) == pytest.approx(0.999, abs=1e-10)


@given(shapes, st.floats(0.1, 500), probabilities)
def test_a_quantile_of_a_gamma_is_where_its_distribution_reaches_the_probability(
    shape: float, exposure: float, probability: float
) -> None:
    belief = Gamma(shape, exposure)
    assert belief.cdf(belief.quantile(probability)) == pytest.approx(probability, abs=1e-10)


def test_a_million_trials_are_no_trouble() -> None:
    # scipy 1.17 beta.ppf(0.1, 62000.5, 938000.5)
    assert Beta(62_000.5, 938_000.5).quantile(0.1) == pytest.approx(0.06169157208978, rel=1e-8)


def test_shapes_of_nothing_and_probabilities_of_all_are_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        Beta(0, 1)
    with pytest.raises(ValueError, match="shapes"):
        Gamma(1, float("inf"))
    with pytest.raises(ValueError, match="probability"):
        Beta(1, 1).quantile(1.0)
