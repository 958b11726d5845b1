"""«5 за контрольную»: a mark and what it was for, in the case that Russian wants.

A school may rename its types of work; a title that is not known here follows after a comma.
"""

from collections.abc import Callable, Mapping

from handlers.words import _, in_sentence

_KNOWN: Mapping[str, Callable[[], str]] = {
    "ответ на уроке": lambda: _("{mark} for an answer in class"),
    "работа на уроке": lambda: _("{mark} for work in class"),
    "домашнее задание": lambda: _("{mark} for homework"),
    "самостоятельная работа": lambda: _("{mark} for independent work"),
    "проверочная работа": lambda: _("{mark} for a quiz"),
    "тестирование": lambda: _("{mark} for a test"),
    "контрольная работа": lambda: _("{mark} for a class test"),
    "практическая работа": lambda: _("{mark} for practical work"),
    "лабораторная работа": lambda: _("{mark} for laboratory work"),
    "диктант": lambda: _("{mark} for a dictation"),
    "изложение": lambda: _("{mark} for a written retelling"),
    "сочинение": lambda: _("{mark} for a composition"),
    "чтение наизусть": lambda: _("{mark} for a recital"),
    "доклад, реферат": lambda: _("{mark} for a report"),
    "проект": lambda: _("{mark} for a project"),
    "зачёт": lambda: _("{mark} for a credit test"),
    "диагностическая работа": lambda: _("{mark} for a diagnostic test"),
}


def for_work(mark: str, title: str) -> str:
    """«5 за контрольную», or «5, контурная карта» for a school's own type of work."""
    known = _KNOWN.get(title.casefold())
    if known is None:
        return f"{mark}, {in_sentence(title)}"
    return known().format(mark=mark)
