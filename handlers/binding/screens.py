"""What is asked and answered while a chat is connected or disconnected."""

from domain.access import Role
from domain.actor import Actor
from domain.binding.model import BindingRole, Invitee, Offer
from domain.binding.use_cases import Ended
from domain.hat import Hat
from domain.people import Student
from handlers.binding.callbacks import AskLeave, ConfirmCode, Leave, OpenLeave, RejectCode
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Screen, Style
from handlers.settings.callbacks import OpenSettings
from handlers.whose import hat_name, whose, whose_hat
from handlers.words import _, c_, he_she, is_ty, shorten


def confirm_screen(offer: Offer) -> Screen:
    """Initials and class are all that is shown before the answer (R009)."""
    invitee = offer.invitee
    return Screen(
        [
            _("The code fits. {what}").format(what=_what(invitee)),
            _who_are_you(invitee),
            Footer(_rules(invitee)),
        ],
        [
            [Button(_yes(invitee), ConfirmCode(invite_id=offer.invite_id), Style.SUCCESS)],
            [Button(_("No, a mistake"), RejectCode())],
        ],
    )


def rejected_screen() -> Screen:
    return Screen(
        [
            _("Nothing is connected."),
            _("If the slip is not yours, give it back to the homeroom teacher."),
        ]
    )


def leave_screen(actor: Actor) -> Screen:
    """What the chat is connected to; one thing alone is asked about at once."""
    if not actor.hats:
        return Screen([_("This chat is not connected to anything.")])
    if len(actor.hats) == 1:
        return ask_leave_screen(actor, actor.hats[0].binding_id)
    # Both parents of a child may share the phone: numbers tell their buttons apart.
    named = [f"{number}. {hat_name(hat)}" for number, hat in enumerate(actor.hats, start=1)]
    rows = [
        [Button(shorten(name, MAX_BUTTON), AskLeave(binding_id=hat.binding_id))]
        for name, hat in zip(named, actor.hats, strict=True)
    ]
    rows.append([Button(_("Disconnect all"), AskLeave())])
    rows.append([Button(_("‹ Back"), OpenSettings())])
    lines = [f"{number}. {_hat_line(hat)}" for number, hat in enumerate(actor.hats, start=1)]
    return Screen([Heading(_("What to disconnect?")), *lines], rows)


def ask_leave_screen(actor: Actor, binding_id: int) -> Screen:
    """The last question; 0 stands for everything."""
    hats = [hat for hat in actor.hats if binding_id in (0, hat.binding_id)]
    back = OpenSettings() if len(actor.hats) == 1 else OpenLeave()
    return Screen(
        [
            Heading(_("Disconnect this chat?")),
            *(f"• {_hat_line(hat)}" for hat in hats),
            _(
                "You will get no more messages about it."
                " To connect again, you will need a new code."
            ),
        ],
        [
            [Button(_("Yes, disconnect"), Leave(binding_id=binding_id), Style.DANGER)],
            [Button(_("‹ Back"), back)],
        ],
    )


def left_screen(remaining: int) -> Screen:
    """Done; with the way on for who has another child or role here."""
    if remaining:
        return Screen([_("Disconnected.")], [[Button(_("Menu"), OpenMenu())]])
    return Screen([_("Disconnected. To connect again, send a new code.")])


def ended_screen(ended: Ended, actor: Actor) -> Screen:
    """After «Это не я», which a family may press before it has consented to anything."""
    blocks: list[Block] = [_("Disconnected: that chat no longer sees this diary.")]
    if ended.student is not None:
        own = actor.hats_about(ended.student.id)
        blocks.insert(0, Heading(whose_hat(own[0]) if own else whose(ended.student)))
    if ended.by_school:
        blocks.append(_("A new code can be issued under “My class”."))
    else:
        blocks.append(_("Tell the homeroom teacher: the code got into the wrong hands."))
    return Screen(blocks, [[Button(_("Menu"), OpenMenu())]])


def _what(invitee: Invitee) -> str:
    student = invitee.student
    if student is None:
        return _("It is for a member of staff: {initials}, {school}.").format(
            initials=invitee.person.initials, school=invitee.school.name
        )
    text = he_she(
        student,
        c_("masculine", "This is the diary of the pupil {initials}."),
        c_("feminine", "This is the diary of the pupil {initials}."),
        c_("unknown", "This is the diary of the pupil {initials}."),
    )
    return text.format(initials=_child(student))


def _child(student: Student) -> str:
    """«А. И., 7А»."""
    return f"{student.initials}, {student.class_title}".rstrip(", ")


def _who_are_you(invitee: Invitee) -> str:
    match invitee.role:
        case BindingRole.GUARDIAN:
            assert invitee.student is not None  # a guardian's invitation has a child
            return he_she(
                invitee.student,
                _("Are you his parent?"),
                _("Are you her parent?"),
                _("Are you the parent?"),
            )
        case BindingRole.TRUSTED_CONTACT:
            return _("A parent lets you see some of it. Is this code for you?")
        case BindingRole.STUDENT if is_ty(invitee.student):
            return c_("to a child", "Is it you?")
        case _:
            return _("Is it you?")


def _rules(invitee: Invitee) -> str:
    """What is accepted by connecting: domain.binding.model.RULES_VERSION counts its changes."""
    if invitee.role is BindingRole.STUDENT and is_ty(invitee.student):
        return c_(
            "to a child",
            "By connecting you agree to keep the code and this chat to yourself and to give them"
            " to nobody else.",
        )
    if invitee.role is BindingRole.TRUSTED_CONTACT:
        return _(
            "By connecting you confirm that you are 18 or older, consent that the school keeps"
            " your name and this chat for it, and agree to keep the code and this chat to yourself."
        )
    return _(
        "By connecting you agree to keep the code and this chat to yourself and to give them"
        " to nobody else."
    )


def _yes(invitee: Invitee) -> str:
    is_me = invitee.role not in (BindingRole.GUARDIAN, BindingRole.TRUSTED_CONTACT)
    return _("Yes, it is me") if is_me else _("Yes, connect")


def _hat_line(hat: Hat) -> str:
    """The child with whose eyes: one phone may serve both parents."""
    if hat.student is None or Role.STUDENT in hat.roles:
        return hat_name(hat)
    return f"{hat_name(hat)} ({hat.person.polite_name})"
