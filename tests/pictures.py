"""Pictures of the terminal for the README: `python -m tests.pictures` draws them anew into `prospector/docs/pictures`.

Each is what a terminal of eighty columns shows, from the demonstration's store or an empty one, with a fixed clock. Rich
draws the SVG; here it gets a name that does not change, fonts that the reader has, and colours for a light and a dark page.
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console  # noqa: TID253 - it draws
from rich.terminal_theme import TerminalTheme  # noqa: TID253 - it draws
from rich.text import Text  # noqa: TID253 - it draws

from tests.terminal import Terminal

FOLDER = Path(__file__).resolve().parent.parent / "prospector" / "docs" / "pictures"
PICTURES: dict[str, tuple[str, ...]] = {
    "log": (
        "call 'Jane Doe' -a Acme conversation -m 12 -n 'wants prices'",
        "call jane vm",
        "email jane",
        "call . no-answer -x 34",
        "call jane conversation -m 6 --next 'send the contract' mon",
        "undo",
        "call jnae",
    ),
    "channels": ("report channels -p 26w",),
    "week": ("report week",),
    "quota": ("report quota",),
}
_ON_DEMO = frozenset({"channels", "week", "quota"})
_COLUMNS = 80
# Of each colour the two that can be read on a light and on a dark page.
_INK = {"#1f2328": "#e6edf3", "#b3261e": "#ff8a80", "#1a7f37": "#6fdd8b", "#8250df": "#d2a8ff"}
_PAPER = ("#ffffff", "#0d1117")
_FAINT = "#787b7e"  # what Rich makes of dim ink on this paper
_DIM = ("#59636e", "#9198a1")
_FRAME = ("#d1d9e0", "#3d444d")
_PAGE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="prospector at a terminal">
<style>
.{unique_id}-matrix {{
font: {char_height}px/{line_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
.paper {{ fill: PAPER; stroke: FRAME }}
{styles}
</style>
<defs>{lines}</defs>
<rect class="paper" x="1" y="1" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, MARGIN)">
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_MARGIN = 10
_BORDER = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_CHROME = 41 - _MARGIN  # what Rich leaves above the text for the buttons of a window


def draw(name: str, folder: Path) -> str:
    """Type the lines of a picture at a terminal of its own, and draw what it shows.

    Args:
        name: of the picture.
        folder: an empty one, for the store.
    """
    terminal = Terminal(
        folder, columns=_COLUMNS, is_terminal=True, store_name="store.db" if name in _ON_DEMO else None
    )
    terminal.environment |= {"NO_COLOR": "", "TERM": "xterm-256color"}
    if name in _ON_DEMO:
        terminal.ok("demo --keep store.db")
    console = Console(
        record=True, width=_COLUMNS, file=StringIO(), force_terminal=True, color_system="standard"
    )
    for line in PICTURES[name]:
        result = terminal(line)
        console.print(Text.assemble(("$ ", "dim"), (f"prospector {line}", "bold")))
        console.print(Text.from_ansi(f"{result.err}{result.out}".rstrip("\n")))
    svg = console.export_svg(title="", theme=_theme(), unique_id=name, code_format=_PAGE)
    return _for_both_grounds(_without_window(svg))


def draw_all(folder: Path = FOLDER) -> None:
    """Draw every picture into a folder."""
    folder.mkdir(exist_ok=True)
    for name in PICTURES:
        with TemporaryDirectory() as scratch:
            (folder / f"{name}.svg").write_text(draw(name, Path(scratch)), encoding="utf-8")


def _theme() -> TerminalTheme:
    ink, red, green, magenta = map(_rgb, _INK)
    normal = [ink, red, green, ink, ink, magenta, ink, ink]
    return TerminalTheme(_rgb(_PAPER[0]), ink, normal, normal)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _without_window(svg: str) -> str:
    """Take away the room for a window's buttons, and the clip of each line: no line is longer than the page."""
    svg = re.sub(r"<defs>.*?</defs>\n", "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="[^"]*"', "", svg)
    svg = re.sub(r"<text [^>]*>\n</text>", "", svg)  # the ends of lines
    found = _BORDER.search(svg)
    assert found is not None
    width, height = float(found["width"]), float(found["height"]) - _CHROME
    svg = svg.replace(found[0], f'viewBox="0 0 {width:g} {height:g}"')
    svg = re.sub(
        r'(x="1" y="1") width="[\d.]+" height="[\d.]+"',
        rf'\1 width="{width - 2:g}" height="{height - 2:g}"',
        svg,
    )
    return svg.replace("MARGIN", str(_MARGIN))


def _for_both_grounds(svg: str) -> str:
    """Repeat the colours for a dark page."""
    svg = svg.replace(_FAINT, _DIM[0])
    dark = {**_INK, _DIM[0]: _DIM[1]}
    rules = re.findall(r"^\s*(\.\S+) \{ fill: (#\w{6})(.*?) ?\}$", svg, re.MULTILINE)
    repeated = "\n".join(f"{name} {{ fill: {dark[colour]} }}" for name, colour, _ in rules)
    frame = f".paper {{ fill: {_PAPER[1]}; stroke: {_FRAME[1]} }}"
    svg = svg.replace("PAPER", _PAPER[0]).replace("FRAME", _FRAME[0])
    svg = svg.replace(
        "</style>", f"@media (prefers-color-scheme: dark) {{\n{frame}\n{repeated}\n}}\n</style>", 1
    )
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    draw_all()
