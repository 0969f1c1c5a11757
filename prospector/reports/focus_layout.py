"""How the report on focus is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.money import format_money
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.focus import Focus, FocusLine
from prospector.stats.verdict import Certainty, Least

_COLUMNS = (
    Column("channel", ""),
    Column("hours_a_week", "hours a week", Sort.DECIMAL, 1),
    Column("share_of_minutes", "minutes", Sort.PERCENT),
    Column("minutes_bar", "", Sort.BAR, 3),
    Column("share_of_conversations", "conversations", Sort.PERCENT),
    Column("conversations_bar", "", Sort.BAR, 3),
    Column("conversations_per_hour", "per hour", Sort.DECIMAL, 2),
    Column("activities", "done", Sort.COUNT, 4),
    Column("share_of_activities", "of all", Sort.PERCENT, 4),
    Column("conversations", "number", Sort.COUNT, 5),
    Column("revenue", "revenue", Sort.MONEY, 6),
)


def layout(focus: Focus) -> Document:
    """Lay it out."""
    basis = focus.basis
    table = Table(
        _COLUMNS,
        tuple(_row(focus, line) for line in focus.rows),
        empty="no channel was used in this period",
        exponent=basis.exchange.exponent,
    )
    return Document(
        title=basis.heading("Focus", *basis.credit.words),
        tables=(table,),
        sentences=tuple(_sentences(focus)) if focus.rows else (),
        data=_data(focus),
    )


def _row(focus: Focus, line: FocusLine) -> Row:
    share = line.share_of_minutes if focus.by_minutes else line.share_of_activities
    return Row(
        (
            line.channel,
            line.hours_a_week if line.minutes else None,
            line.share_of_minutes,
            share or None,
            line.share_of_conversations,
            line.share_of_conversations or None,
            line.per_hour,
            line.activities,
            line.share_of_activities,
            line.conversations,
            line.revenue,
        )
    )


def _sentences(focus: Focus) -> Iterable[Sentence]:
    yield Sentence("Spread", _spread(focus))
    if len(focus.rows) > 1:
        clear = focus.least is not None and focus.least.certainty is Certainty.CLEAR
        yield Sentence("One fewer", _one_fewer(focus), Tone.PLAIN if clear else Tone.UNCERTAIN)
    untimed = sum(line.untimed for line in focus.rows)
    if untimed:
        of = f"{untimed:,} of {sum(line.activities for line in focus.rows):,} activities have no minutes"
        rest = "" if focus.by_minutes else ": too many, so the spread is that of activities"
        yield Sentence("Minutes", f"{of}{rest}.", Tone.UNCERTAIN)
    if focus.effort_hours_a_week:
        yield Sentence(
            "Beside", f"{focus.effort_hours_a_week:.1f} hours a week of effort that reaches nobody."
        )


def _spread(focus: Focus) -> str:
    what = "minutes" if focus.by_minutes else "activities"
    if len(focus.rows) == 1:
        return f"One channel: {focus.rows[0].channel}."
    text = f"{len(focus.rows)} channels; your {what} are spread as over {focus.effective:.1f} used alike"
    if focus.effective_yield is None:
        return f"{text}. No conversations in this period."
    return f"{text}, your conversations come as from {focus.effective_yield:.1f}."


def _one_fewer(focus: Focus) -> str:
    least = focus.least
    if least is None:
        return "Cannot tell: no two channels have 20 touches that count, and minutes of four in five."
    if least.certainty is Certainty.CANNOT_TELL:
        return (
            f"Cannot tell yet whose hours bring the least: {least.key} ({_rate(focus, least.key)} an hour) or "
            f"{least.following} ({_rate(focus, least.following)}); chance it is {least.key} {_chance(least)}."
        )
    sure = "Hours" if least.certainty is Certainty.CLEAR else f"Probably (chance {_chance(least)}) hours"
    line = focus.row(least.key)
    brought = f"{line.conversations:,} {'conversation' if line.conversations == 1 else 'conversations'}"
    if line.revenue:
        brought += f" and {format_money(line.revenue, focus.basis.exchange.exponent)} of revenue"
    return (
        f"{sure} of {least.key} bring the least: {_rate(focus, least.key)} conversations against "
        f"{_rate(focus, least.following)} of {least.following}.\n"
        f"Without {least.key} {line.hours_a_week:.1f} hours a week would be free; "
        f"in this period they brought {brought}."
    )


def _rate(focus: Focus, channel: str) -> str:
    return f"{focus.row(channel).per_hour or 0.0:.1f}"


def _chance(least: Least) -> str:
    return "over 99 %" if least.chance > 0.99 else f"{least.chance * 100:.0f} %"


def _data(focus: Focus) -> dict[str, object]:
    basis, least = focus.basis, focus.least
    can_tell = least is not None and least.certainty is not Certainty.CANNOT_TELL
    return {
        **basis.common(
            "focus",
            {
                "channels": "those with outbound activities in the period; effort alone is none",
                "effective_channels": "exp of the Shannon entropy of the shares of effort",
                "share_of_conversations": "of the conversations credited to these channels",
                "effort": "minutes" if focus.by_minutes else "activities",
            },
        ),
        "credit": basis.credit.model.value,
        "channels": len(focus.rows),
        "effective_channels": focus.effective,
        "effective_channels_of_conversations": focus.effective_yield,
        "weeks": focus.weeks,
        "rows": [_fields(focus, line) for line in focus.rows],
        "one_fewer": {
            "channel": least.key if least and can_tell else None,
            "certainty": least.certainty.value if least else Certainty.CANNOT_TELL.value,
            "hours_a_week": focus.row(least.key).hours_a_week if least and can_tell else None,
            "conversations": focus.row(least.key).conversations if least and can_tell else None,
            "text": _one_fewer(focus),
        },
    }


def _fields(focus: Focus, line: FocusLine) -> dict[str, object]:
    return {
        "channel": line.channel,
        "share_of_minutes": line.share_of_minutes,
        "share_of_activities": line.share_of_activities,
        "share_of_conversations": line.share_of_conversations,
        "activities": line.activities,
        "minutes": line.minutes,
        "activities_without_minutes": line.untimed,
        "hours_a_week": line.hours_a_week,
        "conversations": line.conversations,
        "conversations_per_hour": line.per_hour,
        "revenue": focus.basis.exchange.major(line.revenue),
    }
