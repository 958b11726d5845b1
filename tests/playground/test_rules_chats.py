"""Rules 1 to 6: who may call, what, and to whom."""

import pytest

from playground.errors import ApiError
from tests.playground.scene import Scene


async def test_rule_01_a_wrong_or_malformed_token_is_unauthorized() -> None:
    scene = Scene()
    for token in ("42:other", "43:test", "nonsense", ""):
        with pytest.raises(ApiError) as caught:
            await scene.telegram.call(token, "getMe")
        assert (caught.value.code, caught.value.description) == (401, "Unauthorized")


async def test_rule_02_an_unknown_method_is_not_found() -> None:
    assert await Scene().refusal("sendMesage") == "404 Not Found: method not found"


async def test_a_method_that_only_the_real_telegram_has_is_refused_in_so_many_words() -> None:
    words = "400 Bad Request: the playground does not simulate sendPoll"
    assert await Scene().refusal("sendPoll") == words


async def test_names_of_methods_are_case_insensitive() -> None:
    assert (await Scene().call("GETME"))["id"] == 42


async def test_rule_03_an_unknown_chat() -> None:
    scene = Scene()
    for chat in (101, "@anna", "-100123", 10**17):
        words = await scene.refusal("sendMessage", chat_id=chat, text="x")
        assert words == "400 Bad Request: chat not found"


async def test_rule_04_the_person_never_started_the_bot() -> None:
    scene = Scene(started=False)
    words = "403 Forbidden: bot can't initiate conversation with a user"
    assert await scene.refusal("sendMessage", text="x") == words
    assert await scene.refusal("sendChatAction", action="typing") == words
    scene.telegram.press_start(scene.anna)
    await scene.send()


async def test_rule_05_the_person_blocked_the_bot() -> None:
    scene = Scene()
    sent = await scene.send()
    scene.telegram.block(scene.anna)
    words = "403 Forbidden: bot was blocked by the user"
    assert await scene.refusal("sendMessage", text="x") == words
    edit = await scene.refusal("editMessageText", text="x", message_id=sent["message_id"])
    assert edit == words
    scene.telegram.unblock(scene.anna)
    await scene.send()


async def test_rule_05_a_block_comes_as_my_chat_member() -> None:
    scene = Scene()
    scene.telegram.block(scene.anna)
    scene.telegram.unblock(scene.anna)
    blocked, unblocked = [update["my_chat_member"] for update in await scene.updates()]
    assert blocked["old_chat_member"]["status"] == "member"
    assert blocked["new_chat_member"]["status"] == "kicked"
    assert unblocked["new_chat_member"]["status"] == "member"
    assert blocked["from"]["id"] == blocked["chat"]["id"] == scene.anna


async def test_rule_06_the_account_is_deleted() -> None:
    scene = Scene()
    scene.telegram.delete_account(scene.anna)
    words = "403 Forbidden: user is deactivated"
    assert await scene.refusal("sendMessage", text="x") == words
    assert await scene.updates() == []
