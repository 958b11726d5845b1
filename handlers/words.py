"""The words of the person being answered: gettext, dates, numbers, names.

The language is set once per update or notice by `speaking`; everything below follows it.
Msgids are English; `locales/` holds both languages complete. Nothing is extracted from an
f-string, so parameters go through `.format` after translation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from domain.people import Person, Sex, Student

LOCALES = ("ru", "en")
DEFAULT_LOCALE = "ru"
_LAST_GRADE_OF_TY = 9
_FOLDER = Path(__file__).parent.parent / "locales"
_locale: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)
TO_CHILD = "to a child"  # the context of what is said otherwise to pupils up to grade 9
_to_child: ContextVar[bool] = ContextVar("to_child", default=False)


@cache
def _catalogue(locale: str) -> NullTranslations:
    """Read from the .po itself, once: no compiled file to forget."""
    source = _FOLDER / locale / "LC_MESSAGES" / "diary.po"
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


def load_words() -> None:
    """Reads at the start what the first answers would wait for: catalogues, months, numbers."""
    for locale in LOCALES:
        _catalogue(locale)
        _average(Decimal(0), locale)
        _date(date(1970, 1, 1), "d MMMM", locale)


@contextmanager
def speaking(locale: str, *, to_child: bool = False) -> Iterator[None]:
    """Everything said inside is said in this language, to a child as «ты»."""
    language = _locale.set(locale if locale in LOCALES else DEFAULT_LOCALE)
    child = _to_child.set(to_child)
    try:
        yield
    finally:
        _to_child.reset(child)
        _locale.reset(language)


def current_locale() -> str:
    return _locale.get()


def _(message: str) -> str:
    """In the reader's language; to a child as the context `TO_CHILD` has it, if it does."""
    catalogue = _catalogue(_locale.get())
    if _to_child.get():
        said = catalogue.pgettext(TO_CHILD, message)
        if said != message:
            return said
    return catalogue.gettext(message)


def n_(singular: str, plural: str, count: int) -> str:
    """«2 пропуска»: the plural form, with {count} filled in."""
    return _catalogue(_locale.get()).ngettext(singular, plural, count).format(count=count)


def c_(context: str, message: str) -> str:
    """The same English word where Russian needs different ones."""
    return _catalogue(_locale.get()).pgettext(context, message)


def is_ty(student: Student | None) -> bool:
    """Pupils up to grade 9 are addressed as «ты», everybody else as «вы»."""
    return student is not None and student.grade_level <= _LAST_GRADE_OF_TY


def he_she(person: Person, masculine: str, feminine: str, unknown: str) -> str:
    """Verbs agree in gender («Аня опоздала»); where the sex is unknown the words avoid it."""
    match person.sex:
        case Sex.MALE:
            return masculine
        case Sex.FEMALE:
            return feminine
        case _:
            return unknown


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, locale: str) -> str:
    """Babel parses the pattern each time, 20 µs and more; a school year has few dates."""
    return format_date(day, pattern, locale=locale)


def weekday_date(day: date) -> str:
    """«вторник, 24 ноября» · "Tuesday, November 24"."""
    locale = _locale.get()
    return _date(day, "EEEE, d MMMM" if locale == "ru" else "EEEE, MMMM d", locale)


def short_weekday_date(day: date) -> str:
    """«вт, 24 ноября» · "Tue, November 24"."""
    locale = _locale.get()
    return _date(day, "EEE, d MMMM" if locale == "ru" else "EEE, MMMM d", locale)


def short_weekday(day: date) -> str:
    """«вт» · "Tue"."""
    return _date(day, "EEE", _locale.get())


def day_month(day: date) -> str:
    """«24 ноября» · "November 24"."""
    locale = _locale.get()
    return _date(day, "d MMMM" if locale == "ru" else "MMMM d", locale)


def day_month_year(day: date) -> str:
    """«24 ноября 2026» · "November 24, 2026": where the year may be another one."""
    locale = _locale.get()
    return _date(day, "d MMMM y" if locale == "ru" else "MMMM d, y", locale)


def month_words(day: date) -> str:
    """«ноябрь 2026» · "November 2026"."""
    return _date(day, "LLLL y", _locale.get())


def short_date(day: date) -> str:
    """«24.11» · "11/24": narrow tables."""
    locale = _locale.get()
    return _date(day, "dd.MM" if locale == "ru" else "MM/dd", locale)


def near_day(day: date, today: date) -> str:
    """«сегодня», «завтра», «вчера», else «в понедельник, 23 ноября»."""
    match day - today:
        case timedelta(days=0):
            return _("today")
        case timedelta(days=1):
            return _("tomorrow")
        case timedelta(days=-1):
            return _("yesterday")
    if _locale.get() != "ru":
        return "on " + weekday_date(day)
    return _RUSSIAN_ON[day.isoweekday()] + ", " + day_month(day)


def near_day_and(day: date, today: date) -> str:
    """The same before the rest of the sentence: «в понедельник, 23 ноября,» closes its comma."""
    near = near_day(day, today)
    return near + "," if "," in near and _locale.get() == "ru" else near


def for_day(day: date, today: date) -> str:
    """«на завтра», «на среду, 25 ноября» · "for Wednesday, November 25": when homework is due."""
    match day - today:
        case timedelta(days=0):
            return _("for today")
        case timedelta(days=1):
            return _("for tomorrow")
    if _locale.get() != "ru":
        return "for " + weekday_date(day)
    accusative = _RUSSIAN_ON[day.isoweekday()].split()[1]
    return f"на {accusative}, {day_month(day)}"


def on_weekday(isoweekday: int) -> str:
    """«в пятницу» · "on Friday": the same day of every week."""
    if _locale.get() != "ru":
        return "on " + _date(date(2024, 1, isoweekday), "EEEE", "en")  # 1 January 2024 is a Monday
    return _RUSSIAN_ON[isoweekday]


_RUSSIAN_ON = {
    1: "в понедельник",
    2: "во вторник",
    3: "в среду",
    4: "в четверг",
    5: "в пятницу",
    6: "в субботу",
    7: "в воскресенье",
}


def clock(moment: time | datetime) -> str:
    """«8:30»; both languages write it alike."""
    return f"{moment.hour}:{moment.minute:02}"


def average(value: Decimal | float) -> str:
    """Two decimals as the reader's language writes them: «4,33»."""
    return _average(value, _locale.get())


@lru_cache(maxsize=4096)
def _average(value: Decimal | float, locale: str) -> str:
    rounded = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(format_decimal(rounded, "0.00", locale=locale))


def shorten(text: str, limit: int) -> str:
    """Cut with an ellipsis, for buttons (≤ 20 characters) and single lines."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def in_sentence(title: str) -> str:
    """A subject's title inside a sentence: «алгебра», but «ИЗО» and «ОБЖ» as they are."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def sentence(text: str) -> str:
    """The same words at the start of a sentence: «завтра» is «Завтра»."""
    return text[:1].upper() + text[1:]


def room(location: str) -> str:
    """«каб. 214», but «спортзал» as it is."""
    if location[:1].isdigit():
        return unbroken(_("room {number}").format(number=location))
    return in_sentence(location)


def unbroken(text: str) -> str:
    """Kept on one line: «Орлова М. П.» and «каб. 214» in a narrow cell."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def joined(*parts: str, by: str = ", ") -> str:
    """What there is of several optional parts, joined."""
    return by.join(part for part in parts if part)
