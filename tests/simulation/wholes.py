"""Messages by themselves: to staff, and the forecast of the week, as their readers understand them.

The first words say which of them it is; a mark of repetition may stand before them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORDS = re.compile(r"[А-ЯЁа-яё]+")
_TASKS = re.compile(
    r"^(?:повтор: )?(?:не заполнено в журнале: |ждёт вас: |стало просроченным)", re.IGNORECASE
)
_FORECAST = re.compile(r"^.*: что выходит$", re.MULTILINE)
_UNLOCK = (
    ("asked", re.compile(r"^.*Предметный\d+ .* просит открыть отметку\n")),
    ("open", re.compile(r"^.*: [^:\n]+\nОткрыто до ")),
    ("declined", re.compile(r"^.*: [^:\n]+\nОтклонено\. ")),
)
_TEACHING = re.compile(r"^.* \d+-й урок, \d+[А-Е](\d+) ([а-я]+): (.*)")
_TEACHING_CHANGE = (
    ("undone", re.compile(r"изменение отменено(?:$|, )")),
    ("cancelled", re.compile(r"отменён$")),
    ("given to", re.compile(r"вас замещает Предметный(\d+)")),
    ("instead of", re.compile(r"вы замещаете \(по расписанию Предметный(\d+)")),
    ("room", re.compile(r"изменён, .*\b(\d{3})$")),
)

AND = ", "


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: of `about` (kind, pupil, subject) the reader now knows `new`.

    Of a teacher's own lesson the class stands in the pupil's place.
    """

    about: tuple[str, int, int]
    old: str | None
    new: str

    @property
    def states(self) -> tuple[str, ...]:
        """Of a lesson two may stand at once: by another teacher, and elsewhere."""
        return tuple(self.new.split(AND))


@dataclass(frozen=True, slots=True)
class Wholes:
    """Pupils by name, subjects by title."""

    pupils: Mapping[str, int]
    subjects: Mapping[str, int]

    def read(self, text: str) -> list[Said]:
        """Nothing where it is no such message."""
        if _TASKS.search(text):
            return [Said(("tasks", 0, 0), None, "told")]
        if heads := _FORECAST.findall(text):
            return [
                Said(("forecast", self.pupils[word], 0), None, "told")
                for head in heads
                for word in _WORDS.findall(head)
                if word in self.pupils
            ]
        return self._unlock(text) or self._teaching(text)

    def _unlock(self, text: str) -> list[Said]:
        state = next((name for name, sign in _UNLOCK if sign.search(text)), None)
        if state is None:
            return []
        line = text.split("\n")[state == "asked"]
        words = _WORDS.findall(line)
        [pupil] = [self.pupils[word] for word in words if word in self.pupils]
        [subject] = [self.subjects[word] for word in words if word in self.subjects]
        return [Said(("unlock", pupil, subject), None, state)]

    def _teaching(self, text: str) -> list[Said]:
        match = _TEACHING.search(text)
        if match is None or match[2] not in self.subjects:
            return []
        for name, sign in _TEACHING_CHANGE:
            if found := sign.search(match[3]):
                about = ("teaching", int(match[1]), self.subjects[match[2]])
                return [Said(about, None, " ".join((name, *found.groups())))]
        return []
