"""Pictures of marks: sent as photos that anybody can see at once."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from handlers.documents.trend import Point, period_trend, subject_trend
from handlers.words import speaking
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY

THRESHOLDS = {5: 4.5, 4: 3.5, 3: 2.5}


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    assert image.format == "PNG"
    return image


def test_a_better_average_is_higher_in_the_picture() -> None:
    """The line ends in a dot of its own colour, the lower the worse."""
    ends = []
    for last in (2, 3, 4, 5):
        points = [Point(MONDAY, 4, Decimal(4)), Point(TODAY, last, Decimal(last))]
        with speaking("ru"):
            image = opened(subject_trend("Алгебра", points, THRESHOLDS))
        column = image.width - 100
        blue = [y for y in range(150, image.height) if image.getpixel((column, y)) == (37, 99, 235)]
        ends.append(sum(blue) / len(blue))
    assert ends == sorted(ends, reverse=True)


def test_every_subject_has_a_row_however_long_its_name() -> None:
    one = [("Алгебра", [Decimal("4.5")])]
    many = [
        (f"Основы духовно-нравственной культуры народов {at}", [Decimal(3), Decimal(4)])
        for at in range(30)
    ]
    with speaking("en"):
        small, large = opened(period_trend("Anna", one)), opened(period_trend("Anna", many))
    assert small.width == large.width
    assert large.height - small.height == 29 * 76
    assert large.width + large.height <= 10_000  # what Telegram takes as a photo


async def test_a_subject_and_a_period_as_pictures(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        values: tuple[int | str, ...] = (5, "cr", 4, 3)
        for back, value in enumerate(values):
            await written.mark("anna", "algebra", TODAY - timedelta(days=back), value)
        await written.mark("anna", "history", MONDAY, 5)
    elena = await world.guardian("elena", "anna")
    await elena.send("/marks")
    await elena.click("График")
    photo = elena.from_bot[-1]
    assert photo["photo"]
    assert photo["caption"] == "Анна · 7А · II четверть, по 30 декабря"
    await elena.send("/marks")
    await elena.click("Алгебра")
    await elena.click("График")
    assert elena.from_bot[-1]["caption"] == "Анна · 7А · Алгебра\nII четверть, по 30 декабря"
    await elena.send("/marks")
    await elena.click("История")
    assert not any("График" in row for row in elena.buttons)  # one mark makes no line
