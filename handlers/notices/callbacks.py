"""Where the buttons of «Уведомления» lead. They say what is to be, so pressed twice is once."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.notices.model import Kind
from domain.preferences.choices import MINUTES_A_DAY, Choice
from handlers.ids import Id, OptionalId

Minute = Annotated[int, Field(ge=0, lt=MINUTES_A_DAY)]  # of a day


class OpenNotices(CallbackData, prefix="n"):
    """What one child's family is told of; 0 stands for the child whose diary is open."""

    student_id: OptionalId = 0


class OpenKind(CallbackData, prefix="nk"):
    """When one kind may be told."""

    student_id: Id
    kind: Kind


class ChooseNotices(CallbackData, prefix="nc"):
    """When one kind is told from now on."""

    student_id: Id
    kind: Kind
    choice: Choice


class OpenQuietHours(CallbackData, prefix="nq"):
    """«Тихие часы» of a person; the child is the one to go back to, 0 for staff."""

    student_id: OptionalId


class ChooseQuietHours(CallbackData, prefix="nh"):
    """From when until when; equal ends: none."""

    student_id: OptionalId
    begins: Minute
    ends: Minute


class OpenDetails(CallbackData, prefix="nd"):
    """«Без подробностей» of a person."""

    student_id: OptionalId


class ChooseDetails(CallbackData, prefix="ne"):
    """With the news in the notification, or without."""

    student_id: OptionalId
    hidden: bool


class ShowNews(CallbackData, prefix="nv"):
    """«Показать», under a message without details; the notice is any of those in it.

    `again`: the message is the one that may be a repetition, and goes on saying so.
    """

    notice_id: Id
    again: bool = False
