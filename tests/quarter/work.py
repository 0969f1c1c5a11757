"""What the reports on channels, weeks and quotas must say of a past, by the definitions of the documentation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tests.quarter.past import CONNECTS, CONVERSATIONS, MONTH, QUARTER, Act, Past, working_days

Figures = dict[str, Any]
Span = tuple[date, date]
COUNTED = (
    "activities", "contacts", "minutes", "conversations", "new_conversations", "appointments_set",
    "appointments_held", "deals", "won", "revenue", "trials", "connects", "conversation_hits", "timed", "timed_hits",
    "appointment_hits",
)  # fmt: skip


def within(at: datetime | None, span: Span) -> bool:
    return at is not None and span[0] <= at.date() < span[1]


def _answers(known: Past, act: Act, *, any_channel: bool) -> Act | None:
    """The last touch in 30 days that something inbound answers: on its channel, else on any."""
    before = [
        each
        for each in known.acts
        if each.who == act.who and not each.inbound and timedelta() <= act.at - each.at <= MONTH
        and each is not act
    ]  # fmt: skip
    same = [each for each in before if each.channel == act.channel]
    found = same or (before if any_channel else [])
    return found[-1] if found else None


def conversations(known: Past) -> list[tuple[Act, str | None]]:
    """One per contact, channel and day, the first of them, and the channel that it belongs to; tallies apart."""
    found: dict[tuple[str | None, str, date], tuple[Act, str | None]] = {}
    for act in known.acts:
        if act.outcome in CONVERSATIONS:
            touch = _answers(known, act, any_channel=False) if act.inbound else act
            key = act.who, act.channel, act.at.date()
            if key not in found or (found[key][1] is None and touch):
                found[key] = act, touch.channel if touch else None
    return list(found.values())


def _channel_before(known: Past, who: str, at: datetime, said: str | None = None) -> str | None:
    """The channel of the contact's last conversation before something, in 90 days."""
    found = [
        channel for act, channel in conversations(known)
        if act.who == who and timedelta() <= at - act.at <= timedelta(90)
    ]  # fmt: skip
    return said or (found[-1] if found else None)


def channels(known: Past, span: Span) -> dict[str | None, Figures]:
    """The report on channels: a row a channel, None for what came in, "all" for all."""
    rows: dict[str | None, Figures] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    rows["all"] = dict.fromkeys(COUNTED, 0)

    def add(channel: str | None, figure: str, amount: float) -> None:
        rows[channel][figure] += amount
        rows["all"][figure] += amount

    people: dict[str, set[str]] = defaultdict(set)
    for act in known.acts:
        if within(act.at, span) and not act.inbound:
            add(act.channel, "activities", act.count)
            add(act.channel, "minutes", act.minutes or 0)
            if act.who:
                people[act.channel].add(act.who)
                people["all"].add(act.who)
    for channel, whom in people.items():
        rows[channel]["contacts"] = len(whom)
    _results(known, span, add)
    _rates(known, span, rows)
    return {channel: row for channel, row in rows.items() if any(row.values()) or channel == "all"}


def _results(known: Past, span: Span, add: Callable[[str | None, str, float], None]) -> None:
    """Conversations, appointments and deals, by the channels that they are credited to."""
    talks = conversations(known)
    for place, (act, channel) in enumerate(talks):
        if within(act.at, span):
            add(channel, "conversations", 1)
            earlier = (
                each for each, _ in talks[:place] if each.who == act.who
                and (act.at.date() - each.at.date()).days < 90
            )  # fmt: skip
            add(channel, "new_conversations", not any(earlier))
    for meeting in known.meetings:
        channel = _channel_before(known, meeting.who, meeting.set_at, meeting.channel)
        add(channel, "appointments_set", within(meeting.set_at, span))
        add(channel, "appointments_held", meeting.status == "held" and within(meeting.starts, span))
    for deal in known.deals.values():
        opened = deal.steps[0][0]
        add(_channel_before(known, deal.who, opened), "deals", within(opened, span))
        if deal.ended and deal.status == "won":
            channel, counts = _channel_before(known, deal.who, deal.ended), within(deal.ended, span)
            add(channel, "won", counts)
            add(channel, "revenue", counts * deal.value)


def _rates(known: Past, span: Span, rows: dict[str | None, Figures]) -> None:
    """Trials and hits: touches of the period, and those that a conversation, or a connect, belongs to."""
    hits: dict[str, set[int]] = {"connects": set(), "conversation_hits": set()}
    for act in known.acts:
        touch = _answers(known, act, any_channel=True) if act.inbound else act
        if touch and act.outcome in CONNECTS | CONVERSATIONS:
            hits["connects"].add(id(touch))
    for act, _ in conversations(known):
        touch = _answers(known, act, any_channel=True) if act.inbound else act
        if touch:
            hits["conversation_hits"].add(id(touch))
    for act in known.acts:
        if act.inbound or not within(act.at, span):
            continue
        for key in (act.channel, "all"):
            rows[key]["trials"] += act.count
            rows[key]["appointment_hits"] += act.outcome == "appointment"
            for name, found in hits.items():
                rows[key][name] += id(act) in found
            if act.minutes is not None:
                rows[key]["timed"] += act.minutes
                rows[key]["timed_hits"] += id(act) in hits["conversation_hits"]


def quotas(known: Past) -> dict[str, Figures]:
    """The quotas of the quarter: the amount that holds, and every figure that follows from it."""
    total = channels(known, QUARTER)["all"]
    credited = {
        "revenue": total["revenue"],
        "conversations": total["conversations"],
        "appointments-held": total["appointments_held"],
    }
    today, days = known.now.date(), working_days(known, *QUARTER)
    elapsed = working_days(known, QUARTER[0], today)
    due = [
        deal.value for deal in known.deals.values()
        if deal.status == "open" and (deal.close is None or deal.close < QUARTER[1])
    ]  # fmt: skip
    found = {}
    for metric, history in known.quotas.items():
        target, done = history[-1][1], credited[metric]
        gap = max(target - done, 0)
        digits = 2 if metric == "revenue" else 12  # money is exact to the cent
        found[metric] = {
            "target": target,
            "credited": done,
            "attainment": done / target,
            "elapsed": elapsed,
            "working_days": days,
            "pace": done / (target * elapsed / days),
            "gap": gap,
            "run_rate": round(done * days / elapsed, digits),
            "working_days_left": days - elapsed,
            "needed_per_day": round(gap / (days - elapsed), digits),
        }
    found["revenue"]["open"] = sum(due)
    return found
