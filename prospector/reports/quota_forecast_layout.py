"""How the forecast of a quota is laid out: columns, a line under the table, JSON fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import floor, log10

from prospector.domain.exchange import Exchange
from prospector.domain.vocabulary import Metric
from prospector.reports.chances import chance_words
from prospector.reports.document import Cell, Column, Sentence, Sort, Tone
from prospector.reports.quota import ALL, QuotaLine, QuotaReport
from prospector.reports.quota_forecast import Coverage, Method
from prospector.stats.forecast import Forecast

DEFINITIONS: Mapping[str, object] = {
    "forecast": "pipeline: open deals and those to come, by the rep's own win chance, delays and pace; pace: results come "
    "as they came, the latest counting most; run rate: too little history for either",
    "coverage": "value of open deals due in the period / gap; needed: 1 / own win rate",
}
_DIGITS = 3  # a forecast that says more than these promises too much


def columns(sort: Sort) -> tuple[Column, ...]:
    """The columns of a forecast."""
    return (
        Column("forecast", "forecast", sort, 6),
        Column("forecast_low", "low", sort, 7),
        Column("forecast_high", "high", sort, 7),
        Column("chance", "chance", Sort.TEXT, 5),
    )


def cells(line: QuotaLine, unit: int | None) -> dict[str, Cell]:
    """The cells of a line; `unit` is what money is rounded to, None for counts."""
    ends = _ends(line)
    step = unit or 1
    amounts = (_median(line), ends.low if ends else None, ends.high if ends else None)
    low_to_high = (None if amount is None else round(amount / step) * step for amount in amounts)
    names = ("forecast", "forecast_low", "forecast_high")
    return {
        **dict(zip(names, low_to_high, strict=True)),
        "chance": chance_words(ends.chance) if ends else None,
    }


def sentences(
    report: QuotaReport, *, several_reps: bool, what: Callable[[QuotaLine], str]
) -> Iterable[Sentence]:
    """A line for each quota that is not settled yet, and one on what open deals cover."""
    exchange = report.basis.exchange
    forecasts, covers = [], []
    for line in report.rows:
        if line.forecast is None or line.forecast.method is Method.FINAL:
            continue
        whose = f"{'together' if line.rep == ALL else line.rep}, " if several_reps else ""
        unit = 10**exchange.exponent if line.metric is Metric.REVENUE else 1
        forecasts.append(f"{whose}{what(line)}: {_forecast(line, unit)}")
        if line.coverage is not None and line.gap:
            covers.append(f"{whose}{what(line)}: {_coverage(line.coverage, line, unit)}")
    if forecasts:
        yield Sentence("Forecast", "\n".join(forecasts), Tone.UNCERTAIN)
    if covers:
        yield Sentence("Coverage", "\n".join(covers))


def fields(line: QuotaLine, exchange: Exchange) -> dict[str, object]:
    """The documented fields; all null where there is no forecast."""
    is_money = line.metric is Metric.REVENUE

    def amount(value: float | None) -> float | int | None:
        if value is None:
            return None
        unit = 10**exchange.exponent if is_money else 1
        return round(value / unit)

    ends, found = _ends(line), line.coverage
    return {
        "forecast": None
        if line.forecast is None
        else {
            "method": line.forecast.method.value,
            "median": amount(_median(line)),
            "low": amount(ends.low) if ends else None,
            "high": amount(ends.high) if ends else None,
            "confidence": ends.confidence if ends else None,
            "chance": round(ends.chance, 2) if ends else None,
            "chance_words": _chance(line),
            "from_open": amount(ends.open) if ends else None,
            "to_come": amount(ends.new) if ends else None,
        },
        "coverage": None
        if found is None
        else {"open": exchange.major(found.open), "needed": found.needed, "value": found.value},
    }


def said(amount: float, unit: int) -> str:
    """An amount in whole units with three digits that mean something: `61,200`."""
    whole = amount / unit
    if abs(whole) < 10**_DIGITS:
        return f"{whole:,.0f}"
    step = 10 ** (floor(log10(abs(whole))) + 1 - _DIGITS)
    return f"{round(whole / step) * step:,.0f}"


def _ends(line: QuotaLine) -> Forecast | None:
    return line.forecast.ends if line.forecast else None


def _median(line: QuotaLine) -> float | None:
    """The median, or what the run rate comes to."""
    if line.forecast is None:
        return None
    return line.forecast.ends.median if line.forecast.ends else line.run_rate


def _chance(line: QuotaLine) -> str | None:
    """The chance in words; None where only a run rate is known."""
    ends = _ends(line)
    if ends is None or line.forecast is None:
        return None
    return chance_words(ends.chance, settled=line.forecast.method is Method.FINAL or not line.gap)


def _forecast(line: QuotaLine, unit: int) -> str:
    ends = _ends(line)
    if ends is None:
        if line.run_rate is None:
            return "too little history for a forecast."
        return f"too little history; the run rate comes to {said(line.run_rate, unit)}."
    likely = f"{said(ends.median, unit)} ({said(ends.low, unit)} to {said(ends.high, unit)})"
    return f"{likely}, made." if not line.gap else f"{likely}, chance {_chance(line)}."


def _coverage(found: Coverage, line: QuotaLine, unit: int) -> str:
    needed = f", needed {found.needed:.1f}" if found.needed else ""
    text = f"open deals {found.value or 0:.1f} times the gap{needed}."
    ends = _ends(line)
    if ends is not None and line.forecast is not None and line.forecast.method is Method.PIPELINE:
        text += f"\nIn time they bring about {said(ends.open, unit)}, deals not opened yet {said(ends.new, unit)}."
    return text
