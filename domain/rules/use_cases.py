"""Reading and changing what a school decided for itself (R165; S4 П2.II)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused
from domain.hat import Hat, Target
from domain.rules.book import RuleBook
from domain.rules.model import RuleName
from domain.rules.reading import code_of, read
from domain.rules.settings import SETTINGS
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def school_rules(uow: UnitOfWork, actor: Actor) -> RuleBook:
    """All rules of the own school."""
    hat = office(actor, Action.READ_RULES)
    can_edit = actor.may(Action.EDIT_RULES, Target(school_id=hat.school.id))
    return RuleBook(await uow.rules.stored(hat.school.id), can_edit)


async def rule_to_set(uow: UnitOfWork, actor: Actor, name: RuleName) -> RuleBook:
    """Before a value is typed; `Refused` "choose_button" for a rule with buttons alone."""
    hat = office(actor, Action.EDIT_RULES)
    if SETTINGS[name].only_offered:
        raise Refused("choose_button")
    return RuleBook(await uow.rules.stored(hat.school.id), can_edit=True)


async def set_rule(uow: UnitOfWork, actor: Actor, name: RuleName, typed: str) -> RuleBook:
    """From the next update on it is so; what is so already changes nothing.

    `typed` is what a person wrote, or the code of a value on a button. `Refused` as
    `domain.rules.reading.read` and `RuleBook.require` say.
    """
    hat = office(actor, Action.EDIT_RULES)
    setting = SETTINGS[name]
    book = await _locked(uow, hat)
    value = read(setting, typed)
    book.require(name, value)
    return await _change(uow, actor, hat, name, (book, book.with_value(name, value)))


async def reset_rule(uow: UnitOfWork, actor: Actor, name: RuleName) -> RuleBook:
    """As the regulations have it; `Refused` where another rule of the school is in the way."""
    hat = office(actor, Action.EDIT_RULES)
    book = await _locked(uow, hat)
    default = book.default(name)
    if name is not RuleName.TIMEZONE:  # the server's own may be another one than those offered
        book.require(name, default)
    return await _change(uow, actor, hat, name, (book, book.with_value(name, default)))


async def _locked(uow: UnitOfWork, hat: Hat) -> RuleBook:
    """The newest rules: the session may have read older ones, before somebody else's change."""
    return RuleBook(await uow.rules.locked(hat.school.id), can_edit=True)


async def _change(
    uow: UnitOfWork, actor: Actor, hat: Hat, name: RuleName, books: tuple[RuleBook, RuleBook]
) -> RuleBook:
    before, after = books
    if after.value(name) == before.value(name):
        return before
    await uow.rules.save(hat.school.id, after.stored)
    if name is RuleName.BEHAVIOUR:
        await uow.behaviour.add_subject(hat.school.id)
    setting = SETTINGS[name]
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_RULES,
        Thing(ThingKind.POLICY, hat.school.id),
        before={name.value: code_of(setting, before.value(name))},
        after={name.value: code_of(setting, after.value(name))},
    )
    return after
