"""The sheet of the week by e-mail: the form a family agreed upon with the school (R116)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.consent.fields import ExtraField
from domain.consent.office import decided_fields
from domain.diary import target_of
from domain.errors import Refused
from domain.personal_data.letter_model import SheetLetter
from domain.personal_data.mail_address import checked_address
from domain.personal_data.opt_out_model import OptOut
from domain.personal_data.opt_outs import open_opt_out
from domain.uow import UnitOfWork

_SHOWN = 6
_MOST_TRIALS = 5  # a day to one family
_DAY = timedelta(days=1)


async def letters_of(
    uow: UnitOfWork, actor: Actor, opt_out_id: int
) -> tuple[OptOut, Sequence[SheetLetter], int]:
    """A family of the register, its newest letters, and how many trial letters there were."""
    opt_out = await open_opt_out(uow, actor, opt_out_id)
    letters, trials = await uow.sheet_letters.of_family(opt_out_id, _SHOWN)
    return opt_out, letters, trials


async def family_to_mail(uow: UnitOfWork, actor: Actor, opt_out_id: int) -> OptOut:
    """Whose address may be asked; `Refused` "email_undecided": the school keeps none (S4 П2.V)."""
    opt_out = await open_opt_out(uow, actor, opt_out_id)
    if ExtraField.EMAIL not in await decided_fields(uow, opt_out.school.id):
        raise Refused("email_undecided")
    return opt_out


async def type_email(uow: UnitOfWork, actor: Actor, opt_out_id: int, typed: str) -> OptOut:
    """Kept as typed, to be looked at: no letter goes there yet. `Refused` as `checked_address`."""
    opt_out = await family_to_mail(uow, actor, opt_out_id)
    email = checked_address(typed)
    await uow.opt_outs.keep_typed(opt_out_id, email)
    _note(uow, actor, opt_out, "email_typed")
    return replace(opt_out, email_typed=email)


async def agree_on_email(uow: UnitOfWork, actor: Actor, opt_out_id: int, seen: str) -> OptOut:
    """From now on the sheet goes to the address that was typed and looked at.

    `seen`: the mark of the address that was shown; another one changes nothing. The trail tells the
    form and not the address.
    """
    opt_out = await family_to_mail(uow, actor, opt_out_id)
    email = opt_out.email_typed
    if not email or mark_of(email) != seen or not await uow.opt_outs.set_email(opt_out_id, email):
        return opt_out
    _note(uow, actor, opt_out, "email")
    return await open_opt_out(uow, actor, opt_out_id)


async def agree_on_paper(uow: UnitOfWork, actor: Actor, opt_out_id: int) -> OptOut:
    """The sheet is printed again; the address is forgotten."""
    opt_out = await open_opt_out(uow, actor, opt_out_id)
    if await uow.opt_outs.forget_email(opt_out_id):
        _note(uow, actor, opt_out, "paper")
    return await open_opt_out(uow, actor, opt_out_id)


def mark_of(email: str) -> str:
    """By which a button knows the address again; it says nothing of it."""
    return blake2b(email.encode(), digest_size=6).hexdigest()


async def send_trial(uow: UnitOfWork, actor: Actor, opt_out_id: int, seen: int) -> OptOut:
    """A letter that says nothing of anybody: does it arrive?

    `seen`: how many there were on the screen; with another number nothing is done. `Refused`
    "email_none", "trials_enough".
    """
    opt_out = await family_to_mail(uow, actor, opt_out_id)
    if not opt_out.email:
        raise Refused("email_none")
    letters, number = await uow.sheet_letters.of_family(opt_out_id, _SHOWN)
    if number != seen:
        return opt_out
    lately = [each for each in letters if each.day is None and each.created_at > uow.now - _DAY]
    if len(lately) >= _MOST_TRIALS:
        raise Refused("trials_enough", limit=_MOST_TRIALS)
    hat = actor.require(Action.REGISTER_OPT_OUT, target_of(opt_out.student, opt_out.school))
    await uow.sheet_letters.add_trial(opt_out_id, hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.REGISTER_OPT_OUT,
        Thing(ThingKind.OPT_OUT, opt_out_id),
        about=opt_out.student.id,
        after={"trial": number + 1},
    )
    return opt_out


def _note(uow: UnitOfWork, actor: Actor, opt_out: OptOut, channel: str) -> None:
    hat = actor.require(Action.REGISTER_OPT_OUT, target_of(opt_out.student, opt_out.school))
    uow.audit.note(
        actor,
        hat,
        Action.REGISTER_OPT_OUT,
        Thing(ThingKind.OPT_OUT, opt_out.id),
        about=opt_out.student.id,
        before={"channel": "email" if opt_out.email else "paper"},
        after={"channel": channel},
    )
