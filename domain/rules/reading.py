"""What somebody typed, or what a button says, as the value of a rule; and back."""

import re
from collections.abc import Mapping
from decimal import Decimal

from domain.errors import Refused
from domain.rules.model import Form, Setting, Unit, Value
from domain.rules.settings import LAST_GRADE, ZONES
from domain.typed import clean

NONE = "-"  # of a list with nothing in it
_NUMBER = re.compile(r"(?:(?:от|до|за|через|from|after|in) )?([0-9]{1,7}(?:\.[0-9]{1,2})?) ?(\D*)")
_TIME = re.compile(
    r"(?:(?:в|с|до|к|at|from|until) )?([0-9]{1,2})"
    r"(?:(?: ?[:.,\-ч] ?|(?=[0-9]{2}\b)| )([0-9]{2}))? ?(\D*)"
)
_RANGE = re.compile(r"([0-9]{1,2})(?: ?[-–—] ?([0-9]{1,2}))?")
_NO_GRADES = frozenset({NONE, "–", "—", "0", "нет", "никакие", "никаких", "no", "none"})
_GRADE_WORDS = re.compile(r"\b(?:с|по|и|в|and|to|класс\w*|кл|grades?)\b\.?|-?(?:й|ый|ий|е|ые)\b")
# How many of the unit there are in what was typed after the number, by how the word begins.
_WORDS: Mapping[Unit, tuple[tuple[str, int], ...]] = {
    Unit.DAYS: (("д", 1), ("сут", 1), ("нед", 7), ("мес", 30), ("d", 1), ("week", 7)),
    Unit.MINUTES: (("мин", 1), ("ч", 60), ("min", 1), ("h", 60)),
    Unit.YEARS: (("г", 1), ("лет", 1), ("y", 1)),
    Unit.DAY_OF_MONTH: (("ч", 1), ("-го", 1), ("го", 1), ("th", 1), ("st", 1), ("nd", 1)),
    Unit.COUNT: (("раз", 1), ("отказ", 1), ("time", 1), ("refus", 1)),
    Unit.MARK: (),
    Unit.HOURS: (
        ("ч", 1),
        ("сут", 24),
        ("д", 24),
        ("нед", 168),
        ("h", 1),
        ("d", 24),
        ("week", 168),
    ),
    Unit.MEGABYTES: (("мб", 1), ("мег", 1), ("mb", 1), ("meg", 1)),
    Unit.FILES: (("ф", 1), ("шт", 1), ("f", 1)),
    Unit.PERCENT: (("%", 1), ("проц", 1), ("per", 1)),
}
_SPELT = {
    "ноль": "0",
    "один": "1",
    "одна": "1",
    "одну": "1",
    "два": "2",
    "две": "2",
    "три": "3",
    "четыре": "4",
    "пять": "5",
    "шесть": "6",
    "семь": "7",
    "восемь": "8",
    "девять": "9",
    "десять": "10",
    "полчаса": "30 минут",
    "час": "1 час",
    "сутки": "1 день",
    "неделя": "1 неделя",
    "месяц": "30 дней",
    "год": "1 год",
}
_NOON = 12
_HOURS = 24
_MINUTES = 60
_TO_NOON = ("утра", "ночи", "am")
_AFTER_NOON = ("дня", "вечера", "pm")


def code_of(setting: Setting, value: Value) -> str:
    """For a button and for the record: without a colon, and `read` makes the same value of it."""
    match setting.form:
        case Form.SWITCH:
            return "1" if value else "0"
        case Form.TIME:
            hour, minute = divmod(int(str(value)), _MINUTES)
            return f"{hour}.{minute:02}"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or NONE
    return str(value)


def read(setting: Setting, typed: str) -> Value:
    """The value as it was meant, not held against its bounds yet.

    `Refused` "not_a_number", "not_a_time", "not_grades", or "choose_button" where nothing is typed.
    """
    text = " ".join(clean(typed).lower().split())
    match setting.form:
        case Form.SWITCH if text in ("0", "1"):
            return text == "1"
        case Form.ZONE if (zone := clean(typed)) in ZONES:
            return zone
        case Form.CHOICE if text in setting.offered:
            return text
        case Form.SWITCH | Form.ZONE | Form.CHOICE:
            raise Refused("choose_button")
        case Form.TIME:
            return _time(text)
        case Form.GRADES:
            return _grades(text)
        case Form.AVERAGE:
            return _average(setting, text)
    return _whole(setting, text)


def _whole(setting: Setting, text: str) -> int:
    number, words = _number(setting, text)
    worth = 1
    if words:
        known = _WORDS[setting.unit]
        found = [count for begins, count in known if words.startswith(begins)]
        if not found:
            raise _no_number(setting)
        worth = found[0]
    counted = number * worth
    if counted != int(counted):
        raise _no_number(setting)
    return int(counted)


def _average(setting: Setting, text: str) -> float:
    number, words = _number(setting, text)
    if words:
        raise _no_number(setting)
    return float(number)


def _number(setting: Setting, text: str) -> tuple[Decimal, str]:
    """«2,5 недели»: the number, and what stands behind it."""
    first, _space, rest = text.partition(" ")
    text = f"{_SPELT.get(first, first)} {rest}".strip().replace(",", ".")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _no_number(setting)
    return Decimal(found[1]), found[2].strip()


def _no_number(setting: Setting) -> Refused:
    return Refused("not_a_number", example=said(setting, setting.offered[0]))


def said(setting: Setting, value: float | Value) -> object:
    """A bound or an example for a refusal, which knows no language."""
    match setting.form:
        case Form.TIME:
            return code_of(setting, int(str(value))).replace(".", ":")
        case Form.AVERAGE:
            return Decimal(str(value))
    return int(value) if isinstance(value, float) else value


def _time(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise Refused("not_a_time")
    hour, minute, word = int(found[1]), int(found[2] or 0), found[3].strip()
    if word in (*_TO_NOON, *_AFTER_NOON):
        if not 1 <= hour <= _NOON:
            raise Refused("not_a_time")
        hour = hour % _NOON + (_NOON if word in _AFTER_NOON else 0)
    elif word and not word.startswith(("ч", "м", "o'clock")):
        raise Refused("not_a_time")
    if hour >= _HOURS or minute >= _MINUTES:
        raise Refused("not_a_time")
    return hour * _MINUTES + minute


def _grades(text: str) -> tuple[int, ...]:
    if text in _NO_GRADES:
        return ()
    plain = re.sub(r"\bс ([0-9]{1,2}) (?:по|до) ([0-9]{1,2})\b", r"\1-\2", text)
    found: set[int] = set()
    for part in re.split(r"[,; ]+", re.sub(r" ?([-–—]) ?", "-", _GRADE_WORDS.sub(" ", plain))):
        if not part:
            continue
        bounds = _RANGE.fullmatch(part)
        if bounds is None:
            raise Refused("not_grades", last=LAST_GRADE)
        first = int(bounds[1])
        last = int(bounds[2] or first)
        if not 1 <= first <= last <= LAST_GRADE:
            raise Refused("not_grades", last=LAST_GRADE)
        found.update(range(first, last + 1))
    if not found:
        raise Refused("not_grades", last=LAST_GRADE)
    return tuple(sorted(found))
