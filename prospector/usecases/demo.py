"""The demonstration's store: the invented story, written as the rep would have logged it."""

from __future__ import annotations

import os
from datetime import date, datetime, tzinfo

from prospector.demo.facts import Act, Promise, Sale, Story
from prospector.demo.names import TARGETS
from prospector.demo.story import tell
from prospector.domain.currency import exponent_of
from prospector.domain.moment import Moment, date_of, localize
from prospector.domain.plan import progress
from prospector.domain.spelling import fold, title_key
from prospector.domain.vocabulary import DealStatus, Metric
from prospector.errors import FailedError
from prospector.importing.plan_file import shipped_plans
from prospector.store.follow_ups import insert_follow_up
from prospector.store.people import phone_key
from prospector.store.plans import (
    fetch_enrolments,
    insert_enrolment,
    insert_plan,
    stop_enrolment,
    stored_plans,
)
from prospector.store.store import Store
from prospector.store.words import Vocabulary, kind_id, read_vocabulary, rep_id, source_id
from prospector.store.writing import Writing
from prospector.usecases.log import apply_outcome


def make_demo(path: str, *, today: date, zone: tzinfo | None, currency: str, busy_seconds: float) -> Story:
    """Make a store that holds the story.

    It is no command of the rep's, so there is nothing in it to undo.

    Args:
        path: a file that is not there yet.
        today: the present day; the story ends the working day before.
        zone: whose clock the story's times are of; None is the system's.
        currency: what the story's amounts are whole units of.
        busy_seconds: as of every store.

    Returns:
        The story that was written.

    Raises:
        FailedError: something is there already.
        UnusableStoreError: the file cannot be made.
    """
    if os.path.lexists(path):
        raise FailedError(
            f"{path} is there already", hint="a demo makes a store of its own; name another file"
        )
    story = tell(today)
    with Store(path, create_missing=True, busy_seconds=busy_seconds) as store:
        try:
            with store.writing() as writing:
                _Scribe(writing, zone, 10 ** exponent_of(currency)).write(story)
        except BaseException:
            os.unlink(path)  # half a demo is none
            raise
    return story


class _Scribe:
    """Writes a story into a store; `_people`, `_pieces` and `_acts` are row numbers by place in the story."""

    def __init__(self, writing: Writing, zone: tzinfo | None, unit: int) -> None:
        self._writing = writing
        self._zone = zone
        self._unit = unit
        self._rep = rep_id(writing.connection, "")
        self._vocabulary: Vocabulary = read_vocabulary(writing.connection)
        self._kinds: dict[str, int] = {}
        self._accounts: list[int] = []
        self._people: list[int] = []
        self._pieces: list[int] = []
        self._acts: list[int] = []

    def write(self, story: Story) -> None:
        """Write all of it."""
        self._write_people(story)
        self._write_pieces(story)
        self._acts = [self._write_act(story, act) for act in story.log]
        self._write_meetings(story)
        for sale in story.sales:
            self._write_sale(story, sale)
        for promise in story.promises:
            self._write_promise(story, promise)
        self._write_plans(story)
        self._write_quota(story)

    def _write_people(self, story: Story) -> None:
        for place, firm in enumerate(story.companies):
            number = self._writing.insert(
                "account",
                name=firm.name,
                name_key=fold(firm.name),
                domain=firm.domain,
                industry=firm.industry,
                target=int(place < TARGETS),
                rep_id=self._rep,
            )
            self._accounts.append(number)
        sources = {arrival.source for arrival in story.arrivals}
        source_ids = {source: source_id(self._writing.connection, source) for source in sorted(sources)}
        for someone, arrival in zip(story.people, story.arrivals, strict=True):
            came = self._moment(arrival.at)
            number = self._writing.insert(
                "contact",
                name=someone.name,
                name_key=fold(someone.name),
                email=someone.email,
                phone=someone.phone,
                phone_key=phone_key(someone.phone),
                title=someone.title,
                division=someone.division,
                account_id=self._accounts[someone.company],
                do_not_contact=0,
                rep_id=self._rep,
                created_at=came.seconds,
                created_offset=came.offset,
            )
            self._writing.insert(
                "lead",
                contact_id=number,
                source_id=source_ids[arrival.source],
                received_at=came.seconds,
                received_offset=came.offset,
                qualified=None if arrival.qualified is None else int(arrival.qualified),
                rep_id=self._rep,
            )
            self._people.append(number)
        for number, arrival in zip(self._people, story.arrivals, strict=True):
            if arrival.brought_by is not None:
                self._writing.update("contact", number, referred_by_id=self._people[arrival.brought_by])

    def _write_pieces(self, story: Story) -> None:
        for piece in story.pieces:
            published = self._moment(piece.published)
            number = self._writing.insert(
                "content",
                title=piece.title,
                title_key=title_key(piece.title),
                kind=piece.kind,
                published_at=published.seconds,
                published_offset=published.offset,
                minutes=piece.minutes,
                cost_minor=piece.cost * self._unit,
                reach=piece.reach,
                rep_id=self._rep,
            )
            self._pieces.append(number)

    def _write_act(self, story: Story, act: Act) -> int:
        moment = self._moment(act.at)
        outcome = self._vocabulary.outcome(act.outcome)
        person = None if act.contact is None else story.people[act.contact]
        piece = story.pieces[act.piece] if act.piece is not None and person is None else None
        number = self._writing.insert(
            "activity",
            identity=os.urandom(16),
            occurred_at=moment.seconds,
            utc_offset=moment.offset,
            local_day=moment.local_day,
            local_week=moment.local_week,
            channel_id=self._vocabulary.channel(act.channel).id,
            kind_id=self._kind(act.kind),
            direction=int(act.direction),
            outcome_id=outcome.id,
            contact_id=None if act.contact is None else self._people[act.contact],
            account_id=None if person is None else self._accounts[person.company],
            content_id=None if act.piece is None else self._pieces[act.piece],
            rep_id=self._rep,
            count=act.count,
            minutes=act.minutes,
            reach=piece.reach if piece else None,
            cost_minor=piece.cost * self._unit if piece else None,
            note=act.note,
        )
        apply_outcome(self._writing, number, outcome, None)
        return number

    def _write_meetings(self, story: Story) -> None:
        made = dict(
            self._writing.connection.execute(
                "SELECT activity_id, id FROM appointment WHERE activity_id IS NOT NULL"
            ).fetchall()
        )
        for meeting in story.meetings:
            starts = self._moment(meeting.starts)
            self._writing.update(
                "appointment",
                made[self._acts[meeting.act]],
                status=meeting.status.value,
                starts_at=starts.seconds,
                starts_offset=starts.offset,
            )

    def _write_sale(self, story: Story, sale: Sale) -> None:
        person = story.people[sale.contact]
        firm = story.companies[person.company]
        opened = self._moment(sale.steps[0][1])
        closed = None if sale.status == DealStatus.OPEN else self._moment(sale.steps[-1][1])
        name = f"{firm.name} · {person.name.split()[-1]}"
        number = self._writing.insert(
            "deal",
            name=name,
            name_key=fold(name),
            contact_id=self._people[sale.contact],
            account_id=self._accounts[person.company],
            value_minor=sale.value * self._unit,
            status=sale.status.value,
            stage=sale.stage.value if sale.stage else None,
            opened_at=opened.seconds,
            opened_offset=opened.offset,
            closed_at=closed.seconds if closed else None,
            closed_offset=closed.offset if closed else None,
            lost_reason=sale.lost_reason,
            rep_id=self._rep,
        )
        for step, at in sale.steps:
            moment = self._moment(at)
            self._writing.insert(
                "stage_change", deal_id=number, to_stage=step, at=moment.seconds, at_offset=moment.offset
            )

    def _write_promise(self, story: Story, promise: Promise) -> None:
        act = story.log[promise.act]
        insert_follow_up(
            self._writing,
            promise.text,
            contact_id=None if act.contact is None else self._people[act.contact],
            activity_id=self._acts[promise.act],
            due=promise.due,
            rep_id=self._rep,
            at=self._moment(act.at),
        )

    def _write_plans(self, story: Story) -> None:
        """Put contacts into plans, and mark what did their steps as a log would have."""
        plans = {
            name: insert_plan(self._writing, shipped_plans()[name])
            for name in sorted({joining.plan for joining in story.joinings})
        }
        for joining in story.joinings:
            number = insert_enrolment(
                self._writing,
                plans[joining.plan],
                self._people[joining.contact],
                started=self._moment(joining.at),
                rep_id=self._rep,
            )
            if joining.stopped is not None:
                stop_enrolment(self._writing, number, self._moment(joining.stopped))
        stored = stored_plans(self._writing.connection)
        for enrolment in fetch_enrolments(self._writing.connection):
            plan = stored[enrolment.plan_id]
            for touch in progress(plan, enrolment, horizon=1).done:
                if touch is not None:
                    self._writing.update("activity", touch.id, plan=plan.name)

    def _write_quota(self, story: Story) -> None:
        self._writing.insert(
            "target",
            sort="quota",
            metric=Metric.REVENUE.value,
            amount=story.quota * self._unit,
            rep_id=self._rep,
            period=story.quarter.canonical,
            start_day=story.quarter.start_day,
            end_day=story.quarter.end_day,
            set_on=date_of(story.quarter.start_day).isoformat(),
        )

    def _kind(self, word: str | None) -> int | None:
        if word is None:
            return None
        if word not in self._kinds:
            self._kinds[word] = kind_id(self._writing, word)
        return self._kinds[word]

    def _moment(self, at: datetime) -> Moment:
        return localize(at, self._zone, overlap="first")
