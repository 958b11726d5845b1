"""Groups of a class on the screen."""

from datetime import date

from domain.groups.model import Group
from domain.groups.use_cases import ClassGroups, Place, SubjectGroups
from handlers.groups.callbacks import MovePupil, OpenGroups, OpenPupilGroup, OpenSubjectGroups
from handlers.labels import labels
from handlers.page import Block, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.timetable.callbacks import OpenClassDay
from handlers.words import _, day_month, joined, shorten


def groups_screen(found: ClassGroups, today: date) -> Screen:
    """A button a subject."""
    title = found.school_class.title
    blocks: list[Block] = [Heading(_("Groups · {title}").format(title=title))]
    class_id = found.school_class.id
    for groups in found.subjects:
        blocks.append(bold(groups[0].subject))
        blocks += [_named(each) for each in groups]
        outside = found.outside[groups[0].subject_id]
        if outside:
            blocks.append(_in_none(outside))
    if not found.subjects:
        blocks.append(_("This class is divided for no subject."))
    buttons = [
        Button(
            shorten(groups[0].subject, MAX_BUTTON),
            OpenSubjectGroups(class_id=class_id, subject_id=groups[0].subject_id),
        )
        for groups in found.subjects
    ]
    back = [Button(f"‹ {title}", OpenClassDay.of(class_id, today))]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def subject_screen(found: SubjectGroups) -> Screen:
    """Who is in which group; a button a pupil."""
    title, class_id = found.school_class.title, found.school_class.id
    blocks: list[Block] = [Heading(joined(title, found.groups[0].subject, by=" · "))]
    for group in found.groups:
        names = [each.student.full_name for each in found.places if _is_in(each, group)]
        blocks += ["", bold(f"{_named(group)} · {len(names)}"), *names]
    outside = [each.student.full_name for each in found.places if each.is_outside]
    if outside:
        blocks += ["", bold(_in_none(len(outside))), *outside]
    later = [_going(each) for each in found.places if each.later is not None]
    if later:
        blocks += ["", *later]
    blocks += ["", _("Whom to move?")]
    said = labels([each.student for each in found.places])
    subject_id = found.groups[0].subject_id
    buttons = [
        Button(
            said[each.student.id],
            OpenPupilGroup(class_id=class_id, subject_id=subject_id, student_id=each.student.id),
        )
        for each in found.places
    ]
    back = [Button(_("‹ Groups"), OpenGroups(class_id=class_id))]
    return Screen(blocks, [*in_columns(buttons, 3), back])


def pupil_screen(found: SubjectGroups, student_id: int) -> Screen:
    """The other groups, each from tomorrow or with the end of the next vacation."""
    place = found.place(student_id)
    class_id = found.school_class.id
    group = place.group
    blocks: list[Block] = [
        Heading(joined(place.student.full_name, found.groups[0].subject, by=" · ")),
        _named(group) if group else _nowhere(place),
    ]
    if place.later is not None:
        blocks.append(_going(place))
    blocks += [
        _("Before: {group} until {day}").format(group=former.name, day=day_month(day))
        for former, day in place.before
    ]
    blocks += [
        "",
        bold(_("Into which group, and from when?")),
        _(
            "Marks stay where they were set, and the new teacher reads them. The family is told if"
            " its lessons differ."
        )
        if not place.is_outside
        else _("The family is told of the first lesson."),
    ]
    bound = place.later or group
    others = [each for each in found.groups if each != bound]
    rows = [[_move(class_id, student_id, each, day) for day in found.days] for each in others]
    to = OpenSubjectGroups(class_id=class_id, subject_id=found.groups[0].subject_id)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), to)]])


def _move(class_id: int, student_id: int, group: Group, day: date) -> Button:
    since = _("from {day}").format(day=f"{day:%d.%m}")
    name = shorten(group.name, MAX_BUTTON - len(since) - 1)
    return Button(f"{name} {since}", MovePupil.of(class_id, student_id, group.section_id, day))


def _named(group: Group) -> str:
    return joined(group.name, group.teacher.short_name if group.teacher else "")


def _in_none(count: int) -> str:
    return _("In none of the groups · {count}").format(count=count)


def _nowhere(place: Place) -> str:
    return _("In none of the groups.") if place.is_outside else _("In no group today.")


def _is_in(place: Place, group: Group) -> bool:
    return place.group == group


def _going(place: Place) -> str:
    assert place.later is not None
    assert place.since is not None
    return _("{pupil}: {group} from {day}").format(
        pupil=place.student.full_name, group=place.later.name, day=f"{place.since:%d.%m}"
    )
