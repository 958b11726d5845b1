"""Whom a notice is about, in its first words and on its buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from domain.notices.facts import Fact
from domain.notices.news import ChildNews
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, he_she, joined

MAX_LINES = 12  # more news of one child and kind than this are summed up, not listed

AnyFact = TypeVar("AnyFact", bound=Fact)


@dataclass(frozen=True, slots=True)
class Telling:
    """How one kind of news is told of one child; the date is today on the school's clock.

    `one` tells a single fact in full, the child first. `lines` tells several shortly, under a
    heading that names the child. `many` is for several where nothing else is told of the child;
    without it that is a heading with their number, then the lines.
    """

    fact: type[Any]
    count: Callable[[Sequence[Any]], str]
    one: Callable[[ChildNews, Any, date], list[Block]]
    lines: Callable[[Sequence[Any], date], list[Block]]
    buttons: Callable[[ChildNews], list[Button]]
    many: Callable[[ChildNews, Sequence[Any], date], list[Block]] | None = None


def heading(child: ChildNews, news: str) -> Heading:
    """«Анна: 2 оценки»."""
    return Heading(_("{child}: {news}").format(child=name_of(child), news=news))


def name_of(child: ChildNews) -> str:
    """A first name to the family; the school needs the family name and the class as well."""
    student = child.student
    if child.is_family:
        return student.given_name
    return joined(student.list_name, student.class_title)


def by_sex(child: ChildNews, masculine: str, feminine: str, neutral: str) -> str:
    """Verbs agree in gender; to the pupil, and where the sex is unknown, the words avoid it."""
    return neutral if child.is_own else he_she(child.student, masculine, feminine, neutral)


def facts_of(child: ChildNews, kind: type[AnyFact]) -> list[AnyFact]:
    """The child's facts of one kind."""
    return [fact for fact in child.facts if isinstance(fact, kind)]
