"""How the report of time is laid out: two heatmaps of the week, and the minutes by channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prospector.domain.day_words import WEEKDAYS
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.time import ChannelTime, HourCell, TimeReport

_CHANNELS = (
    Column("channel", "channel"),
    Column("approach", "approach", rank=2),
    Column("activities", "done", Sort.COUNT),
    Column("minutes", "minutes", Sort.MINUTES),
    Column("share", "share", Sort.PERCENT),
    Column("bar", "", Sort.BAR, 1),
)
_TOO_LATE = 0.4  # a third would be even


def layout(report: TimeReport) -> Document:
    """Lay it out."""
    basis = report.basis
    largest = max((row.share or 0.0 for row in report.by_channel), default=0.0)
    return Document(
        title=basis.heading("Time"),
        tables=(
            _heatmap(report, "When you work: activities", lambda cell: cell.activities),
            _heatmap(report, "When conversations happen", lambda cell: cell.conversations),
            Table(
                _CHANNELS,
                tuple(_channel(row, largest) for row in report.by_channel),
                heading="Where the minutes go",
                empty="nothing was done in this period",
            ),
        ),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "time",
                {
                    "hour": "of the clock that the activity was logged by",
                    "activities": "outbound, of all channels",
                    "last_third_share": "of prospecting, done in the last third of the working day and week",
                },
            ),
            "cells": [_cell(cell) for cell in report.cells],
            "by_channel": [_fields(row) for row in report.by_channel],
            "last_third_share": {"day": report.late_in_day, "week": report.late_in_week},
            "activities_without_time": report.without_time,
            "conversations_without_time": report.talks_without_time,
        },
    )


def _heatmap(report: TimeReport, heading: str, count: Callable[[HourCell], int]) -> Table:
    counted = {(cell.weekday, cell.hour): count(cell) for cell in report.cells if count(cell)}
    if not counted:
        return Table((Column("weekday", ""),), (), heading=heading, empty="none whose time of day is known")
    hours = range(min(hour for _, hour in counted), max(hour for _, hour in counted) + 1)
    days = [day for day in range(7) if day < 5 or any(weekday == day for weekday, _ in counted)]
    columns = (
        Column("weekday", ""),
        *(Column(f"h{hour:02}", str(hour), Sort.HEAT) for hour in hours),
        Column("all", "all", Sort.COUNT),
    )
    rows = tuple(
        Row((WEEKDAYS[day], *(cells := [counted.get((day, hour), 0) for hour in hours]), sum(cells)))
        for day in days
    )
    return Table(columns, rows, heading=heading)


def _channel(row: ChannelTime, largest: float) -> Row:
    bar = row.share / largest if row.share and largest else None
    return Row((row.channel, row.approach.value, row.activities, row.minutes, row.share, bar))


def _sentences(report: TimeReport) -> Iterable[Sentence]:
    if report.late_in_day is not None and report.late_in_week is not None:
        late = max(report.late_in_day, report.late_in_week) >= _TOO_LATE
        yield Sentence(
            "Left for last",
            f"{report.late_in_day * 100:.0f} % of prospecting is done in the last third of the day, "
            f"{report.late_in_week * 100:.0f} % in the last third of the week; a third would be even.",
            Tone.BEHIND if late else Tone.PLAIN,
        )
    if report.without_time or report.talks_without_time:
        yield Sentence("No hour", _without_hour(report.without_time, report.talks_without_time))
    if any(cell.conversations for cell in report.cells):
        yield Sentence(
            "Best hours", "report compare --by hour says which hours bring the most, and how sure that is."
        )


def _without_hour(activities: int, conversations: int) -> str:
    counts = ((activities, "activity", "activities"), (conversations, "conversation", "conversations"))
    said = " and ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count)
    have, are = ("has", "is") if activities + conversations == 1 else ("have", "are")
    return f"{said} {have} no time of day and {are} in no cell."


def _cell(cell: HourCell) -> dict[str, object]:
    return {
        "weekday": WEEKDAYS[cell.weekday],
        "hour": cell.hour,
        "activities": cell.activities,
        "minutes": cell.minutes,
        "conversations": cell.conversations,
    }


def _fields(row: ChannelTime) -> dict[str, object]:
    return {
        "channel": row.channel,
        "approach": row.approach.value,
        "activities": row.activities,
        "minutes": row.minutes,
        "share": row.share,
    }
