"""Who sees a remark, by the table of rights and by the lesson; what a message remembers of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.access import Action, Role
from domain.calendar import School
from domain.diary import target_of
from domain.hat import Hat, may
from domain.lessons.model import TaughtLesson
from domain.notices.facts import RemarkFact
from domain.notices.loading import READINGS
from domain.notices.model import OF_NO_PUPIL
from domain.notices.rights import RIGHT_TO_HEAR
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.remarks.model import NOTHING, Remark, RemarkKind, seen_from_lesson, word_of
from domain.remarks.reading import given_by, target_in_lesson
from domain.schedule.model import Lesson
from handlers.notices.remarks import TELLING
from handlers.words import speaking
from tests.support.trials import trials

SCHOOL = School(1, "Школа № 1", ZoneInfo("Asia/Vladivostok"), SchoolPolicy())
MOMENT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
FAMILY = (Role.STUDENT, Role.GUARDIAN, Role.TRUSTED_CONTACT)
people = st.sampled_from((1, 2, 3, 20, 30, 31))
classes = st.sampled_from((7, 8))


def pupil(number: int, class_id: int | None = 7) -> Student:
    names = {1: "Анна", 2: "Пётр", 3: "Олег"}
    return Student(number, "Иванов", names[number], school_id=1, school_class_id=class_id)


def taught_by(teacher: int) -> TaughtLesson:
    """A lesson of a group of classes 7 and 8."""
    by = Person(teacher, "Орлова", "Марина")
    usual = (False, False, None, "", "", None)
    lesson = Lesson(5, 9, MOMENT.date(), 3, 630, 675, "Алгебра", "", "214", by, *usual)
    both = frozenset({7, 8})
    return TaughtLesson(lesson, 1, None, "7", "7", 7, True, 0, 0, False, also_class_ids=both)


@st.composite
def hats(draw: st.DrawFn) -> Hat:
    """One of a family, or somebody of a staff with any roles, who leads or looks after a class."""
    school = draw(st.sampled_from((SCHOOL, School(2, "Другая", SCHOOL.timezone, SCHOOL.policy))))
    own = draw(st.sampled_from((None, 1, 2, 3)))
    if own is not None:
        role = draw(st.sampled_from(FAMILY))
        person = own if role is Role.STUDENT else draw(st.sampled_from((20, 30)))
        rights = frozenset(Action) if role is Role.TRUSTED_CONTACT else frozenset()
        who = Person(person, "Иванова", "Мария")
        return Hat(1, who, school, frozenset({role}), pupil(own), rights=rights)
    roles = draw(st.sets(st.sampled_from([each for each in Role if each not in FAMILY])))
    return Hat(
        binding_id=1,
        person=Person(draw(people), "Орлова", "Марина"),
        school=school,
        roles=frozenset(roles),
        homeroom_class_ids=draw(st.frozensets(classes)),
        group_class_ids=draw(st.frozensets(classes)),
    )


def is_of_class(hat: Hat, student: Student) -> bool:
    """The staff of the class: who leads it, who looks after it, the deputy and the director."""
    class_id = student.school_class_id
    return (
        (Role.HOMEROOM_TEACHER in hat.roles and class_id in hat.homeroom_class_ids)
        or (Role.EDUCATOR in hat.roles and class_id in hat.group_class_ids)
        or not hat.roles.isdisjoint({Role.DEPUTY_PRINCIPAL, Role.PRINCIPAL})
    )


@settings(max_examples=trials(250))
@given(hats(), st.sampled_from((1, 2, 3)), st.sampled_from((None, 7, 8)))
def test_a_diary_shows_remarks_to_pupil_guardians_and_staff_of_the_class_alone(
    hat: Hat, number: int, class_id: int | None
) -> None:
    student = pupil(number, class_id)
    if hat.student is None:
        expected = is_of_class(hat, student)
    else:
        is_own = Role.STUDENT in hat.roles or Role.GUARDIAN in hat.roles
        expected = is_own and hat.student.id == number
    expected = expected and hat.school.id == 1
    assert may(hat, Action.READ_REMARKS, target_of(student, SCHOOL)) is expected
    if may(hat, Action.CONFIRM_REMARK, target_of(student, SCHOOL)):
        assert expected
        assert hat.roles == {Role.GUARDIAN}


@settings(max_examples=trials(250))
@given(hats(), people, st.sampled_from((1, 2, 3)), classes)
def test_a_lesson_opens_them_to_who_gives_it_and_to_the_pupils_own_class(
    hat: Hat, teacher: int, number: int, class_id: int
) -> None:
    student = pupil(number, class_id)
    gives = hat.person.id == teacher and not hat.roles.isdisjoint(
        {Role.TEACHER, Role.EXTRA_TEACHER, Role.EDUCATOR}
    )
    expected = hat.student is None and (gives or is_of_class(hat, student))
    target = target_in_lesson(taught_by(teacher), student)
    assert may(hat, Action.READ_REMARKS, target) is (expected and hat.school.id == 1)
    assert may(hat, Action.WRITE_REMARK, given_by(taught_by(teacher))) is (
        hat.student is None and gives and hat.school.id == 1
    )
    if may(hat, Action.REMOVE_REMARK, target):
        assert is_of_class(hat, student)


remarks = st.builds(
    Remark,
    id=st.integers(1, 100),
    student_id=st.just(1),
    kind=st.sampled_from(RemarkKind),
    text=st.text(min_size=1, max_size=20),
    author=st.builds(Person, people, st.just("Орлова"), st.just("Марина")),
    written_at=st.just(MOMENT),
    lesson_id=st.sampled_from((None, 5, 6)),
)


@given(st.lists(remarks), people, st.booleans())
def test_who_only_substitutes_sees_what_is_of_the_lesson_or_the_own(
    written: list[Remark], reader: int, is_of_class: bool
) -> None:
    seen = seen_from_lesson(written, reader, 5, is_of_class=is_of_class)
    for each in written:
        is_theirs = each.author.id == reader or each.lesson_id == 5
        assert (each in seen) is (is_of_class or is_theirs)


@given(remarks, st.integers(-30, 30))
def test_it_is_changed_until_the_schools_own_midnight(remark: Remark, hours: int) -> None:
    now = MOMENT + timedelta(hours=hours)  # 13:00 in Vladivostok
    assert remark.is_of_today(SCHOOL, now) is (-13 <= hours < 11)


texts = st.tuples(st.sampled_from(RemarkKind), st.text(max_size=5), st.text(max_size=5))


@given(texts, texts)
def test_words_differ_where_a_family_would_be_told_something_else(
    one: tuple[RemarkKind, str, str], other: tuple[RemarkKind, str, str]
) -> None:
    assert (word_of(*one) == word_of(*other)) is (one == other)
    assert len(word_of(*one)) == 16
    assert word_of(*one) != NOTHING


def test_what_is_told_of_a_pupil_is_read_by_its_kind() -> None:
    assert READINGS.keys() == RIGHT_TO_HEAR.keys() - OF_NO_PUPIL


def test_several_at_once_are_counted_by_kind() -> None:
    """A thank-you does not read as a remark in the line above them."""
    by = Person(20, "Орлова", "Марина")
    note, praise = (
        RemarkFact(1, Remark(number, 1, kind, "…", by, MOMENT), None, "", "")
        for number, kind in enumerate((RemarkKind.NOTE, RemarkKind.PRAISE))
    )
    with speaking("ru"):
        assert TELLING.count([note, praise, note]) == "2 замечания, 1 благодарность"
        assert TELLING.count([praise, praise]) == "2 благодарности"
