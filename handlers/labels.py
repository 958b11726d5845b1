"""Pupils on buttons: a surname, and as much more as tells namesakes apart."""

from collections import Counter
from collections.abc import Callable, Sequence

from domain.errors import Refused
from domain.people import Person
from handlers.words import joined, shorten

LABEL = 17  # characters of a name: a button has 20, the marks after it take the rest
MAX_PUPILS = 90  # a keyboard has 100 buttons (Bot API), some of them are not pupils

_WAYS: tuple[Callable[[Person], str], ...] = (
    lambda person: person.family_name,
    lambda person: joined(person.family_name, _initial(person.given_name), by=" "),
    lambda person: person.short_name,
    lambda person: person.list_name,
    lambda person: f"{_initial(person.family_name)} {person.given_name} {person.middle_name}",
)


def labels(pupils: Sequence[Person]) -> dict[int, str]:
    """A different label of at most `LABEL` characters for every pupil, by id.

    «Ёлкина»; namesakes become «Иванов А.», then «Иванов А. Д.», and so on; who cannot be told
    apart by name gets the place in the list. `Refused` for more pupils than a keyboard holds.
    """
    if len(pupils) > MAX_PUPILS:
        raise Refused("section_too_large", limit=MAX_PUPILS)
    found: dict[int, str] = {}
    left = list(pupils)
    for way in _WAYS:
        written = {pupil.id: shorten(way(pupil).strip(), LABEL) for pupil in left}
        times = Counter([*written.values(), *found.values()])
        found |= {key: label for key, label in written.items() if label and times[label] == 1}
        left = [pupil for pupil in left if pupil.id not in found]
    for place, pupil in enumerate(pupils, start=1):
        if pupil.id not in found:
            found[pupil.id] = shorten(f"{place}. {pupil.list_name}", LABEL)
    return found


def _initial(name: str) -> str:
    return f"{name[0]}." if name else ""
