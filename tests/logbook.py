"""A log as a rep would write it down, put into a real store.

    2026-03-02 09:00  call     jane@Acme  conversation  12min kind=cold
    2026-03-02        email    .          sent          x34
    2026-03-03 10:00  social   jane       engaged       in on=five-ways

A line is a day, a time if it is known, channel, contact (at an account; `.` is nobody), outcome, and any of: `in`,
`on=PIECE`, `xCOUNT`, `Nmin`, `kind=`, `rep=`, `tag=`, `lead=N`. All times are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path

from prospector.domain.moment import Moment, day_number
from prospector.domain.spelling import fold
from prospector.store.store import Store
from prospector.store.writing import Value, Writing

_NUMBERS = count(1)
CREATED = 1_767_225_600  # 2026-01-01, before what tests tell of


def moment(text: str | None) -> tuple[int | None, int | None]:
    """`2026-03-02 09:00`, `2026-03-02`, or None as seconds and offset."""
    if text is None:
        return None, None
    found = (
        Moment.of(datetime.fromisoformat(f"{text}+00:00"))
        if " " in text
        else Moment.on(date.fromisoformat(text))
    )
    return found.seconds, found.offset


@dataclass
class Logbook:
    """Writes rows into a store; everything named is made on first mention."""

    path: Path
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with Store(str(self.path), create_missing=True) as store, store.reading() as connection:
            for table, column in (
                ("channel", "name"),
                ("outcome", "name"),
                ("source", "name"),
                ("rep", "name"),
            ):
                for number, name in connection.execute(f"SELECT id, {column} FROM {table}"):
                    self.ids[table, name] = number

    def activities(self, text: str) -> list[int]:
        """Write lines of the log; their row numbers."""
        with self.writing() as writing:
            return [self._activity(writing, line.split()) for line in text.splitlines() if line.strip()]

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction; no waiting for the disk, which a test has no use for."""
        with Store(str(self.path)) as store:
            store._connection.execute("PRAGMA synchronous = OFF")
            with store.writing() as writing:
                yield writing

    def channel(self, name: str, approach: str = "prospecting", audience: str = "one") -> int:
        """Make a channel."""
        return self._insert(
            "channel",
            ("channel", name),
            name=name,
            approach=approach,
            audience=audience,
            default_outcome_id=1,
        )

    def lead(self, who: str, source: str | None = None, received: str | None = None, **values: Value) -> int:
        """Write the arrival of a contact."""
        at, offset = moment(received)
        with self.writing() as writing:
            return writing.insert(
                "lead",
                contact_id=self._contact(writing, who),
                source_id=None if source is None else self._named(writing, "source", source),
                received_at=at,
                received_offset=offset,
                **values,
            )

    def deal(
        self,
        name: str,
        *,
        who: str | None = None,
        account: str | None = None,
        value: int = 0,
        opened: str | None = None,
        closed: str | None = None,
        status: str = "open",
        source: str | None = None,
        rep: str = "me",
        **values: Value,
    ) -> int:
        """Write a deal; its value in whole units."""
        opened_at, opened_offset = moment(opened)
        closed_at, closed_offset = moment(closed)
        with self.writing() as writing:
            return writing.insert(
                "deal",
                name=name,
                name_key=fold(name),
                contact_id=None if who is None else self._contact(writing, who),
                account_id=None if account is None else self._named(writing, "account", account),
                source_id=None if source is None else self._named(writing, "source", source),
                value_minor=value * 100,
                status=status,
                stage="lead" if status == "open" else None,
                opened_at=opened_at,
                opened_offset=opened_offset,
                closed_at=closed_at,
                closed_offset=closed_offset,
                rep_id=self._named(writing, "rep", rep),
                **values,
            )

    def steps(self, deal_id: int, text: str) -> None:
        """Write a deal's history as an import has it: `qualifying@2026-03-02;won@2026-03-09`; `won@` has no date."""
        with self.writing() as writing:
            for step in text.split(";"):
                stage, _, day = step.partition("@")
                at, offset = moment(day or None)
                writing.insert("stage_change", deal_id=deal_id, to_stage=stage, at=at, at_offset=offset)

    def appointment(
        self,
        who: str,
        *,
        set_at: str | None = None,
        starts: str | None = None,
        status: str = "set",
        rep: str = "me",
        activity: int | None = None,
        channel: str | None = None,
    ) -> int:
        """Write an appointment."""
        set_seconds, set_offset = moment(set_at)
        starts_at, starts_offset = moment(starts)
        with self.writing() as writing:
            return writing.insert(
                "appointment",
                contact_id=self._contact(writing, who),
                activity_id=activity,
                channel_id=self.ids["channel", channel] if channel else None,
                status=status,
                set_at=set_seconds,
                set_offset=set_offset,
                starts_at=starts_at,
                starts_offset=starts_offset,
                rep_id=self._named(writing, "rep", rep),
            )

    def target(
        self,
        metric: str,
        amount: int,
        days: tuple[str, str] | None = None,
        *,
        rep: str = "me",
        channel: str | None = None,
        **values: Value,
    ) -> int:
        """Write a quota; the second day is the one after the last."""
        start, end = (day_number(date.fromisoformat(day)) for day in days) if days else (None, None)
        with self.writing() as writing:
            return writing.insert(
                "target",
                sort="quota",
                metric=metric,
                amount=amount,
                channel_id=None if channel is None else self.ids["channel", channel],
                rep_id=self._named(writing, "rep", rep),
                period=f"{days[0]}..{days[1]}" if days else "all",
                start_day=start,
                end_day=end,
                **values,
            )

    def tag(self, noun: str, row_id: int, name: str) -> None:
        """Put a tag on a row."""
        with self.writing() as writing:
            self._tag(writing, noun, row_id, name)

    def _activity(self, writing: Writing, words: list[str]) -> int:
        when = words.pop(0)
        if ":" in words[0]:
            when = f"{when} {words.pop(0)}"
        channel, who, outcome, *rest = words
        at, offset = moment(when)
        found = Moment(at or 0, offset)
        settings = dict(word.split("=", 1) for word in rest if "=" in word)
        minutes = next((int(word[:-3]) for word in rest if word.endswith("min")), None)
        times = next((int(word[1:]) for word in rest if word[0] == "x" and word[1:].isdigit()), 1)
        piece, kind = settings.get("on"), settings.get("kind")
        row_id = writing.insert(
            "activity",
            identity=next(_NUMBERS).to_bytes(16, "big"),
            occurred_at=at,
            utc_offset=offset,
            local_day=found.local_day,
            local_week=found.local_week,
            channel_id=self.ids["channel", channel],
            kind_id=None if kind is None else self._named(writing, "kind", kind),
            direction=int("in" in rest),
            outcome_id=self.ids["outcome", outcome],
            contact_id=None if who == "." else self._contact(writing, who),
            lead_id=int(settings["lead"]) if "lead" in settings else None,
            content_id=None if piece is None else self._named(writing, "content", piece),
            rep_id=self._named(writing, "rep", settings.get("rep", "me")),
            count=times,
            minutes=minutes,
        )
        if "tag" in settings:
            self._tag(writing, "activity", row_id, settings["tag"])
        return row_id

    def _tag(self, writing: Writing, noun: str, row_id: int, name: str) -> None:
        writing.insert("tagging", tag_id=self._named(writing, "tag", name), noun=noun, row_id=row_id)

    def _contact(self, writing: Writing, who: str) -> int:
        name, _, account = who.partition("@")
        known = self.ids.get(("contact", name))
        if known is None:
            known = self.ids["contact", name] = writing.insert(
                "contact",
                name=name,
                name_key=fold(name),
                account_id=self._named(writing, "account", account) if account else None,
                do_not_contact=0,
                created_at=CREATED,
            )
        return known

    def _named(self, writing: Writing, table: str, name: str) -> int:
        known = self.ids.get((table, name))
        if known is None:
            known = self.ids[table, name] = writing.insert(table, **_fresh(table, name))
        return known

    def _insert(self, table: str, known_as: tuple[str, str], **values: Value) -> int:
        with self.writing() as writing:
            self.ids[known_as] = writing.insert(table, **values)
        return self.ids[known_as]


def _fresh(table: str, name: str) -> dict[str, Value]:
    if table == "content":
        return {"title": name, "title_key": fold(name)}
    if table in {"kind", "tag"}:
        return {"name": name}
    if table == "account":
        return {"name": name, "name_key": fold(name), "target": 0}
    if table == "source":
        return {"name": name, "name_key": fold(name), "family": "self"}
    return {"name": name, "name_key": fold(name)}
