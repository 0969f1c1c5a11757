"""Deals that are known, over the rows of a file: a stage, an end, a reopening are steps, as if they had been typed.

A deal is known by its id alone. What the rep advanced or ended by hand goes on from there: its course is one value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from prospector.domain.deal import Deal, Step, precedes
from prospector.domain.moment import Moment
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import InvalidValueError
from prospector.light import replace
from prospector.store.deals import columns_of, read_deal
from prospector.store.loading.deals import currency_of
from prospector.store.loading.load import Load, Origin, RefusedError, Staged, text_of
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.references import activity_of
from prospector.store.loading.updating import Updating
from prospector.store.writing import Value

_COURSE = ("status", "stage", "closed_at", "closed_offset")


def renew_deal(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The deal of a row's id, as the row has it; None if it is new."""
    if known is None:
        return None
    number, line = known[1], int(row["line"] or 0)
    if updating.is_gone("deal", number, line):
        return "unchanged"
    _give_facts(updating, names, row, number)
    _give_course(updating, row, number)
    updating.give_tags(names, "deal", number, int(row["line"] or 0), text_of(row, "tags"))
    return updating.result("deals", number, row, is_known=True)


def _give_facts(updating: Updating, names: Names, row: Staged, number: int) -> None:
    """What is said of a deal besides its stages."""
    load = updating.load
    stored = load.writing.row("deal", number)
    activity = activity_of(load, text_of(row, "activity_ref"))
    source, rep, code = (text_of(row, name) for name in ("source", "rep", "currency"))
    account_id = names.words.account(text_of(row, "account"), text_of(row, "account_ref"))
    fields: dict[str, dict[str, Value]] = {
        "activity_ref": {"activity_id": None if activity is None else activity[0]},
        "value": {"value_minor": row["value"]},
        "source": {"source_id": None if source is None else names.words.source(source)},
        "expected_close_on": {"expected_close_on": row["expected_close_on"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
        "note": {"note": row["note"]},
    }
    if row["name"] is not None:
        fields["name"] = {"name": row["name"], "name_key": fold(str(row["name"]))}
    if code is not None:
        is_own, currency = code == load.currency, currency_of(load, code)
        if not is_own or stored["currency"] is not None:
            _give_currency(updating, number, currency)
    named = Named(
        text_of(row, "contact"),
        text_of(row, "email"),
        account_id=account_id,
        reference=text_of(row, "contact_ref"),
    )
    contact = None if stored["contact_id"] is None else int(stored["contact_id"])
    if updating.is_kept("deal", number, "contact_id"):
        updating.keep_contact(names, named, contact)
    else:
        contact_id, lead_id = updating.who(names, named, contact)
        fields["contact"] = {"contact_id": contact_id}
        if stored["lead_id"] is not None or contact_id != contact or updating.came_often(contact):
            fields["contact_ref"] = {"lead_id": lead_id}
    if account_id is not None and stored["account_id"] is None and updating.is_of(contact, account_id):
        account_id = None
    fields["account"] = {"account_id": account_id}
    updating.give("deal", number, int(row["line"] or 0), fields)


def _give_currency(updating: Updating, number: int, currency: str | None) -> None:
    """The store's own currency is kept as none, which is a value here."""
    stored = updating.load.writing.row("deal", number)["currency"]
    if stored == currency:
        return
    if updating.is_kept("deal", number, "currency"):
        updating.load.overlay.kept.add("currency")
        return
    updating.load.writing.update("deal", number, currency=currency)
    updating.load.overlay.changed.add("currency")


def _give_course(updating: Updating, row: Staged, number: int) -> None:
    """The stages and the end of a deal."""
    load = updating.load
    before = read_deal(load.connection, number).deal
    opened = _moment(row, "opened_at")
    deal = before
    if opened is not None and opened != before.opened:
        if updating.is_kept("deal", number, "opened_at", "opened_offset"):
            load.overlay.kept.add("opened_at")
        else:
            deal = _ruled("opened_at", lambda: before.opened_on(opened))
    if updating.is_kept("deal", number, *_COURSE):
        load.overlay.kept |= _elsewhere(deal, row)
        after = deal
    else:
        after = _moved(deal, row, Moment(*load.at))
    if (
        row["lost_reason"] is not None
        and after.status == DealStatus.LOST
        and after.lost_reason != row["lost_reason"]
    ):
        if updating.is_kept("deal", number, "lost_reason"):
            load.overlay.kept.add("lost_reason")
        else:
            after = replace(after, lost_reason=str(row["lost_reason"]))
    changed = _differences(before, after)
    if row["history"] is not None and "stage_since" in changed:
        changed = {"history"}
    if not changed:
        return
    load.overlay.changed |= changed
    load.writing.update("deal", number, **{name: columns_of(after)[name] for name in _written(changed)})
    _save_steps(load, number, before.history, after.history)
    if after.status == DealStatus.WON and after.closed is None:
        load.tally.remark(
            "a won deal without a date: it counts only where the period is all", int(row["line"] or 0)
        )


def _elsewhere(deal: Deal, row: Staged) -> set[str]:
    """In what a row puts a deal elsewhere than it is, be that a step that its rules allow or not."""
    status = None if row["status"] is None else DealStatus(str(row["status"]))
    if status not in {None, deal.status}:
        return {"status"}
    if row["stage"] is not None and row["stage"] != deal.stage and status in {None, DealStatus.OPEN}:
        return {"stage"}
    closed = _moment(row, "closed_at")
    return {"closed_at"} if status and closed is not None and closed != deal.closed else set()


def _moved(deal: Deal, row: Staged, now: Moment) -> Deal:
    """The deal where a row says that it is.

    A step whose day the file does not tell happened on the day of the import; an end without a day has none.

    Raises:
        RefusedError: the deal's rules refuse the step.
    """
    told = _told_history(row)
    if told and told != tuple(step for step in deal.history if step.at is not None):
        deal = replace(deal, history=told)
    else:
        told = ()
    last = told[-1].to if told else None
    status = (
        DealStatus(str(row["status"])) if row["status"] else last if isinstance(last, DealStatus) else None
    )
    stage = Stage(str(row["stage"])) if row["stage"] else last if isinstance(last, Stage) else None
    if status is None:
        status = deal.status if stage is None else DealStatus.OPEN
    if told:
        return _at_the_end(deal, status, stage, row)
    since = _moment(row, "stage_since")
    if status == DealStatus.OPEN:
        return _ruled("stage", lambda: _advanced(deal, stage, since, now))
    return _ended(deal, status, _moment(row, "closed_at"))


def _at_the_end(deal: Deal, status: DealStatus, stage: Stage | None, row: Staged) -> Deal:
    """A deal whose whole history the file tells, where that leaves it."""
    if status == DealStatus.OPEN:
        return replace(
            deal,
            status=status,
            stage=stage or deal.last_stage or Stage.QUALIFYING,
            closed=None,
            lost_reason=None,
        )
    ends = (step.at for step in reversed(deal.history) if step.to == status)
    closed = _moment(row, "closed_at") or next(ends, None) or deal.closed
    reason = deal.lost_reason if status == DealStatus.LOST else None
    return replace(deal, status=status, stage=None, closed=closed, lost_reason=reason)


def _advanced(deal: Deal, stage: Stage | None, since: Moment | None, now: Moment) -> Deal:
    """An open deal at its stage; one that had ended is reopened."""
    if deal.status != DealStatus.OPEN:
        return deal.reopen(since or now, stage)
    if stage is not None and stage != deal.stage:
        return deal.advance(stage, since or now)
    *earlier, last = deal.history or (Step(deal.stage or Stage.QUALIFYING, None),)
    if since is None or not deal.history or since == last.at or last.to != deal.stage:
        return deal
    before = next((step.at for step in reversed(earlier) if step.at is not None), None)
    if before is not None and precedes(since, before):
        raise InvalidValueError(f"{deal.name} came to {last.to} after {since.day}")
    return replace(deal, history=(*earlier, Step(last.to, since)), opened=deal.opened if earlier else since)


def _ended(deal: Deal, status: DealStatus, closed: Moment | None) -> Deal:
    """A deal that is won or lost, on that day if one is told."""
    if deal.status == DealStatus.OPEN:
        if closed is not None:
            return _ruled(
                "closed_at", lambda: deal.win(closed) if status == DealStatus.WON else deal.lose(closed)
            )
        return replace(
            deal, status=status, stage=None, closed=None, history=(*deal.history, Step(status, None))
        )
    if deal.status != status:  # the end was another one, after all
        reason = deal.lost_reason if status == DealStatus.LOST else None
        *earlier, last = deal.history or (Step(deal.status, deal.closed),)
        steps = (*earlier, Step(status, last.at)) if deal.history else ()
        deal = replace(deal, status=status, lost_reason=reason, history=steps)
    if closed is None or closed == deal.closed:
        return deal
    return _ruled("closed_at", lambda: deal.closed_on(closed, None))


def _ruled(column: str, step: Callable[[], Deal]) -> Deal:
    """What a rule of the deal makes of it.

    Raises:
        RefusedError: the rule refuses.
    """
    try:
        return step()
    except InvalidValueError as error:
        raise RefusedError(column, error.message) from None


def _told_history(row: Staged) -> tuple[Step, ...]:
    return tuple(
        Step(Stage(to) if to in set(Stage) else DealStatus(to), Moment(at, offset))
        for to, at, offset in json.loads(str(row["history"] or "[]"))
    )


def _differences(before: Deal, after: Deal) -> set[str]:
    """The canonical columns in which two courses of a deal differ."""
    pairs: Mapping[str, tuple[object, object]] = {
        "status": (before.status, after.status),
        "stage": (before.stage, after.stage),
        "opened_at": (before.opened, after.opened),
        "closed_at": (before.closed, after.closed),
        "lost_reason": (before.lost_reason, after.lost_reason),
    }
    found = {name for name, (old, new) in pairs.items() if old != new}
    if after.status != DealStatus.OPEN and "status" in found:
        found.discard("stage")  # an end has no stage
    if not found and before.history != after.history:
        same_steps = [step.to for step in before.history] == [step.to for step in after.history]
        found.add("stage_since" if same_steps else "history")
    return found


def _written(changed: set[str]) -> set[str]:
    """The columns of the store that go with canonical ones."""
    columns = set()
    if changed & {"status", "stage"}:
        columns |= {"status", "stage", "closed_at", "closed_offset", "lost_reason"}
    if "opened_at" in changed:
        columns |= {"opened_at", "opened_offset"}
    if "closed_at" in changed:
        columns |= {"closed_at", "closed_offset"}
    return columns | (changed & {"lost_reason"})


def _save_steps(load: Load, number: int, before: tuple[Step, ...], after: tuple[Step, ...]) -> None:
    """Store a history: corrected steps, new ones, and without those that are none any more."""
    rows = [
        row
        for (row,) in load.connection.execute(
            "SELECT id FROM stage_change WHERE deal_id = ? ORDER BY id", (number,)
        ).fetchall()
    ]
    columns = [
        {
            "to_stage": step.to.value,
            "at": step.at.seconds if step.at else None,
            "at_offset": step.at.offset if step.at else None,
        }
        for step in after
    ]
    for row, old, new, values in zip(rows, before, after, columns, strict=False):
        if old != new:
            load.writing.update("stage_change", row, **values)
    for row in rows[len(after) :]:
        load.writing.delete("stage_change", row)
    for values in columns[len(rows) :]:
        load.writing.insert("stage_change", deal_id=number, **values)


def _moment(row: Staged, name: str) -> Moment | None:
    seconds, offset = row[name], row[f"{name}_offset"]
    return None if seconds is None else Moment(int(seconds), None if offset is None else int(offset))
