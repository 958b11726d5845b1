"""Where the buttons of «Уведомления» lead."""

from aiogram.filters.callback_data import CallbackData

from domain.notices.model import Kind
from handlers.ids import Id, OptionalId


class OpenNotices(CallbackData, prefix="n"):
    """What one child's family is told of; 0 stands for the child whose diary is open."""

    student_id: OptionalId = 0


class SwitchNotices(CallbackData, prefix="ns"):
    """Switches one kind on or off for one child, in place."""

    student_id: Id
    kind: Kind
    on: bool
