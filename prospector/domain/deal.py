"""A deal: the rules of its stages, from its opening to its end.

A deal goes through the stages in any order: a stage may be skipped, and a deal may fall back. Every step is dated, so
that a report can say how long deals stay where. An end (won, lost) is a step too; a stage after an end is the deal
reopened.
"""

from __future__ import annotations

from prospector.domain.day_words import day_text
from prospector.domain.moment import Moment
from prospector.domain.money import Amount
from prospector.domain.naming import one_line
from prospector.domain.spelling import did_you_mean, fold, quoted
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import InvalidValueError
from prospector.light import dataclass, replace

_ORDER = tuple(Stage)
_SHORT = {"needs": Stage.NEEDS_ANALYSIS, "needsanalysis": Stage.NEEDS_ANALYSIS}


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a deal's history; `at` is None where the source does not say."""

    to: Stage | DealStatus
    at: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A named opportunity.

    Attributes:
        stage: None once it is won or lost.
        value_minor: in minor units of `currency`; None where nobody knows yet.
        currency: None for the store's own.
        opened: None where the source does not say.
        closed: when it was won or lost; None while it is open, or where the source does not say.
        history: its steps in their order, the opening the first.
    """

    name: str
    status: DealStatus
    stage: Stage | None
    value_minor: int | None = None
    currency: str | None = None
    opened: Moment | None = None
    closed: Moment | None = None
    lost_reason: str | None = None
    history: tuple[Step, ...] = ()

    @classmethod
    def begin(cls, name: str, stage: Stage, on: Moment) -> Deal:
        """Open a deal at a stage.

        Raises:
            InvalidValueError: the name is empty, or reads like a row number.
        """
        return cls(
            name=check_name(name), status=DealStatus.OPEN, stage=stage, opened=on, history=(Step(stage, on),)
        )

    @property
    def last_stage(self) -> Stage | None:
        """The stage at which it stands, or stood before it ended; None where the source does not say."""
        return next((step.to for step in reversed(self.history) if isinstance(step.to, Stage)), None)

    def advance(self, to: Stage, on: Moment) -> Deal:
        """Move to another stage; backwards is a step like any other.

        Raises:
            InvalidValueError: it has ended, is there already, or was moved later than that.
        """
        self._check_open()
        if to == self.stage:
            raise InvalidValueError(f"{self.name} is at {to} already", hint=f"stages: {stage_words()}")
        self._check_order(on)
        return replace(self, stage=to, history=(*self.history, Step(to, on)))

    def valued(self, value: Amount | None) -> Deal:
        """Worth something else; None is what it was."""
        return self if value is None else replace(self, value_minor=value.minor, currency=value.currency)

    def win(self, on: Moment, value: Amount | None = None) -> Deal:
        """End it as won, at a value if that is known by now.

        Raises:
            InvalidValueError: it has ended, or was moved later than that.
        """
        return self._end(DealStatus.WON, on).valued(value)

    def lose(self, on: Moment, reason: str | None = None) -> Deal:
        """End it as lost.

        Raises:
            InvalidValueError: it has ended, or was moved later than that.
        """
        return replace(self._end(DealStatus.LOST, on), lost_reason=reason)

    def reopen(self, on: Moment, stage: Stage | None) -> Deal:
        """Take its end back, as of a day; it stands where it stood, or at the stage that is named.

        Raises:
            InvalidValueError: it is open.
        """
        if self.status == DealStatus.OPEN:
            raise InvalidValueError(
                f"{self.name} is open, at {self.stage}", hint="prospector deal advance moves it"
            )
        self._check_order(on)
        to = stage or self.last_stage or Stage.QUALIFYING
        return replace(
            self,
            status=DealStatus.OPEN,
            stage=to,
            closed=None,
            lost_reason=None,
            history=(*self.history, Step(to, on)),
        )

    def opened_on(self, on: Moment) -> Deal:
        """Correct the day of its opening.

        Raises:
            InvalidValueError: something happened to it before that day.
        """
        first, *later = self.history or (Step(self.stage or Stage.QUALIFYING, None),)
        if any(step.at is not None and precedes(step.at, on) for step in later):
            raise InvalidValueError(
                f"{self.name} was moved before {day_text(on.day)}", hint="give an earlier day"
            )
        steps = (Step(first.to, on), *later) if self.history else ()
        return replace(self, opened=on, history=steps)

    def closed_on(self, on: Moment | None, reason: str | None) -> Deal:
        """Correct the day of its end, or why it was lost; None leaves what was said.

        Raises:
            InvalidValueError: it has not ended so, or something happened to it after that day.
        """
        if self.status == DealStatus.OPEN or (reason is not None and self.status != DealStatus.LOST):
            raise InvalidValueError(
                f"{self.name} is {self.status}", hint="prospector deal won or lost says how it ended"
            )
        deal = self if reason is None else replace(self, lost_reason=reason)
        if on is None:
            return deal
        *earlier, _ = self.history or (Step(self.status, None),)
        self._check_order(on, tuple(earlier))
        steps = (*earlier, Step(self.status, on)) if self.history else ()
        return replace(deal, closed=on, history=steps)

    def _end(self, status: DealStatus, on: Moment) -> Deal:
        self._check_open()
        self._check_order(on)
        return replace(self, status=status, stage=None, closed=on, history=(*self.history, Step(status, on)))

    def _check_open(self) -> None:
        if self.status != DealStatus.OPEN:
            when = f" on {day_text(self.closed.day)}" if self.closed else ""
            raise InvalidValueError(
                f"{self.name} was {self.status}{when}",
                hint="prospector deal reopen takes the end back, prospector deal edit corrects it",
            )

    def _check_order(self, on: Moment, history: tuple[Step, ...] | None = None) -> None:
        """Refuse a step before the last dated one, of its own history unless told."""
        steps = self.history if history is None else history
        last = next((step for step in reversed(steps) if step.at is not None), None)
        if last is not None and last.at is not None and precedes(on, last.at):
            raise InvalidValueError(
                f"{self.name} came to {last.to} on {day_text(last.at.day)}, after {day_text(on.day)}",
                hint="a step cannot lie before the last one; prospector undo takes that back",
            )


def precedes(one: Moment, other: Moment) -> bool:
    """Whether a moment lies before another, as far as the two tell: a day alone is all of that day."""
    if one.has_time and other.has_time:
        return one.seconds < other.seconds
    return one.local_day < other.local_day


def is_back(before: Stage | None, after: Stage | None) -> bool:
    """Whether a step from a stage to another goes backwards."""
    return before is not None and after is not None and _ORDER.index(after) < _ORDER.index(before)


def read_stage(text: str) -> Stage:
    """Read a stage: its word, with or without the hyphen.

    Raises:
        InvalidValueError: there is no such stage; names them.
    """
    word = fold(text).replace(" ", "-").replace("_", "-")
    if word in _ORDER:
        return Stage(word)
    if word in _SHORT:
        return _SHORT[word]
    if word in {DealStatus.WON, DealStatus.LOST}:
        raise InvalidValueError(f"{word} is an end, not a stage", hint=f"prospector deal {word} NAME")
    hint = did_you_mean(word, _ORDER, f"stages: {stage_words()}")
    raise InvalidValueError(f"{quoted(text)} is not a stage", hint=hint)


def stage_words() -> str:
    """The seven stages in their order."""
    return ", ".join(_ORDER)


def check_name(name: str) -> str:
    """A deal's name with single spaces.

    Raises:
        InvalidValueError: it is empty, or reads like a row number.
    """
    text = one_line(name)
    if not fold(text) or text.lower().startswith("id:"):
        raise InvalidValueError(f"{quoted(name)} is not a name for a deal", hint='as in "Acme rollout"')
    return text
