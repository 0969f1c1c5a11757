"""The verdict on a comparison, in words: who leads, or that the data cannot tell, and how many more touches would.

It judges conversations for each touch, where a row is something that a rep can choose, over the rows with 20 touches
or more; the bounds are those of `prospector.stats.verdict`. What the hours say (`hours`) is added where it is not the
same. Effort (research, admin) and rows without the property are never judged,
and of more than 50 rows only those with the most touches: among thousands somebody always leads by luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.vocabulary import Approach
from prospector.later import Later
from prospector.light import dataclass
from prospector.reports.hours import NO_CHANCES, HourlyJudgement, chances_of, judge_lines_by_hour
from prospector.reports.lines import Line
from prospector.reports.ranking import Ranking, rank_lines
from prospector.stats.assurance import MoreNeeded, Wait
from prospector.stats.comparison import Arm
from prospector.stats.verdict import FEWEST_TRIALS, LEANING_CHANCE, Certainty, Contest, Verdict, judge

MOST_JUDGED = 50
_NO_TEXT = Later(str)
_NO_MORE: Later[int | None] = Later(lambda: None)
_NO_RANKING = Later(Ranking)
_NOT_BY_HOUR = HourlyJudgement(text_later=_NO_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What may be said of the rows.

    Attributes:
        leader: the name of the row to choose if one must choose; None where there is nothing to choose between.
        runner_up: what the leader has to beat; None with it.
        certainty: how far the data go.
        by_hour: the same for each hour.
        adds_hours: whether that says something else, or says it more clearly, and so ends the text.
    """

    headline_later: Later[str]
    text_later: Later[str]
    leader: str | None = None
    certainty: Certainty = Certainty.CANNOT_TELL
    more_later: Later[int | None] = _NO_MORE
    chances_later: Later[Mapping[str, float]] = NO_CHANCES
    runner_up: str | None = None
    by_hour: HourlyJudgement = _NOT_BY_HOUR
    adds_hours: bool = False
    ranking_later: Later[Ranking] = _NO_RANKING

    @property
    def headline(self) -> str:
        """The first line of the text, for which nobody works out how many more touches would tell."""
        return self.headline_later.value

    @property
    def text(self) -> str:
        """The verdict in words."""
        return self.text_later.value

    @property
    def more_needed(self) -> int | None:
        """Touches that leader and runner-up each still want before it is as likely as not that the data can tell.

        None where they can, or where that takes more than a year.
        """
        return self.more_later.value

    @property
    def chances(self) -> Mapping[str, float]:
        """Probability to be the best, by name, of the rows that are judged."""
        return self.chances_later.value

    @property
    def ranking(self) -> Ranking:
        """The order of the rows, as far as there is one."""
        return self.ranking_later.value

    @property
    def distinguishable(self) -> bool:
        """Whether the data tell leader and runner-up apart."""
        return self.certainty is Certainty.CLEAR

    def data(self) -> dict[str, object]:
        """The documented fields."""
        return {
            "text": self.text,
            "leader": self.leader,
            "distinguishable": self.distinguishable,
            "more_needed": self.more_needed,
        }


UNJUDGED = Judgement(headline_later=_NO_TEXT, text_later=_NO_TEXT)


def judge_lines(rows: Sequence[Line], dimension: Dimension) -> Judgement:
    """Judge which row brings the most conversations for each touch.

    Args:
        rows: of the report.
        dimension: what a row stands for; where nobody can choose one there is no verdict.
    """
    if not dimension.can_be_chosen:
        none = Later(lambda: f"No verdict: a rep does not choose the {dimension.value}.")
        return Judgement(headline_later=none, text_later=none)
    rated = [
        row
        for row in rows
        if row.key is not None and row.approach is not Approach.EFFORT and row.effort.conversation_rate.trials
    ]
    judged = sorted(rated, key=lambda row: -row.effort.conversation_rate.effective)[:MOST_JUDGED]
    arms = [
        Arm(row.name, row.effort.conversation_rate.hits, row.effort.conversation_rate.effective)
        for row in judged
    ]
    verdict = judge(arms, pace_per_week={row.name: row.effort.pace for row in judged})
    by_hour = judge_lines_by_hour(judged, dimension)
    adds_hours = _adds(by_hour, verdict)

    def said() -> Iterator[str]:
        yield from _said(verdict, {row.name: row for row in judged}, dimension)
        if adds_hours:
            yield by_hour.text

    return Judgement(
        headline_later=Later(lambda: next(said())),
        text_later=Later(lambda: "\n".join(said())),
        leader=verdict.leader,
        certainty=verdict.certainty,
        more_later=Later(lambda: _touches_needed(verdict)),
        runner_up=verdict.runner_up,
        chances_later=Later(lambda: chances_of(verdict.standings)),
        by_hour=by_hour,
        adds_hours=adds_hours,
        ranking_later=Later(lambda: rank_lines(rated, arms)),
    )


def _touches_needed(verdict: Verdict) -> int | None:
    more = verdict.contest.more if verdict.contest else None
    return more.even.trials if more and more.even else None


def _adds(by_hour: HourlyJudgement, verdict: Verdict) -> bool:
    """Whether the hours say something else than the touches, or say it more clearly."""
    if by_hour.leader is None or by_hour.leader != verdict.leader:
        return by_hour.leader is not None
    return by_hour.certainty is Certainty.CLEAR and verdict.certainty is not Certainty.CLEAR


def _said(verdict: Verdict, rows: Mapping[str, Line], dimension: Dimension) -> Iterator[str]:
    """The verdict in words, line by line."""
    if verdict.contest is None or verdict.leader is None or verdict.runner_up is None:
        yield _too_few(verdict, dimension)
        return
    leader, second = dimension.in_words(verdict.leader), dimension.in_words(verdict.runner_up)
    if verdict.certainty is Certainty.CLEAR:
        first, other = (_percent(_rate(rows[name])) for name in (verdict.leader, verdict.runner_up))
        yield f"{leader} brings the most conversations per touch: {first} against {other} of {second}."
        return
    chance = verdict.standings[verdict.leader].chance_best
    if verdict.certainty is Certainty.LEANING:
        yield f"Probably {leader} rather than {second}: chance {leader} is best per touch {_chance(chance)}."
        yield _wait(verdict.contest.more) or "A clear answer takes probably more than a year."
        return
    yield f"Cannot tell {leader} from {second} yet: chance {leader} is best per touch {_chance(chance)}."
    yield _wait(verdict.contest.more) or _never(verdict.contest, chance)
    loss = verdict.standings[verdict.leader].expected_loss * 100
    yield f"If you must choose: {leader}; expected cost of being wrong {loss:.1f} conversations per 100 touches."


def _never(contest: Contest, chance: float) -> str:
    """Beyond a year: because the rates are close, or because too little is done."""
    if chance >= LEANING_CHANCE:
        return "At your pace it takes probably more than a year to be sure."
    bound = contest.differ_at_most * 100
    return (
        f"They probably differ by no more than {bound:.1f} points; "
        "to tell them apart takes probably more than a year at your pace."
    )


def _too_few(verdict: Verdict, dimension: Dimension) -> str:
    if not verdict.ranked and not verdict.too_few:
        return "Nothing to compare yet."
    if verdict.ranked:
        only = dimension.in_words(verdict.ranked[0])
        return f"Nothing to compare {only} with: no other {dimension.value} has {FEWEST_TRIALS} touches yet."
    return f"Too early to compare: no {dimension.value} has {FEWEST_TRIALS} touches that are old enough to count yet."


def _wait(more: MoreNeeded | None) -> str:
    if more is None or more.even is None:
        return ""
    even, likely = _amount(more.even), _amount(more.likely) if more.likely else ""
    if even == likely:
        return f"{even.capitalize()} would tell."
    text = f"{even.capitalize()} would tell, as likely as not"
    return f"{text}; {likely} with 80 %." if likely else f"{text}."


def _amount(wait: Wait) -> str:
    if wait.weeks is None:
        return f"about {wait.trials:,} more touches of each"
    weeks = max(round(wait.weeks), 1)
    spell = "week" if weeks == 1 else "weeks"
    return f"about {weeks} more {spell} at your pace ({wait.trials:,} touches of each)"


def _rate(row: Line) -> float:
    rate = row.effort.conversation_rate
    return rate.hits / rate.trials


def _chance(share: float) -> str:
    """A chance in words: never more certain than the method is."""
    return "over 99 %" if share > 0.99 else _percent(share)


def _percent(share: float) -> str:
    digits = 1 if 0 < share < 0.1 else 0
    return f"{share * 100:.{digits}f} %"
