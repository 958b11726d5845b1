"""Files of a homework (R103, R107): attached by its teacher in the chat, handed to families."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import BOTH, Attachment, Incoming, Owner, checked
from domain.attachments.room import has_room
from domain.diary import open_diary
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.homework.desk import (
    HomeworkDesk,
    due_of,
    item_of,
    note_homework,
    open_homework,
    open_to_set,
    tell_homework,
)
from domain.homework.model import Homework, NewHomework, SetHomework
from domain.homework.setting import HOMEWORK_LENGTH, add_homework
from domain.typed import clean
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class HomeworkFiles:
    """One homework of a lesson with its files."""

    desk: HomeworkDesk
    item: SetHomework
    files: tuple[Attachment, ...]


async def open_files(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> HomeworkFiles:
    """What is attached to a homework of this lesson, for its teacher."""
    desk = await open_homework(uow, actor, lesson_id)
    return await _files(uow, desk, item_of(desk, homework_id))


async def attach_file(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    homework_id: int,
    due_lesson_id: int,
    incoming: Incoming | None,
    caption: str,
    student_ids: Collection[int] = (),
) -> HomeworkFiles:
    """Adds a file to a homework; to a new one, which it sets, where `homework_id` is 0.

    A caption is text: it is added to what is set. The same file is attached once. `Refused` as of
    `checked` and `has_room`, and "homework_length" where text and caption are too long together.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    kept = item_of(desk, homework_id) if homework_id else None
    files = await uow.attachments.of(Owner.HOMEWORK, kept.id) if kept else []
    fitting = checked(incoming, hat.school.policy, wants=BOTH, have=len(files))
    text = _with_caption(kept.text if kept else "", caption)
    is_there = any(each.unique_id == fitting.unique_id for each in files)
    if kept is not None and is_there and text == kept.text:
        return HomeworkFiles(desk, kept, tuple(files))
    if not is_there:
        await has_room(uow, hat.school, fitting, hat.person.id, lesson_id=lesson_id)
    if kept is not None:
        made = await _with_text(uow, hat, kept, text)
    else:
        due_id, due_date = due_of(desk, due_lesson_id)
        new = NewHomework(desk.taught.lesson.section_id, lesson_id, due_id, due_date, text)
        made = await add_homework(uow, new, hat.person.id, student_ids)
    if not is_there:
        await uow.attachments.add(Owner.HOMEWORK, made.id, fitting, hat.person.id)
        made = replace(made, files=len(files) + 1)
    note_homework(uow, (actor, hat), desk, kept, made)
    await tell_homework(uow, desk, made)
    return await _files(uow, desk, made)


async def type_beside_files(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, typed: str
) -> HomeworkFiles:
    """The words of a homework that was all files. `Refused` "text_beside_files" where it has some.

    What is typed after them («спасибо») is not to take their place.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    kept = item_of(desk, homework_id)
    if kept.text:
        raise Refused("text_beside_files")
    text = _with_caption("", typed)
    if text:
        made = await _with_text(uow, hat, kept, text)
        note_homework(uow, (actor, hat), desk, kept, made)
        await tell_homework(uow, desk, made)
        kept = made
    return await _files(uow, desk, kept)


async def detach_file(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, attachment_id: int
) -> HomeworkFiles:
    """The file is not handed out any more; what is gone already is no error.

    `Refused` "last_file" for the only file of a homework without words: nothing would be left.
    """
    desk, hat = await open_to_set(uow, actor, lesson_id)
    item = item_of(desk, homework_id)
    files = await uow.attachments.of(Owner.HOMEWORK, item.id)
    rest = [each for each in files if each.id != attachment_id]
    if len(rest) == len(files):
        return HomeworkFiles(desk, item, tuple(files))
    if not rest and not item.text and not item.quiz:
        raise Refused("last_file")
    await uow.attachments.remove(attachment_id)
    made = replace(item, files=len(rest))
    note_homework(uow, (actor, hat), desk, item, made)
    await tell_homework(uow, desk, item)
    return HomeworkFiles(desk, made, tuple(rest))


async def files_of_homework(
    uow: UnitOfWork, actor: Actor, student_id: int, homework_id: int
) -> tuple[Homework, list[Attachment]]:
    """What is attached to a homework of this pupil, for whoever reads the diary."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    if not school.policy.has_homework(student.grade_level):
        raise Refused("grade_without_homework", grade=student.grade_level)
    with unknown_is_denied(Action.READ_HOMEWORK):
        homework = await uow.homework.of_student(student.id, homework_id)
    return homework, await uow.attachments.of(Owner.HOMEWORK, homework.id)


async def _files(uow: UnitOfWork, desk: HomeworkDesk, item: SetHomework) -> HomeworkFiles:
    files = await uow.attachments.of(Owner.HOMEWORK, item.id)
    return HomeworkFiles(desk, item, tuple(files))


async def _with_text(uow: UnitOfWork, hat: Hat, kept: SetHomework, text: str) -> SetHomework:
    if text != kept.text:
        await uow.homework.change(kept.id, text, kept.due_lesson_id, kept.due_date, hat.person.id)
    return replace(kept, text=text)


def _with_caption(text: str, caption: str) -> str:
    """A line more; what stands there already is not repeated."""
    added = clean(caption)
    if not added or added in text.split("\n"):
        return text
    whole = f"{text}\n{added}".strip()
    if len(whole) > HOMEWORK_LENGTH:
        raise Refused("homework_length", limit=HOMEWORK_LENGTH, length=len(whole))
    return whole
