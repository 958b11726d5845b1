"""The columns of a class list by their titles, and the cells of its lines by them."""

import re
from datetime import date

_PUPIL = r"(?: (?:ученика|учащегося|обучающегося))?"
COLUMNS: dict[str, str] = {
    "school_class": r"класс",
    "grade": r"параллель",
    "letter": r"литера?|буква",
    "family_name": rf"фамилия{_PUPIL}",
    "given_name": rf"имя{_PUPIL}",
    "middle_name": rf"отчество{_PUPIL}",
    "full_name": rf"ф ?и ?о{_PUPIL}|фамилия,? имя,? отчество|ученик|учащийся|обучающийся",
    "birth_date": r"дата рождения|д ?р",
    "sex": r"пол",
    "id": r"id|код|(?:(?:№|номер) )?личного дела|личное дело",
    "homeroom_teacher": r"классный руководитель",
    "order_number": r"(?:№|n|номер) приказа(?: о зачислении)?|приказ(?: о зачислении)? (?:№|номер)",
    "order_date": r"дата приказа(?: о зачислении)?",
    "guardian": r"(?:фио )?(?:родител[ья]|(?:законный )?представитель|мать|отец|мама|папа)"
    r"(?: ?\d)?",
}


class Line:
    """Cells of a row by what their column is."""

    def __init__(self, cells: list[str], columns: dict[str, list[int]]) -> None:
        self._cells = cells
        self._columns = columns

    def all(self, name: str) -> list[str]:
        found = (self._cells[at] for at in self._columns.get(name, ()) if at < len(self._cells))
        return [" ".join(cell.split()) for cell in found if cell.strip()]

    def get(self, name: str) -> str:
        return next(iter(self.all(name)), "")


def columns_of(cells: list[str]) -> dict[str, list[int]]:
    """The places of the columns that are known, by the cells of a header."""
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        title = " ".join(re.sub(r"[.:*_()/]", " ", cell.casefold().replace("ё", "е")).split())
        for name, pattern in COLUMNS.items():
            if re.fullmatch(pattern, title):
                columns.setdefault(name, []).append(place)
                break
    return columns


def day_of(cell: str) -> date | None:
    """31.05.2014, 2014-05-31, and what spreadsheets put behind it; None for anything else."""
    found = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: .*| ?г\.?)?", cell)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(cell[:10])
    except ValueError:
        return None
