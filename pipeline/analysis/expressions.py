"""Conditions on a patient, as typed on the command line.

    sex == female      age_years >= 18 and outcome != died      fusion in interventions

A comparison with an empty cell is neither true nor false: the patient is set aside as
not reported (Kleene's three-valued logic; "not reported" never counts as "no").
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ExpressionError
from pipeline.series import Cell, ColumnType, Row, values

Truth = bool | None
_ORDER: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_HINT = "write it like: age_years >= 18 and fusion in interventions"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that has been read; call it with a row of cases.csv."""

    text: str
    truth: Callable[[Row], Truth]

    def __call__(self, row: Row) -> Truth:
        """Return whether it holds, None where the row does not say."""
        return self.truth(row)


def read_condition(text: str, columns: Mapping[str, ColumnType]) -> Condition:
    """Return the condition; raises ExpressionError that names the fault."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return Condition(text.strip(), _Reader(text, columns).read(tree.body))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"{text!r} cannot be read; {_HINT}") from error


class _Reader:
    """Turns a syntax tree of few kinds of nodes into a function of a row."""

    def __init__(self, text: str, columns: Mapping[str, ColumnType]) -> None:
        self._text, self._columns = text, columns

    def read(self, node: ast.expr) -> Callable[[Row], Truth]:
        if isinstance(node, ast.BoolOp):
            parts = [self.read(value) for value in node.values]
            is_and = isinstance(node.op, ast.And)
            return lambda row: _join([part(row) for part in parts], is_and=is_and)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.read(node.operand)
            return lambda row: _not(inner(row))
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._comparison(node.left, node.ops[0], node.comparators[0])
        raise self._fault("holds more than comparisons joined by and, or, not")

    def _comparison(
        self, left: ast.expr, sign: ast.cmpop, right: ast.expr
    ) -> Callable[[Row], Truth]:
        if isinstance(sign, ast.In | ast.NotIn):
            return self._membership(left, right, wanted=isinstance(sign, ast.In))
        if type(sign) not in _ORDER:
            raise self._fault("compares with a sign other than == != < <= > >= in")
        compare = _ORDER[type(sign)]
        column = self._single(left)
        value = self._checked(column, right)
        return lambda row: _compare(compare, row.get(column.name), value)

    def _membership(
        self, left: ast.expr, right: ast.expr, *, wanted: bool
    ) -> Callable[[Row], Truth]:
        if isinstance(right, ast.Tuple | ast.List):  # sex in (female, male)
            column = self._single(left)
            name = column.name
            options = {self._checked(column, item) for item in right.elts}
            return lambda row: _is_in(row.get(name), options, wanted)
        column, value = self._column(right), self._value(left)
        if column.type != "string":
            raise self._fault(f"{column.name} is a number; write: {column.name} == 18")
        self._check_word(column, value)
        return lambda row: _holds(values(row, column.name), str(value), wanted)

    def _single(self, node: ast.expr) -> ColumnType:
        column = self._column(node)
        if column.several:
            raise self._fault(
                f"{column.name} holds lists; write: VALUE in {column.name}"
            )
        return column

    def _checked(self, column: ColumnType, node: ast.expr) -> str | int | float:
        value = self._value(node)
        if (column.type == "string") != isinstance(value, str):
            raise self._fault(f"{column.name} is a {column.type}, {value!r} is not")
        self._check_word(column, value)
        return value

    def _column(self, node: ast.expr) -> ColumnType:
        name = node.id if isinstance(node, ast.Name) else ast.unparse(node)
        if name not in self._columns:
            raise self._fault(
                f"{name} is no column; columns: {', '.join(self._columns)}"
            )
        return self._columns[name]

    def _value(self, node: ast.expr) -> str | int | float:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._value(node.operand)
            return value if isinstance(value, str) else -value
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
            return node.value
        raise self._fault(f"{ast.unparse(node)} is no plain value; {_HINT}")

    def _check_word(self, column: ColumnType, value: object) -> None:
        if column.allowed and value not in column.allowed:
            words = ", ".join(column.allowed)
            raise self._fault(f"{column.name} is never {value!r}; it may be {words}")

    def _fault(self, what: str) -> ExpressionError:
        return ExpressionError(f"{self._text!r}: {what}")


def _compare(compare: Callable[[Any, Any], bool], cell: Cell, value: Cell) -> Truth:
    return None if cell is None else compare(cell, value)


def _is_in(cell: Cell, options: set[str | int | float], wanted: bool) -> Truth:
    return None if cell is None else (cell in options) is wanted


def _holds(found: tuple[str, ...], value: str, wanted: bool) -> Truth:
    return ((value in found) is wanted) if found else None


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _join(truths: list[Truth], *, is_and: bool) -> Truth:
    """Return the three-valued and (or) of the parts."""
    decisive = not is_and
    if decisive in truths:
        return decisive
    return None if None in truths else is_and
