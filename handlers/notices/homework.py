"""«Аня, алгебра: задание на завтра»."""

from collections.abc import Sequence
from datetime import date

from domain.notices.facts import HomeworkFact
from domain.notices.news import ChildNews
from handlers.homework.callbacks import OpenFiles, OpenHomeworkDay
from handlers.homework.versions import was_words
from handlers.homework.words import with_files
from handlers.notices.child import MAX_LINES, Telling, facts_of, name_of
from handlers.page import Block, Heading, struck
from handlers.screen import Button
from handlers.words import _, c_, for_day, in_sentence, n_, shorten

MAX_TEXT = 120  # of one text among others; the button opens all of it


def lines(facts: Sequence[HomeworkFact], today: date) -> list[Block]:
    if len(facts) > MAX_LINES:
        return []
    return [_line(fact, today) for fact in _in_order(facts)]


def buttons(child: ChildNews) -> list[Button]:
    """The nearest day of those that have changed; from it the next ones are a tap away.

    The files of one homework are sent below; those of several are in the day.
    """
    facts = facts_of(child, HomeworkFact)
    day = min(fact.due_date for fact in facts)
    found = [Button(c_("button", "Homework"), OpenHomeworkDay.of(child.student.id, day))]
    with_some = [fact for fact in facts if fact.files and not fact.is_removed]
    if len(with_some) == 1:
        to = OpenFiles(student_id=child.student.id, homework_id=with_some[0].homework_id)
        found.append(Button(_("Files"), to))
    return found


def _count(facts: Sequence[HomeworkFact]) -> str:
    return n_("{count} piece of homework", "{count} pieces of homework", len(facts))


def _one(child: ChildNews, fact: HomeworkFact, today: date) -> list[Block]:
    heading = _heading(fact).format(
        child=name_of(child),
        subject=in_sentence(fact.subject),
        day=for_day(fact.due_date, today),
    )
    if fact.is_removed:
        return [Heading(heading), struck(fact.text)] if fact.text else [Heading(heading)]
    was = was_words(fact.was, fact.text, fact.due_date)
    said = with_files(fact.text, fact.files, fact.quiz)
    return [Heading(heading), said, *([was] if was else [])]


def _heading(fact: HomeworkFact) -> str:
    if fact.is_removed:
        return _("{child}, {subject}: homework {day} is taken back ✕")
    if fact.is_changed:
        return _("{child}, {subject}: homework {day} is changed ↺")
    return _("{child}, {subject}: homework {day}")


def _line(fact: HomeworkFact, today: date) -> str:
    return _line_words(fact).format(
        subject=fact.subject,
        day=for_day(fact.due_date, today),
        text=shorten(" ".join(with_files(fact.text, fact.files, fact.quiz).split()), MAX_TEXT),
    )


def _line_words(fact: HomeworkFact) -> str:
    if fact.is_removed:
        return _("{subject}, homework {day} is taken back ✕: {text}")
    if fact.is_changed:
        return _("{subject}, homework {day} is changed ↺: {text}")
    return _("{subject}, homework {day}: {text}")


def _in_order(facts: Sequence[HomeworkFact]) -> list[HomeworkFact]:
    return sorted(facts, key=lambda fact: fact.due_date)


TELLING = Telling(HomeworkFact, _count, _one, lines, buttons)
