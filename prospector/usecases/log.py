"""Logging: what a rep did, or what came in, written in one deed and answered with where the day stands.

This is the one logging use-case; every front end hands it entries. It runs on the standard library alone.
"""

from __future__ import annotations

import os
from datetime import date

from prospector.domain.moment import Moment
from prospector.domain.spelling import fold, quoted
from prospector.domain.vocabulary import Approach, Audience, Direction, Level
from prospector.errors import InvalidValueError, ProspectorError, UnknownNameError
from prospector.light import TYPE_CHECKING, dataclass, replace
from prospector.store.people import Person, account_id, find_people, near_people
from prospector.store.standing import has_promises, is_enrolled
from prospector.store.store import Store
from prospector.store.words import Channel, Outcome, Vocabulary, kind_id, put_tags, read_vocabulary, rep_id
from prospector.store.writing import Writing
from prospector.usecases.day_counts import DayCounts, day_counts
from prospector.usecases.entry_checks import check_entry, check_meeting
from prospector.usecases.who import NOBODY, Arrival, Who, refuse_outcome, resolve_who

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from prospector.domain.follow_up import FollowUp
    from prospector.usecases.made import MadeAppointment
    from prospector.usecases.plan_touch import PlanNews


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be logged, as it was said; names are still words.

    Attributes:
        who: the contact, None or `.` for nobody.
        outcome: None for the channel's default.
        count: how many it stands for.
        on: the content piece that it engages with, or that was sent.
        appointment: when the appointment that it made is to be, None if that is not known.
        follow_up: what was promised in it, to be done by the day `due`.
        new: whether to make a new contact whatever names there are.
    """

    channel: str
    moment: Moment
    who: str | None = None
    outcome: str | None = None
    minutes: int | None = None
    note: str | None = None
    kind: str | None = None
    account: str | None = None
    tags: tuple[str, ...] = ()
    count: int = 1
    direction: Direction = Direction.OUTBOUND
    cost_minor: int | None = None
    reach: int | None = None
    on: str | None = None
    appointment: Moment | None = None
    follow_up: str | None = None
    due: date | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """A stored entry, as the answer echoes it.

    Attributes:
        promised: the follow-up that was stored with it.
        due: what was promised to the contact before and is not done, the first due in front.
        plan: what it did to the plan that the contact is in.
    """

    id: int
    channel: str
    person: Person | None
    is_new: bool
    outcome: str
    entry: Entry
    content: str | None
    promised: FollowUp | None = None
    due: tuple[FollowUp, ...] = ()
    plan: PlanNews | None = None

    @property
    def label(self) -> str:
        """What was logged, in words that follow "undone:"."""
        who = str(self.person) if self.person else (f"{self.entry.count} x" if self.entry.count > 1 else "")
        return " · ".join(part for part in (self.channel, who, self.outcome) if part)


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """What was stored, and the counts of the day of the last entry."""

    logged: tuple[Logged, ...]
    day: DayCounts


def log(
    store: Store, entries: Sequence[Entry], *, rep: str, at: int, places: Sequence[str] = ()
) -> LogAnswer:
    """Store entries in one deed: all of them or, if one is refused, none.

    Args:
        store: the open store.
        entries: at least one.
        rep: whose they are; empty for the only one.
        at: the time of the command, UTC seconds.
        places: where each entry was read ("line 3"), for errors.

    Raises:
        InvalidValueError: an entry names somebody or something that is not known or not one; nothing was written.
    """
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        rep_number = rep_id(writing.connection, rep)
        logged = []
        for number, entry in enumerate(entries):
            try:
                logged.append(store_entry(writing, vocabulary, entry, rep_number))
            except ProspectorError as error:
                if places:
                    error.message = f"{places[number]}: {error.message}"
                raise
        label = logged[0].label if len(logged) == 1 else f"{len(logged)} logs"
        writing.record(at=at, rep_id=rep_number, label=label, sort="log")
        day = day_counts(writing.connection, logged[-1].channel, logged[-1].entry.moment, rep_number)
    return LogAnswer(tuple(logged), day)


def apply_outcome(
    writing: Writing, activity_id: int, outcome: Outcome, when: Moment | None
) -> tuple[MadeAppointment, ...]:
    """Keep what an outcome entails true: an appointment has a row, and who said so is not contacted again.

    Args:
        writing: the open deed.
        activity_id: the activity that has this outcome now.
        outcome: the outcome.
        when: when the appointment is to be, if that is known.

    Returns:
        The appointments that the activity made and, with this outcome, makes no longer.
    """
    row = writing.row("activity", activity_id)
    made = writing.connection.execute(
        "SELECT id FROM appointment WHERE activity_id = ?", (activity_id,)
    ).fetchone()
    if outcome.level == Level.APPOINTMENT and row["contact_id"] is not None and made is None:
        writing.insert(
            "appointment",
            contact_id=row["contact_id"],
            activity_id=activity_id,
            channel_id=row["channel_id"],
            status="set",
            set_at=row["occurred_at"],
            set_offset=row["utc_offset"],
            starts_at=when.seconds if when else None,
            starts_offset=when.offset if when else None,
            rep_id=row["rep_id"],
        )
    respect_silence(writing, activity_id)
    if outcome.level >= Level.APPOINTMENT or made is None:
        return ()
    from prospector.usecases.made import let_go  # lazy: only where a log that made an appointment is changed

    return let_go(writing, activity_id)


def respect_silence(writing: Writing, activity_id: int) -> None:
    """Mark the contact of an activity in which they asked not to be contacted again."""
    found = writing.connection.execute(
        "SELECT contact_id FROM activity JOIN outcome ON outcome.id = outcome_id "
        "WHERE activity.id = ? AND contact_id IS NOT NULL AND outcome.name = 'do-not-contact'",
        (activity_id,),
    ).fetchone()
    if found is not None:
        writing.update("contact", found[0], do_not_contact=1)


def store_entry(writing: Writing, vocabulary: Vocabulary, entry: Entry, rep_number: int) -> Logged:
    """Store one entry inside a deed; errors as in `log`."""
    channel = vocabulary.channel(entry.channel)
    check_entry(entry)
    if entry.count > 1 and entry.who and entry.outcome is None and vocabulary.find_outcome(entry.who):
        entry = replace(entry, who=NOBODY, outcome=entry.who)  # `call --count 34 no-answer`
    who = _who(writing, vocabulary, channel, entry, rep_number)
    outcome = _outcome(vocabulary, channel, entry)
    if entry.appointment is not None:
        check_meeting(entry, outcome)
    content = _content(writing.connection, entry.on) if entry.on else None
    company = (
        who.person.account_id if who else (account_id(writing, entry.account) if entry.account else None)
    )
    activity = writing.insert(
        "activity",
        identity=os.urandom(16),
        occurred_at=entry.moment.seconds,
        utc_offset=entry.moment.offset,
        local_day=entry.moment.local_day,
        local_week=entry.moment.local_week,
        channel_id=channel.id,
        kind_id=kind_id(writing, entry.kind) if entry.kind else None,
        direction=int(entry.direction),
        outcome_id=outcome.id,
        contact_id=who.person.id if who else None,
        account_id=company,
        content_id=content[0] if content else None,
        rep_id=rep_number,
        count=entry.count,
        minutes=entry.minutes,
        reach=entry.reach,
        cost_minor=entry.cost_minor,
        note=entry.note,
    )
    put_tags(writing, "activity", activity, entry.tags)
    apply_outcome(writing, activity, outcome, entry.appointment)
    due = _due(writing.connection, who.person.id) if who and not who.is_new else ()
    return Logged(
        activity,
        channel.name,
        who.person if who else None,
        who is not None and who.is_new,
        outcome.name,
        entry,
        content[1] if content else None,
        _promise(writing, entry, activity, who.person.id if who else None, rep_number),
        due,
        _follow(writing, activity, who.person.id) if who and not who.is_new else None,
    )


def _content(connection: sqlite3.Connection, title: str) -> tuple[int, str]:
    from prospector.usecases.which_piece import find_content  # lazy: few logs are about a piece

    return find_content(connection, title)


def _due(connection: sqlite3.Connection, contact: int) -> tuple[FollowUp, ...]:
    if not has_promises(connection, contact):
        return ()
    from prospector.store.follow_ups import open_follow_ups  # lazy: to few contacts something was promised

    return open_follow_ups(connection, contact)


def _follow(writing: Writing, activity: int, contact: int) -> PlanNews | None:
    if not is_enrolled(writing.connection, contact):
        return None
    from prospector.usecases.plan_touch import follow_plan  # lazy: few contacts are in a plan

    return follow_plan(writing, activity, contact)


def _promise(
    writing: Writing, entry: Entry, activity: int, contact: int | None, rep_number: int
) -> FollowUp | None:
    if entry.follow_up is None or entry.due is None:
        return None
    from prospector.store.follow_ups import insert_follow_up  # lazy: only where something is promised

    return insert_follow_up(
        writing,
        entry.follow_up,
        contact_id=contact,
        activity_id=activity,
        due=entry.due,
        rep_id=rep_number,
        at=entry.moment,
    )


def _who(
    writing: Writing, vocabulary: Vocabulary, channel: Channel, entry: Entry, rep_number: int
) -> Who | None:
    if entry.who is not None and not fold(entry.who):
        raise UnknownNameError(f"who? `{NOBODY}` is nobody", hint="an empty word names nobody")
    if entry.who is None or entry.who.strip() == NOBODY:
        needed = channel.approach != Approach.EFFORT and channel.audience == Audience.ONE
        if entry.who is None and needed:
            raise InvalidValueError(
                "who?", hint=f"`{NOBODY}` is nobody: {channel.name} {NOBODY} no-answer -x 34"
            )
        return None
    refuse_outcome(vocabulary, entry.who)
    if entry.count > 1:
        raise InvalidValueError(
            f"a tally of {entry.count} is with nobody in particular",
            hint=f"{channel.name} {NOBODY} ... -x {entry.count}, or log {entry.who} without -x",
        )
    if channel.audience == Audience.MANY and not entry.new:
        _check_known(writing.connection, channel, entry.who)
    source = "self" if entry.direction == Direction.OUTBOUND else "inbound"
    arrival = Arrival(entry.moment, source, rep_number)
    return resolve_who(writing, entry.who, arrival=arrival, account=entry.account, new=entry.new)


def _check_known(connection: sqlite3.Connection, channel: Channel, who: str) -> None:
    """Refuse a stranger on a channel for many, where the word is more likely a title than a person."""
    if find_people(connection, who) or near_people(connection, who):
        return
    if channel.name == "content":
        remedy = f"prospector content {quoted(who)} logs a content piece"
    else:
        remedy = f"log {channel.name} {NOBODY} -n {quoted(who)} is with nobody in particular"
    raise UnknownNameError(
        f"there is no contact {quoted(who)}, and {channel.name} reaches many",
        hint=f"{remedy}; --new makes a contact",
    )


def _outcome(vocabulary: Vocabulary, channel: Channel, entry: Entry) -> Outcome:
    if entry.outcome is not None:
        return vocabulary.outcome(entry.outcome)
    if entry.minutes and channel.default_with_minutes_id is not None:
        return vocabulary.outcome_of(channel.default_with_minutes_id)
    return vocabulary.outcome_of(channel.default_outcome_id)
