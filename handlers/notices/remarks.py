"""«Аня, алгебра: замечание» (R110, R120)."""

from collections.abc import Sequence
from datetime import date

from domain.notices.facts import RemarkFact
from domain.notices.news import ChildNews
from domain.remarks.model import NOTHING, RemarkKind
from handlers.notices.child import Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.remarks.callbacks import ConfirmRemark, OpenRemarks
from handlers.remarks.words import counted, removed_line
from handlers.screen import Button, Style
from handlers.words import _, c_, in_sentence, joined, near_day, sentence


def lines(facts: Sequence[RemarkFact], today: date) -> list[Block]:
    """In full, however many: they are words to be read."""
    return [_line(fact) for fact in facts]


def buttons(child: ChildNews) -> list[Button]:
    """A guardian confirms the one that there is; the diary has all."""
    student_id = child.student.id
    every = Button(_("All remarks"), OpenRemarks(student_id=student_id))
    match facts_of(child, RemarkFact):
        case [fact] if fact.remark.stands and child.is_family and not child.is_own:
            to = ConfirmRemark(remark_id=fact.remark.id, word=fact.remark.word)
            return [Button(_("I have read it"), to, Style.SUCCESS), every]
    return [every]


def _count(facts: Sequence[RemarkFact]) -> str:
    notes = sum(each.remark.kind is RemarkKind.NOTE for each in facts)
    return counted(notes, len(facts) - notes)


def _one(child: ChildNews, fact: RemarkFact, today: date) -> list[Block]:
    remark = fact.remark
    whose = joined(name_of(child), in_sentence(remark.subject))
    first = _("{child}: {news}").format(child=whose, news=_what(fact))
    if fact.is_withdrawn:
        return [Heading(first)]
    day = "" if remark.day is None else near_day(remark.day, today)
    by = joined(remark.author.short_name, day)
    return [Heading(first), remark.text, by, *[each for each in (removed_line(remark),) if each]]


def _line(fact: RemarkFact) -> str:
    remark = fact.remark
    head = joined(sentence(_what(fact)), in_sentence(remark.subject))
    if fact.is_withdrawn:
        return head
    said = _("{what}: {text} ({person})").format(
        what=head, text=remark.text, person=remark.author.short_name
    )
    return joined(said, removed_line(remark), by=". ")


def _what(fact: RemarkFact) -> str:
    is_note = fact.remark.kind is RemarkKind.NOTE
    if fact.is_withdrawn:
        return _("remark withdrawn ↺") if is_note else _("praise withdrawn ↺")
    if not fact.remark.stands:
        return _("remark taken off ↺") if is_note else _("praise taken off ↺")
    if fact.old not in (None, NOTHING):
        return _("remark in other words ↺") if is_note else _("praise in other words ↺")
    return c_("remark", "remark") if is_note else c_("remark", "praise")


TELLING = Telling(RemarkFact, _count, _one, lines, buttons)
