"""A page of the manual at a terminal."""

from __future__ import annotations

from prospector.render.terminal_pages import page_text

PAGE = """# Calls

A **call** is *one* thing; see [the `log`](log.md) of
2 * 3 calls.

- the first item is long enough to be
  wrapped
- the second

| word | meaning |
|---|---|
| `vm` | a voicemail, which is no connect at all |

<!-- columns 80 -->
```console
$ prospector call **jane** `vm`
```
"""


def test_marks_are_taken_off_and_what_is_typed_stays_as_it_is() -> None:
    assert (
        page_text(PAGE, width=40, colour=False, encoding=None)
        == """Calls

A call is one thing; see the log of 2 *
3 calls.

- the first item is long enough to be
  wrapped
- the second

word  meaning
vm    a voicemail, which is no connect
      at all

    $ prospector call **jane** `vm`
"""
    )


def test_only_headings_are_set_apart() -> None:
    shown = page_text("# Calls\n\ntext\n", width=40, colour=True, encoding=None)
    assert shown == "\x1b[1mCalls\x1b[0m\n\ntext\n"


def test_an_old_terminal_gets_look_alikes() -> None:
    assert page_text("1 – 2 → 3\n", width=40, colour=False, encoding="ascii") == "1 - 2 -> 3\n"
