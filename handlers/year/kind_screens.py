"""By which grading periods the grades go, and choosing for one."""

from domain.calendar import PeriodKind
from domain.year.period_model import YearPeriods
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, c_, in_sentence
from handlers.year.period_callbacks import ChooseKind, OpenGradeKind, OpenKinds, OpenPeriods
from handlers.year.period_screens import PARTS, entered, kind_name


def kinds_screen(shown: YearPeriods) -> Screen:
    """«7 класс: четверти»; a button for each grade."""
    grades = sorted({each for some in shown.kinds.values() for each in some})
    blocks: list[Block] = [Heading(_("By which periods grades go"))]
    blocks += [f"{_grade(each)}: {_kinds(shown, each)}" for each in grades] or [
        _("No class is entered yet.")
    ]
    buttons = [Button(_grade(each), OpenGradeKind(grade_level=each)) for each in grades if each]
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), OpenPeriods())]])


def grade_kind_screen(shown: YearPeriods, grade_level: int) -> Screen:
    """What one grade goes by, marked, and what it may go by."""
    now = shown.kinds_of(grade_level)
    blocks: list[Block] = [Heading(_grade(grade_level))]
    blocks.append(_kinds(shown, grade_level) or _("No class is entered yet."))
    blocks += [
        _("{kind}: {count}").format(kind=kind_name(each), count=entered(shown, each))
        for each in PARTS
    ]
    blocks.append(Footer(_("All classes of the grade change at once. Marks stay on their days.")))
    buttons = [
        Button(
            f"✓ {kind_name(each)}" if now == [each] else kind_name(each),
            ChooseKind(grade_level=grade_level, kind=each),
        )
        for each in PARTS
    ]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenKinds())]])


def _grade(grade_level: int) -> str:
    return c_("all classes", "Grade {number}").format(number=grade_level)


def _kinds(shown: YearPeriods, grade_level: int) -> str:
    kinds: list[PeriodKind] = shown.kinds_of(grade_level)
    return ", ".join(in_sentence(kind_name(each)) for each in kinds)
