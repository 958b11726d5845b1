"""«Аня, завтра 3-й урок отменён: физика» (R067)."""

import re
from collections.abc import Sequence
from datetime import date

from domain.notices.facts import LessonFact
from domain.notices.news import ChildNews
from domain.schedule.model import Lesson
from handlers.notices.child import MAX_LINES, Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.schedule.callbacks import OpenDay
from handlers.screen import Button
from handlers.words import _, clock, in_sentence, joined, n_, near_day_and, room, sentence

_LASTS = re.compile(r"\d\d\.\d\d–\d\d\.\d\d$")


def lines(facts: Sequence[LessonFact], today: date) -> list[Block]:
    if len(facts) > MAX_LINES:
        return []
    return [_line(fact, today) for fact in _in_order(facts)]


def buttons(child: ChildNews) -> list[Button]:
    first = _in_order(facts_of(child, LessonFact))[0].lesson.date
    return [Button(_("Timetable"), OpenDay.of(child.student.id, first))]


def _in_order(facts: Sequence[LessonFact]) -> list[LessonFact]:
    return sorted(facts, key=lambda fact: (fact.lesson.date, fact.lesson.number))


def _count(facts: Sequence[LessonFact]) -> str:
    return n_("{count} changed lesson", "{count} changed lessons", len(facts))


def _one(child: ChildNews, fact: LessonFact, today: date) -> list[Block]:
    lesson = fact.lesson
    first = _("{child}, {day}: lesson {number} {change}").format(
        child=name_of(child),
        day=near_day_and(lesson.date, today),
        number=lesson.number,
        change=_change(fact),
    )
    return [Heading(first), *_details(lesson)]


def _line(fact: LessonFact, today: date) -> str:
    lesson = fact.lesson
    line = _("{day}: lesson {number} {change}").format(
        day=near_day_and(lesson.date, today), number=lesson.number, change=_change(fact)
    )
    note = _note(lesson)
    return sentence(line) + (f" ({note})" if note else "")


def _note(lesson: Lesson) -> str:
    """What the change does not say by itself: of one that lasts, its days at least."""
    if lesson.is_as_usual:
        return ""
    if not (lesson.is_cancelled or lesson.is_substituted):
        return lesson.change_note
    if lesson.is_cancelled or lesson.replaces_subject:
        lasts = _LASTS.search(lesson.change_note)
        return lasts[0] if lasts else ""
    teacher = lesson.teacher.short_name if lesson.teacher else ""
    said = (each for each in lesson.change_note.split(", ") if each != f"→ {teacher}")
    return ", ".join(each for each in said if "→" in each or _LASTS.search(each))


def _change(fact: LessonFact) -> str:
    """What comes after «3-й урок»."""
    lesson = fact.lesson
    subject = in_sentence(lesson.subject)
    if fact.in_new_group and not lesson.is_changed:
        group = joined(subject, lesson.group_name)
        return _("is now in another group, {group}").format(group=group)
    if lesson.is_as_usual:
        usual = in_sentence(lesson.replaces_subject or lesson.subject)
        return _("is as usual again, {subject}").format(subject=usual)
    if lesson.is_cancelled:
        return _("is cancelled, {subject}").format(subject=subject)
    if lesson.replaces_subject:
        usual = in_sentence(lesson.replaces_subject)
        return _("will be {subject}, not {usual}").format(subject=subject, usual=usual)
    if lesson.is_substituted and lesson.teacher:
        return _("{subject} is taught by {teacher}").format(
            subject=subject, teacher=lesson.teacher.short_name
        )
    return _("is changed, {subject}").format(subject=subject)


def _details(lesson: Lesson) -> list[Block]:
    """When, where, with whom; nothing of a lesson that will not be."""
    teacher = lesson.teacher.short_name if lesson.teacher else ""
    place = room(lesson.location) if lesson.location else ""
    when = joined(clock(lesson.starts_at), place, teacher)
    return [*([] if lesson.is_cancelled else [when]), *filter(None, [lesson.change_note])]


TELLING = Telling(LessonFact, _count, _one, lines, buttons)
