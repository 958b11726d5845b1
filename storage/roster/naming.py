"""What a title tells where a file has no column for it; and ids for what has none of its own."""

import hashlib
import re
from collections.abc import Iterable

from domain.calendar import PeriodKind
from domain.marks.work_types import DEFAULT_WORK_TYPES

# Letters of classes that look alike on both keyboards.
_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXaceopx", "АВСЕНКМОРТХасеорх")
_CLASS_TITLE = re.compile(r"(\d{1,2})[\s\-–—.]*[«\"'„“]?\s*([А-ЯЁA-Z]?)\s*[»\"'“”]?", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:под)?гр(?:уппа\s*|\.\s*|\s*(?=\d))\w+|\bgroup\s+\w+", re.IGNORECASE)
_EDGES = " ,.;:-–—/\\|()[]«»\"'"
ID_LENGTH = 255


def derived_id(*parts: object) -> str:
    """A stable id made of others; a hash where it would be too long to store."""
    whole = ":".join(str(part) for part in parts)
    if len(whole) <= ID_LENGTH:
        return whole
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


def folded(title: str) -> str:
    """How titles are compared: case, ё and look-alike letters do not matter."""
    return title.translate(_TO_CYRILLIC).casefold().replace("ё", "е").strip()


def class_parts(title: str) -> tuple[int, str] | None:
    """«7А», «7 "А"», «7-а», «7.0»: the grade and the letter; None for any other title."""
    found = _CLASS_TITLE.fullmatch(title.strip().removesuffix(".0"))
    if found is None:
        return None
    return int(found[1]), found[2].translate(_TO_CYRILLIC).upper()


def leading_grade(title: str) -> int | None:
    """The grade that a title begins with: «7А алгебра», «10 математический»."""
    found = re.match(r"\d{1,2}(?!\d)", title.strip())
    return int(found[0]) if found and 0 < int(found[0]) <= 13 else None


def class_key(title: str) -> str:
    """«7 «а»» and «7А» are one class."""
    parts = class_parts(title)
    return f"{parts[0]}{parts[1]}".casefold() if parts else re.sub(r"[\s\"«»-]", "", folded(title))


def homeroom_of(title: str, homerooms: Iterable[tuple[str, str]]) -> str | None:
    """The id of the class that a section's title begins with, the longest where several fit.

    `homerooms` are (folded title, id). «7А Алгебра» and «7А-Английский-гр1» belong to «7А»,
    «10 физмат, химия» to «10 физмат».
    """
    low = folded(title)
    fitting = [
        (len(start), sourced_id)
        for start, sourced_id in homerooms
        if low.startswith(start) and (len(low) == len(start) or not low[len(start)].isalnum())
    ]
    return max(fitting, default=(0, None))[1]


def subject_of(title: str, homeroom: str) -> str:
    """What is left of a section's title without the title of its class and the group."""
    rest = title[len(homeroom) :] if folded(title).startswith(folded(homeroom)) else title
    return _GROUP.sub("", rest).strip(_EDGES) or title


def group_of(title: str) -> str:
    """«гр. 1» of «7А английский, гр. 1»; empty where the title names no group."""
    found = _GROUP.search(title)
    return found[0].strip(_EDGES) if found else ""


# Beginnings of category titles whose results are final marks, not marks of the journal.
_FINAL = tuple(
    folded(word) for word in ("final", "итогов", "четвертн", "триместров", "полугодов", "годов")
)


# Those of the columns that a grade has because of its exams.
_OF_EXAMS = {"экзаменационн": PeriodKind.EXAM, "аттестат": PeriodKind.FINAL}


def is_final_category(title: str) -> bool:
    """Whether results of this category stand for a grading period, the year or an exam."""
    return folded(title).startswith((*_FINAL, *_OF_EXAMS))


def column_of_exams(title: str) -> str:
    """The kind of column that results of this category stand in; "" for that of their session."""
    of_title = (kind for word, kind in _OF_EXAMS.items() if folded(title).startswith(word))
    return next(of_title, "")


_CODES = {folded(kind.title): kind.code for kind in DEFAULT_WORK_TYPES} | {
    folded(word): code
    for word, code in (
        ("homework", "homework"),
        ("quiz", "quiz"),
        ("test", "test"),
        ("exam", "control"),
        ("project", "project"),
        ("classwork", "classwork"),
        ("контрольная", "control"),
        ("самостоятельная", "independent"),
        ("проверочная", "quiz"),
        ("тест", "test"),
        ("ответ", "answer"),
        ("доклад", "report"),
        ("реферат", "report"),
        ("практическая", "practical"),
        ("лабораторная", "laboratory"),
    )
}


def work_code(title: str, sourced_id: str) -> str:
    """The school's work type with this title, or a new one that keeps the category's id."""
    known = _CODES.get(folded(title))
    if known:
        return known
    short = f"c:{sourced_id}"
    return (
        short if len(short) <= 32 else f"c:{hashlib.sha256(sourced_id.encode()).hexdigest()[:24]}"
    )
