"""Whose diary a command without an argument means."""

from domain.errors import Refused
from handlers.context import Context


def chosen_student(ctx: Context) -> int:
    """The child of the hat worn now, else of the first hat that has one."""
    for hat in (ctx.hat, *ctx.actor.hats):
        if hat.student is not None:
            return hat.student.id
    if any(hat.reads_every_class or hat.homeroom_class_ids for hat in ctx.actor.hats):
        raise Refused("diaries_by_class")
    raise Refused("no_diary")
