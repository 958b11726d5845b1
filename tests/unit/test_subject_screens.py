"""«Предметы» whatever a school teaches: it fits, loses nothing, and no two buttons look alike."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.year.subject_model import SchoolSubject
from handlers.words import speaking
from handlers.year.subject_screens import subjects_screen
from tests.support.diary_examples import locales
from tests.support.rendering import check_complete
from tests.support.trials import trials

titles = st.sampled_from(("Алгебра", "Родной язык и родная литература", "<&>")) | st.text(
    "абв (", min_size=1, max_size=128
)


@settings(max_examples=trials(30), suppress_health_check=[HealthCheck.too_slow])
@given(locales, st.lists(st.tuples(titles, st.booleans(), st.booleans()), max_size=50))
def test_a_list_of_subjects(locale: str, rows: list[tuple[str, bool, bool]]) -> None:
    subjects = [SchoolSubject(at, *row) for at, row in enumerate(rows, start=1)]
    with speaking(locale):
        screen = subjects_screen(subjects, 0)
        check_complete(screen)
    labels = [button.text for row in screen.keyboard for button in row]
    assert len({*labels}) == len(labels)
