"""Rules 21 and 22: files, and commands with the rest of a bot's profile."""

import pytest

from playground.errors import ApiError, PersonError
from playground.filestore import MAX_DOWNLOAD, MAX_PHOTO, MAX_UPLOAD
from tests.playground.scene import PNG, Scene, upload


async def test_rule_21_a_missing_or_empty_file() -> None:
    scene = Scene()
    words = "400 Bad Request: there is no document in the request"
    assert await scene.refusal("sendDocument") == words
    assert await scene.refusal("sendDocument", document="attach://file") == words
    words = await scene.refusal("sendDocument", {"document": upload(b"")})
    assert words == "400 Bad Request: file must be non-empty"
    words = await scene.refusal("sendDocument", document="no_such_id")
    assert words == "400 Bad Request: wrong file identifier/HTTP URL specified"
    words = await scene.refusal("getFile", file_id="no_such_id")
    assert words == "400 Bad Request: invalid file_id"


async def test_rule_21_at_most_50_mb_up_and_20_mb_down() -> None:
    scene = Scene()
    words = "400 Bad Request: file is too big"
    assert await scene.refusal("sendDocument", {"document": upload(bytes(MAX_UPLOAD + 1))}) == words
    large = await scene.call("sendDocument", {"document": upload(bytes(MAX_DOWNLOAD + 1))})
    assert await scene.refusal("getFile", file_id=large["document"]["file_id"]) == words
    fits = await scene.call("sendDocument", {"document": upload(bytes(MAX_DOWNLOAD))})
    assert (await scene.call("getFile", file_id=fits["document"]["file_id"]))["file_path"]
    photo = upload(PNG + bytes(MAX_PHOTO), "chart.png")
    assert await scene.refusal("sendPhoto", {"photo": photo}) == words


async def test_a_file_is_sent_again_by_its_id_or_attached_under_another_name() -> None:
    scene = Scene()
    first = await scene.call("sendDocument", {"document": upload()}, caption="Табель")
    document = first["document"]
    assert document["file_name"] == "табель.pdf"
    again = await scene.call("sendDocument", document=document["file_id"])
    assert again["document"] == document
    attached = await scene.call("sendDocument", {"f1": upload(b"x")}, document="attach://f1")
    assert attached["document"]["file_size"] == 1
    words = await scene.refusal("sendPhoto", photo=document["file_id"])
    assert words == "400 Bad Request: can't use file of type Document as Photo"


async def test_a_photo_must_be_a_picture_of_sane_size() -> None:
    scene = Scene()
    sent = await scene.call("sendPhoto", {"photo": upload(PNG, "chart.png")})
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (16, 8)
    words = await scene.refusal("sendPhoto", {"photo": upload(b"not a picture")})
    assert words == "400 Bad Request: IMAGE_PROCESS_FAILED"
    narrow = PNG[:16] + b"\x00\x00\x10\x00\x00\x00\x00\x08"
    words = await scene.refusal("sendPhoto", {"photo": upload(narrow)})
    assert words == "400 Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_people_send_files_and_the_bot_finds_them() -> None:
    scene = Scene()
    scene.telegram.send_document(scene.anna, upload(b"list"), caption="Список")
    scene.telegram.send_photo(scene.anna, upload(PNG, "photo.png"))
    scene.telegram.send_sticker(scene.anna)
    document, photo, sticker = [update["message"] for update in await scene.updates()]
    assert document["caption"] == "Список"
    file = await scene.call("getFile", file_id=document["document"]["file_id"])
    stored = scene.telegram.files.at_path(file["file_path"], scene.bot.id)
    assert stored
    assert stored.upload.content == b"list"
    assert photo["photo"][0]["width"] == 16
    assert sticker["sticker"]["emoji"] == "👍"


async def test_rule_21_a_file_id_is_good_for_one_bot() -> None:
    scene = Scene()
    other = scene.telegram.add_bot("43:other")
    scene.telegram.press_start(scene.anna, bot=other)
    sent = scene.telegram.send_document(scene.anna, upload(b"list"))["document"]
    of_photo = scene.telegram.send_photo(scene.anna, upload(PNG, "photo.png"))["photo"][0]
    path = (await scene.call("getFile", file_id=sent["file_id"]))["file_path"]

    async def refusal(method: str, **params: object) -> str:
        with pytest.raises(ApiError) as caught:
            await scene.telegram.call(other.token, method, params)
        return caught.value.description

    chat = scene.anna
    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert await refusal("sendDocument", chat_id=chat, document=sent["file_id"]) == wrong
    assert await refusal("sendPhoto", chat_id=chat, photo=of_photo["file_id"]) == wrong
    assert await refusal("getFile", file_id=sent["file_id"]) == "Bad Request: invalid file_id"
    assert scene.telegram.files.at_path(path, other.id) is None
    again = scene.telegram.send_document(scene.anna, upload(b"list"), bot=other)["document"]
    assert again["file_unique_id"] == sent["file_unique_id"]
    assert again["file_id"] != sent["file_id"]


async def test_an_album_is_a_message_for_each_file_and_one_caption() -> None:
    scene = Scene()
    photos = [upload(PNG, "1.png"), upload(PNG + b"2", "2.png")]
    scene.telegram.send_album(scene.anna, "photo", photos, "№ 112")
    first, second = [update["message"] for update in await scene.updates()]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("№ 112", False)
    for count in (1, 11):
        with pytest.raises(PersonError):
            scene.telegram.send_album(scene.anna, "document", [upload(b"x")] * count)


async def test_nobody_sends_a_photo_that_no_application_makes() -> None:
    scene = Scene()
    with pytest.raises(PersonError):
        scene.telegram.send_photo(scene.anna, upload(PNG + bytes(MAX_PHOTO), "photo.png"))
    scene.telegram.send_document(scene.anna, upload(PNG + bytes(MAX_PHOTO), "photo.png"))


@pytest.mark.parametrize(
    ("command", "description"),
    [
        ("Marks", "x"),
        ("оценки", "x"),
        ("/marks", "x"),
        ("", "x"),
        ("m" * 33, "x"),
        ("marks", ""),
        ("marks", "x" * 257),
    ],
)
async def test_rule_22_commands(command: str, description: str) -> None:
    commands = [{"command": command, "description": description}]
    words = await Scene().refusal("setMyCommands", commands=commands)
    assert words == "400 Bad Request: BOT_COMMAND_INVALID"


async def test_commands_by_scope_and_language() -> None:
    from playground.methods.profile import commands_for

    scene = Scene()
    person = scene.telegram.people[scene.anna]

    async def set_commands(name: str, **where: object) -> None:
        commands = [{"command": name, "description": "x"}]
        await scene.call("setMyCommands", commands=commands, **where)

    def seen() -> str:
        return "".join(command["command"] for command in commands_for(scene.bot, person))

    assert seen() == ""
    for name, where in (
        ("default", {}),
        ("default_ru", {"language_code": "ru"}),
        ("private", {"scope": {"type": "all_private_chats"}}),
        ("private_ru", {"scope": {"type": "all_private_chats"}, "language_code": "ru"}),
        ("chat", {"scope": {"type": "chat", "chat_id": scene.anna}}),
    ):
        await set_commands(name, **where)
        assert seen() == name
    await scene.call("deleteMyCommands", scope={"type": "chat", "chat_id": scene.anna})
    assert seen() == "private_ru"
    got = await scene.call("getMyCommands", language_code="ru")
    assert got == [{"command": "default_ru", "description": "x"}]
    assert await scene.refusal("getMyCommands", language_code="rus") == (
        "400 Bad Request: invalid language code specified"
    )


async def test_the_bot_s_names_and_descriptions() -> None:
    scene = Scene()
    await scene.call("setMyDescription", description="Оценки и уроки")
    await scene.call("setMyDescription", description="Marks", language_code="en")
    await scene.call("setMyShortDescription", short_description="Дневник")
    await scene.call("setMyName", name="Школа")
    assert await scene.call("getMyDescription") == {"description": "Оценки и уроки"}
    assert await scene.call("getMyDescription", language_code="en") == {"description": "Marks"}
    assert await scene.call("getMyName", language_code="de") == {"name": "Школа"}
    assert (await scene.refusal("setMyDescription", description="x" * 513)).startswith("400")
    button = {"type": "commands"}
    await scene.call("setChatMenuButton", chat_id=scene.anna, menu_button=button)
    assert await scene.call("getChatMenuButton", chat_id=scene.anna) == button
