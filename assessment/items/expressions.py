"""Evaluates the small expressions of families, exactly (fractions), knowing nothing but a list of operations."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from assessment.errors import InvalidInput
from assessment.items.numbers_fr import round_half_up
from assessment.messages import message

Value = Fraction | str | bool
LONGEST = 200  # characters
MOST_PARTS = 80  # nodes of the parsed expression
LARGEST_POWER = 12
LARGEST = Fraction(10**15)


class ExpressionError(InvalidInput):
    """An expression that cannot be read, or has no value for these parameters."""

    code = "expression"


def divided(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        raise ExpressionError(message("Division par zéro."))
    return left / right


def floor_divided(left: Fraction, right: Fraction) -> Fraction:
    return Fraction(floor(divided(left, right)))


def remainder(left: Fraction, right: Fraction) -> Fraction:
    return left - right * floor_divided(left, right)


def power(left: Fraction, right: Fraction) -> Fraction:
    if right.denominator != 1 or abs(right) > LARGEST_POWER or (left == 0 and right < 0):
        raise ExpressionError(
            message(
                "Puissance %(right)s refusée : un nombre entier entre −%(most)s et %(most)s.",
                right=right,
                most=LARGEST_POWER,
            )
        )
    return left ** int(right)


def rounded(value: Fraction, decimals: Fraction = Fraction(0)) -> Fraction:
    """Half away from zero, as at school."""
    if decimals.denominator != 1 or not 0 <= decimals <= LARGEST_POWER:
        raise ExpressionError(message("round(x, n) demande un nombre entier de décimales."))
    scale = 10 ** int(decimals)
    return Fraction(round_half_up(value * scale), scale)


BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: divided,
    ast.FloorDiv: floor_divided,
    ast.Mod: remainder,
    ast.Pow: power,
}
ORDERED: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
FUNCTIONS: dict[str, tuple[int, int, Callable[..., Fraction]]] = {  # fewest and most arguments
    "round": (1, 2, rounded),
    "floor": (1, 1, lambda value: Fraction(floor(value))),
    "ceil": (1, 1, lambda value: Fraction(ceil(value))),
    "min": (2, 8, min),
    "max": (2, 8, max),
    "abs": (1, 1, abs),
}


def evaluate(text: str, values: Mapping[str, Value]) -> Value:
    """The value of an expression; raises ExpressionError naming the expression."""
    try:
        return value_of(parsed(text), values)
    except ExpressionError as error:
        if text in error.message:
            raise
        raise ExpressionError(message("« %(text)s » : %(said)s", text=text, said=error.message)) from error


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionError(
            message("Expression de %(n)s caractères, au plus %(longest)s attendus.", n=len(text), longest=LONGEST)
        )
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(message("« %(text)s » n'est pas un calcul que l'on sait lire.", text=text)) from error
    if sum(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise ExpressionError(message("« %(text)s » est trop long : calculez en plusieurs étapes.", text=text))
    return tree


def value_of(node: ast.expr, values: Mapping[str, Value]) -> Value:  # noqa: PLR0911 (one return per kind of node)
    match node:
        case ast.Constant():
            return constant(node.value)
        case ast.Name(id=name):
            return named(name, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return bounded(BINARY[type(op)](number(left, values), number(right, values)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -number(operand, values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not truth(operand, values)
        case ast.BoolOp(op=op, values=parts):
            wanted = isinstance(op, ast.Or)
            return wanted if any(truth(part, values) is wanted for part in parts) else not wanted
        case ast.Compare():
            return compared(node, values)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return value_of(body if truth(test, values) else orelse, values)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return called(name, args, values)
    raise ExpressionError(message("« %(node)s » n'est pas une opération permise.", node=ast.unparse(node)[:60]))


def named(name: str, values: Mapping[str, Value]) -> Value:
    if name in values:
        return values[name]
    raise ExpressionError(
        message(
            "Le nom « %(name)s » n'est pas défini ; connus : %(value)s.",
            name=name,
            value=", ".join(values) or message("aucun"),
        )
    )


def called(name: str, args: Sequence[ast.expr], values: Mapping[str, Value]) -> Fraction:
    least, most, function = FUNCTIONS[name]
    if least <= len(args) <= most:
        return bounded(function(*(number(arg, values) for arg in args)))
    raise ExpressionError(
        message(
            "%(name)s demande de %(least)s à %(most)s valeurs, %(n)s trouvées.",
            name=name,
            least=least,
            most=most,
            n=len(args),
        )
    )


def constant(value: object) -> Value:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return bounded(Fraction(value))
    if isinstance(value, float):
        return bounded(Fraction(repr(value))) if abs(value) < LARGEST else bounded(LARGEST + 1)
    raise ExpressionError(message("« %(value)s » n'est ni un nombre ni un texte.", value=f"{value!r}"))


def bounded(value: Fraction) -> Fraction:
    if abs(value) > LARGEST or value.denominator > LARGEST:
        raise ExpressionError(message("Le résultat est un nombre démesuré."))
    return value


def number(node: ast.expr, values: Mapping[str, Value]) -> Fraction:
    value = value_of(node, values)
    if isinstance(value, Fraction):
        return value
    raise ExpressionError(message("« %(node)s » n'est pas un nombre.", node=ast.unparse(node)[:60]))


def truth(node: ast.expr, values: Mapping[str, Value]) -> bool:
    value = value_of(node, values)
    if isinstance(value, bool):
        return value
    raise ExpressionError(
        message("« %(node)s » n'est ni vrai ni faux : écrivez une comparaison.", node=ast.unparse(node)[:60])
    )


def compared(node: ast.Compare, values: Mapping[str, Value]) -> bool:
    """`a < b <= c`, and equality, also of texts."""
    sides = [node.left, *node.comparators]
    return all(holds(op, sides[at], sides[at + 1], values) for at, op in enumerate(node.ops))


def holds(op: ast.cmpop, left: ast.expr, right: ast.expr, values: Mapping[str, Value]) -> bool:
    if isinstance(op, ast.Eq):
        return value_of(left, values) == value_of(right, values)
    if isinstance(op, ast.NotEq):
        return value_of(left, values) != value_of(right, values)
    if type(op) in ORDERED:
        return ORDERED[type(op)](number(left, values), number(right, values))
    raise ExpressionError(message("Comparaison refusée : utilisez < <= > >= == !=."))
