"""Small changes to a module's code, one at a time, each of them a slip that somebody might have made.

Left out, because no behaviour hangs on them or another kind of test holds them: docstrings, annotations, decorators, what
stands under `if TYPE_CHECKING`, and the words of errors, which the transcripts hold letter by letter.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Node = ast.AST
_OPERATORS: dict[type[Node], type[Node]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}


@dataclass(frozen=True)
class Change:
    """A module with one thing changed.

    Attributes:
        function: the top-level function or method that it is in; empty at the module's level.
        said: the change, as `before  →  after`.
        source: the whole module.
    """

    line: int
    function: str
    said: str
    source: str


def changes_of(source: str, seed: str, most: int) -> list[Change]:
    """Draw some changes of a module.

    Args:
        source: the module.
        seed: the same seed draws the same changes; more of them begin with those of fewer.
        most: how many.
    """
    tree = ast.parse(source)
    places = [*_places(tree, "", [])]
    random.Random(seed).shuffle(places)
    found: list[Change] = []
    for path, function in places[:most]:
        changed = deepcopy(tree)
        holder, (field, at) = _follow(changed, path[:-1]), path[-1]
        before = _follow(changed, path)
        said = ast.unparse(before)
        after = _changed(before) or before
        if at is None:
            setattr(holder, field, after)
        else:
            getattr(holder, field)[at] = after
        ast.fix_missing_locations(changed)
        line = getattr(before, "lineno", 0)
        found.append(Change(line, function, f"{said}  →  {ast.unparse(after)}", ast.unparse(changed)))
    return found


Step = tuple[str, int | None]


def _follow(node: Node, path: list[Step]) -> Node:
    for field, at in path:
        value = getattr(node, field)
        node = value if at is None else value[at]
    return node


def _places(node: Node, function: str, path: list[Step]) -> Iterator[tuple[list[Step], str]]:
    """Every node that can be changed, and the function it is in."""
    if path and _changed(deepcopy(node)) is not None:
        yield path, function
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"} or _is_left_out(node, field):
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, Node) or _is_docstring(child):
                continue
            inner = function
            if isinstance(child, ast.FunctionDef | ast.ClassDef) and "(" not in function:
                inner = f"{function}.{child.name}".lstrip(".")
                inner += "(" * isinstance(child, ast.FunctionDef)
            yield from _places(child, inner, [*path, (field, at)])


def _is_left_out(node: Node, field: str) -> bool:
    guard = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return guard or (isinstance(node, ast.Raise) and field == "exc") or isinstance(node, ast.JoinedStr)


def _is_docstring(node: Node) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed(node: Node) -> Node | None:
    """A node's changed self; None where there is nothing to change."""
    change = _CHANGES.get(type(node))
    return None if change is None else change(node)


def _operators(node: Any) -> Any:
    node.ops[0] = _OPERATORS[type(node.ops[0])]()
    return node


def _operator(node: Any) -> Any:
    if type(node.op) not in _OPERATORS:
        return None
    node.op = _OPERATORS[type(node.op)]()
    return node


def _constant(node: ast.Constant) -> Node | None:
    match node.value:
        case bool() as value:
            return ast.Constant(not value)
        case int() as value:
            return ast.Constant(value + 1)
        case float() as value:
            return ast.Constant(value * 1.5 + (value == 0))
        case str() as value:
            return ast.Constant(f"{value}x")
    return None


def _call(node: ast.Call) -> Node | None:
    if not isinstance(node.func, ast.Name) or node.func.id not in _CALLED:
        return None
    node.func = ast.Name(_CALLED[node.func.id])
    return node


def _result(node: ast.Return) -> Node | None:
    if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
        return None
    return ast.Return(ast.Constant(None))


def _condition(node: ast.If | ast.IfExp | ast.While) -> Node | None:
    if ast.unparse(node.test) == "TYPE_CHECKING":
        return None
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


_CHANGES: dict[type[Node], Callable[..., Node | None]] = {
    ast.Compare: _operators,
    ast.BinOp: _operator,
    ast.BoolOp: _operator,
    ast.AugAssign: _operator,
    ast.Constant: _constant,
    ast.Call: _call,
    ast.Return: _result,
    ast.If: _condition,
    ast.IfExp: _condition,
    ast.UnaryOp: lambda node: None if isinstance(node.operand, ast.Constant) else node.operand,
    ast.Expr: lambda node: ast.Pass() if isinstance(node.value, ast.Call) else None,
    ast.Break: lambda _: ast.Continue(),
    ast.Continue: lambda _: ast.Break(),
}
