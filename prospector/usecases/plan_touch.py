"""What a log does to the plan that its contact is in."""

from __future__ import annotations

from prospector.domain.plan import End, Step, progress
from prospector.light import dataclass, replace
from prospector.store.plans import fetch_enrolments, stored_plans
from prospector.store.writing import Writing

_HORIZON = 30  # what comes after the end of a plan is not asked here


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNews:
    """What a log did to a plan.

    Attributes:
        done: the number of the step that it did, from 1; None where it did none.
        steps: how many the plan has.
        end: why the plan is over with it; None while it goes on.
        following: the step that is open now; None where the plan is over.
    """

    plan: str
    done: int | None
    steps: int
    end: End | None
    following: Step | None


def follow_plan(writing: Writing, activity_id: int, contact_id: int) -> PlanNews | None:
    """Mark an activity that did a step of a plan with the plan's name.

    Args:
        writing: the open deed.
        activity_id: just stored.
        contact_id: with whom.

    Returns:
        What it did to the plan; None where it did nothing.
    """
    plans = stored_plans(writing.connection)
    for enrolment in reversed(fetch_enrolments(writing.connection, contact_id=contact_id, unstopped=True)):
        plan = plans[enrolment.plan_id]
        earlier = replace(
            enrolment, touches=tuple(each for each in enrolment.touches if each.id != activity_id)
        )
        before = progress(plan, earlier, horizon=_HORIZON)
        after = progress(plan, enrolment, horizon=_HORIZON)
        did = [place for place, touch in enumerate(after.done) if touch and touch.id == activity_id]
        if before.end is not None or (not did and after.end is None):
            continue
        if did:
            writing.update("activity", activity_id, plan=plan.name)
        place = after.open_step
        return PlanNews(
            plan=plan.name,
            done=did[0] + 1 if did else None,
            steps=len(plan.steps),
            end=after.end,
            following=plan.steps[place] if after.end is None and place is not None else None,
        )
    return None
