"""The files of a homework, as its teacher attaches them."""

from domain.homework.files import HomeworkFiles
from handlers.file_words import file_name
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.file_callbacks import RemoveHomeworkFile, ShowHomeworkFiles
from handlers.lessons.heads import back_to_lesson, homework_line, lesson_lines
from handlers.page import Block, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _


def files_screen(found: HomeworkFiles) -> Screen:
    """What is there already; the next file is waited for."""
    taught, item = found.desk.taught, found.item
    blocks: list[Block] = [*lesson_lines(taught), homework_line(item)]
    blocks += [f"{n}. {file_name(each)}" for n, each in enumerate(found.files, start=1)]
    asks = _("Send the photos or documents, one by one or together.")
    if found.files and not item.text:
        asks = _("Send more photos or documents, or type the homework in words.")
    elif found.files:
        asks = _("Send more photos or documents, or tap “Done”.")
    blocks.append(bold(asks))
    place = {"lesson_id": taught.id, "homework_id": item.id}
    removing = [
        Button(
            _("Remove {number}").format(number=n),
            RemoveHomeworkFile(**place, attachment_id=each.id),
            Style.DANGER,
        )
        for n, each in enumerate(found.files, start=1)
        if item.text or len(found.files) > 1  # the homework itself is removed with all it has
    ]
    done = [Button(_("Done"), OpenHomework(**place), Style.PRIMARY)]
    if found.files:
        done.append(Button(_("Show the files"), ShowHomeworkFiles(**place)))
    return Screen(blocks, [done, *in_columns(removing, 3), back_to_lesson(taught.id)])
