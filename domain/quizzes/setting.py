"""Making a quiz from a lesson's homework and setting it (R061).

It belongs to a homework: its due lesson, those whom it is for, its notice. What is typed is kept as
a draft until it is set, however faulty. As long as no pupil has begun, another may take its place.
"""

from dataclasses import dataclass, replace
from zlib import crc32

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused
from domain.hat import Hat
from domain.homework.desk import (
    HomeworkDesk,
    due_of,
    note_homework,
    open_homework,
    open_to_set,
    tell_homework,
)
from domain.homework.model import NewHomework, SetHomework
from domain.homework.setting import add_homework
from domain.quizzes.model import Questions, QuizDraft
from domain.quizzes.reading import Typed, patched, read_quiz
from domain.uow import UnitOfWork

QUIZ_LENGTH = 4000  # characters: less than a message, so that a text cut in two is noticed


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it was understood; `item` is the homework that it goes with, if there is one."""

    desk: HomeworkDesk
    item: SetHomework | None
    draft: QuizDraft
    typed: Typed

    @property
    def check(self) -> str:
        """A sum over the text, for the button that sets just this."""
        return f"{crc32(self.draft.text.encode()):x}"


async def open_quiz_draft(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[HomeworkDesk, Preview | None]:
    """The lesson, and what this teacher has typed for this homework of it and not set yet."""
    desk = await open_homework(uow, actor, lesson_id)
    hat = actor.require(Action.SET_HOMEWORK, desk.taught.target)
    draft = await uow.quizzes.draft(lesson_id, hat.person.id)
    if draft is None or not draft.text or draft.homework_id != homework_id:
        return desk, None
    return desk, _preview(desk, draft)


async def type_quiz(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    typed: str,
    homework_id: int,
    due_lesson_id: int = 0,
    student_ids: tuple[int, ...] | list[int] = (),
) -> Preview:
    """Keeps what was typed and says how it was understood; nothing is set yet.

    Where the draft has faults, «7: + Париж» puts its seventh line right. `Refused` "quiz_empty".
    """
    desk = await open_homework(uow, actor, lesson_id)
    hat = actor.require(Action.SET_HOMEWORK, desk.taught.target)
    before = await uow.quizzes.draft(lesson_id, hat.person.id)
    text = _mended(before, homework_id, typed)
    found = read_quiz(text)
    if not found.questions and not found.faults:
        raise Refused("quiz_empty")
    if len(text) > QUIZ_LENGTH:
        raise Refused("quiz_length", limit=QUIZ_LENGTH, length=len(text))
    draft = QuizDraft(text, homework_id, due_lesson_id, tuple(student_ids))
    await uow.quizzes.keep_draft(lesson_id, hat.person.id, draft)
    return _preview(desk, draft)


def _mended(before: QuizDraft | None, homework_id: int, typed: str) -> str:
    if before is None or before.homework_id != homework_id or not read_quiz(before.text).faults:
        return typed
    text = patched(before.text, typed)
    return typed if text is None else text


async def drop_quiz_draft(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[HomeworkDesk, QuizDraft]:
    """What was typed for this homework and not set is forgotten; for whom and until when is not."""
    desk = await open_homework(uow, actor, lesson_id)
    hat = actor.require(Action.SET_HOMEWORK, desk.taught.target)
    draft = await uow.quizzes.draft(lesson_id, hat.person.id)
    if draft is None or draft.homework_id != homework_id:
        return desk, QuizDraft("", homework_id)
    empty = replace(draft, text="")
    if draft.text:
        await uow.quizzes.keep_draft(lesson_id, hat.person.id, empty)
    return desk, empty


async def set_quiz(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, check: str
) -> int:
    """Sets what was previewed, and tells whom it is for; the id of its homework.

    0 where nothing of that kind waits to be set, as after a second press. `Refused` "quiz_begun"
    where it would replace a quiz that pupils have answered, "quiz_faults" for what has faults.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    draft = await uow.quizzes.draft(lesson_id, hat.person.id)
    if draft is None or not draft.text or draft.homework_id != homework_id:
        return 0
    found = _preview(desk, draft)
    if found.check != check:
        return 0
    if found.typed.faults:
        raise Refused("quiz_faults")
    by = actor, hat
    item = found.item or await _homework(uow, by, desk, draft)
    await _replace(uow, item)
    questions = found.typed.questions
    quiz_id = await uow.quizzes.add(item.id, questions, hat.person.id)
    _note(uow, by, quiz_id, item, questions)
    await uow.quizzes.drop_draft(lesson_id, hat.person.id)
    await tell_homework(uow, desk, item)
    return item.id


async def _homework(
    uow: UnitOfWork, by: tuple[Actor, Hat], desk: HomeworkDesk, draft: QuizDraft
) -> SetHomework:
    """One that is all quiz."""
    chosen = draft.due_lesson_id if desk.due_lesson(draft.due_lesson_id) else 0
    due_id, due_date = due_of(desk, chosen)
    new = NewHomework(desk.taught.lesson.section_id, desk.taught.id, due_id, due_date, "")
    made = await add_homework(uow, new, by[1].person.id, draft.student_ids)
    note_homework(uow, by, desk, None, made)
    return made


async def _replace(uow: UnitOfWork, item: SetHomework) -> None:
    """`Refused` "quiz_begun" once a pupil has answered, be it at this very moment."""
    stands = await uow.quizzes.of_homework(item.id) if item.quiz else None
    if stands is None:
        return
    if begun := await uow.quizzes.hold_to_replace(stands.id):
        raise Refused("quiz_begun", count=begun)
    await uow.quizzes.remove(stands.id)


def _preview(desk: HomeworkDesk, draft: QuizDraft) -> Preview:
    """Where its homework was removed meanwhile, the quiz goes with one of its own."""
    return Preview(desk, desk.item(draft.homework_id), draft, read_quiz(draft.text))


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    quiz_id: int,
    item: SetHomework,
    questions: Questions,
) -> None:
    uow.audit.note(
        *by,
        Action.SET_HOMEWORK,
        Thing(ThingKind.QUIZ, quiz_id),
        before={"homework": item.id, "questions": item.quiz} if item.quiz else None,
        after={"homework": item.id, "questions": len(questions)},
    )
