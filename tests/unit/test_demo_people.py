"""Names of the demo school agree, and the awkward ones are there (facts §3.4)."""

from collections import Counter, defaultdict
from random import Random

import pytest

from bot.demo.cast import Character
from bot.demo.names import FATHERS, GIRLS, feminine, make_lineage
from domain.binding.model import BindingRole
from domain.people import Sex
from tests.support.demo import Made, Record, made

_SONS = tuple(son for son, _ in FATHERS.values())
_DAUGHTERS = tuple(daughter for _, daughter in FATHERS.values())


@pytest.fixture(scope="module")
def default() -> Made:
    return made(1200)


def students(school: Made) -> list[Record]:
    people = school.by_id("person")
    return [people[row["student_id"]] for row in school.rows["enrollment"]]


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ("Иванов", "Иванова"),
        ("Воробьёв", "Воробьёва"),
        ("Ильин", "Ильина"),
        ("Островский", "Островская"),
        ("Толстой", "Толстая"),
        ("Шевченко", "Шевченко"),
        ("Ким", "Ким"),
        ("Черных", "Черных"),
    ],
)
def test_surnames_follow_the_sex(his: str, hers: str) -> None:
    assert feminine(his) == hers


def test_children_are_called_after_their_father() -> None:
    rng = Random(7)
    for _ in range(500):
        lineage = make_lineage(rng)
        son, daughter = lineage.patronymic(Sex.MALE), lineage.patronymic(Sex.FEMALE)
        if son.endswith(" оглы"):
            assert (son, daughter) == (f"{lineage.father} оглы", f"{lineage.father} кызы")
        elif son:
            assert (son, daughter) == FATHERS[lineage.father]
        else:
            assert daughter == ""


def test_patronymics_and_surnames_agree_with_the_sex(default: Made) -> None:
    for who in default.rows["person"]:
        middle = who["middle_name"]
        if middle and not middle.endswith((" оглы", " кызы")):
            assert middle in (_DAUGHTERS if who["sex"] == "f" else _SONS)
        if who["family_name"].endswith(("ова", "ева", "ёва", "ина", "ая")):
            assert who["sex"] == "f"
        if who["family_name"].endswith(("ский", "цкий")):
            assert who["sex"] == "m"
        if who["given_name"] in GIRLS and who["given_name"] not in FATHERS:
            assert who["sex"] == "f"


def test_what_software_likes_to_get_wrong_is_in_7a(default: Made) -> None:
    people = default.by_id("person")
    own = default.grouped("enrollment", "school_class_id")[default.school_class("7А")["id"]]
    pupils = [people[row["student_id"]] for row in own]
    full = Counter((who["family_name"], who["given_name"]) for who in pupils)
    assert full["Иванов", "Артём"] == 2  # namesakes, told apart by the patronymic
    fathers = {who["middle_name"] for who in pupils if who["given_name"] == "Артём"}
    assert {"Павлович", "Юрьевич"} <= fathers
    twins = [who for who in pupils if who["family_name"] in ("Орлов", "Орлова")]
    born = Counter(who["birth_date"] for who in twins)
    assert born.most_common(1)[0][1] == 2
    assert any(who["middle_name"] == "" for who in pupils)
    assert any(who["middle_name"].endswith((" оглы", " кызы")) for who in pupils)
    assert any("-" in who["family_name"] for who in pupils)
    assert any(who["family_name"] == "Шевченко" for who in pupils)


def test_lists_are_in_russian_order(default: Made) -> None:
    people = default.by_id("person")
    assert any("Ё" in who["family_name"] for who in default.rows["person"])
    for rows in default.grouped("enrollment", "school_class_id").values():
        keys = [people[row["student_id"]]["sort_key"] for row in rows]
        assert keys == sorted(keys)
        assert all("ё" not in key for key in keys)


def test_children_are_of_their_grades_age(default: Made) -> None:
    people, classes = default.by_id("person"), default.by_id("school_class")
    begins = default.demo.year.begins
    for row in default.rows["enrollment"]:
        age = (begins - people[row["student_id"]]["birth_date"]).days / 365.25
        assert 5.5 <= age - classes[row["school_class_id"]]["grade_level"] <= 6.7


def test_every_pupil_has_a_guardian_and_some_guardians_have_several(default: Made) -> None:
    guarded = {row["student_id"] for row in default.rows["guardianship"]}
    assert guarded == {who["id"] for who in students(default)}
    children = Counter(row["guardian_id"] for row in default.rows["guardianship"])
    by_number = Counter(children.values())
    assert by_number[2] > 100
    assert by_number[3] > 5
    assert 0.9 <= len(children) / 1200 <= 1.6  # facts §3.2


def test_some_teachers_are_parents_too(default: Made) -> None:
    teachers = {r["person_id"] for r in default.rows["role_assignment"] if r["role"] == "teacher"}
    assert teachers & {row["guardian_id"] for row in default.rows["guardianship"]}


def test_parents_have_a_birth_date_that_can_be_one(default: Made) -> None:
    people = default.by_id("person")
    ages = [
        (people[row["student_id"]]["birth_date"] - people[row["guardian_id"]]["birth_date"]).days
        / 365.25
        for row in default.rows["guardianship"]
    ]
    assert min(ages) >= 20
    assert max(ages) < 75
    assert (
        len({people[row["guardian_id"]]["birth_date"] for row in default.rows["guardianship"]})
        > 500
    )


def test_staff_have_what_a_card_asks_for(default: Made) -> None:
    people, cards = default.by_id("person"), default.rows["staff_card"]
    staff = {row["person_id"] for row in default.rows["role_assignment"]}
    assert {row["person_id"] for row in cards} == staff
    assert all(people[key]["birth_date"] is not None for key in staff)
    assert {"учитель", "директор", "секретарь"} <= {row["position"] for row in cards}


def test_brothers_and_sisters_share_the_surname(default: Made) -> None:
    people = default.by_id("person")
    families: dict[int, list[Record]] = defaultdict(list)
    for row in default.rows["guardianship"]:
        families[row["guardian_id"]].append(people[row["student_id"]])
    for children in families.values():
        sons = {who["family_name"] for who in children if who["sex"] == "m"}
        assert len(sons) <= 1
        assert len({who["given_name"] for who in children}) == len(children)


def character(school: Made, about: str) -> Character:
    assert school.demo.cast is not None
    return next(each for each in school.demo.cast if about in each.about)


@pytest.mark.parametrize("pupils", [60, 75, 300, 1200])
def test_the_cast_is_complete_in_a_school_of_any_size(pupils: int) -> None:
    school = made(pupils)
    assert school.demo.cast is not None
    people = school.by_id("person")
    assert len(school.demo.cast) == 13
    guardianships = {(r["guardian_id"], r["student_id"]) for r in school.rows["guardianship"]}
    staff = {row["person_id"] for row in school.rows["role_assignment"]}
    for each in school.demo.cast:
        for access in each.accesses:
            if access.role is BindingRole.GUARDIAN:
                assert (access.person_id, access.student_id) in guardianships
            elif access.role is BindingRole.TRUSTED_CONTACT:
                (trusted,) = school.rows["trusted_contact"]
                assert (access.person_id, access.student_id) == (
                    trusted["person_id"],
                    trusted["student_id"],
                )
                assert (trusted["guardian_id"], trusted["student_id"]) in guardianships
            elif access.role is BindingRole.STAFF:
                assert access.person_id in staff
            else:
                assert access.person_id == access.student_id
        assert people[each.accesses[0].person_id]["given_name"] == each.first_name
    assert len(character(school, "мама двоих").accesses) == 2
    assert len({one.person_id for one in character(school, "один телефон").accesses}) == 2
    both = character(school, "английский в 7А и мама")
    assert [one.role for one in both.accesses] == [BindingRole.STAFF, BindingRole.GUARDIAN]
