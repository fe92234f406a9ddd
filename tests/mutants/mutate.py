"""Every small change of a module that a good test ought to notice, one at a time, compiled but never written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Mult: ast.FloorDiv, ast.Mod: ast.FloorDiv,
}  # fmt: skip
# A method or function and the one that answers the other way about.
OPPOSITES = {
    "minimum": "maximum", "fmin": "fmax", "any": "all", "yes": "no", "filled": "blank", "tz_localize": "tz_convert",
    "min": "max", "union": "intersection", "later": "before", "or_earlier": "_or_later",
} | {"earliest": "latest", "any_of": "all_of"}  # fmt: skip
OPPOSITES |= {other: name for name, other in OPPOSITES.items()}
HOMES = {"earliest": "caseload.arrays", "latest": "caseload.arrays", "any_of": "facts.named", "all_of": "facts.named"}
# Calls of which one argument alone may do as well.
EITHER = {"earliest", "latest", "minimum", "maximum", "fmin", "fmax", "where", "or_earlier"}
# Questions that can be turned round.
QUESTIONS = {"filled", "isnat", "is_any", "matches", "blank", "yes", "no", "supplied", "covers", "isin", "has"}
# Calls whose words name columns, units and dtypes: without them nothing runs at all.
NAMING = {
    "day", "moment", "number", "text", "values", "codes", "words", "yes", "no", "blank", "filled", "says", "has",
    "datetime64", "timedelta64", "astype", "dtype", "TypeVar", "groupby", "open", "field", "any_of_each",
}  # fmt: skip
NOT_VISITED = {"annotation", "returns", "decorator_list", "bases", "type_params", "ctx", "op", "ops", "format_spec"}
REGEX_PIECE = re.compile(r"\^|\$|\\s\*|\\s\+|\?(?!:)|\(\?:|\{1,4\}")


@dataclass(frozen=True)
class Mutant:
    """One change: its line, the outermost function that it is in (outside: the name that is given a value), what it
    says."""

    line: int
    function: str
    what: str
    code: CodeType


@dataclass(frozen=True)
class _Place:
    """Where a node hangs: a field of its parent, at a position where the field is a list."""

    parent: ast.AST
    field: str
    at: int | None

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def mutants(source: str, name: str) -> Iterator[Mutant]:
    """Every mutant of a module's source, in order."""
    tree = ast.parse(source)
    for place, node, function in _nodes(tree, ""):
        before = ast.unparse(node)
        for other in _others(node, place):
            ast.copy_location(other, node)
            place.put(other)
            ast.fix_missing_locations(tree)
            code = compile(tree, name, "exec", dont_inherit=True)
            place.put(node)
            line = getattr(node, "lineno", 0)
            yield Mutant(line, function, f"{_short(before)}  →  {_short(ast.unparse(other))}", code)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 90 else text[:87] + "…"


def _nodes(node: ast.AST, function: str) -> Iterator[tuple[_Place, ast.AST, str]]:
    for field, value in ast.iter_fields(node):
        if field in NOT_VISITED:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_docstring(node, field, at, child):
                continue
            inside = function
            if isinstance(child, ast.FunctionDef) and "()" not in function:
                inside = f"{function}{child.name}()"
            elif isinstance(child, ast.ClassDef):
                inside = f"{function}{child.name}."
            elif isinstance(child, (ast.Assign, ast.AnnAssign)) and not function:
                inside = " ".join(sorted(_names(child.targets if isinstance(child, ast.Assign) else [child.target])))
            if not isinstance(child, (ast.Import, ast.ImportFrom)):
                yield _Place(node, field, at), child, inside.rstrip(".")
                yield from _nodes(child, inside)


def _names(nodes: Iterable[ast.AST]) -> set[str]:
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def users(source: str) -> dict[str, set[str]]:
    """For each function of a module, and each name that it gives a value, the names that stand in it."""
    found: dict[str, set[str]] = {}
    for _, node, inside in _nodes(ast.parse(source), ""):
        if isinstance(node, ast.Name):
            found.setdefault(inside.removesuffix("()"), set()).add(node.id)
    return found


def _is_docstring(parent: ast.AST, field: str, at: int | None, node: ast.AST) -> bool:
    return field == "body" and at == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _others(node: ast.AST, place: _Place) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp(left=left, op=op, right=right):
            if type(op) in OPERATORS:
                yield ast.BinOp(left, OPERATORS[type(op)](), right)
            if isinstance(op, (ast.BitAnd, ast.BitOr)):
                yield from (left, right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from values
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Constant(value=value):
            yield from _constants(value, place)
        case ast.Call():
            yield from _calls(node)
        case ast.Attribute(value=value, attr=attr) if attr in OPPOSITES:
            yield ast.Attribute(value, OPPOSITES[attr], ast.Load())
        case ast.Name(id=name, ctx=ast.Load()) if name in HOMES:
            yield _elsewhere(OPPOSITES[name], HOMES[OPPOSITES[name]])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.comprehension(target=target, iter=each, ifs=[_, *_], is_async=is_async):
            yield ast.comprehension(target, each, [], is_async)
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Pass()
            if type(op) in OPERATORS:
                yield ast.AugAssign(target, OPERATORS[type(op)](), value)
        case ast.Assign(targets=[ast.Subscript()]) | ast.Expr(value=ast.Call() | ast.Yield()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.match_case(pattern=pattern, guard=guard, body=[*_]) if guard is not None:
            yield ast.match_case(pattern, None, node.body)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        ops = [*node.ops]
        ops[at] = COMPARISONS[type(op)]()
        yield ast.Compare(node.left, ops, node.comparators)


def _constants(value: object, place: _Place) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str) and not _names_something(place):
        if value in ("left", "right"):
            yield ast.Constant("right" if value == "left" else "left")
            return
        yield ast.Constant("" if value else "XX")
        if "\\s" in value or value.startswith("^"):
            for piece in REGEX_PIECE.finditer(value):
                if piece[0] != "(?:":
                    yield ast.Constant(value[: piece.start()] + value[piece.end() :])
        if "|" in value:
            for word in re.findall(r"[\w ]+(?=\|)|(?<=\|)[\w ]+", value):
                yield ast.Constant(value.replace(word, "\x00", 1))


def _names_something(place: _Place) -> bool:
    """Words without which nothing runs (columns, tables, units), or that only a programmer reads."""
    parent = place.parent
    if isinstance(parent, ast.Call) and place.field == "args":
        return _name_of(parent.func) in NAMING | {"ValueError"}
    if isinstance(parent, ast.keyword):
        return parent.arg in ("kind", "dtype", "encoding", "newline", "nonexistent")
    return isinstance(parent, ast.Subscript) or (isinstance(parent, ast.Dict) and place.field == "keys")


def _name_of(function: ast.AST) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name, args = _name_of(node.func), node.args
    if name in EITHER:
        yield from args[1:] if name == "where" and len(args) == 3 else args if len(args) > 1 else []
    if name == "or_earlier" and isinstance(node.func, ast.Attribute):
        yield from (node.func.value, args[0])
    if name in QUESTIONS and not (name == "filled" and isinstance(node.func, ast.Name) and not args):
        yield ast.UnaryOp(ast.Invert() if name != "supplied" and name != "has" else ast.Not(), node)
    if name == "copy" and not args and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name == "first_of_each":
        for at in range(2, len(args)):
            yield ast.Call(node.func, [*args[:at], ast.UnaryOp(ast.USub(), args[at]), *args[at + 1 :]], node.keywords)
            if len(args) > 3:
                yield ast.Call(node.func, [*args[:at], *args[at + 1 :]], node.keywords)
    if name == "lexsort" and isinstance(args[0], ast.Tuple) and len(args[0].elts) > 1:
        for at in range(len(args[0].elts)):
            kept = [key for number, key in enumerate(args[0].elts) if number != at]
            yield ast.Call(node.func, [ast.Tuple(kept, ast.Load())], node.keywords)


def _elsewhere(name: str, module: str) -> ast.AST:
    """A function that the module may not have imported."""
    return ast.parse(f"__import__('safeaudit.{module}', fromlist=['x']).{name}", mode="eval").body
