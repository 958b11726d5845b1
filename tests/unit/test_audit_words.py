"""Everything that can be recorded has words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.access import Action, Role
from domain.audit.model import Deed, Record, Thing, ThingKind, Who
from domain.audit.trail_model import Line
from handlers.audit.action_names import names
from handlers.audit.words import bare_words, line_words, role_words, who_words
from handlers.words import speaking

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)


def line(action: str, before: dict[str, object] | None, after: dict[str, object] | None) -> Line:
    thing, who = Thing(ThingKind.LESSON, 1), Who(1, 2, 3, "teacher")
    stored = ["{}" if facts is not None else None for facts in (before, after)]
    record = Record(1, NOW, who, action, thing, None, None, stored[0], stored[1], "", "")
    facts = (before or {}, after or {})
    return Line(record, facts, subject="Алгебра", day=date(2026, 11, 24))


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_action_and_every_deed_has_a_name_of_its_own(locale: str) -> None:
    with speaking(locale):
        found = names()
        assert {*Action, *Deed} <= found.keys()
        assert all(found.values())


@pytest.mark.parametrize("role", Role)
def test_every_role_is_named(role: Role) -> None:
    with speaking("ru"):
        assert role_words(role)
        assert role_words(role) != role.value


def test_what_no_hat_did_is_the_programs() -> None:
    with speaking("ru"):
        assert who_words(line(Deed.IMPORT, None, {}), frozenset()) == "программа"


def test_what_an_older_program_recorded_is_shown_by_its_code() -> None:
    with speaking("ru"):
        assert line_words(line("fly", None, {}), in_full=False) == "fly"


Facts = dict[str, Any] | None

PHYSICS = {"subject": 4, "subject_title": "Физика"}
WORDS: dict[str, tuple[Action, Facts, Facts]] = {
    "учебный год: область: — → естественно-научные предметы; предмет: Физика": (
        Action.EDIT_CALENDAR,
        {**PHYSICS, "area": None},
        {**PHYSICS, "area": "nature"},
    ),
    "учебный год: группа: гр. 1; профиль: Химия → —": (
        Action.EDIT_CALENDAR,
        {"group": "гр. 1", "profile": "Химия"},
        {"group": "гр. 1", "profile": None},
    ),
    "оценка: алгебра, 5": (Action.SET_MARK, None, {"value": 5}),
    "оценка: алгебра, 4 → 5 ↺": (Action.SET_MARK, {"value": 4}, {"value": 5}),
    "отметка снята: алгебра, 4": (Action.SET_MARK, {"value": 4}, None),
    "примечание к отметке: алгебра": (Action.SET_MARK, {"comment": ""}, {"comment": "ab"}),
    "итоговая отметка: алгебра, 4 → 5": (Action.SET_FINAL_MARK, {"value": 4}, {"value": 5}),
    "тема урока: алгебра, 24 ноября: Дроби": (Action.SET_TOPIC, {"topic": ""}, {"topic": "Дроби"}),
    "задание: алгебра: № 5, на 25 ноября": (
        Action.SET_HOMEWORK,
        None,
        {"text": "№ 5", "due": "2026-11-25"},
    ),
    "задание: алгебра: на 25 ноября → 27 ноября": (
        Action.SET_HOMEWORK,
        {"text": "№ 5", "due": "2026-11-25"},
        {"text": "№ 5", "due": "2026-11-27"},
    ),
    "задание снято: алгебра: № 5, на 25 ноября": (
        Action.SET_HOMEWORK,
        {"text": "№ 5", "due": "2026-11-25"},
        None,
    ),
    "перекличка: алгебра, 24 ноября": (Action.TAKE_ATTENDANCE, {"taken": False}, {"taken": True}),
    "просмотр: урок, алгебра, 24 ноября": (Action.READ_LESSON, None, None),
    "согласие дано: на что: дневник; версия: 1": (
        Action.GIVE_CONSENT,
        None,
        {"purpose": "diary", "version": 1},
    ),
    "роль сотрудника: учитель": (Action.GRANT_TEACHING, None, {"role": "teacher"}),
}


@pytest.mark.parametrize("words", WORDS)
def test_what_is_said(words: str) -> None:
    action, before, after = WORDS[words]
    with speaking("ru"):
        assert line_words(line(action, before, after), in_full=True) == words


@pytest.mark.parametrize(
    ("said", "action", "before", "after"),
    [
        ("согласие дано", Action.GIVE_CONSENT, None, {"purpose": "diary"}),
        ("согласие отозвано", Action.GIVE_CONSENT, {"is_in_force": True}, {"is_in_force": False}),
        ("согласие внесено с бумаги", Action.RECORD_CONSENT, None, {"purpose": "diary"}),
        (
            "отзыв согласия внесён с бумаги",
            Action.RECORD_CONSENT,
            {"is_in_force": True},
            {"is_in_force": False},
        ),
        ("согласие дано", Action.NAME_TRUSTED, None, {"purpose": "trusted"}),
        ("доверенное лицо названо", Action.NAME_TRUSTED, None, {"rights": 7}),
        ("доступ доверенного лица изменён", Action.NAME_TRUSTED, {"rights": 7}, {"rights": 15}),
        ("новый код доверенного лица", Action.NAME_TRUSTED, None, {"code": True}),
    ],
)
def test_a_family_reads_which_of_two_it_was(
    said: str, action: Action, before: Facts, after: Facts
) -> None:
    with speaking("ru"):
        assert line_words(line(action, before, after), in_full=False) == said
        assert bare_words(line(action, before, after)) == said


def test_without_values_nothing_of_them_is_said() -> None:
    with speaking("ru"):
        for action, before, after in WORDS.values():
            bare = bare_words(line(action, before, after))
            assert not set("12345") & set(bare), bare
            assert "алгебра" not in bare
