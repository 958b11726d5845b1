"""«Вы» to adults, «ты» to pupils up to grade 9."""

import pytest

from handlers.to_children import said_to_children
from handlers.words import _, speaking
from storage import tables as t
from tests.support.people import World


async def test_a_pupil_is_a_child_up_to_grade_nine(world: World) -> None:
    pupil = await world.pupil("anna")
    forbidden = f"k:{world.school['petr']}:0:0"
    for grade, words in ((7, "не для тебя. Открой меню."), (9, "тебя"), (10, "не для вас")):
        await world.change(t.school_class, world.school.classes["7А"], grade_level=grade)
        await pupil.send("/menu")
        await pupil.forge(forbidden)
        assert words in pupil.text, grade


async def test_a_parent_of_a_child_is_an_adult(world: World) -> None:
    mother = await world.guardian("elena", "misha")
    await mother.send("/menu")
    await mother.forge(f"k:{world.school['petr']}:0:0")
    assert "не для вас. Откройте меню." in mother.text


def test_every_text_for_children_is_another_one() -> None:
    """A text that reads alike for both does not belong in the list."""
    with speaking("ru"):
        adults = {text: _(text) for text in texts()}
    with speaking("ru", to_child=True):
        for text, said in adults.items():
            assert _(text) != said, text


def test_english_has_one_word_for_both() -> None:
    with speaking("en", to_child=True):
        assert [_(text) for text in texts()] == texts()


@pytest.mark.parametrize("to_child", [True, False])
def test_what_is_not_listed_is_said_alike(to_child: bool) -> None:
    with speaking("ru", to_child=to_child):
        assert _("Menu") == "Меню"


def texts() -> list[str]:
    with speaking("en"):
        return list(said_to_children())
