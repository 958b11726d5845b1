"""Lesson plans (КТП): themes of each subject, unrolled into a topic and a homework a lesson."""

from dataclasses import dataclass
from functools import cache

from bot.demo import curriculum as c

# What a theme's lessons are called, in turn; the last two are written by the whole class.
_STEPS = (
    "{theme}. Новый материал",
    "{theme}. Закрепление",
    "{theme}. Практикум",
    "{theme}. Проверочная работа",
    "{theme}. Применение",
    "{theme}. Обобщение",
    "Контрольная работа: «{theme}»",
    "Работа над ошибками: «{theme}»",
)
CHECK_STEP, CONTROL_STEP = 3, 6

# Where hands or voices do the work.
_PRACTICAL_STEPS = (
    "{theme}. Знакомство",
    "{theme}. Приёмы",
    "{theme}. Практика",
    "{theme}. Проверка умений",
    "{theme}. Практика в группах",
    "{theme}. Закрепление",
    "Зачёт: «{theme}»",
    "{theme}. Итоги",
)
_PRACTICAL = frozenset({c.SPORT, c.MUSIC, c.ART, c.CRAFTS, c.SAFETY, c.PROJECT})
# Grade 1 writes no control works in its first half-year and gets no marks at all (facts §2.1).
_FIRST_GRADE_STEPS = (
    "{theme}. Новое",
    "{theme}. Учимся вместе",
    "{theme}. Работаем в паре",
    "{theme}. Повторение",
)

_PRIMARY = {
    c.RUSSIAN: "Текст и предложение|Слово и слог|Гласные и согласные|Корень слова|Приставка|"
    "Суффикс|Имя существительное|Имя прилагательное|Глагол|Главные члены предложения",
    c.READING: "Устное народное творчество|Сказки Пушкина|Басни Крылова|Родная природа|"
    "Рассказы о детях|О братьях наших меньших|Стихи о зиме|Зарубежная литература",
    c.MATHS: "Числа и величины|Сложение и вычитание|Таблица умножения|Деление|Задачи в два "
    "действия|Периметр и площадь|Доли|Порядок действий|Единицы времени",
    c.WORLD: "Живая и неживая природа|Времена года|Вода и воздух|Растения|Животные|Тело "
    "человека|Наша страна|Правила безопасности",
    c.RELIGIONS: "Россия — наша Родина|Ценности и традиции|Добро и зло|Милосердие|Семья",
    c.LITERACY: "Читаем график|Карманные деньги|Проверяем источник|Планируем день",
}
_BASIC = {
    c.RUSSIAN: "Причастие|Причастный оборот|Деепричастие|Наречие|Н и НН в суффиксах|Предлог|"
    "Союз|Частица|Сложное предложение|Прямая речь|Обособление|Текст и стиль",
    c.LITERATURE: "Древнерусская литература|М. В. Ломоносов|А. С. Пушкин|М. Ю. Лермонтов|"
    "Н. В. Гоголь|И. С. Тургенев|Л. Н. Толстой|А. П. Чехов|Поэзия Серебряного века",
    c.MATHS: "Натуральные числа|Делимость|Обыкновенные дроби|Десятичные дроби|Проценты|"
    "Отношения и пропорции|Положительные и отрицательные числа|Координаты|Площадь и объём",
    c.ALGEBRA: "Числовые выражения|Степень с натуральным показателем|Многочлены|Формулы "
    "сокращённого умножения|Разложение на множители|Линейные уравнения|Линейная функция|"
    "Системы уравнений|Квадратные уравнения|Неравенства",
    c.GEOMETRY: "Смежные и вертикальные углы|Признаки равенства треугольников|Параллельные "
    "прямые|Сумма углов треугольника|Прямоугольный треугольник|Окружность|Площади|Подобие",
    c.STATISTICS: "Таблицы и диаграммы|Среднее и медиана|Размах|Графы|Случайные события|Частота",
    c.INFORMATICS: "Информация и её свойства|Кодирование|Файлы и папки|Текстовый редактор|"
    "Алгоритмы|Ветвление|Циклы|Электронные таблицы",
    c.HISTORY: "Эпоха Великих открытий|Реформация|Россия в XVI веке|Смутное время|Первые "
    "Романовы|Петровские реформы|Эпоха дворцовых переворотов|Россия в XIX веке",
    c.SOCIETY: "Человек и общество|Право и закон|Семья|Экономика и её участники|Государство|"
    "Гражданин",
    c.GEOGRAPHY: "План и карта|Литосфера|Гидросфера|Атмосфера|Африка|Южная Америка|Евразия|"
    "Население|Хозяйство России",
    c.PHYSICS: "Физические величины|Строение вещества|Равномерное движение|Масса и плотность|"
    "Сила тяжести|Давление|Закон Архимеда|Работа и мощность|Тепловые явления|Ток и напряжение",
    c.CHEMISTRY: "Вещества и смеси|Атомы и молекулы|Химическая формула|Оксиды|Кислоты|Соли|"
    "Периодический закон|Химическая связь",
    c.BIOLOGY: "Клетка|Ткани|Корень и побег|Простейшие|Черви и моллюски|Членистоногие|Рыбы|"
    "Птицы|Млекопитающие|Человек",
    c.CULTURE: "Дом и семья|Обычаи народов России|Духовный мир человека|Памятники культуры",
    c.PROJECT: "Тема и цель|Источники|План исследования|Черновик|Защита проекта",
}
_EVERY_GRADE = {
    c.TALKS: "День знаний|Наши герои|День учителя|Родной язык|Моя семья|Труд крут|Наука рядом|"
    "День единства|Разговор о времени|Безопасность в сети",
    c.ENGLISH: "My family|School life|Food and drinks|Travelling|Hobbies|Health|Weather and "
    "seasons|Sports|Famous people|My town",
    c.ART: "Натюрморт|Пейзаж|Портрет|Орнамент|Графика|Архитектура",
    c.MUSIC: "Народная песня|Опера|Балет|Симфония|Джаз|Музыка кино",
    c.CRAFTS: "Материалы|Инструменты|Чертёж|Изготовление изделия|Отделка|Проект|Кулинария",
    c.SPORT: "Лёгкая атлетика|Баскетбол|Гимнастика|Волейбол|Лыжная подготовка|Подвижные игры",
    c.SAFETY: "Правила дорожного движения|Пожарная безопасность|Первая помощь|Опасности в быту",
}

_HOMEWORK = {
    c.MATHS: "№ {a}, {b}",
    c.ALGEBRA: "№ {a}, {b} (обе части)",
    c.GEOMETRY: "п. {p}, № {a}, {b}",
    c.STATISTICS: "п. {p}, № {a}",
    c.PHYSICS: "§ {p}, задачи {a} и {b}",
    c.CHEMISTRY: "§ {p}, упр. {q}",
    c.RUSSIAN: "упр. {a}, правило на с. {q}",
    c.READING: "с. {q}–{r}, читать и пересказывать",
    c.LITERATURE: "прочитать с. {q}–{r}, ответить на вопросы",
    c.ENGLISH: "упр. {p} на с. {q}, слова учить",
    c.INFORMATICS: "§ {p}, задание {q} в тетради",
    c.MUSIC: "послушать запись к уроку, выписать темы",
    c.ART: "закончить рисунок",
    c.CRAFTS: "принести материалы для изделия",
    c.PROJECT: "дописать раздел {p} проекта",
}
_OTHER_HOMEWORK = "§ {p}, вопросы на с. {q}"


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A line of a lesson plan; `step` is its place within the theme."""

    title: str
    homework: str
    step: int
    ordinal: int  # in the plan, from 1


@cache
def lesson_plan(subject: str, grade_level: int, lessons: int) -> tuple[PlannedLesson, ...]:
    """The plan of a subject in a grade for that many lessons: every theme gets its share."""
    themes = _themes(subject, grade_level)
    return tuple(_planned(subject, themes, grade_level, at, lessons) for at in range(lessons))


@cache
def _themes(subject: str, grade_level: int) -> tuple[str, ...]:
    known = _EVERY_GRADE.get(subject) or (_PRIMARY if grade_level <= 4 else _BASIC)[subject]
    themes = tuple(known.split("|"))
    start = grade_level * 3 % len(themes)
    return themes[start:] + themes[:start]


def _planned(
    subject: str, themes: tuple[str, ...], grade_level: int, at: int, lessons: int
) -> PlannedLesson:
    step = at % len(_STEPS)
    theme = themes[at // len(_STEPS) % len(themes)]
    steps: tuple[str, ...] = _PRACTICAL_STEPS if subject in _PRACTICAL else _STEPS
    if grade_level == 1:
        steps = _FIRST_GRADE_STEPS
    title = steps[step % len(steps)].format(theme=theme)
    if subject in c.UNMARKED:
        title = themes[at % len(themes)]
    page = 6 + at * 150 // max(lessons, 1)
    pattern = _HOMEWORK.get(subject, _OTHER_HOMEWORK)
    homework = pattern.format(
        p=1 + at // 3, q=page, r=page + 4, a=20 + at * 4 + grade_level, b=22 + at * 4 + grade_level
    )
    if subject in c.WITHOUT_HOMEWORK or grade_level == 1:
        homework = ""
    return PlannedLesson(title, homework, step, ordinal=at + 1)
