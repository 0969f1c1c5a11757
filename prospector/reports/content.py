"""Content pieces: what each took, and what came of it.

    pieces         =  those that first came out in the period; undated ones where the period is everything
    minutes, cost  =  of all publications of a piece together; reach likewise
    unit cost      =  cost / quantity, the number that were made
    engagements    =  times that a contact engaged with it, up to as-of
    touches        =  engagements, and touches that carried it to somebody: an e-mail, a visit
    conversations  =  credited to touches about the piece, up to as-of, by the credit model; likewise revenue and the others
    cost per conversation  =  cost / conversations
    per hour       =  conversations / hours of the piece
    rate           =  touches about the piece that a conversation belongs to, of all; never a matter of the credit model
    all            =  the pieces shown; cost per conversation and per hour of those whose cost, whose minutes, are known

The period chooses pieces and not results: what came of a piece is the same in whichever period it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures
from prospector.domain.pieces import PieceFact
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.compare import conversation_outcomes
from prospector.reports.efforts import Effort, no_effort
from prospector.reports.lines import Counted, Line, lines_of
from prospector.reports.rates import HourlyRate, Rate
from prospector.reports.verdict import Judgement, judge_lines

DIMENSION = Dimension.CONTENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One piece, or all together; None is not known.

    Attributes:
        published_on: a day number.
        cost: minor units; likewise `revenue` and what is derived from either.
        engagements: up to as-of.
        touches: engagements, and touches that carried the piece.
        conversations: credited to the piece: whole under direct credit, decimals under a shared model.
        costed: those of pieces whose cost is known; `timed`: of those whose minutes are.
        rate: touches that a conversation belongs to.
        maturing: touches too young to be judged, without a conversation so far.
    """

    content: str
    kind: str | None
    published_on: int | None
    minutes: int | None
    cost: int | None
    quantity: int | None
    used: int | None
    unit_cost: int | None
    reach: int | None
    engagements: int
    touches: int
    conversations: float
    appointments_set: float
    deals: float
    won: float
    revenue: int
    costed: float
    timed: float
    rate: Rate
    maturing: int

    @property
    def cost_per_conversation(self) -> int | None:
        """Minor units; None without a cost or a conversation."""
        return None if self.cost is None or not self.costed else round(self.cost / self.costed)

    @property
    def per_hour(self) -> float | None:
        """Conversations for each hour of the piece; None without minutes."""
        return self.timed * 60 / self.minutes if self.minutes else None

    def hourly(self, confidence: float) -> HourlyRate | None:
        """The same with its range; None where the conversations are shares, which have none."""
        whole = int(self.timed)
        return HourlyRate(whole, self.minutes or 0, 1.0, confidence) if whole == self.timed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentReport:
    """The report.

    Attributes:
        young: titles of pieces that came out less than the horizon ago.
        conversation_outcomes: what counts as a conversation.
    """

    basis: Basis
    rows: tuple[ContentLine, ...]
    total: ContentLine
    judgement: Judgement
    young: tuple[str, ...]
    conversation_outcomes: tuple[str, ...]


def chosen_of(basis: Basis, pieces: Iterable[PieceFact]) -> tuple[PieceFact, ...]:
    """The pieces of the period."""
    return tuple(piece for piece in pieces if basis.window.holds(piece.published_on))


def build(
    basis: Basis, pieces: Sequence[PieceFact], figures: Figures, counted: Counted | None = None
) -> ContentReport:
    """Work the report out; what brought most conversations comes first.

    Args:
        basis: what was asked.
        pieces: those of the period.
        figures: by content piece, of all days up to as-of.
        counted: what single activities came to, where that is known; None for direct credit of what is held.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    lines = lines_of(figures, basis.exchange, confidence=basis.confidence, counted=counted)
    by_piece = {line.key: line for line in lines.rows}
    engagements: Counter[int] = Counter()
    for row in figures.broken.engagements:
        if isinstance(row.key, int):
            engagements[row.key] += row.touches
    found = [_line(piece, engagements[piece.id], by_piece.get(piece.id)) for piece in pieces]
    found.sort(key=lambda line: (-line.conversations, -line.revenue, -line.engagements, fold(line.content)))
    numbers = {piece.id for piece in pieces}
    window = basis.window
    return ContentReport(
        basis=basis,
        rows=tuple(found),
        total=_total(found, basis),
        judgement=judge_lines([line for line in lines.rows if line.key in numbers], DIMENSION),
        young=tuple(
            line.content
            for line in found
            if line.published_on is not None and window.as_of - line.published_on < window.horizon
        ),
        conversation_outcomes=conversation_outcomes(figures),
    )


def _line(piece: PieceFact, engagements: int, line: Line | None) -> ContentLine:
    effort: Effort = line.effort if line else no_effort()

    def result(metric: Metric) -> float:
        return line.result(metric) if line else 0

    conversations = result(Metric.CONVERSATIONS)
    unit_cost = None
    if piece.cost_minor is not None and piece.quantity:
        unit_cost = round(piece.cost_minor / piece.quantity)
    return ContentLine(
        content=piece.title,
        kind=piece.kind,
        published_on=piece.published_on,
        minutes=piece.minutes,
        cost=piece.cost_minor,
        quantity=piece.quantity,
        used=piece.used,
        unit_cost=unit_cost,
        reach=piece.reach,
        engagements=engagements,
        touches=effort.conversation_rate.trials,
        conversations=conversations,
        appointments_set=result(Metric.APPOINTMENTS_SET),
        deals=result(Metric.DEALS_OPENED),
        won=result(Metric.WON),
        revenue=int(result(Metric.REVENUE)),
        costed=0 if piece.cost_minor is None else conversations,
        timed=0 if piece.minutes is None else conversations,
        rate=effort.conversation_rate,
        maturing=effort.maturing,
    )


def _total(lines: Sequence[ContentLine], basis: Basis) -> ContentLine:
    def known(of: Callable[[ContentLine], int | None]) -> int | None:
        values = [value for line in lines if (value := of(line)) is not None]
        return sum(values) if values else None

    rates = [line.rate for line in lines]
    return ContentLine(
        content="all",
        kind=None,
        published_on=None,
        minutes=known(lambda line: line.minutes),
        cost=known(lambda line: line.cost),
        quantity=known(lambda line: line.quantity),
        used=known(lambda line: line.used),
        unit_cost=None,
        reach=known(lambda line: line.reach),
        engagements=sum(line.engagements for line in lines),
        touches=sum(line.touches for line in lines),
        conversations=_added(line.conversations for line in lines),
        appointments_set=_added(line.appointments_set for line in lines),
        deals=_added(line.deals for line in lines),
        won=_added(line.won for line in lines),
        revenue=sum(line.revenue for line in lines),
        costed=_added(line.costed for line in lines),
        timed=_added(line.timed for line in lines),
        rate=Rate(
            sum(rate.hits for rate in rates),
            sum(rate.trials for rate in rates),
            sum(rate.effective for rate in rates),
            basis.confidence,
            any(rate.assumed and rate.trials for rate in rates),
        ),
        maturing=sum(line.maturing for line in lines),
    )


def _added(amounts: Iterable[float]) -> float:
    """The sum of decimals of nine places, to nine places; whole where it is."""
    total = round(sum(amounts), 9)
    return int(total) if total == int(total) else total
