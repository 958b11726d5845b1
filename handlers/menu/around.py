"""What surrounds a screen: whose menu «‹ Назад» leads to, and the other diaries one tap away."""

from collections.abc import Sequence
from dataclasses import replace

from domain.actor import Actor
from domain.hat import Hat
from domain.people import Person
from handlers.classes.callbacks import OpenCard
from handlers.menu.callbacks import ChooseHat, OpenHats, OpenMenu, Section
from handlers.screen import Button, Screen, in_columns
from handlers.whose import hat_button, person_button
from handlers.words import _

_MOST_BESIDE = 4  # more children and roles than this get a screen of their own


def around_diary(screen: Screen, actor: Actor, student_id: int, section: Section) -> Screen:
    """A screen of a pupil's diary; the other children of the chat open in the same `section`.

    «‹ Назад» leads to the first screen of this child, even if another one's was open before, and
    for the school to the pupil in the class.
    """
    own = next(iter(actor.hats_about(student_id)), None)
    if own is None:
        return _back_to(screen, OpenCard(student_id=student_id))
    if own is not actor.current:
        screen = _back_to(screen, ChooseHat(binding_id=own.binding_id))
    others = [hat for hat in beside(actor, own) if not _same_child(hat, own)]
    return _with_others(screen, switches(others, own, section))


def around_work(screen: Screen, actor: Actor, person: Person) -> Screen:
    """A screen of this member of staff, who may have children or another school in this chat."""
    own = next(hat for hat in actor.current_first if hat.is_staff and hat.person.id == person.id)
    if own is not actor.current:
        screen = _back_to(screen, ChooseHat(binding_id=own.binding_id))
    return _with_others(screen, switches(beside(actor, own), own))


def beside(actor: Actor, open_now: Hat) -> list[Hat]:
    """The other children and roles of the chat.

    Where one phone serves both parents another child is there once, for whoever is reading.
    """
    found: dict[object, Hat] = {}
    for hat in sorted(actor.hats, key=lambda hat: hat.person.id != open_now.person.id):
        if hat is not open_now:
            is_other_child = hat.student is not None and not _same_child(hat, open_now)
            key = hat.student.id if hat.student and is_other_child else (hat.binding_id,)
            found.setdefault(key, hat)
    return [hat for hat in actor.hats if hat in found.values()]


def switches(hats: Sequence[Hat], open_now: Hat, section: Section = Section.MENU) -> list[Button]:
    """A tap each; a parent beside the other one of the same child is called by name."""
    if len(hats) > _MOST_BESIDE:
        return [Button(_("Children and roles"), OpenHats())]
    return [
        Button(
            person_button(hat) if _same_child(hat, open_now) else hat_button(hat),
            ChooseHat(binding_id=hat.binding_id, section=section if hat.student else Section.MENU),
        )
        for hat in hats
    ]


def _same_child(hat: Hat, other: Hat) -> bool:
    return (
        hat.student is not None
        and other.student is not None
        and (hat.student.id == other.student.id)
    )


def _back_to(screen: Screen, to: OpenCard | ChooseHat) -> Screen:
    keyboard = [
        [replace(each, to=to) if isinstance(each.to, OpenMenu) else each for each in row]
        for row in screen.keyboard
    ]
    return replace(screen, keyboard=keyboard)


def _with_others(screen: Screen, others: Sequence[Button]) -> Screen:
    """«‹ Назад» stays where it is; a single other diary stands beside it."""
    if not others:
        return screen
    *rows, back = screen.keyboard
    beside_back = list(others) if len(others) == 1 else []
    above = in_columns(others, 2) if len(others) > 1 else []
    return replace(screen, keyboard=[*rows, *above, [*back, *beside_back]])
