"""Experiments: a coin for every new contact, and what came of each side.

The coin of a contact is the first bit of a hash of the experiment's seed and the contact's number. The seed is drawn and
written down when the experiment begins and a number is never given twice, so every coin is fixed before anything is
known of the contact, the same whenever one looks, and nobody can toss again.
"""

from __future__ import annotations

from hashlib import blake2b

from prospector.domain.moment import Moment
from prospector.light import StrEnum, dataclass


class Arm(StrEnum):
    """What the coin says: touch the contact before the first call, or call first."""

    WARM = "warm"
    COLD = "cold"

    @property
    def advice(self) -> str:
        """What to do with the contact."""
        return (
            "a social or content touch first, then call"
            if self is Arm.WARM
            else "call, without a touch before"
        )


def coin(seed: int, contact_id: int) -> Arm:
    """The side of a contact."""
    digest = blake2b(f"{seed}:{contact_id}".encode(), digest_size=1).digest()
    return Arm.WARM if digest[0] & 1 else Arm.COLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """An experiment of one rep; `stopped` is None while it runs."""

    id: int
    seed: int
    started: Moment
    stopped: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A contact who was new while an experiment ran, with no activity before.

    Attributes:
        came_on: the day on which the contact was entered.
        called: whether there was an outbound call up to as-of.
        warmed: whether a social or content touch came before the first call, or before as-of without one.
        conversed_on: the day of the first conversation; None without one.
    """

    contact_id: int
    name: str
    arm: Arm
    came_on: int
    called: bool
    warmed: bool
    conversed_on: int | None
