"""«В календарь»: the timetable as a file, for a family and for a teacher."""

from tests.support.people import Client, World
from tests.support.staff import document


def calendar_of(client: Client) -> list[str]:
    """The lines of the last file."""
    sent = document(client)["document"]
    assert sent["file_name"] == "расписание.ics"
    file = client.world.telegram.files.get(sent["file_id"])
    assert file is not None
    return file.upload.content.decode().split("\r\n")


async def test_a_pupils_calendar_has_the_pupils_lessons_alone(world: World, mother: Client) -> None:
    await mother.send("/schedule")
    await mother.click("Неделя")
    await mother.click("В календарь")
    lines = calendar_of(mother)
    assert "X-WR-CALNAME:Анна · 7А" in lines
    assert "SUMMARY:Английский язык\\, гр. 1" in lines
    assert "SUMMARY:Английский язык\\, гр. 2" not in lines
    assert f"UID:lesson-{world.school.lesson('algebra')}@diary" in lines
    assert lines.count("BEGIN:VEVENT") == 24, "two weeks are stored, twelve lessons each"


async def test_a_teachers_calendar_has_what_the_teacher_gives(world: World) -> None:
    teacher = await world.staff("kuznetsov")
    await teacher.send("/lessons")
    await teacher.click("В календарь")
    lines = calendar_of(teacher)
    assert {line for line in lines if line.startswith("SUMMARY")} == {
        "SUMMARY:7А · История",
        "SUMMARY:7Б · История",
    }
