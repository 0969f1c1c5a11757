"""How the week is laid out: what was promised, the channels, the weeks before, and what it means; one screen."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.dimension import Dimension
from prospector.domain.goal import GoalProgress
from prospector.domain.money import format_money
from prospector.domain.review import Promise
from prospector.domain.vocabulary import Metric
from prospector.later import Later
from prospector.light import replace
from prospector.reports.compare_sentences import maturing_text
from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.quota import QuotaLine
from prospector.reports.week import LONG_DAYS, Sums, WeekReport
from prospector.reports.week_advice import BEHIND
from prospector.reports.week_data import data_of
from prospector.stats.verdict import Certainty

_SUMS = (
    Column("activities", "done", Sort.COUNT),
    Column("minutes", "minutes", Sort.MINUTES),
    Column("conversations", "conversations", Sort.COUNT),
    Column("appointments_set", "set", Sort.COUNT),
    Column("appointments_held", "held", Sort.COUNT),
    Column("won", "won", Sort.COUNT),
    Column("revenue", "revenue", Sort.MONEY),
)
_LATELY = (
    Column("lately_rate", f"rate of {LONG_DAYS} days", Sort.PERCENT, 6),
    Column("lately_range", "", Sort.RANGE, 6),
)
_WEEKS = (
    Column("week", "week"),
    *(
        drawn
        for column in _SUMS
        for drawn in (
            (column, Column(f"{column.key}_bar", "", Sort.BAR, 7))
            if column.key in {"activities", "conversations"}
            else (column,)
        )
    ),
)
_PROMISED = (
    Column("commitment", "you meant to"),
    Column("target", "target", Sort.COUNT),
    Column("done", "done", Sort.COUNT),
    Column("kept", "kept"),
)


def layout(report: WeekReport) -> Document:
    """Lay it out."""
    return Document(
        title=(f"Week {report.name}", *report.basis.heading("", "credit direct")[1:]),
        tables=tuple(_tables(report)),
        sentences=Later(lambda: tuple(_sentences(report))),
        data=Later(lambda: data_of(report)),
    )


def promises_table(promises: Iterable[Promise], heading: str = "") -> Table:
    """What was promised, and what became of it."""
    rows = tuple(
        Row((each.text, each.target.amount if each.target else None, each.done, kept_word(each)))
        for each in promises
    )
    return Table(_PROMISED, rows, heading=heading, empty="nothing was promised")


def kept_word(promise: Promise) -> str:
    """Whether a promise was kept, in a word."""
    if promise.kept is None:
        return "not yet" if promise.target else "not said"
    return "yes" if promise.kept else "no"


def _tables(report: WeekReport) -> Iterable[Table]:
    exponent = report.basis.exchange.exponent
    if report.commitments:
        yield promises_table(report.commitments)
    yield Table(
        (Column("channel", "channel"), *_SUMS, *_LATELY),
        tuple(_channel_rows(report)),
        empty="nothing was done this week, and nothing came in",
        exponent=exponent,
    )
    yield Table(_WEEKS, tuple(_week_rows(report)), exponent=exponent)


def _channel_rows(report: WeekReport) -> Iterable[Row]:
    """The channels of the week, each with its rate of 90 days, of which a week has too little."""
    lately = {line.name: line.effort.conversation_rate for line in report.lately.lines.rows}
    for line in report.channels.lines.rows:
        rate = lately.get(line.name)
        interval = rate.interval if rate else None
        yield Row(
            (
                line.name,
                *_cells(Sums.of(line)),
                rate.value if rate else None,
                (interval.low, interval.high) if interval else (None, None),
            )
        )
    if any(any(line.results.values()) for line in report.channels.lines.came_in):
        came_in = Sums.added([Sums.of(line) for line in report.channels.lines.came_in])
        yield Row(("came in", None, None, *_cells(came_in)[2:], None, (None, None)))


def _week_rows(report: WeekReport) -> Iterable[Row]:
    """This week, the one before and the mean, with bars on one scale."""
    named: list[tuple[str, Sums | None]] = [
        (report.name if report.is_over else "this week", report.sums),
        ("the week before", report.before),
        (f"mean of {report.weeks} before", report.mean if report.weeks > 1 else None),
    ]
    weeks = [(name, _whole(sums, report.basis.exchange.exponent)) for name, sums in named if sums is not None]
    most_done = max((sums.activities for _, sums in weeks), default=0.0) or 1.0
    most_said = max((sums.conversations for _, sums in weeks), default=0.0) or 1.0
    for name, sums in weeks:
        done, minutes, said, *rest = _cells(sums)
        bars = sums.activities / most_done, sums.conversations / most_said
        yield Row((name, done, bars[0], minutes, said, bars[1], *rest))


def _cells(sums: Sums) -> tuple[Cell, ...]:
    return (
        round(sums.activities),
        round(sums.minutes),
        sums.conversations,
        sums.appointments_set,
        sums.appointments_held,
        sums.won,
        sums.revenue,
    )


def _whole(sums: Sums, exponent: int) -> Sums:
    """The same with money in whole units: a mean to the cent promises more than it knows."""
    unit: int = 10**exponent
    return replace(sums, revenue=round(sums.revenue / unit) * unit)


def _sentences(report: WeekReport) -> Iterable[Sentence]:
    if not report.is_over and report.days_done < report.working_days:
        text = f"{report.days_done} of {report.working_days} working days are finished; the weeks before are whole."
        yield Sentence("So far", text, Tone.UNCERTAIN)
    if report.goals:
        yield Sentence("Goals", "\n".join(_goal(each) for each in report.goals))
    for line in report.quotas:
        behind = line.pace is not None and line.pace < BEHIND and bool(line.gap)
        tone = Tone.BEHIND if behind else Tone.PLAIN if line.pace is None else Tone.GOOD
        yield Sentence("Quota", _quota(report, line), tone)
    if report.best:
        certain = report.best.judgement.certainty is Certainty.CLEAR
        yield Sentence("Best hours", _hours(report), Tone.GOOD if certain else Tone.UNCERTAIN)
    judgement = report.lately.judgement
    tone = Tone.GOOD if judgement.certainty is Certainty.CLEAR else Tone.UNCERTAIN
    said = f"{judgement.headline} {judgement.by_hour.text}" if judgement.adds_hours else judgement.headline
    yield Sentence("Worked", f"{said} Of the last {LONG_DAYS} days: a week is too small to tell.", tone)
    total = report.lately.lines.total.effort
    if total.maturing:
        text = maturing_text(total.maturing, total.conversation_rate, report.basis).split("\n")[0]
        yield Sentence("Maturing", text, Tone.UNCERTAIN)
    for number, piece in enumerate(report.advice, start=1):
        yield Sentence(f"Advice {number}", f"{piece.text}\n{piece.command}")
    if not report.advice:
        yield Sentence("Advice", "None: nothing waits, and nothing is clearly behind.", Tone.GOOD)


def _goal(progress: GoalProgress) -> str:
    """How far a goal is in the week: `call · 40 a day: on 3 of 4 days`, `call · 100 a week: 60 of 100`."""
    if progress.days is not None:
        far = f"on {progress.days_met} of {progress.days} {'day' if progress.days == 1 else 'days'}"
    else:
        far = f"{progress.done:,} of {progress.target:,}"
    run = f", {progress.streak:,} {progress.goal.aim.per}s in a row" if progress.streak > 1 else ""
    return f"{progress.goal}: {far}{run}."


def _quota(report: WeekReport, line: QuotaLine) -> str:
    exponent = report.basis.exchange.exponent if line.metric is Metric.REVENUE else 0
    rep = line.rep if len({each.rep for each in report.quotas}) > 1 else None
    what = " ".join(part for part in (rep, line.channel, line.metric.value, line.period) if part)
    text = (
        f"{what}: {format_money(line.credited, exponent)} of {format_money(line.target, exponent)} "
        f"({line.attainment * 100:.0f} %)"
    )
    if line.pace is not None:
        text += f", pace {line.pace * 100:.0f} %"
    if line.gap and line.needed_per_day:
        unit = 10**exponent
        needed = (
            format_money(round(line.needed_per_day / unit) * unit, exponent)
            if line.metric is Metric.REVENUE
            else f"{line.needed_per_day:,.1f}"
        )
        text += f"; {needed} a day for {line.working_days_left:,} working days"
    return f"{text}."


def _hours(report: WeekReport) -> str:
    best = report.best
    if best is None:
        raise ValueError("there are no hours")
    hours = ", ".join(
        f"{Dimension.HOUR.in_words(row.name)} ({(row.effort.conversation_rate.value or 0) * 100:.1f} %)"
        for row, _ in best.hours
    )
    return f"{best.channel}: {hours}. {best.judgement.headline} Of the last {LONG_DAYS} days."
