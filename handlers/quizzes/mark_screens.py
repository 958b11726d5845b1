"""Marks for a quiz: all that is suggested on one screen, each a tap from another one."""

from domain.marks.value import MarkValue
from domain.quizzes.marking import QuizMarks
from handlers.labels import labels
from handlers.lessons.heads import back_to_lesson, lesson_lines
from handlers.lessons.mark_grid import locked_line, work_title
from handlers.mark_words import written
from handlers.page import Block, Footer, bold
from handlers.quizzes.callbacks import ChooseQuizWork, OpenQuizMarks, SetQuizMarks
from handlers.quizzes.choices import check_of, mark_of, next_choice, packed
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, joined, n_, shorten

_NO_NEWS = " работа"  # as in the list of works of a lesson


def quiz_marks_screen(found: QuizMarks, choices: list[int]) -> Screen:
    """A tap on a name changes what is suggested; one button sets all."""
    work = found.work
    blocks: list[Block] = [*lesson_lines(found.marks.taught)]
    if work is None:
        blocks.append(_("The school has no types of work yet. Ask the administrator for them."))
        return Screen(blocks, [back_to_lesson(found.marks.taught.id)])
    blocks += [bold(_("Marks for the quiz")), work_title(work)]
    if not found.marks.is_open(work):
        blocks.append(locked_line(found.marks, work))
    elif found.suggested:
        blocks.append(_("A tap on a name changes the mark: a worse one, none, the best."))
    blocks += _others(found)
    place = {"lesson_id": found.marks.taught.id, "homework_id": found.homework_id}
    rows = [*in_columns(_names(found, choices), 2)]
    count = sum(mark_of(found, at, each) is not None for at, each in enumerate(choices))
    if count:
        to = SetQuizMarks(
            **place, work_type_id=work.id, picked=packed(found, choices), check=check_of(found)
        )
        text = n_("Set {count} mark", "Set {count} marks", count)
        rows.append([Button(text, to, Style.PRIMARY)])
    rows.append([Button(_("Another work"), ChooseQuizWork(**place))])
    return Screen(blocks, [*rows, back_to_lesson(found.marks.taught.id)])


def _others(found: QuizMarks) -> list[Block]:
    """Who is not among the buttons, and by which shares marks are suggested."""
    names = labels(found.marks.pupils)
    lines: list[Block] = []
    if found.marked:
        given = ", ".join(names[each.id] for each in found.marked)
        lines.append(_("Marked already: {names}").format(names=given))
    if found.silent:
        silent = ", ".join(names[each.id] for each in found.silent)
        lines.append(_("Did not answer: {names}").format(names=silent))
    shares = found.marks.policy.quiz_thresholds
    said = joined(
        *(
            _("{mark} from {share} %").format(mark=mark, share=share)
            for mark, share in sorted(shares.items(), reverse=True)
        )
    )
    return [*lines, Footer(_("Suggested by right answers: {shares}").format(shares=said))]


def _names(found: QuizMarks, choices: list[int]) -> list[Button]:
    """«Белова 4/5 → 4»."""
    names = labels([each.score.pupil for each in found.suggested])
    buttons = []
    for at, each in enumerate(found.suggested):
        after = [*choices]
        after[at] = next_choice(found, at, choices[at])
        to = OpenQuizMarks(
            lesson_id=found.marks.taught.id,
            homework_id=found.homework_id,
            work_type_id=found.work.id if found.work else 0,
            picked=packed(found, after),
            check=check_of(found),
        )
        mark = mark_of(found, at, choices[at])
        tail = f" {each.score.right}/{found.size} → {_said(mark)}"
        name = shorten(names[each.score.pupil.id], MAX_BUTTON - len(tail))
        buttons.append(Button(name + tail, to, Style.SUCCESS if choices[at] else None))
    return buttons


def _said(mark: MarkValue | None) -> str:
    return "—" if mark is None else written(mark)


def quiz_works_screen(found: QuizMarks) -> Screen:
    """What the marks are for."""
    place = {"lesson_id": found.marks.taught.id, "homework_id": found.homework_id}
    blocks: list[Block] = [*lesson_lines(found.marks.taught), bold(_("What are the marks for?"))]
    buttons = [
        Button(
            shorten(work.title.removesuffix(_NO_NEWS), MAX_BUTTON),
            OpenQuizMarks(**place, work_type_id=work.id),
            Style.PRIMARY if work == found.work else None,
        )
        for work in found.marks.offered
    ]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenQuizMarks(**place))]])
