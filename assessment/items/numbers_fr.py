"""Numbers, amounts and times as French readers write them, both ways."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from math import floor

from assessment.errors import InvalidInput
from assessment.messages import message

NBSP = "\u00a0"
THIN = "\u202f"  # between thousands
MOST_DECIMALS = 6
MOST_TYPED = 40  # characters of a typed number, unit included
MOST_DIGITS = 12
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
MINUS = "\u2212\u2010\u2011\u2013\u2014-"  # the hyphen last: elsewhere in a character class it would mean a range
TYPED = re.compile(rf"([+{MINUS}]?)\s*([0-9][0-9\s\u00a0\u2009\u202f'’.,]*|[.,][0-9]+)(.*)", re.DOTALL)
EUROS_CENTS = re.compile(
    r"([0-9\s\u00a0\u202f]+)\s*(?:€|euros?)\s*([0-9]{2})(?:\s*(?:c|cts?|centimes?))?", re.IGNORECASE
)

UNITS = {
    "€": ("€", "euro", "euros", "eur"),
    "c": ("c", "ct", "cts", "centime", "centimes"),
    "%": ("%", "pour cent", "pourcent"),
    "h": ("h", "heure", "heures"),
    "min": ("min", "mn", "minute", "minutes"),
    "s": ("s", "sec", "seconde", "secondes"),
    "jour": ("j", "jour", "jours"),
    "km": ("km", "kilomètre", "kilomètres"),
    "m": ("m", "mètre", "mètres"),
    "cm": ("cm", "centimètre", "centimètres"),
    "mm": ("mm", "millimètre", "millimètres"),
    "m²": ("m²", "m2", "mètre carré", "mètres carrés"),
    "cm²": ("cm²", "cm2", "centimètre carré", "centimètres carrés"),
    "m³": ("m³", "m3", "mètre cube", "mètres cubes"),
    "t": ("t", "tonne", "tonnes"),
    "kg": ("kg", "kilo", "kilos", "kilogramme", "kilogrammes"),
    "g": ("g", "gr", "gramme", "grammes"),
    "l": ("l", "litre", "litres"),
    "cl": ("cl", "centilitre", "centilitres"),
    "ml": ("ml", "millilitre", "millilitres"),
    "°C": ("°c", "°", "degré", "degrés", "degre", "degres"),
}
UNIT_OF = {form: unit for unit, forms in UNITS.items() for form in forms}


class UnreadableNumber(InvalidInput):
    """A typed answer that is not one number."""

    code = "unreadable_number"


def parse_number(typed: str, unit: str | None = None) -> Fraction:
    """The exact value of a typed number; `unit` is the one shown beside the field, if any."""
    text = western_digits(typed).strip()
    if len(text) > MOST_TYPED:
        raise UnreadableNumber(message("Ce nombre est trop long. Écrivez un nombre plus court."))
    if (cents := EUROS_CENTS.fullmatch(text)) and known_unit(unit) in (None, "€"):
        return Fraction(plain_digits(cents[1])) + Fraction(int(cents[2]), 100)
    found = TYPED.fullmatch(text)
    if found is None:
        raise UnreadableNumber(message("Écrivez un nombre, par exemple 12 ou 12,5."))
    sign, digits, rest = found.groups()
    refuse_other_unit(rest, unit)
    value = Fraction(plain_digits(digits))
    return -value if sign and sign in MINUS else value


def western_digits(text: str) -> str:
    """Digits of any keyboard as 0 to 9 (superscripts are not digits and stay)."""
    return "".join(str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in text)


def plain_digits(digits: str) -> str:
    """`1 250,5`, `1.250,5` and `1250.5` all become `1250.5`; a badly grouped number is refused."""
    text = digits.strip().rstrip(".,'’ ")
    marks = [sign for sign in text if sign in ".,"]
    decimal = marks[-1] if len(marks) == 1 or (marks and marks[-1] not in marks[:-1]) else None
    whole, _, decimals = text.rpartition(decimal) if decimal else (text, "", "")
    groups = re.split(r"[.,\s\u00a0\u2009\u202f'’]+", whole) if whole else ["0"]
    grouped = len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]))
    decimals = SPACES.sub("", decimals)
    if grouped or not "".join(groups).isdigit() or (decimals and not decimals.isdigit()):
        raise UnreadableNumber(message("Écrivez un seul nombre, par exemple 1 250,5."))
    if len("".join(groups)) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        raise UnreadableNumber(message("Ce nombre est trop long. Écrivez un nombre plus court."))
    return "".join(groups) + (f".{decimals}" if decimals else "")


def known_unit(unit: str | None) -> str | None:
    return None if unit is None else UNIT_OF.get(unit.strip().lower().rstrip("."), unit.strip())


def refuse_other_unit(rest: str, unit: str | None) -> None:
    """What follows the number must be nothing, or the unit expected (any known unit when none is shown)."""
    typed = " ".join(rest.split()).lower().rstrip(".")
    if not typed:
        return
    expected = known_unit(unit)
    if unit is not None and (typed.rstrip("s") == unit.strip().lower().rstrip("s") or UNIT_OF.get(typed) == expected):
        return
    if unit is None and typed in UNIT_OF:
        return
    if expected in UNITS:
        raise UnreadableNumber(message("Écrivez seulement le nombre, en %(unit)s.", unit=unit))
    if unit is not None:
        raise UnreadableNumber(message("Écrivez seulement le nombre, sans autre mot que « %(unit)s ».", unit=unit))
    raise UnreadableNumber(message("Écrivez seulement un nombre, par exemple 12 ou 12,5."))


def format_number(value: Fraction, decimals: int | None = None) -> str:
    """`1 250,5`; with `decimals`, exactly that many of them, rounded half away from zero."""
    if decimals is None:
        decimals = decimals_of(value)
    scaled = round_half_up(value * 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    digits = f"{whole:,}".replace(",", THIN) if whole >= 1000 else str(whole)
    sign = "\u2212" if scaled < 0 else ""
    return f"{sign}{digits}" + (f",{rest:0{decimals}d}" if decimals else "")


def decimals_of(value: Fraction) -> int:
    """How many decimals write this value exactly; refused when none do (1/3) or too many."""
    for decimals in range(MOST_DECIMALS + 1):
        if (value * 10**decimals).denominator == 1:
            return decimals
    raise InvalidInput(
        message("%(value)s n'a pas d'écriture décimale courte ; arrondissez-le, ou écrivez {x:2}.", value=value)
    )


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as taught at school."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def format_euro(value: Fraction) -> str:
    """`3,50 €`, and `12 €` for a whole amount."""
    return format_number(value, 0 if value.denominator == 1 else 2) + NBSP + "€"


def format_time(minutes: Fraction) -> str:
    """Minutes since midnight as `8 h 05`; `16 h` on the hour."""
    if minutes.denominator != 1 or not 0 <= minutes < 24 * 60:
        raise InvalidInput(
            message("%(minutes)s n'est pas une heure : il faut des minutes entières, de 0 à 1439.", minutes=minutes)
        )
    hours, rest = divmod(int(minutes), 60)
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def format_duration(minutes: Fraction) -> str:
    """Minutes as `1 h 20` or `45 min`."""
    if minutes.denominator != 1 or minutes < 0:
        raise InvalidInput(
            message("%(minutes)s n'est pas une durée : il faut un nombre entier de minutes.", minutes=minutes)
        )
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")
