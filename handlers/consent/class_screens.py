"""Consents as the school sees them: who of a class lacks what, one family, a paper recorded."""

from collections.abc import Sequence
from datetime import date

from domain.classes.model import SchoolClass
from domain.consent.model import (
    NEEDED,
    Consent,
    EndReason,
    FamilyStanding,
    Need,
    Purpose,
    Whose,
)
from domain.consent.needs import (
    Age,
    Flag,
    age_of,
    birthday,
    flag_of,
    of_child,
    of_guardian,
    required_from,
)
from domain.hat import Hat
from domain.people import Person
from domain.policy import SchoolPolicy
from handlers.classes.callbacks import OpenClassMore
from handlers.consent.callbacks import (
    AskPaper,
    AskPaperEnd,
    ChoosePurpose,
    OpenClassConsents,
    OpenConsentClasses,
    OpenFamilyConsents,
    OpenFields,
    OpenNotes,
)
from handlers.consent.words import (
    alike,
    ended_together,
    given_words,
    on_day,
    paper_words,
    purpose_label,
    purpose_name,
)
from handlers.labels import labels
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, c_, day_month_year, joined, shorten

_LINES = 10
_CLASSES = 60
_ENDED_SHOWN = 8


def classes_screen(hat: Hat, classes: Sequence[SchoolClass], page: int, *, office: bool) -> Screen:
    """What families and staff have signed: by class, and the office's own papers."""
    shown = paged(classes, page, at_most=_CLASSES)
    buttons = [Button(each.title, OpenClassConsents(class_id=each.id)) for each in shown.items]
    rows = in_columns(buttons, 4)
    rows.append(shown.buttons(lambda number: OpenConsentClasses(page=number)))
    if office:
        rows.append([Button(_("Non-disclosure"), OpenNotes()), Button(_("Fields"), OpenFields())])
    lines: list[Block] = [Heading(_("Consents and papers"))]
    if classes:
        lines.append(_("Choose a class to see whose family has not consented."))
    lines.append(_("Who answers for the data: {operator}.").format(operator=hat.school.operator))
    return Screen(lines, [*filter(None, rows), [Button(_("‹ Back"), OpenMore())]])


def class_screen(
    school_class: SchoolClass,
    families: Sequence[FamilyStanding],
    today: date,
    page: int,
    *,
    leads: bool,
) -> Screen:
    """A line for each pupil of whom something is missing; a button for every one."""
    policy = school_class.school.policy
    lines = [
        (each, line) for each in families if (line := family_line(policy, each, today)) is not None
    ]
    shown = paged(lines, page, at_most=_LINES, size=lambda item: length(item[1]) + 60)
    blocks: list[Block] = [
        Heading(_("{whose} · consent").format(whose=school_class.title)),
        *(bold(each.student.list_name) + ": " + line for each, line in shown.items),
    ]
    if not lines:
        blocks.append(_("Nothing is missing here."))
    if policy.requires_consent and any(each.birth_date is None for each in families):
        age = policy.own_consent_age
        blocks.append(
            Footer(_("Without a birth date nobody sees who turns {age} soon.").format(age=age))
        )
    if shown.title:
        blocks.append(Footer(shown.title))
    names = labels([each.student for each in families])
    buttons = [
        Button(names[each.student.id], OpenFamilyConsents(student_id=each.student.id))
        for each in families
    ]
    turning = shown.buttons(lambda number: OpenClassConsents(class_id=school_class.id, page=number))
    back = OpenClassMore(class_id=school_class.id) if leads else OpenConsentClasses()
    rows = [turning, *in_columns(buttons, 3), [Button(_("‹ Back"), back)]]
    return Screen(blocks, [*filter(None, rows)])


def family_line(policy: SchoolPolicy, family: FamilyStanding, today: date) -> str | None:
    """What is missing of one family, in one line; None: nothing."""
    lack = of_child(policy, family.birth_date, family.standing, today).now
    parts = []
    if child := _missing(lack, Whose.CHILD):
        every = child == set(NEEDED)
        text = _("no consent of the parents") if every else _("no consent of the parents: {what}")
        parts.append(text.format(what=_names(child)))
    if own := _missing(lack, Whose.PUPIL):
        every = own == set(NEEDED)
        text = _("no consent of the pupil") if every else _("no consent of the pupil: {what}")
        parts.append(text.format(what=_names(own)))
    without = [
        each.person.short_name for each in family.guardians if of_guardian(policy, each.standing)
    ]
    if without and policy.requires_consent:
        parts.append(_("not for their own data: {names}").format(names=joined(*without)))
    flag = flag_of(policy, family, today)
    if flag is not None and policy.requires_consent:
        parts.append(_flag(policy, family, flag))
    return joined(*parts, by="; ") or None


def _missing(lack: frozenset[Need], whose: Whose) -> set[Purpose]:
    return {need.purpose for need in lack if need.whose is whose}


def _names(purposes: set[Purpose]) -> str:
    return joined(*(purpose_name(each) for each in sorted(purposes)))


def _flag(policy: SchoolPolicy, family: FamilyStanding, flag: Flag) -> str:
    born = family.birth_date
    if born is None:
        return _("no birth date")
    if flag is Flag.MAY_CONSENT:
        return _("{age} years old: the pupil can consent already").format(
            age=policy.own_consent_warning_age
        )
    return _("{age} years old on {day}: from {last} on the pupil's own consent is needed").format(
        age=policy.own_consent_age,
        day=day_month_year(birthday(born, policy.own_consent_age)),
        last=day_month_year(required_from(policy, born)),
    )


def family_screen(
    hat: Hat, family: FamilyStanding, consents: Sequence[Consent], today: date, *, records: bool
) -> Screen:
    """Everything that was given and withdrawn; what came on paper is recorded from here."""
    policy = hat.school.policy
    title = joined(family.student.list_name, family.student.class_title, by=" · ")
    blocks: list[Block] = [Heading(_("{whose} · consent").format(whose=title))]
    missing = family_line(policy, family, today)
    if missing:
        blocks += [_("Missing: {what}").format(what=missing), ""]
    in_force = [each for each in consents if each.is_in_force]
    ended = [each for each in consents if not each.is_in_force]
    blocks += [f"✓ {_line(each, hat)}" for each in alike(in_force, lambda one: _said(one, hat))]
    blocks += [f"✕ {_ended(each, hat)}" for each in ended[:_ENDED_SHOWN]]
    if not consents:
        blocks.append(_("Nothing was given yet."))
    rows: list[list[Button]] = []
    if records:
        rows += in_columns(_paper_buttons(policy, family, today), 2)
        rows += in_columns(_end_buttons(family, in_force), 2)
    class_id = family.student.school_class_id
    back = OpenClassConsents(class_id=class_id) if class_id else OpenConsentClasses()
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def givers(policy: SchoolPolicy, family: FamilyStanding, today: date) -> list[Person]:
    """Whose paper can be recorded: the guardians', and that of a pupil who is old enough."""
    found = [each.person for each in family.guardians]
    if age_of(policy, family.birth_date, today) is not Age.CHILD or family.birth_date is None:
        found.append(family.student)
    return found


def _paper_buttons(policy: SchoolPolicy, family: FamilyStanding, today: date) -> list[Button]:
    return [
        Button(
            shorten(f"+ {each.short_name}", MAX_BUTTON),
            ChoosePurpose(student_id=family.student.id, giver_id=each.id),
        )
        for each in givers(policy, family, today)
    ]


def _end_buttons(family: FamilyStanding, in_force: Sequence[Consent]) -> list[Button]:
    return [
        Button(
            shorten(f"✕ {purpose_label(each.purpose)}, {_of_whom(each, family)}", MAX_BUTTON),
            AskPaperEnd(student_id=family.student.id, consent_id=each.id),
        )
        for each in ended_together(in_force)
    ]


def _of_whom(consent: Consent, family: FamilyStanding) -> str:
    """By the given name; what the pupil gave is not what the parents gave for the pupil."""
    if consent.is_own and consent.subject.id == family.student.id:
        return c_("whose consent", "pupil")
    return consent.subject.given_name


def purpose_screen(family: FamilyStanding, giver: Person) -> Screen:
    """What the paper of this person is about."""
    student_id = family.student.id
    buttons = [
        Button(purpose_name(each), AskPaper(student_id=student_id, giver_id=giver.id, purpose=each))
        for each in Purpose
        if giver.id != student_id or each not in (Purpose.PHOTO, Purpose.TRUSTED)
    ]
    return Screen(
        [
            Heading(giver.full_name),
            _("What is the consent on paper for? Each purpose has a paper of its own."),
        ],
        [
            *in_columns(buttons, 2),
            [Button(_("‹ Back"), OpenFamilyConsents(student_id=student_id))],
        ],
    )


def typing_screen(family: FamilyStanding, what: str) -> Screen:
    """Number and date are asked for."""
    back = OpenFamilyConsents(student_id=family.student.id)
    return Screen([what, how_to_type()], [[Button(_("‹ Back"), back)]])


def how_to_type() -> str:
    return _("Type the number and the date of the paper, for example: 12 of 20.11.2026")


def paper_question(giver: Person, purpose: Purpose) -> str:
    return _("A consent on paper: {who}, {what}.").format(
        who=giver.full_name, what=purpose_name(purpose)
    )


def end_question(consent: Consent) -> str:
    return _("A withdrawal on paper: {who}, {what}. Output stops at once.").format(
        who=consent.giver.full_name, what=purpose_name(consent.purpose)
    )


def _line(consents: Sequence[Consent], hat: Hat) -> str:
    """What several people gave in the same way is one line."""
    what, whose, given, recorded = _said(consents[0], hat)
    givers = ", ".join(dict.fromkeys(each.giver.short_name for each in consents))
    text = _("{what}, {whose}: {given}. {giver}").format(
        what=what, whose=whose, given=given, giver=givers
    )
    return joined(text, recorded)


def _said(consent: Consent, hat: Hat) -> tuple[str, str, str, str]:
    recorded = ""
    if consent.recorded_by is not None:
        recorded = _("recorded by {name}").format(name=consent.recorded_by.short_name)
    given = given_words(consent, hat.school)
    return purpose_name(consent.purpose), _whose(consent), given, recorded


def _ended(consent: Consent, hat: Hat) -> str:
    assert consent.ended_at is not None  # of one that ended
    day = on_day(consent.ended_at, hat.school)
    what, whose = purpose_name(consent.purpose), _whose(consent)
    if consent.end_reason is EndReason.NEW_VERSION:
        text = _("{what}, {whose}: until {day}, the text has changed since")
        return text.format(what=what, whose=whose, day=day)
    text = _("{what}, {whose}: withdrawn on {day}").format(what=what, whose=whose, day=day)
    paper = paper_words(consent.end_paper) if consent.end_paper else ""
    return joined(text, paper)


def _whose(consent: Consent) -> str:
    return _("own data") if consent.is_own else consent.subject.given_name
