"""How a comparison is laid out: its table, its sentences, its JSON; for `report channels` and `report compare`."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.credit import Credit
from prospector.domain.money import format_money
from prospector.domain.vocabulary import Metric
from prospector.reports.compare import Comparison
from prospector.reports.credit import NOT_CAUSAL
from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.lines import Line, QuotaAmount
from prospector.reports.rates import FEWEST_COVERED
from prospector.reports.strata import WithinSources
from prospector.stats.verdict import Certainty

_COLUMNS = (
    Column("activities", "done", Sort.COUNT),
    Column("contacts", "people", Sort.COUNT, 3),
    Column("minutes", "minutes", Sort.MINUTES, 9),
    Column("connect_rate", "connects", Sort.PERCENT, 4),
    Column("conversations", "conversations", Sort.COUNT),
    Column("conversation_rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("bar", "", Sort.BAR, 6),
    Column("conversations_per_hour", "per hour", Sort.DECIMAL, 2),
    Column("appointments_set", "set", Sort.COUNT, 1),
    Column("appointments_held", "held", Sort.COUNT, 5),
    Column("new_conversations", "new", Sort.COUNT, 11),
    Column("deals", "deals", Sort.COUNT, 8),
    Column("won", "won", Sort.COUNT),
    Column("revenue", "revenue", Sort.MONEY),
    Column("quota_share", "of quota", Sort.PERCENT, 7),
    Column("chance_best", "best", Sort.PERCENT, 10),
    Column("maturing", "maturing", Sort.COUNT, 12),
)
CAME_IN = "came in"
MOST_NAMED = 3


def layout(comparison: Comparison) -> Document:
    """Lay `report compare` out."""
    name = comparison.dimension.value
    return document_of(comparison, report="compare", title=f"Compared by {name}", key="key", heading=name)


def document_of(comparison: Comparison, *, report: str, title: str, key: str, heading: str) -> Document:
    """Lay a comparison out.

    Args:
        comparison: the report.
        report: its name in JSON.
        title: its name above the table.
        key: the name of the first column in JSON and CSV.
        heading: the words above it.
    """
    basis = comparison.basis
    return Document(
        title=basis.heading(title, *basis.credit.words, basis.ranges),
        tables=(_table(comparison, Column(key, heading)),),
        sentences=tuple(_sentences(comparison)),
        data=_data(comparison, report),
    )


def _table(comparison: Comparison, first: Column) -> Table:
    lines = comparison.lines
    judged = [line.effort.conversation_rate.value or 0.0 for line in lines.rows]
    longest = max(judged, default=0.0)
    absent = {
        *(("quota_share",) if comparison.quota is None else ()),
        *(() if comparison.dimension.can_be_chosen else ("chance_best",)),
    }
    columns = tuple(column for column in (first, *_COLUMNS) if column.key not in absent)
    chances = comparison.judgement.chances
    rows = [_row(columns, line, longest, chance=chances.get(line.name)) for line in lines.rows]
    if lines.came_in:
        rows.append(_came_in(columns, lines.came_in))
    if lines.rows or lines.came_in:
        rows.append(_row(columns, lines.total, 0.0, total=True))
    return Table(
        columns,
        tuple(rows),
        empty="nothing was done or came in in this period",
        exponent=comparison.basis.exchange.exponent,
    )


def _row(
    columns: Iterable[Column],
    line: Line,
    longest: float,
    *,
    chance: float | None = None,
    total: bool = False,
) -> Row:
    effort = line.effort
    rate = effort.conversation_rate
    interval = rate.interval
    hourly = effort.per_hour
    values: dict[str, Cell | tuple[float | None, float | None]] = {
        "activities": effort.activities,
        "contacts": effort.contacts,
        "minutes": effort.minutes,
        "connect_rate": effort.connect_rate.value,
        "conversation_rate": rate.value,
        "range": (interval.low, interval.high) if interval else (None, None),
        "bar": (rate.value or 0.0) / longest if longest and rate.trials else None,
        "conversations_per_hour": hourly.value if hourly.coverage >= FEWEST_COVERED else None,
        "chance_best": chance,
        "quota_share": line.quota_share,
        "maturing": effort.maturing,
        **_results(line),
    }
    cells = tuple(values.get(column.key) for column in columns)
    return Row((line.name, *cells[1:]), total=total, quiet=not rate.trials and not any(line.results.values()))


def _results(line: Line) -> dict[str, float]:
    return {
        "conversations": line.result(Metric.CONVERSATIONS),
        "new_conversations": line.result(Metric.NEW_CONVERSATIONS),
        "appointments_set": line.result(Metric.APPOINTMENTS_SET),
        "appointments_held": line.result(Metric.APPOINTMENTS_HELD),
        "deals": line.result(Metric.DEALS_OPENED),
        "won": line.result(Metric.WON),
        "revenue": line.result(Metric.REVENUE),
    }


def _came_in(columns: Iterable[Column], lines: Iterable[Line]) -> Row:
    """What no touch is credited with, in one row; JSON has it by lead source."""
    summed: dict[str, float] = {}
    shares = []
    for line in lines:
        for name, amount in _results(line).items():
            summed[name] = summed.get(name, 0) + amount
        shares.append(line.quota_share)
    values: dict[str, Cell] = dict(summed)
    if all(share is not None for share in shares):
        values["quota_share"] = sum(share for share in shares if share is not None)
    cells = tuple(values.get(column.key) for column in columns)
    return Row((CAME_IN, *cells[1:]))


def _sentences(comparison: Comparison) -> Iterable[Sentence]:
    judgement, total = comparison.judgement, comparison.lines.total
    tone = Tone.GOOD if judgement.certainty is Certainty.CLEAR else Tone.UNCERTAIN
    if comparison.dimension.can_be_chosen:
        yield Sentence("Verdict", judgement.text, tone)
    if comparison.within_sources and comparison.within_sources.is_reversed:
        yield Sentence("But", _reversed(comparison.within_sources), Tone.UNCERTAIN)
    maturing = total.effort.maturing
    if maturing:
        touches = "touch is" if maturing == 1 else "touches are"
        days = comparison.basis.horizon_days
        yield Sentence(
            "Maturing",
            f"{maturing:,} {touches} younger than {days} days; their conversations are still to come.",
            Tone.UNCERTAIN,
        )
    if comparison.quota:
        yield Sentence("Quota", _quota(comparison, comparison.quota))
    untimed = _untimed(comparison)
    if untimed:
        yield Sentence("Minutes", untimed)
    if comparison.undated_wins:
        deals = "won deal has" if comparison.undated_wins == 1 else "won deals have"
        yield Sentence(
            "Undated", f"{comparison.undated_wins} {deals} no date; they count where the period is all."
        )
    yield Sentence("Counted", _counted(comparison))
    if comparison.basis.credit.is_shared:
        yield Sentence("Credit", credit_text(comparison.basis.credit))


def credit_text(credit: Credit) -> str:
    """What shared credit is, and what it is not."""
    text = f"{NOT_CAUSAL} Rates do not use it."
    if credit.model.order:
        text += " A Markov share is of all journeys together and may exceed the results that a row touched."
    return text


def _reversed(within: WithinSources) -> str:
    interval = within.adjusted.interval
    points, low, high = (-share * 100 for share in (within.adjusted.value, interval.high, interval.low))
    return (
        f"Within the same lead source {within.runner_up} is ahead of {within.leader} by {points:.1f} points "
        f"(range {low:.1f} to {high:.1f}): the two were used on different leads."
    )


def _counted(comparison: Comparison) -> str:
    """What counts as a conversation; and what a rate is, where a row has one without conversations of its own."""
    outcomes = ", ".join(comparison.conversation_outcomes)
    text = f"A conversation is {outcomes}; one per contact, channel and day."
    rows = comparison.lines.rows
    if any(row.effort.conversation_rate.hits and not row.result(Metric.CONVERSATIONS) for row in rows):
        text += (
            f"\nrate: touches that led to a conversation within {comparison.basis.horizon_days} days, "
            "also one that came in by another channel."
        )
    return text


def _quota(comparison: Comparison, quota: QuotaAmount) -> str:
    """How much of the quota is made: `61,900 of 120,000 revenue (52 %)`."""
    made = int(comparison.lines.total.result(quota.metric))
    exponent = comparison.basis.exchange.exponent if quota.metric is Metric.REVENUE else 0
    share = quota.share(comparison.lines.total.results)
    amounts = f"{format_money(made, exponent)} of {format_money(quota.amount, exponent)}"
    return f"{amounts} {quota.metric.value} ({share * 100:.0f} %)."


def _untimed(comparison: Comparison) -> str:
    """Which activities have no minutes, where others have: `Some have no minutes: call (12 of 40), …`."""
    timed = [row for row in comparison.lines.rows if row.effort.per_hour.hours]
    partly = [row for row in timed if row.effort.untimed]
    if not partly:
        return ""
    if len(partly) > MOST_NAMED:
        text = f"{_missing(comparison.lines.total)} activities have no minutes"
    else:
        parts = (f"{_word(comparison, row)} ({_missing(row)})" for row in partly)
        text = f"Some activities have no minutes: {', '.join(parts)}"
    text += "; conversations per hour leave these out."
    thin = [row for row in timed if row.effort.per_hour.coverage < FEWEST_COVERED and row.key is not None]
    if thin:
        names = ", ".join(_word(comparison, row) for row in thin)
        of = f"{len(thin)} of {len(timed)} rows" if len(thin) > MOST_NAMED else names
        text += f"\nToo few minutes are known to say anything of the hours of {of}."
    return text


def _word(comparison: Comparison, row: Line) -> str:
    return comparison.dimension.in_words(row.name)


def _missing(row: Line) -> str:
    return f"{row.effort.untimed:,} of {row.effort.activities:,}"


def _data(comparison: Comparison, report: str) -> dict[str, object]:
    basis, lines, within = comparison.basis, comparison.lines, comparison.within_sources
    key = "channel" if report == "channels" else "key"  # public names: one for every dimension
    definitions: dict[str, object] = {
        "conversation_outcomes": list(comparison.conversation_outcomes),
        "connects": "touches that reached a human or were answered, each once however often; not people, not days",
        "conversation": "one per contact, channel and local day; a tally counts as many as it says",
        "conversation_rate": "touches that a conversation belongs to, whichever channel it came by, of all touches",
        "horizon_days": basis.horizon_days,
        "new_conversation_days": basis.new_conversation_days,
        "confidence": basis.confidence,
        **basis.credit.data(),
    }
    return {
        **basis.common(report, definitions),
        **({} if report == "channels" else {"by": comparison.dimension.value}),
        "credit": basis.credit.model.value,
        "rows": [_fields(comparison, key, line.name, line) for line in lines.rows],
        "total": _fields(comparison, key, "all", lines.total),
        "unattributed": [_fields(comparison, "source", line.name, line) for line in lines.came_in],
        "verdict": comparison.judgement.data(),
        **({"within_sources": within.data() if within else None} if report == "channels" else {}),
    }


def _fields(comparison: Comparison, key: str, name: str, line: Line) -> dict[str, object]:
    effort = line.effort
    results = _results(line)
    return {
        key: name,
        "approach": line.approach.value if line.approach else None,
        "activities": effort.activities,
        "contacts": effort.contacts,
        "minutes": effort.minutes,
        "activities_without_minutes": effort.untimed,
        "connects": effort.connect_rate.hits,
        **{field: amount for field, amount in results.items() if field != "revenue"},
        "revenue": comparison.basis.exchange.major(int(results["revenue"])),
        "quota_share": line.quota_share,
        "connect_rate": effort.connect_rate.data(),
        "conversation_rate": effort.conversation_rate.data(),
        "appointment_rate": effort.appointment_rate.data(),
        "conversations_per_hour": effort.per_hour.data(),
        "chance_best": comparison.judgement.chances.get(line.name),
        "maturing": effort.maturing,
    }
