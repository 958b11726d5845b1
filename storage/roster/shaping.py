"""A record of a file into rows of the temporary tables."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table

from domain.people import sort_key
from storage.mark_values import as_columns
from storage.roster import staging as st
from storage.roster.naming import column_of_exams, is_final_category, work_code
from storage.roster.problems import Problems
from storage.roster.reading import Record
from storage.roster.scores import mark_of
from storage.roster.snils import SnilsWatch
from storage.roster.values import Score

Rows = Iterator[tuple[Table, dict[str, Any]]]

NOT_SNILS = "sourcedId is СНИЛС: personal data must not be an id; export another one"


class Shaper:
    """What is to be known of earlier lines while reading: schools, and ids that look like СНИЛС."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._snils = SnilsWatch()
        self._orgs: set[str] = set()
        self._schools: set[str] = set()
        self._special: dict[str, Callable[[Record, str], Rows]] = {
            "orgs": self._org,
            "classes": self._class,
            "users": self._user,
            "roles": self._role,
            "categories": self._category,
            "results": self._result,
            "attendance": self._attendance,
        }

    def rows(self, stage: str, record: Record, file: str) -> Rows:
        """The rows of one record; problems found on the way are told."""
        if "status" in record:
            record["deleted"] = bool(record.pop("status"))
        special = self._special.get(stage)
        if special is None:
            yield st.BY_STAGE[stage], record
        else:
            yield from special(record, file)

    def finish_users(self, file: str) -> None:
        """Judges the ids that could be told only together."""
        for line in self._snils.lines():
            self._problems.add(file, line, NOT_SNILS)

    def _org(self, record: Record, file: str) -> Rows:
        self._orgs.add(record["sourced_id"])
        if record["type"] in (None, "school"):
            record["type"] = "school"
            self._schools.add(record["sourced_id"])
        yield st.orgs, record

    def _class(self, record: Record, file: str) -> Rows:
        record["term_sourced_ids"] = ",".join(record["term_sourced_ids"] or ())
        yield st.classes, record

    def _user(self, record: Record, file: str) -> Rows:
        line, sourced_id = record["line"], record["sourced_id"]
        if self._snils.look(sourced_id, line):
            self._problems.add(file, line, NOT_SNILS)
        orgs = record.pop("org_sourced_ids") or ()
        primary = record.pop("primary_org_sourced_id")
        role = record.pop("role")
        agents = record.pop("agent_sourced_ids") or ()
        record["school_sourced_id"] = self._school(primary, orgs, file, line)
        names = (record["family_name"], record["given_name"], record["middle_name"])
        record["sort_key"] = sort_key(*(name or "" for name in names))
        yield st.users, record
        if record["deleted"]:
            return
        for agent in dict.fromkeys(agents):
            yield (
                st.agents,
                {"line": line, "user_sourced_id": sourced_id, "agent_sourced_id": agent},
            )
        if role:
            yield st.roles, _role_row(line, file, None, sourced_id, role, None, None)

    def _school(
        self, primary: str | None, orgs: tuple[str, ...], file: str, line: int
    ) -> str | None:
        named = [org for org in (primary, *orgs) if org]
        if self._orgs:
            for org in named:
                if org not in self._orgs:
                    self._problems.add(file, line, f"org {org} is not in orgs.csv")
        return next((org for org in named if org in self._schools), None)

    def _role(self, record: Record, file: str) -> Rows:
        if not record["deleted"] and record["user_sourced_id"] and record["role"]:
            yield (
                st.roles,
                _role_row(
                    record["line"],
                    file,
                    record["sourced_id"],
                    record["user_sourced_id"],
                    record["role"],
                    record["begin_date"],
                    record["end_date"],
                ),
            )

    def _category(self, record: Record, file: str) -> Rows:
        title = record["title"] or ""
        record["is_final"] = is_final_category(title)
        record["of_exams"] = column_of_exams(title)
        record["work_code"] = work_code(title, record["sourced_id"])
        yield st.categories, record

    def _result(self, record: Record, file: str) -> Rows:
        score, text = record["score"], record["text_score"]
        status = record.pop("score_status")
        record["has_mark"] = bool(score or text) and status != Score.NONE
        record |= as_columns(mark_of(score, text))
        yield st.results, record

    def _attendance(self, record: Record, file: str) -> Rows:
        status, reason = record.pop("attendance_event_category") or (None, "unknown")
        record["status"] = status
        record["reason"] = record.pop("attendance_event_reason") or reason
        record["lesson_id"] = None
        if record["student_sourced_id"] and status is None:
            self._problems.add(file, record["line"], "attendanceEventCategory is empty")
        yield st.attendance, record


def _role_row(
    line: int,
    file: str,
    sourced_id: str | None,
    user: str,
    role: str,
    begins: Any,
    ends: Any,
) -> dict[str, Any]:
    return {
        "line": line,
        "file": file,
        "sourced_id": sourced_id,
        "user_sourced_id": user,
        "role": role,
        "begin_date": begins,
        "end_date": ends,
    }
