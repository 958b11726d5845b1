"""For whom a homework is: everybody, or names to tap."""

from collections.abc import Collection, Sequence
from zlib import crc32

from domain.errors import Refused
from domain.homework.addressing import Addressing
from domain.people import Person
from handlers.labels import labels
from handlers.lessons.callbacks import AskHomework, OpenHomework
from handlers.lessons.heads import homework_line, lesson_lines
from handlers.lessons.pupil_callbacks import AddressHomework, PickHomeworkPupils
from handlers.page import Block, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, n_


def mask_of(pupils: Sequence[Person], chosen: Collection[int]) -> str:
    """The places of the chosen ones in the list."""
    mask = sum(1 << place for place, pupil in enumerate(pupils) if pupil.id in chosen)
    return f"{mask:x}" if mask else ""


def check_of(pupils: Sequence[Person]) -> str:
    """A sum over the pupils in their order: a mask over another list would name others."""
    return f"{crc32(','.join(str(pupil.id) for pupil in pupils).encode()):x}"


def read_mask(pupils: Sequence[Person], picked: str, check: str) -> frozenset[int]:
    """The pupils meant by a button; `Refused` "pupils_changed" when the list is another one."""
    mask = int(picked, 16) if picked else 0
    if picked and (check != check_of(pupils) or mask >> len(pupils)):
        raise Refused("pupils_changed")
    return frozenset(pupil.id for place, pupil in enumerate(pupils) if mask >> place & 1)


def picking_screen(found: Addressing, picked: frozenset[int], due_lesson_id: int = 0) -> Screen:
    """Every name says the choice that a tap leads to."""
    taught, item = found.desk.taught, found.item
    place = {"lesson_id": taught.id, "homework_id": item.id if item is not None else 0}
    if item is None:
        place["due_lesson_id"] = due_lesson_id
    check = check_of(found.pupils)
    blocks: list[Block] = [*lesson_lines(taught)]
    if item is not None:
        blocks.append(homework_line(item))
    blocks.append(bold(_counted(len(picked))))
    names = labels(found.pupils)
    buttons = []
    for pupil in found.pupils:
        after = mask_of(found.pupils, picked ^ {pupil.id})
        to = PickHomeworkPupils(**place, picked=after, check=check)
        name, is_picked = names[pupil.id], pupil.id in picked
        buttons.append(
            Button(f"✓ {name}" if is_picked else name, to, Style.SUCCESS if is_picked else None)
        )
    done = AddressHomework(**place, picked=mask_of(found.pupils, picked), check=check)
    ready = Button(_("Done"), done, Style.PRIMARY)
    back = OpenHomework(**place) if item is not None else AskHomework(**place)
    return Screen(blocks, [*in_columns(buttons, 3), [ready], [Button(_("‹ Back"), back)]])


def _counted(count: int) -> str:
    if not count:
        return _("For everybody. Tap those for whom it is, if it is for some only.")
    return n_("For {count} pupil", "For {count} pupils", count)
