"""How the report of warm and cold calls is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.rates import Rate
from prospector.reports.warm import FEWEST_CALLS, LATE_ATTEMPT, Cell, WarmReport
from prospector.stats.differences import Difference

_ARMS = (
    Column("calls", "calls"),
    Column("trials", "made", Sort.COUNT),
    Column("hits", "conversations", Sort.COUNT),
    Column("rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE),
    Column("bar", "", Sort.BAR, 1),
)
_CELLS = (
    Column("source", "source"),
    Column("attempt", "attempt"),
    Column("warm_calls", "warm", Sort.COUNT),
    Column("warm_rate", "rate", Sort.PERCENT),
    Column("cold_calls", "cold", Sort.COUNT),
    Column("cold_rate", "rate", Sort.PERCENT),
)


def layout(report: WarmReport) -> Document:
    """Lay it out."""
    basis = report.basis
    rates = {"warm": report.warm, "cold": report.cold}
    longest = max(rate.value or 0.0 for rate in rates.values())
    arms = Table(_ARMS, tuple(_arm(name, rate, longest) for name, rate in rates.items()))
    cells = Table(
        _CELLS,
        tuple(_cell(cell) for cell in report.cells if cell.counts.compares),
        heading="Calls that are alike",
        empty="no lead source has warm and cold calls of the same attempt",
    )
    return Document(
        title=basis.heading("Warm calls", f"touched in the {basis.horizon_days} days before", basis.ranges),
        tables=(arms, cells),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "warm",
                {
                    "warm": "a social touch, an engagement with a content piece, or content sent to the contact alone, "
                    "in horizon_days before the call",
                    "calls": "outbound, to contacts without an earlier conversation",
                    "horizon_days": basis.horizon_days,
                    "confidence": basis.confidence,
                },
            ),
            "warm": report.warm.data(),
            "cold": report.cold.data(),
            "crude": _difference(report.crude),
            "adjusted": _difference(report.adjusted),
            "strata": [_fields(cell) for cell in report.cells],
            "calls_used": report.calls_used,
        },
    )


def _arm(name: str, rate: Rate, longest: float) -> Row:
    interval = rate.interval
    bounds = (interval.low, interval.high) if interval else (None, None)
    bar = (rate.value or 0.0) / longest if longest and rate.trials else None
    return Row((name, rate.trials, rate.hits, rate.value, bounds, bar))


def _cell(cell: Cell) -> Row:
    counts = cell.counts
    return Row(
        (
            cell.source,
            _attempt(cell),
            counts.trials,
            counts.hits / counts.trials,
            counts.other_trials,
            counts.other_hits / counts.other_trials,
        )
    )


def _attempt(cell: Cell) -> str:
    return f"{LATE_ATTEMPT} and later" if cell.attempt == LATE_ATTEMPT else str(cell.attempt)


def _sentences(report: WarmReport) -> Iterable[Sentence]:
    if report.crude is None:
        yield Sentence("Verdict", "Nothing to compare: all calls are of one kind.", Tone.UNCERTAIN)
        return
    yield Sentence("As they are", _points(report.crude))
    if report.adjusted is not None:
        calls = report.warm.trials + report.cold.trials
        used = "all calls" if report.calls_used == calls else f"{report.calls_used:,} of {calls:,} calls"
        yield Sentence("Like with like", f"{_points(report.adjusted)}; by lead source and attempt, {used}")
    yield Sentence("Verdict", _verdict(report), Tone.UNCERTAIN)


def _verdict(report: WarmReport) -> str:
    caveat = "Not proof: you choose whom to warm up. prospector experiment warm start lets a coin choose."
    if report.is_thin:
        return f"Too early to say: it takes {FEWEST_CALLS} calls of each kind.\n{caveat}"
    found = report.adjusted or report.crude
    if found is None or found.interval.low <= 0 <= found.interval.high:
        return f"Cannot tell warm from cold yet.\n{caveat}"
    better = "better" if found.value > 0 else "worse"
    return f"Warm calls fare {better}, as far as these calls tell.\n{caveat}"


def _points(difference: Difference) -> str:
    """A difference in points: `+4.4 points (1.0 to 7.8)`."""
    low, high = difference.interval.low * 100, difference.interval.high * 100
    return f"{_signed(difference.value * 100)} points ({_signed(low)} to {_signed(high)})"


def _signed(points: float) -> str:
    return f"{round(points, 1) + 0.0:+.1f}"  # adding 0 makes +0.0 of -0.0


def _difference(difference: Difference | None) -> dict[str, float | None]:
    if difference is None:
        return {"value": None, "low": None, "high": None}
    return {"value": difference.value, "low": difference.interval.low, "high": difference.interval.high}


def _fields(cell: Cell) -> dict[str, object]:
    return {
        "source": cell.source,
        "attempt": _attempt(cell),
        "warm_hits": cell.counts.hits,
        "warm_calls": cell.counts.trials,
        "cold_hits": cell.counts.other_hits,
        "cold_calls": cell.counts.other_trials,
    }
