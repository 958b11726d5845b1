"""Marks for a quiz: suggested by the school's shares, changed as the teacher likes, set together.

They are set in the lesson the quiz was due at, place by place as every mark is: within the term of
the work, in a lesson that was held, to pupils who were in the section that day (R087–R093).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.errors import Denied, Refused
from domain.lessons.use_cases import open_lesson
from domain.marks.journal import open_marks, set_mark
from domain.marks.journal_model import LessonMarks
from domain.marks.model import WorkType
from domain.marks.value import NOTHING, GradeScale, MarkKind, MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.quizzes.model import Score
from domain.quizzes.results import scores_of
from domain.uow import UnitOfWork

MOST_AT_ONCE = 40  # pupils: what a button can carry of them; the others come next
_WORKS = ("test", "quiz", "independent", "homework")  # domain.marks.work_types, the likeliest first


def suggested_mark(right: int, size: int, scale: GradeScale, policy: SchoolPolicy) -> MarkValue:
    """By the share of right answers (`quiz_thresholds`, percent); below the least, unsatisfactory.

    Where a subject has «зачёт» alone, it is what would be a 3 and better.
    """
    passed = [mark for mark, share in policy.quiz_thresholds.items() if right * 100 >= share * size]
    if scale is GradeScale.CREDIT:
        return MarkValue(MarkKind.CREDIT if passed else MarkKind.NO_CREDIT)
    return MarkValue.plain(max(passed, default=policy.lowest_pass - 1))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a pupil who has no mark for the work yet would get."""

    score: Score
    mark: MarkValue


@dataclass(frozen=True, slots=True)
class QuizMarks:
    """The class at the lesson the quiz was due at; `work` None: the school has no types of work.

    `suggested` are those who may be given a mark now, in the order of the class list; `marked` who
    has one already, `silent` who has not answered at all.
    """

    marks: LessonMarks
    homework_id: int
    size: int
    work: WorkType | None
    suggested: tuple[Suggestion, ...]
    marked: tuple[Person, ...]
    silent: tuple[Person, ...]

    @property
    def options(self) -> tuple[MarkValue | None, ...]:
        """What a suggestion may be changed to; None: no mark."""
        return (*self.marks.usual, None)


async def open_quiz_marks(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, work_type_id: int = 0
) -> QuizMarks:
    """Suggestions for the quiz that was due at this lesson, as tests unless another work is named.

    `Refused` "quiz_gone" where none was, and as of `open_marks`.
    """
    marks = await open_marks(uow, actor, lesson_id, in_term=True)
    size, said = await uow.quizzes.said_at(homework_id, lesson_id)
    if not size:
        raise Refused("quiz_gone")
    work = _work(marks, work_type_id)
    scores = scores_of(marks.pupils, said)
    given = {each.id for each in marks.pupils if work is not None and marks.of(each.id, work.id)}
    suggested = tuple(
        Suggestion(score, suggested_mark(score.right, size, marks.taught.scale, marks.policy))
        for score in scores
        if score.answered and score.pupil.id not in given
    )
    silent = (each.pupil for each in scores if not each.answered and each.pupil.id not in given)
    return QuizMarks(
        marks,
        homework_id,
        size,
        work,
        suggested[:MOST_AT_ONCE] if work is not None and marks.is_open(work) else (),
        tuple(each for each in marks.pupils if each.id in given),
        tuple(silent),
    )


async def set_quiz_marks(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    homework_id: int,
    work_type_id: int,
    codes: Mapping[int, str],
) -> int:
    """Marks of these pupils, as they were shown; how many were set. Twice is once.

    Who has a mark for the work meanwhile keeps it. `Denied` for a pupil who answered nothing.
    """
    await open_lesson(uow, actor, Action.SET_MARK, lesson_id, to_change=True)
    found = await open_quiz_marks(uow, actor, lesson_id, homework_id, work_type_id)
    waiting = {each.score.pupil.id for each in found.suggested}
    known = waiting | {each.id for each in found.marked}
    if not known.issuperset(codes):
        raise Denied(Action.SET_MARK)
    for student_id, code in codes.items():
        if student_id in waiting:
            place = student_id, work_type_id, 0
            await set_mark(uow, actor, lesson_id, *place, code, NOTHING)
    return len(waiting.intersection(codes))


def _work(marks: LessonMarks, work_type_id: int) -> WorkType | None:
    """`Denied` for a work of another school."""
    if work_type_id:
        found = marks.work_type(work_type_id)
        if found is None:
            raise Denied(Action.SET_MARK)
        return found
    is_open = {each.code: each for each in marks.offered if marks.is_open(each)}
    return next((is_open[code] for code in _WORKS if code in is_open), marks.preset)
