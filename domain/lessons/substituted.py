"""A lesson that somebody else gives: its own teacher reads who, and records nothing (R071)."""

from domain.actor import Actor
from domain.errors import Refused
from domain.lessons.model import TaughtLesson
from domain.people import Person


class Substituted(Refused):
    """Refused to the teacher whose section it is. The name is for the screen, not for the log."""

    def __init__(self, refused: Refused, teacher: Person) -> None:
        super().__init__(refused.code)
        self.teacher = teacher


def say_who_substitutes(actor: Actor, taught: TaughtLesson) -> None:
    """Raises `Substituted` for the section's own teacher, and does nothing for anybody else."""
    teacher = taught.lesson.teacher
    if teacher is None or not taught.lesson.is_substituted:
        return
    if any(hat.teaches and hat.person.id == taught.usual_teacher_id for hat in actor.hats):
        raise Substituted(Refused("lesson_substituted"), teacher)
