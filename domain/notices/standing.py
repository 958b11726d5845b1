"""A message of the outbox as one whole: its news, the card below them, and how it stands later."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.actor import Actor
from domain.evening.use_cases import card_as_it_stands
from domain.notices.comparing import Saying, as_shown
from domain.notices.facts import CountedFact, Fact, HomeworkFact, LessonFact, MessageFact, TrustFact
from domain.notices.material import Material, with_averages
from domain.notices.model import HEAD_START, Kind, Notice, Reason
from domain.notices.news import ChildNews, News
from domain.notices.outbox import Thing, thing_of
from domain.notices.rights import RIGHT_TO_HEAR
from domain.preferences.choices import Habits
from domain.uow import UnitOfWork


async def as_it_stands(
    uow: UnitOfWork,
    actor: Actor,
    material: Material,
    notices: Sequence[Notice],
    now: Mapping[Thing, str],
) -> News:
    """A message that has left, as it should read: what the chat was told last, or `now`.

    What the chat has not been told yet it does not learn from an edit. A card below the news is
    read anew.
    """
    cards = [each for each in notices if each.kind is Kind.TOMORROW]
    others = [each for each in notices if each.kind is not Kind.TOMORROW]
    news = await _news_as_they_stand(uow, actor, material, others, now)
    return with_card(news, await card_as_it_stands(uow, actor, cards)) if cards else news


def with_card(news: News, card: News) -> News:
    """One message of both: the news of the day, then the next one."""
    return replace(
        news,
        told={**news.told, **card.told},
        left_out=(*news.left_out, *card.left_out),
        is_repeat=news.is_repeat or card.is_repeat,
        hides_details=news.hides_details or card.hides_details,
        whole=card.whole,
        replaces=card.replaces,
    )


def forbidden(actor: Actor, material: Material, notice: Notice) -> Reason | None:
    child = material.child(notice)
    if child is None and notice.student_id is not None and notice.student_id in material.withheld:
        return material.withheld[notice.student_id]
    if child is None or RIGHT_TO_HEAR[notice.kind] not in child.rights:
        return Reason.NO_RIGHT
    fact = material.fact(notice)
    if fact is None:
        return Reason.GONE
    if isinstance(fact, MessageFact | TrustFact):
        # A letter is to one person, not to whoever reads the diary.
        own = [hat for hat in actor.hats if hat.person.id == notice.person_id]
        if not own:
            return Reason.NO_RIGHT
        if all(hat.lacks for hat in own):
            return Reason.NO_CONSENT
    return None


def told_as(fact: CountedFact, saying: Saying | None) -> CountedFact | None:
    return fact.told_as(saying.old, saying.new, saying.manner) if saying else None


async def news_of(
    uow: UnitOfWork, material: Material, told: Sequence[Notice], said: Mapping[int, Fact]
) -> News:
    """One message of these facts: children with the most important news first."""
    facts: dict[int, list[Fact]] = {}
    for notice in sorted(told, key=_importance):
        of_child = facts.setdefault(notice.student_id or 0, [])
        if said[notice.id] not in of_child:
            of_child.append(said[notice.id])
    was_missed = any(each.was_missed for each in told)
    hides_details = any(_hides_details(each, material.child(each)) for each in told)
    children = []
    for student_id, of_child in facts.items():
        child = material.children[student_id].of(of_child)
        if not hides_details and not was_missed:
            child = await with_averages(uow, child, material.standings)
        children.append(child)
    return News(
        children=tuple(children),
        told={each.id: _word(said[each.id]) for each in told},
        is_repeat=any(each.is_doubtful for each in told),
        was_missed=was_missed,
        hides_details=hides_details,
    )


def _importance(notice: Notice) -> tuple[timedelta, int]:
    return HEAD_START[notice.kind], notice.id


def _word(fact: Fact) -> str:
    return fact.what if isinstance(fact, CountedFact | LessonFact | HomeworkFact) else ""


def _hides_details(notice: Notice, child: ChildNews | None) -> bool:
    habits = Habits(hides_details=notice.hides_details)
    return child is not None and habits.hides(child.school.policy)


async def _news_as_they_stand(
    uow: UnitOfWork,
    actor: Actor,
    material: Material,
    notices: Sequence[Notice],
    now: Mapping[Thing, str],
) -> News:
    said: dict[int, Fact] = {}
    for notice in notices:
        fact = material.fact(notice)
        if forbidden(actor, material, notice) is not None or fact is None:
            continue
        if isinstance(fact, CountedFact):
            fact = told_as(fact, _shown(fact, material, notice, now))
        if fact is not None:
            said[notice.id] = fact
    return await news_of(uow, material, [each for each in notices if each.id in said], said)


def _shown(
    fact: CountedFact, material: Material, notice: Notice, now: Mapping[Thing, str]
) -> Saying | None:
    tellings = material.tellings(notice)
    known = tellings[-1].what if tellings else fact.what
    final = now.get(thing_of(notice), known)
    return as_shown(final, fact.nothing, fact.made_what, tellings, notice.id)
