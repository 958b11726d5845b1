"""Names of the demo school and how they agree with each other (facts.md §3.4)."""

from dataclasses import dataclass
from random import Random

from domain.people import Sex


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BOYS = _words(
    "Артём Александр Максим Михаил Иван Дмитрий Даниил Кирилл Матвей Тимофей Егор Илья Никита "
    "Роман Андрей Фёдор Лев Марк Степан Глеб Семён Ярослав Арсений Константин Алан Сармат Тимур "
    "Адьян Пётр Григорий"
)
GIRLS = _words(
    "София Мария Анна Анастасия Виктория Дарья Елизавета Полина Алиса Ксения Арина Варвара Ева "
    "Екатерина Вероника Александра Алёна Кира Милана Ульяна Таисия Яна Аделина Даяна Камила "
    "Маргарита Ольга Вера Есения Злата"
)
WOMEN = _words(
    "Елена Ольга Наталья Светлана Ирина Татьяна Марина Юлия Екатерина Анна Людмила Галина "
    "Оксана Надежда Валентина Лариса Алёна Вера Любовь Инна"
)

# A father's name with the patronymics of a son and of a daughter: not always by a rule.
FATHERS: dict[str, tuple[str, str]] = {
    "Александр": ("Александрович", "Александровна"),
    "Сергей": ("Сергеевич", "Сергеевна"),
    "Дмитрий": ("Дмитриевич", "Дмитриевна"),
    "Алексей": ("Алексеевич", "Алексеевна"),
    "Андрей": ("Андреевич", "Андреевна"),
    "Евгений": ("Евгеньевич", "Евгеньевна"),
    "Михаил": ("Михайлович", "Михайловна"),
    "Иван": ("Иванович", "Ивановна"),
    "Николай": ("Николаевич", "Николаевна"),
    "Владимир": ("Владимирович", "Владимировна"),
    "Павел": ("Павлович", "Павловна"),
    "Роман": ("Романович", "Романовна"),
    "Пётр": ("Петрович", "Петровна"),
    "Илья": ("Ильич", "Ильинична"),
    "Лев": ("Львович", "Львовна"),
    "Никита": ("Никитич", "Никитична"),
    "Юрий": ("Юрьевич", "Юрьевна"),
    "Виктор": ("Викторович", "Викторовна"),
    "Олег": ("Олегович", "Олеговна"),
    "Артём": ("Артёмович", "Артёмовна"),
    "Фёдор": ("Фёдорович", "Фёдоровна"),
    "Тимур": ("Тимурович", "Тимуровна"),
}

_REGULAR = _words(
    "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов "
    "Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров "
    "Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин "
    "Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов "
    "Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев "
    "Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов "
    "Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Пономарёв Калинин Кириллов "
    "Клименков Ефимов Лазарев Суворов Чернов Рябов Поликарпов Субботин Шилов Устинов Большаков "
    "Савин Панов Рыбаков Абрамов Воронов Мухин Архипов Трофимов Мартынов Емельянов Горшков "
    "Гордеев Дёмин Ёлкин Щукин Цветков Юдин Эминов"
)
_ADJECTIVAL = _words(
    "Покровский Островский Вишневский Белинский Троицкий Радищевский Достоевский Никольский "
    "Толстой Бережной Горький"
)
_INDECLINABLE = _words(
    "Шевченко Ким Дурново Черных Бондаренко Ткаченко Цой Коваленко Долгих Сверчук Мельник Лисенко "
    "Живаго Гайдар Шмидт"
)
_DOUBLE = (
    ("Петров-Водкин", "Петрова-Водкина"),
    ("Мамин-Сибиряк", "Мамина-Сибиряк"),
    ("Соколов-Микитов", "Соколова-Микитова"),
    ("Новиков-Прибой", "Новикова-Прибой"),
)
_FROM_THE_SOUTH = _words(
    "Мамедов Алиев Гасанов Гусейнов Исмаилов Керимов Рзаев Аббасов"  # patronymic with оглы, кызы
)
_SOUTHERN_FATHERS = _words("Рашид Эльдар Вагиф Ильхам Рамиз Самир Фарид")
_SOUTHERN_BOYS = _words("Эльнур Руслан Эмиль Тимур Рамиль Турал")
_SOUTHERN_GIRLS = _words("Лейла Айсель Камила Нигяр Диана Амина")
_WITHOUT_PATRONYMIC = (
    ("Нгуен", "Минь", "Лан"),
    ("Чжан", "Вэй", "Мэй"),
    ("Даниэлян", "Давид", "Лусине"),
    ("Окафор", "Эмека", "Ада"),
    ("Вебер", "Лукас", "Эмма"),
)


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a family hands down: the surname for each sex and the father's name."""

    his: str
    hers: str
    father: str
    patronymics: tuple[str, str]
    boys: tuple[str, ...] = BOYS
    girls: tuple[str, ...] = GIRLS

    def surname(self, sex: Sex) -> str:
        return self.hers if sex is Sex.FEMALE else self.his

    def patronymic(self, sex: Sex) -> str:
        return self.patronymics[1] if sex is Sex.FEMALE else self.patronymics[0]

    def given(self, sex: Sex, rng: Random) -> str:
        return rng.choice(self.girls if sex is Sex.FEMALE else self.boys)


def feminine(surname: str) -> str:
    """«Иванов» → «Иванова», «Островский» → «Островская»; an indeclinable one stays."""
    if surname in _INDECLINABLE:
        return surname
    if surname.endswith(("ский", "цкий", "ой", "ий")):
        return f"{surname[:-2]}ая"
    return f"{surname}а"


def make_lineage(rng: Random, surname: str | None = None) -> Lineage:
    """A family's names; about one in fifteen is of a kind that software likes to get wrong."""
    kind = rng.random() if surname is None else 1.0
    if kind < 0.02:
        return southern(rng)
    if kind < 0.03:
        return foreign(rng)
    father = rng.choice(tuple(FATHERS))
    if kind < 0.04:
        his, hers = rng.choice(_DOUBLE)
        return Lineage(his, hers, father, FATHERS[father])
    if surname is None:
        surname = _common_surname(kind, rng)
    return Lineage(surname, feminine(surname), father, FATHERS[father])


def _common_surname(kind: float, rng: Random) -> str:
    if kind < 0.10:
        return rng.choice(_INDECLINABLE)
    if kind < 0.17:
        return rng.choice(_ADJECTIVAL)
    return rng.choice(_REGULAR)


def southern(rng: Random) -> Lineage:
    """A family whose patronymics end in «оглы» and «кызы»."""
    surname, father = rng.choice(_FROM_THE_SOUTH), rng.choice(_SOUTHERN_FATHERS)
    return Lineage(
        surname,
        feminine(surname),
        father,
        (f"{father} оглы", f"{father} кызы"),
        _SOUTHERN_BOYS,
        _SOUTHERN_GIRLS,
    )


def foreign(rng: Random) -> Lineage:
    """A family without patronymics."""
    surname, he, she = rng.choice(_WITHOUT_PATRONYMIC)
    return Lineage(surname, surname, he, ("", ""), (he,), (she,))


def adult(rng: Random, sex: Sex, lineage: Lineage | None = None) -> tuple[str, str, str]:
    """Surname, name and patronymic of a grown-up; of the lineage only the surname is taken."""
    lineage = lineage or make_lineage(rng)
    given = rng.choice(WOMEN) if sex is Sex.FEMALE else rng.choice(tuple(FATHERS))
    own_father = rng.choice(tuple(FATHERS))
    middle = FATHERS[own_father][1 if sex is Sex.FEMALE else 0] if lineage.patronymics[0] else ""
    return lineage.surname(sex), given, middle
