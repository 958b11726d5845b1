"""The work types a new school begins with; it may change titles, weights and terms (facts §2.6).

Weights run from 1 (an answer in class) to 4 (a control work); `days_open` is how many days after
the lesson the mark may still be set: 0 on the day itself, 7 for written works (S1 П1.2, S4 §4(а)).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkTypeDefault:
    """One row of the list, before it belongs to a school."""

    code: str
    title: str
    short_title: str
    weight: int
    days_open: int
    counts: bool = True
    is_control: bool = False


# In the order in which a teacher is offered them: the usual ones first.
DEFAULT_WORK_TYPES: tuple[WorkTypeDefault, ...] = (
    WorkTypeDefault("answer", "Ответ на уроке", "Ответ", 1, 0),
    WorkTypeDefault("classwork", "Работа на уроке", "Урок", 1, 0),
    WorkTypeDefault("homework", "Домашнее задание", "Д/з", 1, 0),
    WorkTypeDefault("independent", "Самостоятельная работа", "С/р", 2, 7),
    WorkTypeDefault("quiz", "Проверочная работа", "П/р", 2, 7),
    WorkTypeDefault("test", "Тестирование", "Тест", 2, 7),
    WorkTypeDefault("control", "Контрольная работа", "К/р", 4, 7, is_control=True),
    WorkTypeDefault("practical", "Практическая работа", "Практ.", 2, 7),
    WorkTypeDefault("laboratory", "Лабораторная работа", "Лаб.", 2, 7),
    WorkTypeDefault("dictation", "Диктант", "Дикт.", 3, 7, is_control=True),
    WorkTypeDefault("exposition", "Изложение", "Излож.", 3, 7),
    WorkTypeDefault("composition", "Сочинение", "Соч.", 3, 7),
    WorkTypeDefault("recital", "Чтение наизусть", "Наиз.", 1, 0),
    WorkTypeDefault("report", "Доклад, реферат", "Доклад", 2, 7),
    WorkTypeDefault("project", "Проект", "Проект", 3, 7),
    WorkTypeDefault("credit", "Зачёт", "Зачёт", 3, 7, is_control=True),
    WorkTypeDefault("diagnostic", "Диагностическая работа", "Диагн.", 3, 7, is_control=True),
)
