"""Educational areas of the federal curricula (S4 П2.VI, R053)."""

from enum import StrEnum


class Area(StrEnum):
    """To which a subject belongs, in the order of the federal plans.

    `EXTRA` is beside the plan: what is taught outside lessons is no part of the weekly load.
    """

    RUSSIAN = "russian"
    NATIVE = "native"
    FOREIGN = "foreign"
    MATHS = "maths"
    WORLD = "world"
    SOCIETY = "society"
    NATURE = "nature"
    ETHICS = "ethics"
    ART = "art"
    TECHNOLOGY = "technology"
    SPORT = "sport"
    SAFETY = "safety"
    OTHER = "other"
    EXTRA = "extra"


_BEGIN: tuple[tuple[Area, tuple[str, ...]], ...] = (
    (Area.EXTRA, ("разговоры о важном", "россия — мои", "россия – мои", "россия - мои")),
    (Area.NATIVE, ("родн", "литературное чтение на родном")),
    (Area.RUSSIAN, ("русск", "литератур")),
    (
        Area.FOREIGN,
        ("английск", "немецк", "французск", "испанск", "китайск", "иностранн", "второй иностр"),
    ),
    (Area.MATHS, ("математ", "алгебр", "геометр", "вероятност", "информатик", "статистик")),
    (Area.WORLD, ("окружающ",)),
    (Area.SOCIETY, ("истори", "всеобщая истори", "обществозн", "географ", "право", "экономик")),
    (Area.NATURE, ("физика", "хими", "биолог", "астроном", "естествозн")),
    (Area.ETHICS, ("орксэ", "однкнр", "основы религиозн", "основы духовн")),
    (Area.ART, ("изо", "музык", "мхк", "искусств", "мировая художественн")),
    (Area.TECHNOLOGY, ("труд", "технолог")),
    (Area.SPORT, ("физкульт", "физическая культ")),
    (Area.SAFETY, ("обзр", "обж", "основы безопасн")),
    (Area.OTHER, ("индивидуальный проект",)),
)


def likely_area(title: str) -> Area | None:
    """By how a subject's title begins; None where it says nothing, and the deputy chooses."""
    words = title.strip().casefold().replace("ё", "е")
    fitting = [
        (len(each), area) for area, begins in _BEGIN for each in begins if words.startswith(each)
    ]
    return max(fitting, key=lambda found: found[0], default=(0, None))[1]
