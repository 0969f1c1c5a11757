"""The verdict by the hour: an hour of which row brings the most conversations.

Judged are rows with 20 touches that count, of whose minutes 80 % are known; their hours count for what their touches
do. It is said where it is another row than by the touch, or where the hours can tell and the touches cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prospector.domain.dimension import Dimension
from prospector.later import Later
from prospector.light import dataclass
from prospector.reports.lines import Line
from prospector.stats.comparison import HourArm, Standing
from prospector.stats.verdict import FEWEST_TRIALS, Certainty, HourVerdict, judge_hours

NO_CHANCES: Later[Mapping[str, float]] = Later(dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HourlyJudgement:
    """What may be said by the hour.

    Attributes:
        leader: the name of the row whose hours bring the most; None where there are not two to compare.
        certainty: how far the data go.
    """

    text_later: Later[str]
    leader: str | None = None
    certainty: Certainty = Certainty.CANNOT_TELL
    chances_later: Later[Mapping[str, float]] = NO_CHANCES

    @property
    def text(self) -> str:
        """The verdict in words."""
        return self.text_later.value

    @property
    def chances(self) -> Mapping[str, float]:
        """Probability to bring the most per hour, by name, of the rows that are judged."""
        return self.chances_later.value

    def data(self) -> dict[str, object]:
        """The fields for JSON, as those of the verdict by the touch."""
        return {
            "text": self.text,
            "leader": self.leader,
            "distinguishable": self.certainty is Certainty.CLEAR,
        }


def judge_lines_by_hour(rows: Sequence[Line], dimension: Dimension) -> HourlyJudgement:
    """Judge which of some rows brings the most conversations per hour.

    Args:
        rows: those that are judged by the touch.
        dimension: what a row stands for.
    """
    judged = {row.name: row for row in rows}
    verdict = judge_hours(hour_arms(rows))
    if verdict is None:
        text = f"Nothing to compare by the hour: no two rows by {dimension.value} have minutes enough."
        return HourlyJudgement(text_later=Later(lambda: text))
    leader, runner_up = verdict.ranked[:2]
    names = dimension.in_words(leader), dimension.in_words(runner_up)
    rates = [judged[name].effort.per_hour.value or 0.0 for name in (leader, runner_up)]
    return HourlyJudgement(
        text_later=Later(lambda: _text(verdict, names, rates)),
        leader=leader,
        certainty=verdict.certainty,
        chances_later=Later(lambda: chances_of(verdict.standings)),
    )


def chances_of(standings: Mapping[str, Standing]) -> dict[str, float]:
    """Probability to be the best, by name."""
    return {name: standing.chance_best for name, standing in standings.items()}


def hour_arms(rows: Iterable[Line]) -> list[HourArm]:
    """The rows whose hours may be compared: with 20 touches that count, and minutes of four in five."""
    return [
        HourArm(row.name, row.effort.per_hour.hits, row.effort.per_hour.effective)
        for row in rows
        if _has_hours(row)
    ]


def _has_hours(row: Line) -> bool:
    hours = row.effort.per_hour
    enough = row.effort.conversation_rate.effective >= FEWEST_TRIALS
    return enough and hours.is_covered and hours.effective > 0


def _text(verdict: HourVerdict, names: tuple[str, str], rates: Sequence[float]) -> str:
    leader, second = names
    if verdict.certainty is Certainty.CLEAR:
        return f"Per hour {leader} brings the most: {rates[0]:.1f} against {rates[1]:.1f} of {second}."
    chance = verdict.standings[verdict.ranked[0]].chance_best
    words = "over 99 %" if chance > 0.99 else f"{chance * 100:.0f} %"
    if verdict.certainty is Certainty.LEANING:
        return f"Per hour probably {leader} rather than {second}: chance {leader} is best {words}."
    return f"Per hour cannot tell {leader} from {second} yet: chance {leader} is best {words}."
