"""Consents, non-disclosure and extra fields as the school keeps them."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.consent.fields import ExtraField
from domain.consent.model import FamilyStanding, Purpose
from domain.consent.office import (
    consent_classes,
    decide_field,
    end_decision,
    end_note,
    field_decisions,
    record_note,
    staff_note,
    staff_notes,
)
from domain.consent.recording import (
    class_consents,
    family_consents,
    record_paper,
    record_withdrawal,
)
from domain.consent.typed import read_paper
from domain.errors import Denied
from domain.hat import Target
from domain.people import Person
from handlers.consent.callbacks import (
    AskDecision,
    AskNote,
    AskPaper,
    AskPaperEnd,
    ChoosePurpose,
    EndDecision,
    EndNote,
    OpenClassConsents,
    OpenConsentClasses,
    OpenFamilyConsents,
    OpenFields,
    OpenNote,
    OpenNotes,
)
from handlers.consent.class_screens import (
    class_screen,
    classes_screen,
    end_question,
    family_screen,
    givers,
    paper_question,
    purpose_screen,
    typing_screen,
)
from handlers.consent.office_screens import (
    decision_question,
    fields_screen,
    note_question,
    note_screen,
    notes_screen,
)
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="papers")
    on = router.callback_query.register
    on(show_classes, OpenConsentClasses.filter())
    on(show_class, OpenClassConsents.filter())
    on(show_family, OpenFamilyConsents.filter())
    on(choose_purpose, ChoosePurpose.filter())
    on(ask_paper, AskPaper.filter(), flags=WRITES)
    on(ask_paper_end, AskPaperEnd.filter(), flags=WRITES)
    on(show_notes, OpenNotes.filter())
    on(show_note, OpenNote.filter())
    on(ask_note, AskNote.filter(), flags=WRITES)
    on(stop_note, EndNote.filter(), flags=WRITES)
    on(show_fields, OpenFields.filter())
    on(ask_decision, AskDecision.filter(), flags=WRITES)
    on(stop_field, EndDecision.filter(), flags=WRITES)
    typed = router.message.register
    typed(take_paper, Typing("consent_paper"), flags=WRITES)
    typed(take_paper_end, Typing("consent_end"), flags=WRITES)
    typed(take_note, Typing("nondisclosure"), flags=WRITES)
    typed(take_decision, Typing("field_decision"), flags=WRITES)
    return router


async def show_classes(
    query: CallbackQuery, callback_data: OpenConsentClasses, ctx: Context
) -> Screen:
    hat, classes = await consent_classes(ctx.uow, ctx.actor)
    target = Target(school_id=hat.school.id)
    office = ctx.actor.may(Action.RECORD_NONDISCLOSURE, target)
    return classes_screen(hat, classes, callback_data.page, office=office)


async def show_class(
    query: CallbackQuery, callback_data: OpenClassConsents, ctx: Context
) -> Screen:
    school_class, families = await class_consents(ctx.uow, ctx.actor, callback_data.class_id)
    today = school_class.school.today(ctx.now)
    leads = any(school_class.id in hat.homeroom_class_ids for hat in ctx.actor.hats)
    return class_screen(school_class, families, today, callback_data.page, leads=leads)


async def show_family(
    query: CallbackQuery, callback_data: OpenFamilyConsents, ctx: Context
) -> Screen:
    return await _family(ctx, callback_data.student_id)


async def _family(ctx: Context, student_id: int) -> Screen:
    hat, family, consents = await family_consents(ctx.uow, ctx.actor, student_id)
    target = Target(school_id=hat.school.id, school_class_id=family.student.school_class_id)
    records = ctx.actor.may(Action.RECORD_CONSENT, target)
    return family_screen(hat, family, consents, hat.school.today(ctx.now), records=records)


async def choose_purpose(
    query: CallbackQuery, callback_data: ChoosePurpose, ctx: Context
) -> Screen:
    return purpose_screen(*await _giver(ctx, callback_data.student_id, callback_data.giver_id))


async def ask_paper(query: CallbackQuery, callback_data: AskPaper, ctx: Context) -> Screen:
    family, giver = await _giver(ctx, callback_data.student_id, callback_data.giver_id)
    data = callback_data.model_dump(mode="json")
    await ctx.uow.chats.ask(ctx.session.chat_id, "consent_paper", data)
    return typing_screen(family, paper_question(giver, callback_data.purpose))


async def take_paper(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    student_id, purpose = asked["student_id"], Purpose(asked["purpose"])
    paper = read_paper(message.text or "", ctx.today)
    await record_paper(ctx.uow, ctx.actor, student_id, asked["giver_id"], purpose, paper)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _family(ctx, student_id)


async def ask_paper_end(query: CallbackQuery, callback_data: AskPaperEnd, ctx: Context) -> Screen:
    student_id = callback_data.student_id
    _hat, family, given = await family_consents(
        ctx.uow, ctx.actor, student_id, Action.RECORD_CONSENT
    )
    consent = next((each for each in given if each.id == callback_data.consent_id), None)
    if consent is None:
        raise Denied(Action.RECORD_CONSENT)
    data = callback_data.model_dump(mode="json")
    await ctx.uow.chats.ask(ctx.session.chat_id, "consent_end", data)
    return typing_screen(family, end_question(consent))


async def take_paper_end(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    paper = read_paper(message.text or "", ctx.today)
    student_id = asked["student_id"]
    await record_withdrawal(ctx.uow, ctx.actor, student_id, asked["consent_id"], paper)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _family(ctx, student_id)


async def _giver(ctx: Context, student_id: int, giver_id: int) -> tuple[FamilyStanding, Person]:
    """The family, and who of it gave a paper."""
    hat, family, _given = await family_consents(
        ctx.uow, ctx.actor, student_id, Action.RECORD_CONSENT
    )
    for each in givers(hat.school.policy, family, hat.school.today(ctx.now)):
        if each.id == giver_id:
            return family, each
    raise Denied(Action.RECORD_CONSENT)


async def show_notes(query: CallbackQuery, callback_data: OpenNotes, ctx: Context) -> Screen:
    school, staff = await staff_notes(ctx.uow, ctx.actor)
    return notes_screen(school, staff, callback_data.page)


async def show_note(query: CallbackQuery, callback_data: OpenNote, ctx: Context) -> Screen:
    _hat, note = await staff_note(ctx.uow, ctx.actor, callback_data.person_id)
    return note_screen(note)


async def ask_note(query: CallbackQuery, callback_data: AskNote, ctx: Context) -> Screen:
    _hat, note = await staff_note(ctx.uow, ctx.actor, callback_data.person_id)
    data = {"person_id": callback_data.person_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "nondisclosure", data)
    return note_question(note)


async def take_note(message: Message, ctx: Context) -> Screen:
    person_id = ctx.session.typing_data["person_id"]
    await record_note(ctx.uow, ctx.actor, person_id, read_paper(message.text or "", ctx.today))
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    _hat, note = await staff_note(ctx.uow, ctx.actor, person_id)
    return note_screen(note)


async def stop_note(query: CallbackQuery, callback_data: EndNote, ctx: Context) -> Screen:
    await end_note(ctx.uow, ctx.actor, callback_data.person_id)
    _hat, note = await staff_note(ctx.uow, ctx.actor, callback_data.person_id)
    return note_screen(note)


async def show_fields(query: CallbackQuery, ctx: Context) -> Screen:
    return await _fields(ctx)


async def _fields(ctx: Context) -> Screen:
    hat, decided = await field_decisions(ctx.uow, ctx.actor)
    return fields_screen(hat.school, decided)


async def ask_decision(query: CallbackQuery, callback_data: AskDecision, ctx: Context) -> Screen:
    await field_decisions(ctx.uow, ctx.actor)
    data = {"field": callback_data.field.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "field_decision", data)
    return decision_question(callback_data.field)


async def take_decision(message: Message, ctx: Context) -> Screen:
    field = ExtraField(ctx.session.typing_data["field"])
    await decide_field(ctx.uow, ctx.actor, field, read_paper(message.text or "", ctx.today))
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _fields(ctx)


async def stop_field(query: CallbackQuery, callback_data: EndDecision, ctx: Context) -> Screen:
    await end_decision(ctx.uow, ctx.actor, callback_data.field)
    return await _fields(ctx)
