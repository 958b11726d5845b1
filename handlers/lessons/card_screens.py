"""The card of one lesson, and its topic."""

from collections.abc import Collection
from datetime import datetime

from domain.access import Action
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import LessonCard
from domain.plans.model import PlannedTopic
from handlers.claims.callbacks import AskClaim
from handlers.claims.words import claim_lines, may_claim
from handlers.control_works.callbacks import OpenWorkDays
from handlers.final_marks.setting_callbacks import OpenFinalMarks
from handlers.lessons.callbacks import (
    OpenHomework,
    OpenLessons,
    OpenRollCall,
    OpenTopic,
    PickTopic,
)
from handlers.lessons.heads import back_to_lesson, homework_line, lesson_lines
from handlers.lessons.mark_callbacks import OpenClassMarks, OpenGrid
from handlers.lessons.record_screens import form_button, none_button
from handlers.lessons.status_words import exceptions
from handlers.page import Block, bold
from handlers.plans.callbacks import OpenPlan
from handlers.remarks.callbacks import PickRemarked
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, c_, clock, joined, n_, shorten

_WIDE = 40  # characters of a button that has its row alone


def card_screen(card: LessonCard, allowed: Collection[Action], local: datetime) -> Screen:
    """One lesson: its record, and a button for each part of it that this person may change."""
    taught, lesson = card.taught, card.taught.lesson
    blocks = [*lesson_lines(taught)]
    if lesson.is_cancelled:
        blocks.append(_("The lesson is cancelled."))
    else:
        blocks += [_roll_call_line(card), _topic_line(taught)]
        blocks += _homework_lines(card)
        blocks += claim_lines(card.claim)
        if taught.mark_count:
            blocks.append(n_("{count} mark set", "{count} marks set", taught.mark_count))
    rows = [] if lesson.is_cancelled else in_columns(_card_buttons(card, allowed, local), 2)
    return Screen(blocks, [*rows, [Button(_("‹ My lessons"), OpenLessons.of(lesson.date))]])


def _roll_call_line(card: LessonCard) -> str:
    taken = card.taught.lesson.attendance_taken_at
    if card.taught.has_untold_taps:
        return _("Roll call: not finished, families are not told yet")
    if taken is None:
        return _("Roll call: —")
    line = _("Roll call: ✓ at {time}").format(time=clock(card.school.local(taken)))
    return ", ".join((line, *exceptions(card.attendance.values())))


def _topic_line(taught: TaughtLesson) -> str:
    """«Тема: Дроби · по плану», or that the plan has no such topic."""
    line = _("Topic: {topic}").format(topic=taught.lesson.topic or "—")
    if taught.is_topic_by_plan:
        return joined(line, _("by the plan"), by=" · ")
    return joined(line, _("⚠ not in the plan") if taught.deviates else "", by=" · ")


def _homework_lines(card: LessonCard) -> list[Block]:
    if not card.has_homework:
        return []
    if not card.homework and card.taught.says_no_homework:
        return [_("Homework: nothing set")]
    if not card.homework:
        return [_("Homework: —")]
    return [homework_line(item) for item in card.homework]


def _card_buttons(card: LessonCard, allowed: Collection[Action], local: datetime) -> list[Button]:
    lesson_id = card.taught.id
    buttons = []
    if card.taught.date <= local.date() and Action.TAKE_ATTENDANCE in allowed:
        buttons.append(Button(_("Roll call"), OpenRollCall(lesson_id=lesson_id)))
    if card.taught.has_begun(local) and card.has_marks and Action.SET_MARK in allowed:
        buttons.append(Button(_("Set marks"), OpenGrid(lesson_id=lesson_id)))
    if Action.SET_TOPIC in allowed:
        topic = _("Another topic") if card.taught.is_topic_by_plan else _("Topic")
        buttons.append(Button(topic, OpenTopic(lesson_id=lesson_id)))
    if card.has_homework and Action.SET_HOMEWORK in allowed:
        buttons.append(Button(_("Homework"), OpenHomework(lesson_id=lesson_id)))
        if not card.homework:
            buttons.append(none_button(card.taught))
    if card.has_marks and Action.SET_MARK in allowed:
        buttons.append(Button(_("Class marks"), OpenClassMarks(lesson_id=lesson_id)))
    # Whoever substitutes does not sum up the period: that is the section's own teacher.
    is_own = not card.taught.lesson.is_substituted
    if is_own and card.has_marks and Action.SET_FINAL_MARK in allowed:
        to = OpenFinalMarks(section_id=card.taught.lesson.section_id)
        buttons.append(Button(c_("button", "Final marks"), to))
    if Action.SET_TOPIC in allowed:
        buttons.append(form_button(card.taught))
    return [*buttons, *_telling_buttons(card, allowed, local), *_planning_buttons(card, allowed)]


def _telling_buttons(
    card: LessonCard, allowed: Collection[Action], local: datetime
) -> list[Button]:
    """What others are told in words: a family of its child, the deputy of the lesson."""
    lesson_id = card.taught.id
    buttons = []
    if card.taught.date <= local.date() and Action.WRITE_REMARK in allowed:
        buttons.append(Button(c_("button", "Remark"), PickRemarked(lesson_id=lesson_id)))
    if Action.CLAIM_NOT_HELD in allowed and may_claim(card.taught, card.claim, local):
        buttons.append(Button(_("It was not held"), AskClaim(lesson_id=lesson_id)))
    return buttons


def _planning_buttons(card: LessonCard, allowed: Collection[Action]) -> list[Button]:
    """What is ahead in the section: its topics and its control works."""
    section_id = card.taught.lesson.section_id
    buttons = []
    if Action.READ_PLAN in allowed:
        plan = OpenPlan(section_id=section_id)
        buttons.append(Button(c_("button", "Plan of topics"), plan))
    if not card.taught.lesson.is_substituted and Action.PLAN_CONTROL_WORK in allowed:
        works = OpenWorkDays(section_id=section_id)
        buttons.append(Button(_("Plan a control work"), works))
    return buttons


def topic_screen(taught: TaughtLesson, offered: list[PlannedTopic]) -> Screen:
    """The topic, to be typed or picked from the plan."""
    blocks = [*lesson_lines(taught)]
    if taught.lesson.topic:
        blocks.append(_("Topic: {topic}").format(topic=taught.lesson.topic))
    if offered:
        blocks.append(bold(_("Type the topic, or pick one of the plan:")))
        blocks += [f"{topic.ordinal}. {topic.title}" for topic in offered]
    else:
        blocks.append(bold(_("Type the topic.")))
    picks = [
        Button(
            shorten(f"{topic.ordinal}. {topic.title}", _WIDE),
            PickTopic(lesson_id=taught.id, topic_id=topic.id),
        )
        for topic in offered
    ]
    return Screen(blocks, [*in_columns(picks, 1), back_to_lesson(taught.id)])
