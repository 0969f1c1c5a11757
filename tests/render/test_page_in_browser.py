"""Every report as a page, in a real browser: nothing is asked for, nothing complained of, nothing runs over the edge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from prospector.cli.commands import REPORTS
from prospector.render.formats import Format, text_of
from tests.render.browser import Browser, browsing, chromium
from tests.render.test_page import HOSTILE, everywhere
from tests.terminal import Terminal

FOUND = chromium()
ASKED = {"compare": "compare --by hour", "cohorts": "compare --by month --cohort -p 26w"}
PAGES = (*REPORTS, "cohorts")
WIDTHS = (360, 1280)
pytestmark = pytest.mark.skipif(FOUND is None, reason="no Chromium on this machine")

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_STRUCTURE = """(() => {
  const wrong = [];
  const heads = [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1]);
  if (heads.filter(h => h === 1).length !== 1 || heads[0] !== 1) wrong.push('headings ' + heads);
  heads.forEach((h, at) => { if (at && h > heads[at - 1] + 1) wrong.push('skips to h' + h); });
  document.querySelectorAll('h1,h2,th').forEach(e => { if (!e.textContent.trim()) wrong.push('empty ' + e.outerHTML); });
  document.querySelectorAll('th:not([scope])').forEach(e => wrong.push('no scope ' + e.outerHTML));
  document.querySelectorAll('table').forEach(t => { if (!t.caption) wrong.push('no caption'); });
  document.querySelectorAll('img:not([alt])').forEach(e => wrong.push('no alt ' + e.outerHTML));
  document.querySelectorAll('svg').forEach(s => {
    const named = s.getAttribute('aria-label')
      ?? (s.getAttribute('aria-labelledby') ?? '').split(' ').map(i => document.getElementById(i)?.textContent ?? '').join(' ');
    if (s.getAttribute('aria-hidden') !== 'true' && !(s.getAttribute('role') === 'img' && named.trim()))
      wrong.push('nameless picture ' + s.outerHTML.slice(0, 80));
  });
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) wrong.push('ids twice');
  document.querySelectorAll('.box').forEach(b => {
    if (b.scrollWidth > b.clientWidth && b.tabIndex !== 0) wrong.push('a keyboard cannot scroll a table');
  });
  if (!document.documentElement.lang || !document.title) wrong.push('no language or title');
  return wrong;
})()"""
_CONTRAST = """(() => {
  const wrong = [];
  const numbers = text => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * x + .7152 * y + .0722 * z;
  };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const found = numbers(getComputedStyle(e).backgroundColor);
      if (found.length && found[3] !== 0) return found;
    }
    return [255, 255, 255];
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || ['TITLE', 'DESC', 'title', 'desc'].includes(e.tagName)) continue;
    const style = getComputedStyle(e);
    const pair = [light(numbers(e instanceof SVGElement ? style.fill : style.color)), light(behind(e))];
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    seen += 1;
    if (ratio < 4.5) wrong.push(ratio.toFixed(2) + ' ' + walk.currentNode.data.trim().slice(0, 30));
  }
  return seen ? wrong : ['no text'];
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(str(FOUND), tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report on the invented half year."""
    terminal = Terminal(tmp_path_factory.mktemp("pages"))
    terminal.ok("demo --keep demo.db")
    terminal.environment["PROSPECTOR_DB"] = str(terminal.folder / "demo.db")
    for name in PAGES:
        terminal.ok(f"report {ASKED.get(name, name)} --format html -o {name}.html")
    return {name: terminal.folder / f"{name}.html" for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_every_report_is_a_sound_page_on_a_phone_and_on_a_desk_by_day_and_by_night(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    for width, dark in product(WIDTHS, (False, True)):
        browser.show(pages[name], width=width, dark=dark)
        assert browser.value(_OVERFLOW) == 0
        assert browser.value(_STRUCTURE) == []
        assert browser.value(_CONTRAST) == []
        assert browser.complaints == []
        assert _fetched(browser) == [pages[name].as_uri()]


def _fetched(browser: Browser) -> list[str]:
    """What was asked of a disk or a network."""
    return [address for address in browser.requests if not address.startswith("data:")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_does_nothing_in_a_browser(browser: Browser, tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(text_of(everywhere(text), Format.HTML).encode("utf-8", "replace"))
    browser.show(path, width=360, dark=False)
    assert browser.complaints == []
    assert _fetched(browser) == [path.as_uri()]
    assert browser.value("document.querySelectorAll('script,img,iframe,[onload],[onerror]').length") == 0
    assert browser.value(_OVERFLOW) == 0


def test_the_checks_see_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """A check that cannot fail is none: a page with every fault is found out."""
    path = tmp_path / "bad.html"
    path.write_text(
        "<!DOCTYPE html><h2>x</h2><p style='color:#999;width:2000px'>pale and wide</p><svg></svg>"
        "<img src='nowhere.png'><script>console.error('no')</script>",
        encoding="utf-8",
    )
    browser.show(path, width=360, dark=False)
    found: list[Any] = [browser.value(each) for each in (_OVERFLOW, _STRUCTURE, _CONTRAST)]
    assert all(found)
    assert browser.complaints
    assert len(browser.requests) == 2
