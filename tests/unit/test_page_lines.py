"""What stays on one line of a narrow screen."""

from handlers.page import Block, Details, Heading, Table, plain_html, rich_html


def test_a_name_and_its_initials_stay_on_one_line() -> None:
    kept = "Соколова\N{NO-BREAK SPACE}А.\N{NO-BREAK SPACE}Д., 7А"
    said = "Соколова А. Д., 7А"
    table = Table(["Кто"], [[said]], "l")
    blocks: list[Block] = [Heading(said), said, table, Details(said, [said])]
    for html, times in ((plain_html(blocks), 5), (rich_html(blocks), 5)):
        assert html.count(kept) == times
        assert said not in html
    assert "А.\N{NO-BREAK SPACE}С." in plain_html(["Это дневник ученицы А. С., 7А."])


def test_a_weekday_and_its_date_and_a_lesson_and_its_number_stay_together() -> None:
    together = "чт\N{NO-BREAK SPACE}05.11, 4-й\N{NO-BREAK SPACE}урок"
    assert together in rich_html([Table(["", ""], [["чт 05.11, 4-й урок", "✕ болезнь"]], "ll")])


def test_other_spaces_may_break() -> None:
    said = "20.11.2026: 4-й класс. Класс 7А. Соколова-Микитова Елена Николаевна, школа № 7."
    assert plain_html([said]) == said
