"""What goals and promises must say of a past."""

from __future__ import annotations

from datetime import date, timedelta

from tests.quarter.past import Past, monday, working_days, works
from tests.quarter.work import Figures, Span, conversations, within


def goals(known: Past) -> dict[tuple[str, str], Figures]:
    """How far each goal is today, and for how long it was kept."""
    return {
        aim: (_day_goal if aim[1] == "day" else _week_goal)(known, history, aim[0])
        for aim, history in known.goals.items()
    }


def _done(known: Past, what: str, span: Span) -> float:
    if what == "conversations":
        return sum(within(act.at, span) for act, _ in conversations(known))
    if what.endswith(" min"):  # also of what came in: it is the rep's time
        channel = what.removesuffix(" min")
        return sum(act.minutes or 0 for act in known.acts if act.channel == channel and within(act.at, span))
    return sum(
        act.count for act in known.acts if act.channel == what and not act.inbound and within(act.at, span)
    )


def _held(history: list[tuple[date, int]], day: date) -> int | None:
    return next((amount for since, amount in reversed(history) if since <= day), None)


def _day_goal(known: Past, history: list[tuple[date, int]], what: str) -> Figures:
    today = known.now.date()

    def met(day: date) -> bool:
        asked = _held(history, day)
        return asked is not None and _done(known, what, (day, day + timedelta(1))) >= asked

    streak, day = int(works(known, today) and met(today)), today - timedelta(1)
    while not works(known, day) or met(day):
        streak += works(known, day)
        day -= timedelta(1)
    week = [monday(today) + timedelta(days) for days in range(today.weekday() + 1)]
    kept = [met(day) for day in week if works(known, day) and _held(history, day)]
    target = history[-1][1] if works(known, today) else 0
    done = _done(known, what, (today, today + timedelta(1)))
    return {"target": target, "done": done, "streak": streak, "days_met": sum(kept), "days": len(kept)}


def _week_goal(known: Past, history: list[tuple[date, int]], what: str) -> Figures:
    start, week = monday(known.now.date()), timedelta(7)

    def asked(first: date) -> int:
        share = -(
            -(_held(history, first + timedelta(6)) or 0) * working_days(known, first, first + week) // 5
        )
        return int(share)

    streak = int(_done(known, what, (start, start + week)) >= asked(start))
    before = start - week
    while _held(history, before + timedelta(6)) and _done(known, what, (before, before + week)) >= asked(
        before
    ):
        streak += 1
        before -= week
    return {"target": asked(start), "done": _done(known, what, (start, start + week)), "streak": streak}


def promises(known: Past, week: date) -> list[tuple[str, float | None, bool | None]]:
    """What was promised in a week for the next: its text, how much was done, whether it was kept."""
    span = week + timedelta(7), week + timedelta(14)
    is_over = known.now.date() >= span[1]
    found: list[tuple[str, float | None, bool | None]] = []
    for text in known.promises[week]:
        amount, what, *rest = text.split()
        if not amount.isdigit():
            found.append((text, None, True if week in known.kept else None))
            continue
        done = _promised(known, span, what, rest)
        found.append((text, done, True if done >= int(amount) else False if is_over else None))
    return found


def _promised(known: Past, span: Span, what: str, rest: list[str]) -> float:
    """What came of `5 conversations`, `1 appointment`, `30 min call`, `20 calls`."""
    if what == "appointment":
        return sum(within(each.set_at, span) for each in known.meetings)
    if what == "min":  # as the reports have it: of what the rep did
        mine = (act for act in known.acts if act.channel == rest[0] and not act.inbound)
        return sum(act.minutes or 0 for act in mine if within(act.at, span))
    return _done(known, what if what == "conversations" else what.removesuffix("s"), span)
