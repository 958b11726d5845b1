"""Language, tables, help, and answers to what nobody asked for, in conversation."""

import pytest

from playground.model import UploadedFile
from storage import tables as t
from tests.support.people import World


async def test_the_language_is_chosen_and_kept(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/language")
    assert "Язык: Русский." in elena.text
    await elena.click("English")
    assert elena.text.startswith("Settings")
    assert elena.buttons[0] == ["Русский", "✓ English"]
    await elena.send("/menu")
    assert elena.button("Timetable")
    await elena.send("/settings")
    await elena.click("Русский")
    assert elena.text.startswith("Настройки")


async def test_what_belongs_together_stands_side_by_side(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/settings")
    assert elena.buttons == [
        ["✓ Русский", "English"],
        ["Уведомления", "Когда мне сообщили"],
        ["Доверенные лица", "Кто смотрел"],
        ["Согласия", "Мои данные"],
        ["Дети и роли", "Мои чаты"],
        ["Таблицы текстом", "Помощь"],
        ["Отключить"],
        ["‹ Назад"],
    ]


async def test_a_stranger_may_choose_the_language_too(world: World) -> None:
    stranger = world.newcomer()
    await stranger.send("/language")
    await stranger.click("English")
    assert "This is the school diary" in stranger.text
    await stranger.send("/menu")
    assert "one-time code" in stranger.text


async def test_tables_as_text_and_back(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    assert "rich_message" in elena.last
    await elena.send("/settings")
    await elena.click("Таблицы текстом")
    assert "Расписание и оценки показываются обычным текстом." in elena.text
    await elena.send("/schedule")
    assert "rich_message" not in elena.last
    assert "1. 8:30–9:15: Физика, каб. 201, Соколова И. А." in elena.text
    await elena.send("/settings")
    await elena.click("Показывать таблицы")
    await elena.send("/schedule")
    assert "rich_message" in elena.last


async def test_help_names_the_operator_and_what_this_person_can_do(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/help")
    assert "Дневник ведёт школа (Школа № 1)" in elena.text
    assert "/marks — " in elena.text
    assert "/lessons" not in elena.text
    teacher = await world.staff("sokolova")
    await teacher.send("/menu")
    await teacher.click("Настройки")
    await teacher.click("Помощь")
    assert "/lessons — " in teacher.text
    assert "/marks" not in teacher.text


async def test_a_stranger_gets_the_way_in_whatever_it_asks(world: World) -> None:
    stranger = world.newcomer()
    commands = ("/menu", "/schedule", "/homework", "/marks", "/finals", "/attendance")
    for text in (*commands, "/children", "/settings", "/help", "/xyz", "привет"):
        await stranger.send(text)
        assert "код" in stranger.text, text
        assert "классн" in stranger.text, text


async def test_a_stranger_learns_nothing_by_forged_buttons(world: World) -> None:
    stranger = world.newcomer()
    await stranger.send("/language")
    anna = world.school["anna"]
    for data in (f"k:{anna}:0:0", f"k:{2**53}:0:0", f"h:{anna}", "m", "mh:1", "s", "nonsense"):
        await stranger.forge(data)
        assert "Код родителям и ученикам выдаёт классный руководитель" in stranger.text, data


@pytest.mark.parametrize("text", ["/xyz", "Когда собрание?", "/"])
async def test_what_is_not_understood_gets_the_menu(world: World, text: str) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send(text)
    assert "/help" in elena.text
    await elena.click("Меню")
    assert elena.text.startswith("Анна · 7А")


async def test_an_old_button_says_so_and_leaves_its_message(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    shown = elena.last["message_id"]
    await elena.forge("what-it-meant-last-year:1")
    assert "Эта кнопка больше не работает." in elena.text
    assert elena.last["message_id"] != shown


async def test_staff_without_a_child_have_no_diary(world: World) -> None:
    teacher = await world.staff("sokolova")
    for command in ("/marks", "/homework", "/attendance", "/finals", "/schedule"):
        await teacher.send(command)
        assert "раздел дневника ученика" in teacher.text


async def test_after_the_binding_ends_old_keyboards_lead_nowhere(world: World) -> None:
    elena = world.newcomer()
    binding = await world.bind(elena, "elena", "guardian", "anna")
    await elena.send("/menu")
    await world.change(t.binding, binding, ended_at=world.clock())
    await elena.click("Оценки")
    assert "Анна" not in elena.text
    assert "код" in elena.text


async def test_a_sticker_and_a_file_get_the_menu_too(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    stranger = world.newcomer()
    for client, answer in ((elena, "Всё есть в меню"), (stranger, "одноразовый код")):
        before = len(client.messages)
        world.telegram.send_sticker(client.id)
        await world.settle()
        assert answer in client.text
        world.telegram.send_document(client.id, UploadedFile("a.txt", b"?"))
        await world.settle()
        assert answer in client.text
        assert len(client.messages) == before + 4
