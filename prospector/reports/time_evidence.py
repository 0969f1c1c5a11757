"""The activities behind a figure of `report time`: of an hour, a weekday, one hour of a weekday, or a channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prospector.domain.day_words import WEEKDAYS
from prospector.domain.facts import ChannelFact, Done
from prospector.domain.slots import Slot
from prospector.domain.spelling import fold
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure

FIGURES = ("activities", "minutes", "conversations")


def evidence_of(
    done: Iterable[Done],
    talks: Mapping[int, int],
    slots: Mapping[int, Slot],
    channels: Mapping[int, ChannelFact],
    why: Why,
) -> Evidence:
    """Tell the rows: `hour=16,conversations`, `weekday=Fri,activities`, `cell=Fri 16,conversations`, `channel=call,minutes`.

    Args:
        done: the activities of the window by channel.
        talks: its conversations by activity.
        slots: of all these activities, by number.
        channels: by id.
        why: which figure.

    Raises:
        InvalidValueError: there is no such figure, column or cell.
        UnknownNameError: there is no such channel.
    """
    known_figure(why, FIGURES)
    known_column(why, "hour", "weekday", "cell", "channel")
    outbound = {row.id: row for row in done if not row.came_in}
    if why.figure == "conversations":
        if why.column == "channel":
            raise InvalidValueError(
                "channels have no conversations here",
                hint=f"report channels --why channel={why.row},conversations",
            )
        chosen = [number for number in talks if _holds(slots[number], why)]
        return Evidence(figure=why.heading, adds={"activities": {number: talks[number] for number in chosen}})
    numbers = outbound if why.column != "channel" else _of_channel(outbound, channels, why.row or "")
    chosen = [number for number in numbers if why.column == "channel" or _holds(slots[number], why)]
    if why.figure == "minutes":
        minutes = {number: outbound[number].minutes or 0 for number in chosen}
        told = {number: add for number, add in minutes.items() if add}
        return Evidence(figure=why.heading, adds={"activities": told}, sort=Sort.MINUTES)
    return Evidence(
        figure=why.heading, adds={"activities": {number: outbound[number].count for number in chosen}}
    )


def _of_channel(rows: Mapping[int, Done], channels: Mapping[int, ChannelFact], name: str) -> list[int]:
    wanted = {number for number, channel in channels.items() if fold(channel.name) == fold(name)}
    if not wanted:
        names = ", ".join(channel.name for channel in channels.values())
        raise UnknownNameError(f"there is no channel '{name}'", hint=f"there are {names}")
    return [number for number, row in rows.items() if row.channel_id in wanted]


def _holds(slot: Slot, why: Why) -> bool:
    """Whether a slot lies in the row; without a row, in any."""
    if why.row is None:
        return True
    weekday, hour = _place(why)
    return (weekday is None or slot.weekday == weekday) and (hour is None or slot.hour == hour)


def _place(why: Why) -> tuple[int | None, int | None]:
    words = (why.row or "").lower().split()
    wanted = {"hour": 1, "weekday": 1, "cell": 2}[str(why.column)]
    weekdays = [name.lower() for name in WEEKDAYS]
    weekday = weekdays.index(words[0][:3]) if words and words[0][:3] in weekdays else None
    hour = int(words[-1]) if words and words[-1].isdecimal() and int(words[-1]) < 24 else None
    known = {"hour": hour is not None, "weekday": weekday is not None, "cell": None not in {hour, weekday}}
    if len(words) != wanted or not known[str(why.column)]:
        raise InvalidValueError(
            f"'{why.row}' is not a {why.column}",
            hint="hour=16, weekday=Fri, or cell='Fri 16', and the figure",
        )
    return weekday if why.column != "hour" else None, hour if why.column != "weekday" else None
