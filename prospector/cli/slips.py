"""What is said of a slip on the command line: what is wrong, and the word or the form that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from prospector.cli.help_pages import parts_of
from prospector.domain.spelling import did_you_mean, quoted

_NOT_ONE_OF = re.compile(r"^'(?P<word>.*)' is not one of (?P<choices>'.*')\.?$", re.DOTALL)
_ABOVE = re.compile(r"is not in the range x>=(-?\d+)")
_WITHIN = re.compile(r"is not in the range (-?\d+)<=x<=(-?\d+)")
_NEGATIVE = re.compile(r"-\.?\d")
_THEIR_WORDS = (("a valid int range", "a whole number"), ("a valid int", "a whole number"))


def slip(error: Any) -> tuple[str, str]:
    """Say in our words, on one line, what the framework has against a command line.

    Returns:
        What is wrong, and what to do.
    """
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "prospector"
    told = {
        "NoSuchOption": _no_such_option,
        "BadOptionUsage": _without_value,
        "MissingParameter": _missing,
        "BadParameter": _bad_value,
    }.get(type(error).__name__)
    found = told(error, context) if told is not None and context is not None else None
    if found is not None:
        return found
    extra = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", error.format_message(), re.DOTALL)
    if extra is not None:
        hint = _as_in(context, ()) if context is not None else ""
        return f"{quoted(extra[1])} is more than it takes", hint or f"{path} --help shows how"
    return _plain(error.format_message()), f"{path} --help shows how"


def _no_such_option(error: Any, context: Any) -> tuple[str, str]:
    known = [
        form for each in context.command.get_params(context) for form in (*each.opts, *each.secondary_opts)
    ]
    forms = [form for form in known if form.startswith("--")]
    if _NEGATIVE.match(error.option_name):
        return "a number below 0 is not taken here", f"{context.command_path} --help shows how"
    return (
        f"there is no option '{error.option_name}'",
        did_you_mean(error.option_name, forms, f"{context.command_path} --help shows how"),
    )


def _without_value(error: Any, context: Any) -> tuple[str, str] | None:
    """An option whose value was left out: an example of this command with it, where there is one."""
    if "requires" not in error.message:
        return None
    form = error.option_name
    option = next((each for each in context.command.params if form in each.opts), None)
    if option is None:
        return None
    what = option.metavar or "a value"
    return f"{form} needs {what}", _as_in(context, option.opts) or f"{context.command_path} --help shows how"


def _missing(error: Any, context: Any) -> tuple[str, str] | None:
    if error.param is None:
        return None
    is_option = error.param.param_type_name == "option"
    name = max(error.param.opts, key=len) if is_option else (error.param.metavar or error.param.name.upper())
    forms = error.param.opts if is_option else ()
    if choices := getattr(error.param.type, "choices", ()):
        return (
            f"{name} is missing",
            f"it is {', '.join(str(getattr(word, 'value', word)) for word in choices)}",
        )
    return f"{name.strip('[]{}')} is missing", _as_in(
        context, forms
    ) or f"{context.command_path} --help shows how"


def _bad_value(error: Any, context: Any) -> tuple[str, str] | None:
    found = _NOT_ONE_OF.match(error.message)
    if error.param is None:
        return None
    if found is None:
        name = max(error.param.opts, key=len) if error.param.param_type_name == "option" else ""
        said = _plain(error.message)
        return f"{name}: {said}" if name else said, f"{context.command_path} --help shows how"
    choices = [word.strip(" '") for word in found["choices"].split("',")]
    name = (
        max(error.param.opts, key=len)
        if error.param.param_type_name == "option"
        else error.param.name.upper()
    )
    return f"{name} is not {quoted(found['word'])}", did_you_mean(
        found["word"], choices, f"it is {', '.join(choices)}"
    )


def _as_in(context: Any, forms: Sequence[str]) -> str:
    """An example of the command that has one of the forms of an option; any where no form is asked for."""
    _, examples, _ = parts_of(context.command.help or "")
    fitting = [example for example in examples if not forms or set(forms) & set(example.split())]
    return f"as in: {fitting[0].partition('   ')[0]}" if fitting else ""


def _plain(message: str) -> str:
    text = " ".join(message.rstrip(".").split()).replace(". Choose from:", ", one of")
    for theirs, ours in _THEIR_WORDS:
        text = text.replace(theirs, ours)
    text = _ABOVE.sub(r"is less than \1", _WITHIN.sub(r"is not from \1 to \2", text))
    return text[:1].lower() + text[1:]
