"""Who may hear of whom at this moment: told by the world, never asked of the program under test."""

import re
from dataclasses import dataclass, field

from tests.simulation.town import Pupil, Town

_WORD = re.compile(r"[А-ЯЁа-яё]+")


@dataclass(slots=True)
class Truth:
    """Changes with every event of the world, at once."""

    town: Town
    open: set[tuple[int, int, str, int | None]] = field(default_factory=set)
    wards: set[tuple[int, int]] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)  # people whom the school no longer has
    leaving: set[int] = field(default_factory=set)  # have pressed, and may not have been heard yet
    class_of: dict[int, int] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open = set(self.town.bindings)
        self.wards = {(each, pupil.id) for pupil in self.town.pupils for each in pupil.guardians}
        self.class_of = {pupil.id: pupil.class_id for pupil in self.town.pupils}
        self._named = {pupil.name: pupil.id for pupil in self.town.pupils}
        assert len(self._named) == len(self.town.pupils), "two pupils of one name"

    def unbind(self, chat_id: int) -> None:
        """Everything that the chat was connected to is over."""
        self.open = {each for each in self.open if each[0] != chat_id}

    def note_left(self) -> None:
        """Every press has been handled."""
        while self.leaving:
            self.unbind(self.leaving.pop())

    def end_guardianship(self, guardian_id: int, pupil_id: int) -> None:
        self.wards.discard((guardian_id, pupil_id))

    def leave_school(self, person_id: int) -> None:
        self.gone.add(person_id)

    def is_staff(self, chat_id: int) -> bool:
        return any(chat == chat_id and role == "staff" for chat, _, role, _ in self.open)

    def hears_of(self, chat_id: int) -> set[int]:
        """The pupils of whom a family's chat may be told."""
        return {
            pupil
            for chat, person, role, pupil in self.open
            if chat == chat_id
            and pupil is not None
            and person not in self.gone
            and pupil not in self.gone
            and (role == "student" or (person, pupil) in self.wards)
        }

    def chats_of(self, pupil_id: int) -> set[int]:
        """The chats of the family that are to be told of this pupil."""
        return {
            chat
            for chat in {each[0] for each in self.open if each[3] == pupil_id}
            if pupil_id in self.hears_of(chat)
        }

    def guardian_chats_of(self, pupil_id: int) -> set[int]:
        """The chats of those who answer for this pupil."""
        return self.chats_of(pupil_id) & {
            chat for chat, _, role, of in self.open if role == "guardian" and of == pupil_id
        }

    def may_be_written_of(self, pupil: Pupil, class_id: int) -> bool:
        """Whether the class's teacher has somebody to write to."""
        has_family = any((each, pupil.id) in self.wards for each in pupil.guardians)
        return has_family and self.class_of[pupil.id] == class_id and pupil.id not in self.gone

    def chats_of_class(self, class_id: int) -> set[int]:
        """The chats of all families of a class."""
        pupils = [pupil for pupil, of in self.class_of.items() if of == class_id]
        return set().union(*map(self.chats_of, pupils))

    def named_in(self, text: str) -> set[int]:
        """The pupils whom a text is about."""
        return {self._named[word] for word in _WORD.findall(text) if word in self._named}
