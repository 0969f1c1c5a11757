"""What the reports on the funnel, on sources and on plans must say of a past."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.quarter.past import CONVERSATIONS, STAGES, Past
from tests.quarter.work import Figures, conversations

TRADE_SHOW = ("email", "social", "call", "email", "call")


def funnel(known: Past) -> Figures:
    """Contacts at the first two stages, deals from qualifying on."""
    deals = list(known.deals.values())
    touched = {act.who for act in known.acts if not act.inbound}
    with_deal = {deal.who for deal in deals}
    stages: dict[str, list[int]] = {}
    for place, stage in enumerate(STAGES):
        if place < 2:
            places = [(3 if who in with_deal else int(who in touched), verdict is False and who not in with_deal)
                      for who, (_, _, verdict) in known.leads.items()]  # fmt: skip
            reached = [(min(at, 2), lost) for at, lost in places if at >= place]
            stages[stage] = [
                len(reached),
                sum(at == place and not lost for at, lost in reached),
                sum(at > place for at, _ in reached),
                sum(at == place and lost for at, lost in reached),
                0,
            ]
            continue
        entered = [deal for deal in deals if deal.furthest >= place]
        stages[stage] = [
            len(entered),
            sum(deal.status == "open" and deal.stage == place for deal in entered),
            sum(deal.status == "won" or deal.stage > place for deal in entered),
            sum(deal.status == "lost" and deal.stage == place for deal in entered),
            sum(deal.status != "won" and deal.stage < place for deal in entered),
        ]
    won = [deal for deal in deals if deal.status == "won" and deal.ended]
    lost = sum(deal.status == "lost" for deal in deals)
    return {
        "stages": stages,
        "days": {stage: _stays(known, stage) for stage in STAGES[2:]},
        "won": len(won),
        "lost": lost,
        "open": len(deals) - len(won) - lost,
        "revenue": sum(deal.value for deal in won),
        "win_rate": len(won) / (len(won) + lost) if won or lost else None,
        "median_cycle_days": median_of([
            (deal.ended.date() - deal.steps[0][0].date()).days for deal in won if deal.ended
        ]),
    }  # fmt: skip


def _stays(known: Past, stage: str) -> float | None:
    """How long deals stay at a stage, the middle one; who is still there waits."""
    ended, waiting = [], []
    for deal in known.deals.values():
        for place, (at, step) in enumerate(deal.steps):
            if step == stage and place + 1 < len(deal.steps):
                ended.append((deal.steps[place + 1][0].date() - at.date()).days)
            elif step == stage:
                waiting.append((known.now.date() - at.date()).days)
    return kaplan_meier(ended, waiting)


def sources(known: Past) -> dict[str, Figures]:
    """The leads by source, and what became of them."""
    talked = [act.who for act, _ in conversations(known)]
    rows: dict[str, Figures] = {}
    for source in sorted({source for source, _, _ in known.leads.values()}):
        leads = {who: each for who, each in known.leads.items() if each[0] == source}
        first = {
            who: next((act.at.date() for act in known.acts if act.who == who and not act.inbound), None)
            for who in leads
        }  # fmt: skip
        deals = [deal for deal in known.deals.values() if deal.who in leads]
        won = [deal for deal in deals if deal.status == "won"]
        ages = [(known.now.date() - leads[who][1].date()).days for who, day in first.items() if day is None]
        rows[source] = {
            "leads": len(leads),
            "untouched": len(ages),
            "touched": len(leads) - len(ages),
            "conversations": sum(who in leads for who in talked),
            "qualified": sum(verdict is True for _, _, verdict in leads.values()),
            "deals": len(deals),
            "won": len(won),
            "lost": sum(deal.status == "lost" for deal in deals),
            "open": sum(deal.status == "open" for deal in deals),
            "revenue": sum(deal.value for deal in won),
            "win_rate": len({deal.who for deal in won}) / len(leads),
            "median_days_to_first_touch": kaplan_meier(
                [(day - leads[who][1].date()).days for who, day in first.items() if day], ages
            ),
            "median_days_to_won": median_of([
                (deal.ended.date() - leads[deal.who][1].date()).days for deal in won if deal.ended
            ]),
            "median_age_days": median_of(ages),
            "lost_between": sum(age > 30 for age in ages),
        }  # fmt: skip
    return rows


def plan(known: Past) -> tuple[Figures, list[list[int]]]:
    """The one plan: its row, and reached, done, conversations and dropped of every step."""
    ends: dict[str, int] = {"running": 0, "finished": 0, "dropped": 0, "conversations": 0}
    steps = [[0, 0, 0, 0] for _ in TRADE_SHOW]
    for each in known.enrolled:
        done: list[int] = []
        end = "running"
        for act in known.acts:
            if (
                act.who != each.who
                or act.at < each.at
                or end != "running"
                or (each.stopped and act.at > each.stopped)
            ):
                continue
            fits = [
                place
                for place, channel in enumerate(TRADE_SHOW)
                if channel == act.channel and place not in done
            ]
            if fits and not act.inbound:
                done.append(fits[0])
            if act.outcome in CONVERSATIONS:
                end = "conversations"
            elif len(done) == len(TRADE_SHOW):
                end = "finished"
        if each.stopped and end == "running":
            end = "dropped"
        ends[end] += 1
        now_at = next((place for place in range(len(TRADE_SHOW)) if place not in done), len(TRADE_SHOW))
        for place, step in enumerate(steps):
            step[0] += place <= now_at or place in done
            step[1] += place in done
            step[2] += end == "conversations" and done[-1] == place
            step[3] += end == "dropped" and place == now_at
    return {"enrolled": len(known.enrolled), **ends}, steps


def median_of(days: Sequence[float]) -> float | None:
    """The middle one."""
    return median(days) if days else None


def kaplan_meier(ended: Sequence[int], waiting: Sequence[int]) -> float | None:
    """The first day on which no more than half are left."""
    left = 1.0
    for day in sorted(set(ended)):
        at_risk = sum(each >= day for each in (*ended, *waiting))
        left *= 1 - ended.count(day) / at_risk
        if left <= 0.5 + 1e-12:
            return day
    return None
