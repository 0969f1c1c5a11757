"""Credit models: how a result is shared among the touches that led to it, and what a reader may ask for."""

from __future__ import annotations

from prospector.domain.dimension import Dimension
from prospector.errors import InvalidValueError
from prospector.light import StrEnum, dataclass


class Model(StrEnum):
    """A credit model, as the user writes it."""

    DIRECT = "direct"  # all to the touch that the result is, or answers
    FIRST = "first"
    LAST = "last"
    LINEAR = "linear"
    POSITION = "position"
    TIME_DECAY = "time-decay"
    SHAPLEY = "shapley"
    MARKOV = "markov"
    MARKOV2 = "markov2"
    MARKOV3 = "markov3"

    @property
    def order(self) -> int:
        """How many touches a Markov chain remembers; 0 for a model that is none."""
        return _ORDERS.get(self, 0)


_ORDERS = {Model.MARKOV: 1, Model.MARKOV2: 2, Model.MARKOV3: 3}
_OF_TOUCHES = frozenset(
    {
        Dimension.CHANNEL,
        Dimension.KIND,
        Dimension.CONTENT,
        Dimension.HOUR,
        Dimension.WEEKDAY,
        Dimension.REP,
    }
)
_OF_CHAINS = frozenset({Dimension.CHANNEL, Dimension.KIND, Dimension.CONTENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A model with all that it leaves open; the defaults are those of the settings.

    Attributes:
        lookback: days before an appointment, deal or win in which a touch has part in it.
        conversation_lookback: the same for a conversation.
        weights: of position: first, between, last.
        half_life: of time-decay, in days.
    """

    model: Model = Model.DIRECT
    lookback: int = 90
    conversation_lookback: int = 30
    weights: tuple[int, int, int] = (40, 20, 40)
    half_life: int = 7

    @property
    def is_shared(self) -> bool:
        """Whether a result may belong to several touches."""
        return self.model is not Model.DIRECT

    @property
    def words(self) -> tuple[str, ...]:
        """The model for the heading, with all that it depends on."""
        if not self.is_shared:
            return ("credit direct",)
        name = self.model.value
        if self.model is Model.POSITION:
            name += " " + "/".join(map(str, self.weights))
        if self.model is Model.TIME_DECAY:
            name += f", half-life {self.half_life} days"
        return (f"credit {name}", self.days)

    @property
    def days(self) -> str:
        """How far back it looks, in words."""
        return f"look-back {self.lookback} days, {self.conversation_lookback} for conversations"

    def data(self) -> dict[str, object]:
        """What it depends on, for JSON."""
        if not self.is_shared:
            return {}
        found: dict[str, object] = {
            "lookback_days": self.lookback,
            "conversation_lookback_days": self.conversation_lookback,
        }
        if self.model is Model.POSITION:
            found["position_weights"] = list(self.weights)
        if self.model is Model.TIME_DECAY:
            found["half_life_days"] = self.half_life
        return found

    def check(self, dimension: Dimension, *, has_touch_filter: bool) -> None:
        """See that rows of a dimension can have a share.

        Raises:
            InvalidValueError: a result has one such row as a whole, or the model has no share for one touch.
        """
        if not self.is_shared:
            return
        allowed = _OF_CHAINS if self.model.order else _OF_TOUCHES
        if dimension not in allowed:
            names = ", ".join(each.value for each in Dimension if each in allowed)
            why = (
                "shares the results among channels, kinds or content pieces"
                if dimension in _OF_TOUCHES
                else f"shares a result among its touches, and its {dimension.value} is one whichever these are"
            )
            raise InvalidValueError(
                f"credit {self.model.value} {why}",
                hint=f"it goes with --by {names}; --credit direct with all",
            )
        if self.model.order and has_touch_filter:
            raise InvalidValueError(
                f"credit {self.model.value} is found for all touches together",
                hint="leave --channel and --kind out, or take another --credit",
            )


DIRECT = Credit()
