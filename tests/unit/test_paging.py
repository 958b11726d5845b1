"""Pages hold everything once, and no more than fits."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.menu.callbacks import ChooseHat
from handlers.paging import PAGE_TEXT, page_with, paged
from handlers.words import speaking

sizes = st.lists(st.integers(0, PAGE_TEXT * 2), max_size=200)


@given(sizes, st.integers(1, 40))
def test_all_pages_together_are_the_list(items: list[int], at_most: int) -> None:
    pages = paged(items, 0, at_most=at_most, size=int).pages
    together = [
        item
        for page in range(pages)
        for item in paged(items, page, at_most=at_most, size=int).items
    ]
    assert together == items


@given(sizes, st.integers(0, 300), st.integers(1, 40))
def test_a_page_fits_unless_it_is_a_single_item(items: list[int], page: int, at_most: int) -> None:
    shown = paged(items, page, at_most=at_most, size=int)
    assert len(shown.items) <= at_most
    assert sum(shown.items) <= PAGE_TEXT or len(shown.items) == 1


@given(sizes, st.integers(0, 10**6))
def test_a_number_past_the_end_shows_the_last_page(items: list[int], past: int) -> None:
    pages = paged(items, 0, at_most=7).pages
    assert paged(items, pages + past, at_most=7).page == pages - 1


def test_buttons_and_title_only_where_there_is_more() -> None:
    with speaking("ru"):
        single = paged([1], 0, at_most=5)
        assert single.title == ""
        assert single.buttons(lambda page: ChooseHat(binding_id=page + 1)) == []
        middle = paged(list(range(15)), 1, at_most=5)
        assert middle.title == "Страница 2 из 3"
        texts = [each.text for each in middle.buttons(lambda page: ChooseHat(binding_id=page + 1))]
        assert texts == ["◀ 1", "3 ▶"]


@given(st.lists(st.integers(0, PAGE_TEXT * 2), min_size=1, max_size=60), st.integers(1, 40))
def test_every_item_is_on_the_page_that_is_said_to_have_it(sizes: list[int], at_most: int) -> None:
    items = list(enumerate(sizes))

    def size(item: tuple[int, int]) -> int:
        return item[1]

    for item in items:
        page = page_with(items, item[0], at_most=at_most, size=size)
        assert item in paged(items, page, at_most=at_most, size=size).items
