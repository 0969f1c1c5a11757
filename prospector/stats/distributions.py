"""The beta and the gamma distribution: what is believed of a rate after some trials, or some hours.

Both are exact to about 1e-10 for shapes up to some ten thousand; `math.lgamma` limits them beyond that (1e-8 at a
million).
"""

from __future__ import annotations

from bisect import bisect_right
from math import exp, inf, isfinite, lgamma, log, log1p, sqrt

from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_TERMS = 100_000
_EPSILON = 1e-15
_SMOOTH = 8.0  # shapes from which on a density has no ends to mind
_WIDEST_STEP = 0.06  # in standard deviations
_SAME = 4e-16  # two neighbours among floats: close to 1 a coarser end would be far off in the tail


class Beta:
    """Beta distribution of a proportion.

    Its continued fraction is worked out once on each side where it is asked for, for the point where it converges slowest,
    so that many points of the same distribution cost little.

    Args:
        a: first shape, above 0; hits and what was believed before them.
        b: second shape, above 0; misses and what was believed before them.

    Raises:
        ValueError: a shape is not above 0.

    Source: DLMF 8.17.22; Press et al., Numerical Recipes, 3rd ed., section 6.4.
    """

    __slots__ = ("_left", "_log_scale", "_right", "_turn", "a", "b")
    _left: Sequence[float] | None
    _right: Sequence[float] | None

    def __init__(self, a: float, b: float) -> None:
        _require_shapes(a, b)
        self.a = a
        self.b = b
        self._log_scale = -log_beta(a, b)
        self._turn = (a + 1) / (a + b + 2)
        self._left = self._right = None

    @property
    def mean(self) -> float:
        """The expected proportion."""
        return self.a / (self.a + self.b)

    def cdf(self, x: float) -> float:
        """Probability of a proportion up to `x`: the regularised incomplete beta function."""
        if x <= 0:
            return 0.0
        if x >= 1:
            return 1.0
        weight = exp(self.a * log(x) + self.b * log1p(-x) + self._log_scale)
        if x <= self._turn:
            return weight / (self.a * _fraction(self._left or self._left_terms(), x))
        return 1 - weight / (self.b * _fraction(self._right or self._right_terms(), 1 - x))

    def along(self, points: Sequence[float]) -> list[float]:
        """The same at several points, ascending and strictly between 0 and 1, that lie near each other.

        The fraction is cut where it suffices for the one of them that is nearest to where it converges slowest.
        """
        a, b, scale = self.a, self.b, self._log_scale
        if min(a, b) >= _SMOOTH:
            return self._by_steps(points)
        middle = bisect_right(points, self._turn)
        weights = [exp(a * log(x) + b * log1p(-x) + scale) for x in points]
        left = _sufficient(self._left_terms(), points[middle - 1]) if middle else ()
        right = _sufficient(self._right_terms(), 1 - points[middle]) if middle < len(points) else ()
        return [
            *(w / (a * _fraction(left, x)) for w, x in zip(weights[:middle], points[:middle], strict=True)),
            *(
                1 - w / (b * _fraction(right, 1 - x))
                for w, x in zip(weights[middle:], points[middle:], strict=True)
            ),
        ]

    def _by_steps(self, points: Sequence[float]) -> list[float]:
        """The same where the density is smooth: from one point to the next by the density and two of its derivatives.

        A step of h is off by h⁷/100,800 of the sixth derivative, which is 2e-13 for the widest that is taken, and some 1e-12
        for all of them; after a wider one the fraction begins anew.

        Source: the quintic rule of Hermite; Davis, Rabinowitz (1984), Methods of Numerical Integration, section 2.13.
        """
        hits, misses, scale = self.a - 1, self.b - 1, self._log_scale
        widest = _WIDEST_STEP * sqrt(self.mean * (1 - self.mean) / (self.a + self.b + 1))
        found: list[float] = []
        reached = before = height = slope = bend = 0.0
        for x in points:
            rest = 1 - x
            left, right = hits / x, misses / rest
            tilt = left - right
            now = exp(hits * log(x) + misses * log1p(-x) + scale)
            now_slope, now_bend = now * tilt, now * (tilt * tilt - left / x - right / rest)
            step = x - before
            if found and step <= widest:
                reached += step * (
                    (height + now) / 2 + step * ((slope - now_slope) / 10 + step * (bend + now_bend) / 120)
                )
            else:
                reached = self.cdf(x)
            found.append(min(reached, 1.0))
            before, height, slope, bend = x, now, now_slope, now_bend
        return found

    def _left_terms(self) -> Sequence[float]:
        if self._left is None:
            self._left = _fraction_terms(self.a, self.b)
        return self._left

    def _right_terms(self) -> Sequence[float]:
        if self._right is None:
            self._right = _fraction_terms(self.b, self.a)
        return self._right

    def density(self, x: float) -> float:
        """Density at `x`, strictly between 0 and 1."""
        return exp((self.a - 1) * log(x) + (self.b - 1) * log1p(-x) + self._log_scale)

    def quantile(self, probability: float) -> float:
        """The proportion that is not exceeded with this probability, strictly between 0 and 1."""
        _require_probability(probability)
        return _root(self.cdf, self.density, probability, start=self.mean, high=1.0)


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma distribution of a rate per unit of exposure.

    Args:
        shape: above 0; events and what was believed before them.
        exposure: above 0; the hours (or days) watched, the inverse of the scale.

    Raises:
        ValueError: a parameter is not above 0.

    Source: DLMF 8.11.4 (series) and 8.9.2 (continued fraction); Press et al., Numerical Recipes, section 6.2.
    """

    shape: float
    exposure: float

    def __post_init__(self) -> None:
        _require_shapes(self.shape, self.exposure)

    @property
    def mean(self) -> float:
        """The expected rate."""
        return self.shape / self.exposure

    def cdf(self, rate: float) -> float:
        """Probability of a rate up to this one: the regularised lower incomplete gamma function."""
        x = rate * self.exposure
        if x <= 0:
            return 0.0
        weight = exp(self.shape * log(x) - x - lgamma(self.shape))
        if x < self.shape + 1:
            return weight * _gamma_series(self.shape, x)
        return 1 - weight * _gamma_fraction(self.shape, x)

    def along(self, rates: Sequence[float]) -> list[float]:
        """The same at several rates."""
        return [self.cdf(rate) for rate in rates]

    def density(self, rate: float) -> float:
        """Density at a rate above 0."""
        x = rate * self.exposure
        return self.exposure * exp((self.shape - 1) * log(x) - x - lgamma(self.shape))

    def quantile(self, probability: float) -> float:
        """The rate that is not exceeded with this probability, strictly between 0 and 1."""
        _require_probability(probability)
        high = 2 * self.mean
        while self.cdf(high) < probability:
            high *= 2
        return _root(self.cdf, self.density, probability, start=self.mean, high=high)


def log_beta(a: float, b: float) -> float:
    """Natural logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _require_shapes(*shapes: float) -> None:
    if not all(shape > 0 and isfinite(shape) for shape in shapes):
        raise ValueError(f"shapes must be above 0 and finite: {shapes}")


def _require_probability(probability: float) -> None:
    if not 0 < probability < 1:
        raise ValueError(f"a probability strictly between 0 and 1 is wanted: {probability}")


def _fraction_terms(a: float, b: float) -> Sequence[float]:
    """Coefficients of the continued fraction, last first: enough of them for all x up to (a+1)/(a+b+2)."""
    x = (a + 1) / (a + b + 2)
    terms: list[float] = []
    numerator, denominator = 1.0, 0.0
    for m in range(_MOST_TERMS):
        odd = -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
        even = (m + 1) * (b - m - 1) / ((a + 2 * m + 1) * (a + 2 * m + 2))
        for term in (odd, even):
            numerator, denominator = 1 + term * x / numerator, 1 / (1 + term * x * denominator)
            terms.append(term)
        if abs(numerator * denominator - 1) < _EPSILON:
            break
    terms.reverse()
    return terms


def _fraction(terms: Sequence[float], x: float) -> float:
    value = 1.0
    for term in terms:
        value = 1 + term * x / value
    return value


def _sufficient(terms: Sequence[float], x: float) -> Sequence[float]:
    """As many of the first terms, which stand last, as the fraction takes at a point."""
    numerator, denominator = 1.0, 0.0
    for place in range(len(terms) - 1, 0, -1):
        part = terms[place] * x
        numerator, denominator = 1 + part / numerator, 1 / (1 + part * denominator)
        if abs(numerator * denominator - 1) < _EPSILON:
            return terms[place:]
    return terms


def _gamma_series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for step in range(1, _MOST_TERMS):
        term *= x / (shape + step)
        total += term
        if term < total * _EPSILON:
            break
    return total


def _gamma_fraction(shape: float, x: float) -> float:
    base = x + 1 - shape
    numerator = inf
    denominator = 1 / base
    value = denominator
    for step in range(1, _MOST_TERMS):
        term = step * (shape - step)
        base += 2
        numerator = base + term / numerator
        denominator = 1 / (base + term * denominator)
        change = numerator * denominator
        value *= change
        if abs(change - 1) < _EPSILON:
            break
    return value


def _root(
    cdf: Callable[[float], float],
    density: Callable[[float], float],
    probability: float,
    *,
    start: float,
    high: float,
) -> float:
    """Newton's steps where they stay inside the bracket, halving where they do not.

    They are steps of the logarithm of the nearer tail: of a tail itself each gets only one factor of e closer.
    """
    low, x = 0.0, start
    for _ in range(2_000):
        reached = cdf(x)
        low, high = (low, x) if reached > probability else (x, high)
        slope = density(x)
        nearer = low
        if slope > 0 and probability < 0.5 and reached > 0:
            nearer = x - log(reached / probability) * reached / slope
        elif slope > 0 and probability >= 0.5 and reached < 1:
            nearer = x + log((1 - reached) / (1 - probability)) * (1 - reached) / slope
        if not low < nearer < high:
            nearer = (low + high) / 2
        if abs(nearer - x) <= _SAME * nearer:
            return nearer
        x = nearer
    return x
