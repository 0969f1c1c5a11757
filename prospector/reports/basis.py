"""On what a report stands: its period, as-of, currency and definitions; every report states them."""

from __future__ import annotations

from datetime import date

from prospector.domain.credit import DIRECT, Credit
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.moment import day_number
from prospector.domain.period import Period
from prospector.light import dataclass
from prospector.reports.rates import CONFIDENCE

HORIZON_DAYS = 30
NEW_CONVERSATION_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What was asked, and the settings that decide what the figures mean.

    Attributes:
        as_of: the last day whose facts are counted.
        confidence: of likely ranges, a fraction of 1.
        horizon_days: days in which a touch may bring something.
        new_conversation_days: days without a conversation after which the next one is new.
        credit: how results are shared among touches.
    """

    period: Period
    as_of: date
    exchange: Exchange
    filters: Filters = NO_FILTERS
    confidence: float = CONFIDENCE
    horizon_days: int = HORIZON_DAYS
    new_conversation_days: int = NEW_CONVERSATION_DAYS
    credit: Credit = DIRECT

    @property
    def window(self) -> Window:
        """The days that count."""
        return Window(
            start=self.period.start_day,
            end=self.period.end_day,
            as_of=day_number(self.as_of),
            takes_undated=self.period.is_everything,
            horizon=self.horizon_days,
            new_after=self.new_conversation_days,
            lookback=max(self.credit.lookback, self.credit.conversation_lookback)
            if self.credit.is_shared
            else 0,
        )

    def heading(self, title: str, *definitions: str) -> tuple[str, ...]:
        """The parts of the first line."""
        return (title, self.period.describe(self.as_of), *self.filters.words, *definitions)

    @property
    def ranges(self) -> str:
        """Of what likely ranges are: `ranges 80 %`."""
        return f"ranges {self.confidence * 100:g} %"

    def common(self, report: str, definitions: dict[str, object]) -> dict[str, object]:
        """The fields that every report has in JSON."""
        return {
            "report": report,
            "period": {
                "start": self.period.start.isoformat() if self.period.start else None,
                "end": self.period.end.isoformat() if self.period.end else None,
            },
            "as_of": self.as_of.isoformat(),
            "definitions": definitions,
            "currency": self.exchange.currency,
        }
