"""What a family reads: the words of a message, understood as a family would."""

import re
from collections.abc import Iterator
from itertools import takewhile

from tests.simulation.town import SUBJECTS, Town
from tests.simulation.wholes import AND, Said, Wholes

__all__ = ["REPEAT", "Reader", "Said"]

REPEAT = "повтор"

_SUBJECT = "|".join(SUBJECTS)
_WHAT = (
    (re.compile(r"было (\d), стало (\d)"), lambda m: (m[1], m[2])),
    (re.compile(r"(\d) → (\d)"), lambda m: (m[1], m[2])),
    (re.compile(r"оценка (\d) (?:за \d+ [а-я]+ )?снята"), lambda m: (m[1], "removed")),
    (re.compile(r"\b(\d) за "), lambda m: (None, m[1])),
    (re.compile(r"\| (\d)$"), lambda m: (None, m[1])),
    (re.compile(r"^[А-ЯЁ][а-яё]+: (\d)$"), lambda m: (None, m[1])),  # of what was missed
)
_ATTENDANCE = (
    (re.compile(r"снят|без пропуска|всё-таки была? |всё-таки не опозда"), "present"),
    (re.compile(r"ушёл раньше|ушла раньше|уход"), "left_early"),
    (re.compile(r"освобожд"), "released"),
    (re.compile(r"дистанционно"), "remote"),
    (re.compile(r"опозда"), "late"),
    (re.compile(r"не приш|нет на|не была? |не было|пропу"), "absent"),
)
# Somebody is called about a pupil: a message by itself, whose first line says it.
_PRESENCE = (
    ("contradiction", re.compile(r"на \d+-м уроке, хотя объявлено отсутствие: ")),
    ("arrived", re.compile(r"(?<!не )приш(?:ёл|ла) на \d+-й урок: ")),
    ("unknown", re.compile(r" не знает, где ")),
    ("found", re.compile(r": школа знает, где ребёнок$")),
    ("ill", re.compile(r": болеет$")),
    ("family", re.compile(r": по семейным обстоятельствам$")),
    ("coming", re.compile(r": едет, опоздает$")),
)
_STAFF_CALLED = re.compile(r", \d+[А-Е]\d+: нет на \d+-м уроке, ")
_CALLED_WHY = (
    ("first", re.compile(r"^Семью спросили[:.]")),
    ("nobody", re.compile(r"^Спросить в боте некого|^Родители этого ученика школе не известны")),
    ("silent", re.compile(r"^Семья не отвечает[:.]|^Ребёнок так и не пришёл", re.MULTILINE)),
)
_OF_LESSON = ("contradiction", "arrived", "first", "nobody", "silent")
_LESSON = re.compile(r"\d+-(й|м|ом|го) урок|^[✕◔◕○⌂↺] ", re.IGNORECASE)
_CARD = re.compile(r"(?:^|: )(завтра|в понедельник)\b", re.MULTILINE | re.IGNORECASE)
_LESSON_CHANGE = (
    ("cancelled", re.compile(r"\d+-й урок отменён: ")),
    ("usual", re.compile(r"\d+-й урок снова по расписанию: ")),
    ("teacher", re.compile(r"\d+-й урок \([а-я]+\) ведёт Предметный(\d+)")),
    ("room", re.compile(r"\d+-й урок изменился: ")),
)
_ROOM = re.compile(r"→ (\d{3})\b")
_LETTER = re.compile(r"Письмо (\d+)\.")
_WORDS = re.compile(r"[А-ЯЁа-яё]+")


class Reader:
    """Knows the pupils' names and the subjects, nothing of the program."""

    def __init__(self, town: Town) -> None:
        self._pupils = {each.name: each.id for each in town.pupils}
        self._subjects = {title.casefold(): n + 1 for n, title in enumerate(SUBJECTS)}
        self._wholes = Wholes(self._pupils, self._subjects)

    def statements(self, text: str) -> list[Said]:
        return self._presence(text) or self._wholes.read(text) or list(self._read(text))

    def without_mark(self, text: str) -> str:
        """The same, whether or not it is told as a repetition."""
        begins, mark, rest = text.partition(": ")
        return (rest if mark and begins.casefold() == REPEAT else text).casefold()

    def letters(self, text: str) -> list[str]:
        return [found[1] for found in _LETTER.finditer(text)]

    def _read(self, text: str) -> Iterator[Said]:
        news, card = self._apart(text)
        yield from self._news(news)
        if found := self._card(card):
            for pupil in self._named(card) or [0]:  # to the pupil it names nobody
                yield Said(("card", pupil, 0), None, found)

    def _presence(self, text: str) -> list[Said]:
        """Where a pupil is, as somebody is called; at a lesson or away from it, which one."""
        head, _, rest = text.partition("\n")
        asked, within = (_CALLED_WHY, rest) if _STAFF_CALLED.search(head) else (_PRESENCE, head)
        why = next((name for name, sign in asked if sign.search(within)), None)
        named = self._named(head)
        if why is None or len(named) != 1:
            return []
        kind, lesson = "presence", ""
        if why in _OF_LESSON:
            words = map(str.casefold, _WORDS.findall(head))
            [subject] = [self._subjects[each] for each in words if self._is(each)]
            lesson = f" {subject}"
        if why == "contradiction":  # of no case: it is told by itself
            kind = why
        return [Said((kind, named[0], 0), None, f"{why}{lesson}")]

    def _apart(self, text: str) -> tuple[str, str]:
        """The news of the day, and the card of the next one below them."""
        found = _CARD.search(text)
        at = text.rfind("\n", 0, found.start()) + 1 if found else len(text)
        return text[:at], text[at:]

    def _news(self, text: str) -> Iterator[Said]:
        pupil = 0
        finals = False
        lines = text.split("\n")
        for number, line in enumerate(lines):
            words = _WORDS.findall(line)
            named = self._named(line)
            if named:
                pupil = named[0]
                finals = False
            finals = finals or "итог" in line.casefold()
            found = [self._subjects[each] for each in map(str.casefold, words) if self._is(each)]
            if pupil and (change := self._lesson(line, lines[number + 1 : number + 3])):
                yield Said(("lesson", pupil, found[0]), None, change)
            elif pupil and found:
                yield from self._line(line, pupil, found, finals)

    def _lesson(self, line: str, below: list[str]) -> str | None:
        """How a lesson ahead has changed; the room may be told below."""
        name, values = _change_of(line) or ("", ())
        if name not in ("teacher", "room"):
            return name or None
        own = [line, *takewhile(lambda each: _change_of(each) is None, below)]
        rooms = [f"room {found[1]}" for found in map(_ROOM.search, own) if found]
        return AND.join([*(f"{name} {each}" for each in values), *rooms[:1]])

    def _card(self, text: str) -> str | None:
        """The day that an evening card is for."""
        found = _CARD.search(text)
        return found[1].casefold() if found else None

    def _named(self, text: str) -> list[int]:
        return [self._pupils[word] for word in _WORDS.findall(text) if word in self._pupils]

    def _is(self, word: str) -> bool:
        return word in self._subjects

    def _line(self, line: str, pupil: int, subjects: list[int], finals: bool) -> Iterator[Said]:
        if _LESSON.search(line):
            status = next((name for sign, name in _ATTENDANCE if sign.search(line)), None)
            for each in subjects if status else ():  # absences of one day are one line
                yield Said(("absence", pupil, each), None, status or "")
            return
        subject = subjects[0]
        for sign, meaning in _WHAT:
            if match := sign.search(line):
                old, new = meaning(match)
                # A row of a table leaves it to the heading; marks of lessons are lines.
                is_final = "четверть" in line or (finals and " | " in line)
                yield Said(("final_mark" if is_final else "mark", pupil, subject), old, new)
                return


def _change_of(line: str) -> tuple[str, tuple[str, ...]] | None:
    """What the line says of a lesson ahead, and of whom."""
    found = ((name, sign.search(line)) for name, sign in _LESSON_CHANGE)
    return next(((name, match.groups()) for name, match in found if match), None)
