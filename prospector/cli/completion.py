"""The script that teaches a shell to complete; what may stand where is answered by the quick front end."""

import os
import sys

from prospector.cli import late_typer as typer
from prospector.cli.late_typer import Annotated
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

SHELLS = ("bash", "zsh", "fish")

app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@app.command("completion")
def completion_command(
    shell: Annotated[str | None, typer.Argument(metavar="[SHELL]", show_default=False)] = None,
) -> None:
    """Print the script with which bash, zsh or fish complete commands, options and names on TAB.

    \b
        completion bash >> ~/.bash_completion
        completion zsh > ~/.zfunc/_prospector
        completion fish > ~/.config/fish/completions/prospector.fish
    """
    name = os.path.basename(os.environ.get("SHELL", "")) if shell is None else shell.strip().lower()
    if name not in SHELLS:
        raise InvalidValueError(
            f"there is no completion for {quoted(name)}" if name else "for which shell?",
            hint=f"prospector completion {', '.join(SHELLS[:-1])} or {SHELLS[-1]}",
        )
    script = os.path.join(os.path.dirname(__file__), "shells", f"prospector.{name}")
    with open(script, encoding="utf-8") as file:
        sys.stdout.write(file.read())
