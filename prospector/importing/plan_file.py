"""Plans as TOML: those that come with the program, and the user's own.

name = "after-the-fair"
summary = "People who came to the stand"

[[steps]]
day = 0
channel = "email"
what = "Thank for the talk"
"""

from __future__ import annotations

import os
import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prospector.domain.naming import kind_word
from prospector.domain.plan import Plan, Step
from prospector.domain.toml_text import read_toml
from prospector.errors import FailedError, InvalidValueError

FOLDER = os.path.join(os.path.dirname(__file__), "plans")
_MOST_DAYS = 365
_MOST_STEPS = 50


class StepText(BaseModel):
    """A step, as it is written."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    day: int = Field(ge=0, le=_MOST_DAYS)
    channel: str = Field(min_length=1)
    kind: str | None = Field(default=None, min_length=1)
    what: str = Field(min_length=1, max_length=300)


class PlanText(BaseModel):
    """A plan, as it is written."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=60, pattern=r"^[\w][\w -]*$")
    summary: str = Field(default="", max_length=300)
    steps: list[StepText] = Field(min_length=1, max_length=_MOST_STEPS)


@cache
def shipped_plans() -> dict[str, Plan]:
    """The plans that come with the program, by name."""
    plans = {}
    for file_name in sorted(os.listdir(FOLDER)):
        if file_name.endswith(".toml"):
            with open(os.path.join(FOLDER, file_name), encoding="utf-8") as file:
                plan = parse_plan(file.read(), name=file_name)
            plans[plan.name] = plan
    return plans


def load_plan(path: str) -> Plan:
    """Read a plan from a file.

    Raises:
        FailedError: the file cannot be read.
        InvalidValueError: it is not TOML, or not a plan.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            return parse_plan(file.read(), name=path)
    except UnicodeDecodeError as error:
        raise InvalidValueError(f"{path} is not UTF-8", hint="a plan is TOML in UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise FailedError(f"plan {path} cannot be read: {reason}", hint="check the name") from error


def parse_plan(text: str, *, name: str) -> Plan:
    """Read the text of a plan; errors call it `name`.

    Raises:
        InvalidValueError: it is not TOML, or not a plan.
    """
    try:
        read = PlanText.model_validate(read_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError(
            f"{name} is not TOML: {error}", hint="texts stand in quotes, names before `=`"
        ) from error
    except ValidationError as error:
        raise _refusal(name, error) from error
    days = [step.day for step in read.steps]
    if days != sorted(days):
        raise InvalidValueError(
            f"{name}: the days of the steps go back", hint="steps stand in the order of days"
        )
    steps = tuple(
        Step(
            day=step.day,
            channel=step.channel.lower(),
            kind=kind_word(step.kind) if step.kind else None,
            what=" ".join(step.what.split()),
        )
        for step in read.steps
    )
    return Plan(name="-".join(read.name.lower().split()), summary=" ".join(read.summary.split()), steps=steps)


def _refusal(name: str, error: ValidationError) -> InvalidValueError:
    """The first complaint of pydantic, in the words of the file."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    first = min(errors, key=lambda found: found["type"] != "extra_forbidden")
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"]) or "the file"
    known = "name, summary, [[steps]] with day, channel, kind, what"
    if first["type"] == "extra_forbidden":
        return InvalidValueError(f"{name}: there is no key {key}", hint=f"known here: {known}")
    if first["type"] == "missing":
        return InvalidValueError(f"{name}: {key} is missing", hint=f"a plan has {known}")
    return InvalidValueError(f"{name}: {key}: {first['msg'].lower()}", hint=f"a plan has {known}")
