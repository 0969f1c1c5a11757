"""Typer's names with which commands are declared, without Typer: it is loaded when it is to read a command line.

Importing Typer takes as long as most reports do. So a command module declares its commands with these, which write down
what was declared; to the reader and the type checker they are Typer's own. `frame.typer_of` makes Typer's commands of it, for
help, errors and whatever is not typed in its ordinary form; `prospector.quick.plain` reads the ordinary form by itself.
Modules that declare commands do without `from __future__ import annotations`: what their functions are annotated with is read.
"""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Annotated as Annotated
    from typing import Any

    from typer import Argument as Argument
    from typer import Context as Context
    from typer import Exit as Exit
    from typer import Option as Option
    from typer import Typer as Typer


TITLE = "TITLE"  # the command of a group that is meant by a word which is none of its commands, as the help calls it


class Parameter:
    """An option or an argument as it was declared.

    Attributes:
        forms: how an option is typed; none for an argument.
        settings: what else was said of it.
    """

    __slots__ = ("forms", "is_option", "settings")

    def __init__(self, forms: tuple[str, ...], settings: dict[str, Any], *, is_option: bool) -> None:
        self.forms = forms
        self.settings = settings
        self.is_option = is_option


class Value:
    """The kind of a value, and the option or argument that it comes from."""

    __slots__ = ("kind", "parameter")

    def __init__(self, kind: Any, parameter: Parameter) -> None:
        self.kind = kind
        self.parameter = parameter


class Commands:
    """The commands of a module.

    Attributes:
        settings: of the group.
        commands: the function of each, by name.
        groups: groups below this one, by name.
        before: what the group runs before its commands, and what was said of it.
    """

    def __init__(self, **settings: Any) -> None:
        self.settings = settings
        self.commands: dict[str, Callable[..., None]] = {}
        self.groups: dict[str, Commands] = {}
        self.before: tuple[Callable[..., None], dict[str, Any]] | None = None

    def command(self, name: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare the function below to be a command, called like it unless another name is given."""

        def declare(function: Callable[..., None]) -> Callable[..., None]:
            self.commands[name or function.__name__.replace("_", "-")] = function
            return function

        return declare

    def callback(self, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare the function below to run before every command of the group."""

        def declare(function: Callable[..., None]) -> Callable[..., None]:
            self.before = function, settings
            return function

        return declare

    def add_typer(self, group: Commands, *, name: str) -> None:
        """Put a group below this one."""
        self.groups[name] = group


class Handed:
    """What a command is handed: its run.

    Attributes:
        obj: the invocation.
    """

    __slots__ = ("obj",)

    def __init__(self, obj: object) -> None:
        self.obj = obj


class Ended(Exception):  # noqa: N818 - no error
    """The command ends here, with an exit code."""

    def __init__(self, code: int = 0) -> None:
        super().__init__()
        self.exit_code = code


if not TYPE_CHECKING:

    class Annotated:
        """As `typing` has it."""

        def __class_getitem__(cls, said):
            return Value(*said)

    def Option(*forms, **settings):  # noqa: N802 - Typer's name
        """Declare an option."""
        return Parameter(forms, settings, is_option=True)

    def Argument(**settings):  # noqa: N802 - the same
        """Declare an argument."""
        return Parameter((), settings, is_option=False)

    Context, Exit, Typer = Handed, Ended, Commands


def declared(function: Callable[..., None]) -> dict[str, Any]:
    """How each parameter of a command is annotated: a `Value`, the context, or a kind alone."""
    return {name: said for name, said in function.__annotations__.items() if name != "return"}
