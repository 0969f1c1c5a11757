"""A person in every place that may hold one, and what is asked of a store about them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.terminal import Terminal

TRACES = (
    "Zoë Quillfeather",
    "zoe.q@umbra-tools.test",
    "zoe@home-of-q.test",
    "415 555 0147",
    "4155550147",
    "zoe-quillfeather-9",
    "Chief Owl Officer",
    "allergic to cold calls",
    "wants the brass model",
    "bring the red folder",
    "budget sits with her uncle",
)
CALLS = """\
call_id,occurred_at,channel,outcome,contact,email,phone,account,contact_ref,note
K1,2026-11-02 10:00,call,conversation,Zoë Quillfeather,zoe.q@umbra-tools.test,+1 415 555 0147,Umbra,,wants the brass model
K2,2026-11-03 10:00,call,no-answer,Zoë Quillfeather,,,Umbra,,
K3,2026-11-03 11:00,call,conversation,Ann Poe,ann@acme.test,,Acme,,
,2026-11-04 11:00,call,no-answer,Zoë Quillfeather,,,,,
""".replace("call_id", "external_id")
PEOPLE = """\
external_id,name,email,phone,account,source,received_at,referred_by,title
P1,Zoë Quillfeather,zoe.q@umbra-tools.test,+1 415 555 0147,Umbra,web,2026-10-01,,Chief Owl Officer
P2,Ann Poe,ann@acme.test,,Acme,web,2026-10-02,Zoë Quillfeather,
"""
REPORTS = ("channels", "compare --by week", "funnel", "sources", "accounts", "time", "paths", "warm", "plans")


def data_of(terminal: Terminal) -> Path:
    return terminal.folder / "data"


def ask(terminal: Terminal, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data_of(terminal) / "sales.db")) as connection:
        return connection.execute(sql).fetchall()


def numbers(terminal: Terminal) -> dict[str, Any]:
    """Every report, without the places where people stand by name."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            named = {"contact", "referrer", "name", "deal", "to_ask"}
            return {key: plain(each) for key, each in value.items() if key not in named}
        return [plain(each) for each in value] if isinstance(value, list) else value

    return {name: plain(json.loads(terminal.ok(f"report {name} -p all --json"))) for name in REPORTS}
