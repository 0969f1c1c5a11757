"""How the report of the seven stages is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from prospector.domain.courses import ORDER
from prospector.domain.vocabulary import Stage
from prospector.reports.basis import Basis
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.funnel import Ends, Funnel, FunnelReport, StageLine
from prospector.reports.stale import FEWEST_STAYS, USUAL_DAYS, Stale, Usual
from prospector.stats.intervals import Interval

_STAGES = (
    Column("stage", "stage"),
    Column("entered", "entered", Sort.COUNT),
    Column("now", "here now", Sort.COUNT),
    Column("advanced", "advanced", Sort.COUNT),
    Column("lost", "lost", Sort.COUNT),
    Column("back", "fell back", Sort.COUNT, 3),
    Column("conversion", "conversion", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("median_days", "days", Sort.DAYS),
)
_ENDS = (
    Column("won", "won", Sort.COUNT),
    Column("lost", "lost", Sort.COUNT),
    Column("open", "open", Sort.COUNT),
    Column("revenue", "revenue", Sort.MONEY),
    Column("win_rate", "win rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("median_cycle_days", "cycle days", Sort.DAYS),
)
_SHORT = {Stage.PROSPECTING: "prosp", Stage.QUALIFYING: "qual", Stage.NEEDS_ANALYSIS: "needs"}
_SHORT |= {Stage.PROPOSAL: "prop", Stage.OBJECTIONS: "obj", Stage.CLOSING: "clos"}
_MOST_NAMED = 5


def layout(report: FunnelReport) -> Document:
    """Lay it out."""
    basis, whole = report.basis, report.whole
    exponent = basis.exchange.exponent
    is_empty = not any(line.entered or line.standing for line in whole.stages) and not _has_deals(whole.ends)
    rows = () if is_empty else tuple(_stage(line) for line in whole.stages)
    tables = [Table(_STAGES, rows, empty="no contacts and no deals in this period")]
    if not is_empty:
        tables.append(Table(_ENDS, (Row(_ends(whole.ends)),), heading="Deals", exponent=exponent))
    if report.by and not is_empty:
        tables.append(_by(report))
    return Document(
        title=basis.heading("Seven stages", basis.ranges),
        tables=tuple(tables),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common("funnel", _definitions(basis)),
            **_fields(basis, whole),
            **({"by": report.by, "groups": _groups(report)} if report.by else {}),
            "stale": [_stale_fields(one) for one in report.stale],
            "lost_without_stage": report.unplaced,
            "open_without_contact": report.apart,
        },
    )


def _has_deals(ends: Ends) -> bool:
    return bool(ends.won or ends.lost or ends.open)


def _definitions(basis: Basis) -> dict[str, object]:
    return {
        "unit": "the contact at lead and prospecting, the deal from qualifying on",
        "entered": "first came to the stage in the period, or passed it: a skipped stage counts as passed",
        "now": "of those that entered; standing counts all that stand there",
        "sum": "entered = now + advanced + lost + back",
        "conversion": "advanced / entered",
        "median_days": "of stays in the stage, by Kaplan and Meier; who is still there has stayed that long at least",
        "win_rate": "won / (won + lost), closed in the period",
        "stale": f"open deals longer in their stage than the 75th percentile of the rep's finished stays there; "
        f"{USUAL_DAYS} days where there are fewer than {FEWEST_STAYS}",
        "confidence": basis.confidence,
    }


def _stage(line: StageLine) -> Row:
    return Row(
        (
            line.stage.value,
            line.entered,
            line.now,
            line.advanced,
            line.lost,
            line.back,
            line.conversion.value,
            _range(line.conversion.interval),
            line.median_days,
        )
    )


def _ends(ends: Ends) -> tuple[int | float | tuple[float | None, ...] | None, ...]:
    return (
        ends.won,
        ends.lost,
        ends.open,
        ends.revenue,
        ends.win_rate.value,
        _range(ends.win_rate.interval),
        ends.median_cycle_days,
    )


def _range(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)


def _by(report: FunnelReport) -> Table:
    """A row for each origin: how many came to each stage, and what became of them."""
    columns = (
        Column(report.by, report.by),
        *(Column(stage.value, _SHORT.get(stage, stage.value), Sort.COUNT) for stage in ORDER),
        Column("won", "won", Sort.COUNT),
        Column("revenue", "revenue", Sort.MONEY, 2),
        Column("win_rate", "win rate", Sort.PERCENT, 1),
    )
    rows = (
        Row(
            (
                name,
                *(line.entered for line in group.stages),
                group.ends.won,
                group.ends.revenue,
                group.ends.win_rate.value,
            )
        )
        for name, group in report.groups.items()
    )
    return Table(
        columns,
        tuple(rows),
        heading=f"Entered, by {report.by} of origin",
        exponent=report.basis.exchange.exponent,
    )


def _sentences(report: FunnelReport) -> Iterable[Sentence]:
    if not report.basis.period.is_everything:
        before = sum(line.standing - line.now for line in report.whole.stages)
        if before:
            yield Sentence(
                "Standing", f"{before:,} more stand at these stages that entered before the period."
            )
    if report.stale:
        yield Sentence("Stalls", _stalls(report), Tone.UNCERTAIN)
        named = [
            f"{one.deal.name}, {one.days} days at {one.stage} ({_usual(one.usual)})"
            for one in report.stale[:_MOST_NAMED]
        ]
        more = len(report.stale) - _MOST_NAMED
        if more > 0:
            named.append(f"and {more} more: --why stale lists them")
        yield Sentence("Stale", "\n".join(named), Tone.BEHIND)
    if report.unplaced:
        yield Sentence(
            "Unknown",
            f"{_number(report.unplaced, 'lost deal')} without a stage; counted as lost at qualifying.",
        )
    if report.apart:
        yield Sentence(
            "Apart",
            f"{_number(report.apart, 'open deal')} before qualifying without a contact; in no stage above.",
        )


def _stalls(report: FunnelReport) -> str:
    """Where most open deals are stale."""
    stages = Counter(one.stage for one in report.stale)
    stage, count = max(stages.items(), key=lambda item: (item[1], -ORDER.index(item[0])))
    standing = next(line.standing for line in report.whole.stages if line.stage is stage)
    of = f" of {standing}" if standing >= count else ""
    return f"most at {stage}: {count}{of} there longer than usual."


def _usual(usual: Usual) -> str:
    return f"usually up to {usual.days:.0f}" if usual.is_own else f"{usual.days:.0f} assumed"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _fields(basis: Basis, funnel: Funnel) -> dict[str, object]:
    ends = funnel.ends
    return {
        "stages": [
            {
                "stage": line.stage.value,
                "entered": line.entered,
                "now": line.now,
                "advanced": line.advanced,
                "lost": line.lost,
                "back": line.back,
                "standing": line.standing,
                "conversion": line.conversion.data(),
                "median_days": line.median_days,
            }
            for line in funnel.stages
        ],
        "won": ends.won,
        "lost": ends.lost,
        "open": ends.open,
        "revenue": basis.exchange.major(ends.revenue),
        "win_rate": ends.win_rate.data(),
        "median_cycle_days": ends.median_cycle_days,
    }


def _groups(report: FunnelReport) -> list[dict[str, object]]:
    return [{report.by: name, **_fields(report.basis, group)} for name, group in report.groups.items()]


def _stale_fields(one: Stale) -> dict[str, object]:
    return {
        "deal": one.deal.name,
        "id": one.deal.id,
        "stage": one.stage.value,
        "days": one.days,
        "usual_days": one.usual.days,
        "assumed": not one.usual.is_own,
    }
