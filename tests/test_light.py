"""Our dataclasses and enumerations behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import enum
import pickle
from collections.abc import Mapping
from typing import Any
from typing import NamedTuple as TheirNamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import Level, Stage
from prospector.light import NamedTuple, dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Ours:
    """A number, a word beside it that does not tell instances apart, a word and a table."""

    number: int
    beside: str = field(compare=False)
    word: str = "w"
    table: Mapping[str, int] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    number: int
    beside: str = dataclasses.field(compare=False)
    word: str = "w"
    table: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OursByName:
    """Two numbers, the second at least the first."""

    low: int = 0
    high: int

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError("upside down")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TheirsByName:
    """The same, made by the standard library."""

    low: int = 0
    high: int

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError("upside down")


PAIRS: tuple[tuple[Any, Any], ...] = ((Ours, Theirs), (OursByName, TheirsByName))
VALUES = st.one_of(st.integers(0, 3), st.sampled_from(["a", "b"]))
NAMES = st.sampled_from(["number", "beside", "word", "table", "low", "high", "none"])


def _made(cls: Any, values: list[Any], named: dict[str, Any]) -> Any:
    """What a class says to values: an instance's fields, or the kind of its refusal."""
    try:
        made = cls(*values, **named)
    except (TypeError, ValueError) as error:
        return type(error)
    return dataclasses.asdict(made), repr(made).removeprefix(cls.__qualname__)


@given(st.sampled_from(PAIRS), st.lists(VALUES, max_size=5), st.dictionaries(NAMES, VALUES, max_size=3))
def test_a_class_takes_the_values_that_the_librarys_takes_early_and_late(
    pair: tuple[Any, Any], values: list[Any], named: dict[str, Any]
) -> None:
    ours, theirs = pair
    fresh: Any = dataclass(frozen=True, slots=True, kw_only=ours is OursByName)(
        type(ours.__name__, (), _source(ours))
    )
    for cls in (fresh, ours):  # a few instances of the one, very many of the other
        assert _made(cls, values, named) == _made(theirs, values, named)


def _source(cls: Any) -> dict[str, Any]:
    own = {"__annotations__": cls.__annotations__, "__qualname__": cls.__qualname__, **cls.__defaults__}
    if cls is Ours:
        own["beside"] = field(compare=False)
    return {**own, "__post_init__": cls.__post_init__} if hasattr(cls, "__post_init__") else own


@given(*[st.tuples(st.integers(0, 1), st.sampled_from(["a", "b"]), st.sampled_from(["v", "w"]))] * 2)
def test_equality_and_hash_leave_out_what_is_not_compared(
    one: tuple[int, str, str], other: tuple[int, str, str]
) -> None:
    assert (Ours(*one) == Ours(*other)) == (Theirs(*one) == Theirs(*other))
    assert Ours(*one) != Theirs(*one)  # type: ignore[comparison-overlap]
    moments = Moment(one[0], None), Moment(other[0], None)
    assert (len(set(moments)) == 1) == (one[0] == other[0])


def test_an_instance_never_changes_and_takes_no_further_attributes() -> None:
    made = Ours(1, "b")
    for name in ("number", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, name, 2)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made, name)
    assert not hasattr(made, "__dict__")


def test_defaults_that_are_made_are_made_anew() -> None:
    for _ in range(60):  # beyond the first instances, too
        assert Ours(1, "b").table is not Ours(1, "b").table


def test_an_instance_is_replaced_copied_and_pickled() -> None:
    made = OursByName(low=1, high=5)
    assert replace(made, high=6) == dataclasses.replace(made, high=6) == OursByName(low=1, high=6)
    with pytest.raises(TypeError):
        replace(made, middle=3)  # type: ignore[call-arg]  # what is tested
    with pytest.raises(ValueError, match="upside down"):
        replace(made, low=9)
    assert copy.deepcopy(made) == made == pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert replace(TheirsByName(high=1), high=2) == TheirsByName(high=2)


def test_an_instance_can_be_taken_apart_by_its_places() -> None:
    match Ours(1, "b"):
        case Ours(number, beside):
            assert (number, beside) == (1, "b")
    assert OursByName.__match_args__ == ()


class TheirLevel(enum.IntEnum):
    ATTEMPT = 0
    CONNECT = 1


class TheirStage(enum.StrEnum):
    LEAD = "lead"
    NEEDS_ANALYSIS = "needs-analysis"


@pytest.mark.parametrize(("ours", "theirs"), [(Level, TheirLevel), (Stage, TheirStage)])
def test_an_enumeration_is_the_librarys_to_whoever_uses_it(ours: Any, theirs: Any) -> None:
    for member in theirs:
        mine = ours(member.value)
        assert mine is ours[member.name] is getattr(ours, member.name)
        assert (mine.name, mine.value, str(mine), f"{mine}", hash(mine)) == (
            *(member.name, member.value, str(member), f"{member}", hash(member)),
        )
        assert copy.deepcopy(mine) is mine is pickle.loads(pickle.dumps(mine))  # noqa: S301 - our own
        assert repr(mine) == repr(member).replace(theirs.__name__, ours.__name__)
    assert list(reversed(ours)) == list(ours)[::-1]
    assert len(ours) == len(list(ours)) == len(ours.__members__)
    with pytest.raises(ValueError, match="'nothing' is not a valid"):
        ours("nothing")


class OurPlace(NamedTuple):
    """Where something is."""

    row: int
    column: int = 1

    @property
    def is_first(self) -> bool:
        return self.row == self.column == 1


class TheirPlace(TheirNamedTuple):
    """Where something is."""

    row: int
    column: int = 1

    @property
    def is_first(self) -> bool:
        return self.row == self.column == 1


def test_a_named_tuple_is_the_librarys_to_whoever_uses_it() -> None:
    ours, theirs = OurPlace(2), TheirPlace(row=2)
    assert tuple(ours) == tuple(theirs) == (ours.row, ours.column) == (2, 1)
    assert ours._replace(row=1).is_first
    assert theirs._replace(row=1).is_first
    assert repr(ours).replace("Our", "Their") == repr(theirs)
    assert (OurPlace._fields, OurPlace.__doc__) == (TheirPlace._fields, TheirPlace.__doc__)
    assert (OurPlace.__module__, OurPlace.__qualname__) == (__name__, "OurPlace")
    assert isinstance(ours, OurPlace)
    assert copy.copy(ours) == pickle.loads(pickle.dumps(ours)) == ours  # noqa: S301 - our own
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'row'"):
        OurPlace()  # type: ignore[call-arg]  # what is refused at run time, too
