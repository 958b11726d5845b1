"""«Теперь вы ведёте: 7А, история»: to both teachers of a section that is given."""

from domain.year.teaching_model import TeacherChange
from domain.year.teaching_telling import AppointmentNews
from handlers.lessons.callbacks import OpenLessons
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, in_sentence, joined


def appointment_screen(news: AppointmentNews) -> Screen:
    """What is theirs from now on, or is not; who decided it."""
    change = news.change
    what = joined(change.class_title, in_sentence(change.subject), change.group_name)
    blocks: list[Block]
    if news.is_own:
        blocks = [Heading(_("You teach now: {what}").format(what=what))]
        if change.former is not None:
            text = _("Before you: {teacher}.").format(teacher=change.former.full_name)
            blocks.append(text)
        blocks.append(_("Its lessons to come, homework, marks and final marks are yours."))
    else:
        says = _("{what}: you do not teach it any more").format(what=what)
        if change.now is not None:
            says = _("{what}: {teacher} teaches it now").format(
                what=what, teacher=change.now.short_name
            )
        blocks = [
            Heading(says),
            _("What you have set stays yours. Lessons in which you substitute stay as they are."),
        ]
    return Screen([*blocks, *_decided(change)], [[Button(_("My lessons"), OpenLessons())]])


def _decided(change: TeacherChange) -> list[Block]:
    if change.decided_by is None:
        return []
    return [_("Decided by: {person}").format(person=change.decided_by.full_name)]
