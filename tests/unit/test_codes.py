"""One-time codes: what is printed, what may be typed, what is stored."""

import math
import re
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.binding import codes

typed_codes = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)
separators = st.sampled_from(["", "-", " ", "–", "—", " - ", "\u00a0", "\u2011", "\n"])
# How each symbol may come out of a Russian keyboard, or of a hurried eye.
CYRILLIC = dict(zip("ACEHKMPTXY", "АСЕНКМРТХУ", strict=True))
MISREAD = {"8": "BВ", "6": "GБ", "5": "S", "2": "Z", "3": "З", "4": "Ч", "E": "Ё"}


def test_a_code_carries_at_least_fifty_bits() -> None:
    all_of_them = len(codes.ALPHABET) ** codes.LENGTH
    without_digits = sum(symbol.isalpha() for symbol in codes.ALPHABET) ** codes.LENGTH
    assert math.log2(all_of_them - without_digits) >= 50


def test_no_symbol_looks_like_another() -> None:
    for alike in ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV", "VY"):
        assert len(set(alike) & set(codes.ALPHABET)) <= 1
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


def test_every_letter_is_on_a_russian_keyboard_too() -> None:
    letters = {symbol for symbol in codes.ALPHABET if symbol.isalpha()}
    assert letters == CYRILLIC.keys()


@given(typed_codes, st.data())
def test_a_code_is_read_however_it_is_typed(code: str, data: st.DataObject) -> None:
    typed = ""
    for symbol in code:
        forms = [symbol, CYRILLIC.get(symbol, symbol), *MISREAD.get(symbol, "")]
        letter = data.draw(st.sampled_from(forms))
        typed += data.draw(separators) + data.draw(st.sampled_from([letter, letter.lower()]))
    assert codes.normalise(typed) == code or len(typed) > 64


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_code_or_nothing(typed: str) -> None:
    code = codes.normalise(typed)
    assert code is None or (len(code) == codes.LENGTH and set(code) <= set(codes.ALPHABET))


@pytest.mark.parametrize(
    "typed", ["", "7KMH-29XT-PA4", "7KMH-29XT-PA4CC", "7KMH-29XT-PA4!", "0" * 12]
)
def test_other_lengths_and_signs_are_no_code(typed: str) -> None:
    assert codes.normalise(typed) is None


def test_words_of_twelve_letters_are_not_taken_for_a_code() -> None:
    sentence = "смех, а не ветер"
    assert codes.normalise(sentence) is None or not codes.looks_like_code(sentence)
    assert codes.normalise("смехатаметам") is not None
    assert not codes.looks_like_code("смехатаметам")
    assert codes.looks_like_code("7kmh 29xt pa4c")


@given(typed_codes)
def test_groups_are_for_the_eye_only(code: str) -> None:
    shown = codes.in_groups(code)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", shown)
    assert codes.normalise(shown) == code


def test_a_new_code_has_a_digit_and_comes_from_the_source_of_chance() -> None:
    symbols = cycle("A" * codes.LENGTH + "A2" * codes.LENGTH)
    code = codes.new_code(lambda alphabet: next(symbols))
    assert code == "A2" * (codes.LENGTH // 2)
    assert len({codes.new_code() for _ in range(1000)}) == 1000


@given(st.binary(min_size=16, max_size=16))
def test_a_link_carries_128_bits_that_telegram_lets_through(secret: bytes) -> None:
    asked: list[int] = []

    def chance(size: int) -> bytes:
        asked.append(size)
        return secret

    token = codes.new_link_token(chance)
    assert asked == [16]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token)
    assert codes.is_link_token(token)


@given(st.sets(st.binary(min_size=16, max_size=16), min_size=2, max_size=2))
def test_different_secrets_give_different_links(secrets: set[bytes]) -> None:
    first, second = (codes.new_link_token(lambda _, secret=secret: secret) for secret in secrets)  # type: ignore[misc]
    assert first != second


def test_hashes_tell_nothing_and_never_change() -> None:
    # Stored codes must still be found after an upgrade: these are the hashes of today.
    assert codes.hash_code("7KMH29XTPA4C") == HASH_OF_CODE
    assert codes.hash_link_token("A" * 22) == HASH_OF_LINK
    assert codes.hash_code("7KMH29XTPA4C") != codes.hash_code("7KMH29XTPA4E")


HASH_OF_CODE = "081c88e736905b3654d3bc22bb94fdd55f023dcb1abc66f1b4cb750d12a25710"
HASH_OF_LINK = "8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8"
