"""A copy of a family's data as one archive: a page to read and the same for programs.

The page needs nothing from elsewhere: no script, no font, no picture. It is in Russian whatever the
reader speaks in the chat, as the school's documents are; the JSON has the names of the columns.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from domain.personal_data.copy_model import Copy, Section
from handlers.documents.archive_sections import section_titles
from handlers.documents.archive_words import code_words, column_titles
from handlers.words import _, c_, clock, day_month_year, n_, speaking

PAGE, DATA, ABOUT = "копия.html", "data.json", "ПРОЧТИТЕ.txt"
_LAST = ("sourced_id",)  # what says the least to a family
_LONG = 60  # characters; shorter ones need no room of their own
_NAMES = ("teacher", "sender", "named")  # other people as the family knows them
_WHOSE = {  # columns that name somebody of the family
    "person_id": "who",
    "subject_id": "who",
    "student_id": "child",
    "guardian_id": "guardian",
    "giver_id": "guardian",
    "about_id": "about",
}
_STYLE = Markup("""
:root{color-scheme:light dark}
body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;
background:#fff;color:#1c1c1e}
h1{font-size:1.4rem;margin:0 0 .3rem}
summary{cursor:pointer;font-size:1.1rem;font-weight:600;padding:.7rem 0}
summary span{color:#6b6b70;font-weight:400}
details{border-top:1px solid #d5d5da}
.wide{overflow-x:auto;padding-bottom:.8rem}
table{border-collapse:collapse;font-size:.9rem;min-width:100%}
th,td{border:1px solid #d5d5da;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:#f2f2f7;font-weight:600;white-space:nowrap}
td{max-width:36rem;overflow-wrap:break-word;white-space:pre-line}
td.long{min-width:18rem}
.small{color:#6b6b70;font-size:.9rem}
@media(prefers-color-scheme:dark){body{background:#1c1c1e;color:#f2f2f7}
th{background:#2c2c2e}th,td,details{border-color:#3a3a3c}}
""")


def archive_zip(copy: Copy) -> bytes:
    """The archive. Takes some hundred milliseconds for years of data: use a thread."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        with speaking("ru"):
            archive.writestr(PAGE, page_html(copy))
            archive.writestr(ABOUT, _about(copy))
        archive.writestr(DATA, data_json(copy))
    return whole.getvalue()


def data_json(copy: Copy) -> str:
    """By table, rows with the names of their columns; dates and moments in ISO 8601, UTC."""
    whole = {
        "school": copy.scope.school.name,
        "operator": copy.scope.school.operator,
        "made_at": copy.made_at.isoformat(),
        "people": {str(each.id): each.full_name for each in copy.people},
        "data": {section.table: [_plain(row) for row in section.rows] for section in copy.sections},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
    }


def page_html(copy: Copy) -> str:
    """The page, in the language being spoken."""
    local = copy.scope.school.local(copy.made_at)
    names = ", ".join(each.full_name for each in copy.people)
    by_table = {section.table: section for section in copy.sections}
    head = Markup(
        '<!doctype html><html lang="ru"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>{title}</title><style>{style}</style>"
        "<h1>{title}</h1><p>{names}</p><p class=small>{about}</p>"
    ).format(
        title=_("A copy of personal data"),
        style=_STYLE,
        names=names,
        about=_(
            "{operator}. Made on {day} at {time}. Of other people it names only staff and trusted"
            " persons."
        ).format(
            operator=copy.scope.school.operator, day=day_month_year(local.date()), time=clock(local)
        ),
    )
    reading = _Reading(copy)
    sections = [
        _section(by_table[table], title, reading)
        for table, title in section_titles().items()
        if table in by_table
    ]
    return "".join([str(head), *sections, "</html>"])


def _section(section: Section, title: str, reading: "_Reading") -> str:
    """Text is escaped cell by cell: `Markup` for each would take ten times as long."""
    rows = [reading.row(row) for row in section.rows]
    columns = list(dict.fromkeys(name for row in rows for name, value in row.items() if value))
    columns.sort(key=lambda name: name in _LAST)
    titles = column_titles()
    header = "".join(f"<th>{escape(titles[name])}" for name in columns)
    body = "".join("<tr>" + "".join(_cell(row.get(name, "")) for name in columns) for row in rows)
    count = n_("{count} record", "{count} records", len(rows))
    is_open = " open" if section.table == "person" else ""
    return (
        f"<details{is_open}><summary>{escape(title)} <span>· {escape(count)}</span></summary>"
        f"<div class=wide><table><tr>{header}{body}</table></div></details>"
    )


def _cell(text: str) -> str:
    return f"{'<td class=long>' if len(text) > _LONG else '<td>'}{escape(text)}"


class _Reading:
    """Rows as they are read; what was said of a value once is said again without a search."""

    def __init__(self, copy: Copy) -> None:
        self._people = {each.id: each for each in copy.people}
        self._zone = copy.scope.school.timezone
        self._said: dict[tuple[str, type, object], str] = {}

    def row(self, row: Mapping[str, object]) -> dict[str, str]:
        """People by their first names, codes in words, moments on the school's clock."""
        shown: dict[str, str] = {}
        for column, value in row.items():
            if column in _WHOSE:
                person = self._people.get(value) if isinstance(value, int) else None
                shown[_WHOSE[column]] = person.given_name if person else ""
                continue
            name, _sep, part = column.partition("_")
            if name in _NAMES and part.endswith("_name"):
                shown[name] = " ".join(filter(None, (shown.get(name, ""), str(value or ""))))
                continue
            shown[column] = self._words(column, value)
        return shown

    def _words(self, column: str, value: object) -> str:
        key = column, type(value), value
        if key not in self._said:
            self._said[key] = _words(column, value, self._zone)
        return self._said[key]


def _words(column: str, value: object, zone: ZoneInfo) -> str:
    coded = code_words(column, value)
    if coded is not None:
        return coded
    match value:
        case None:
            return ""
        case bool():
            return c_("archive", "yes") if value else c_("archive", "no")
        case datetime():
            return f"{value.astimezone(zone):%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
    return str(value)


def _about(copy: Copy) -> str:
    """A note beside the two files."""
    lines: Sequence[str] = (
        _("A copy of personal data"),
        copy.scope.school.operator,
        "",
        _("{page}: open it in a browser, also without the internet.").format(page=PAGE),
        _("{data}: the same for programs.").format(data=DATA),
    )
    return "\n".join(lines) + "\n"
