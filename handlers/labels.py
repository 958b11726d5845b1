"""Pupils on buttons and in tables: a surname, and as much more as tells namesakes apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from domain.errors import Refused
from domain.people import Person
from handlers.words import joined, shorten

LABEL = 17  # characters of a name: a button has 20, the marks after it take the rest
_LEAST = 4  # characters that are left of a subject beside the longest group
NARROW = 7  # of a name that has the fifth part of a phone's width
MAX_PUPILS = 90  # a keyboard has 100 buttons (Bot API), some of them are not pupils

_SOFT = "аеёиоуыэюяйьъaeiouy-"  # letters that no shortened word ends with

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
    _check_count(pupils)
    people = {pupil.id: pupil for pupil in pupils}
    ways = [lambda who, way=way: shorten(way(people[who]).strip(), LABEL) for way in _WAYS]
    return _told_apart(
        list(people),
        ways,
        lambda who, place: shorten(f"{place}. {people[who].list_name}", LABEL),
    )


def list_names(pupils: Iterable[Person]) -> dict[int, str]:
    """In a line of text, by id: «Иванова Анна»; namesakes with the patronymic too."""
    people = {pupil.id: pupil for pupil in pupils}
    times = Counter(pupil.list_name for pupil in people.values())
    return {
        who: pupil.full_name if times[pupil.list_name] > 1 else pupil.list_name
        for who, pupil in people.items()
    }


def narrow_labels(pupils: Sequence[Person], room: int = NARROW) -> dict[int, str]:
    """The same within fewer characters: «Белов», «Виногр.», of namesakes «А. Ким» and «Б. Ким».

    What tells two apart comes first, because a narrow button or column cuts the end.
    """
    _check_count(pupils)
    people = {pupil.id: pupil for pupil in pupils}

    def surname(who: int) -> str:
        return abbreviated(people[who].family_name.strip(), room)

    def with_initials(who: int, *initials: str) -> str:
        before = "".join(initials)
        return joined(before, abbreviated(people[who].family_name, room - len(before) - 1), by=" ")

    return _told_apart(
        list(people),
        [
            surname,
            lambda who: with_initials(who, _initial(people[who].given_name)),
            lambda who: with_initials(
                who, _initial(people[who].given_name), _initial(people[who].middle_name)
            ),
            lambda who: abbreviated(people[who].given_name, room),
        ],
        lambda who, place: shorten(f"{place}. {people[who].list_name}", room),
    )


def narrow_titles(titles: Mapping[int, str], room: int) -> dict[int, str]:
    """Subjects above narrow columns: «Англ.», of two that begin alike «Рус. л» and «Рус. я»."""

    def two_words(key: int) -> str:
        first, _space, second = titles[key].partition(" ")
        return joined(abbreviated(first, room - 2), second[:1], by=" ")[:room]

    return _told_apart(
        list(titles),
        [lambda key: abbreviated(titles[key].partition(" ")[0], room), two_words],
        lambda key, place: f"{titles[key][:1]}{place}",
    )


def with_group(subject: str, group: str, room: int) -> str:
    """«Английский я., гр. 1»: the group stays whole as long as it can, words of the subject too."""
    tail = shorten(f", {group}", room - _LEAST) if group else ""
    left = room - len(tail)
    bare = subject.partition(" (")[0]
    first, _space, second = bare.partition(" ")
    ways = (subject, bare, f"{first} {second[:1]}.")
    if not group and len(bare) > left:
        return shorten(bare, left)
    return next((way for way in ways if len(way) <= left), abbreviated(first, left)) + tail


def abbreviated(word: str, room: int) -> str:
    """As much of the word as fits, with a point after a consonant: «Виногр.», «Биол.»."""
    if len(word) <= room:
        return word
    cut = word[: room - 1]
    return (cut.rstrip(_SOFT) or cut) + "."


def _told_apart(
    keys: Sequence[int],
    ways: Sequence[Callable[[int], str]],
    by_place: Callable[[int, int], str],
) -> dict[int, str]:
    """The first way in which each differs from all the others; else by the place in the list."""
    found: dict[int, str] = {}
    left = list(keys)
    for way in ways:
        written = {key: way(key) for key in left}
        others = [*written.values(), *found.values()]
        found |= {key: text for key, text in written.items() if text and _is_alone(text, others)}
        left = [key for key in left if key not in found]
    for place, key in enumerate(keys, start=1):
        if key not in found:
            found[key] = by_place(key, place)
    return found


def _is_alone(text: str, others: Sequence[str]) -> bool:
    """Among the others, where it stands itself."""
    return sum(_may_be(text, each) or _may_be(each, text) for each in others) == 1


def _may_be(short: str, long: str) -> bool:
    """«Никит.» beside «Никитин» may be either; «Ист.» is not «Ист. Р»."""
    begins = short.removesuffix(".")
    return short == long or (
        begins != short and long.startswith(begins) and not long.startswith(short)
    )


def _check_count(pupils: Sequence[Person]) -> None:
    if len(pupils) > MAX_PUPILS:
        raise Refused("section_too_large", limit=MAX_PUPILS)


def _initial(name: str) -> str:
    return f"{name[0]}." if name else ""
