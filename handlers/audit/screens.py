"""A page of the audit trail: the newest first, under the day on which it was."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from aiogram.filters.callback_data import CallbackData

from domain.audit.trail_model import Line, Part, Trail
from domain.people import Student
from handlers.audit.callbacks import AskLogName, Of, OpenAudit, OpenLogClasses
from handlers.audit.words import bare_words, line_words, who_words
from handlers.classes.callbacks import OpenCard, OpenClassMore
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import Button, Screen, Style
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose
from handlers.words import _, c_, clock, joined, near_day, sentence


def pupil_screen(
    trail: Trail, at: OpenAudit, today: date, own_ids: frozenset[int], *, family: bool
) -> Screen:
    """Of one pupil: for the parent, or for the school."""
    assert isinstance(trail.person, Student)
    student = trail.person
    heading = _("{child}: who looked and who changed").format(child=whose(student))
    hint = (
        _("Everybody of the school who opened or changed what is recorded of the child.")
        + " "
        + _("Looks at a whole class or lesson, which are made every day, are not listed here.")
    )
    to = OpenAudit(of=Of.PUPIL, of_id=student.id, from_log=at.from_log)
    back: CallbackData = OpenSettings() if family else OpenCard(student_id=student.id)
    back = OpenAudit(of=Of.SCHOOL) if at.from_log else back
    lines = [_line(trail, each, own_ids, in_full=not family, about=False) for each in trail.lines]
    return _screen(trail, today, heading, lines, (hint, to, back))


def own_screen(trail: Trail, today: date) -> Screen:
    """Of a member of staff: what was done in their name."""
    lines = [_line(trail, each, None) for each in trail.lines]
    hint = _("If something here was not you, tell the administrator and end your connection.")
    to = OpenAudit(of=Of.OWN)
    return _screen(trail, today, _("Done in my name"), lines, (hint, to, OpenSettings()))


def person_screen(trail: Trail, at: OpenAudit, today: date) -> Screen:
    """Of anybody of the school, found in its log: what was done in their name."""
    assert trail.person is not None  # found by it
    lines = [_line(trail, each, None) for each in trail.lines]
    heading = _("{person}: what was done in this name").format(person=trail.person.short_name)
    to = OpenAudit(of=Of.PERSON, of_id=at.of_id, from_log=True)
    return _screen(trail, today, heading, lines, ("", to, OpenAudit(of=Of.SCHOOL)))


def class_screen(trail: Trail, at: OpenAudit, today: date, own_ids: frozenset[int]) -> Screen:
    heading = _("{child}: who looked and who changed").format(child=trail.title)
    lines = [_line(trail, each, own_ids) for each in trail.lines]
    to = OpenAudit(of=Of.CLASS, of_id=at.of_id, from_log=at.from_log)
    back: CallbackData = OpenClassMore(class_id=at.of_id)
    back = OpenLogClasses() if at.from_log else back
    return _screen(trail, today, heading, lines, ("", to, back))


def school_screen(trail: Trail, today: date, own_ids: frozenset[int]) -> Screen:
    """The whole school; the end of the chain is there to be written down."""
    lines = [_line(trail, each, own_ids) for each in trail.lines]
    hint = ""
    if trail.head is not None:
        hint = _("Records: {count}. Write down the checksum of the last one: {hash}").format(
            count=trail.head.seq, hash=trail.head
        )
    to = OpenAudit(of=Of.SCHOOL)
    find = [Button(_("By class"), OpenLogClasses()), Button(_("By name"), AskLogName())]
    screen = _screen(trail, today, _("Log of actions"), lines, (hint, to, OpenMore()))
    *rows, back = screen.keyboard
    return replace(screen, keyboard=[*rows, find, back])


def _screen(
    trail: Trail,
    today: date,
    heading: str,
    lines: list[str],
    around: tuple[str, OpenAudit, CallbackData],
) -> Screen:
    hint, to, back = around
    blocks: list[Block] = [Heading(heading)]
    local = [trail.school.local(each.record.at) for each in trail.lines]
    dated = zip(local, lines, strict=True)
    for day, group in groupby(dated, key=lambda pair: pair[0].date()):
        blocks.append(bold(sentence(near_day(day, today))))
        blocks += _told_once(f"{clock(at)} · {line}" for at, line in group)
    if not lines:
        blocks.append(_("There is nothing here."))
    if hint:
        blocks.append(Footer(hint))
    turning = []
    if trail.before:
        turning.append(Button(_("◀ To the newest"), _part(to, trail.part)))
    if trail.older_than is not None:
        older = to.model_copy(update={"part": trail.part, "before": trail.older_than})
        turning.append(Button(_("Earlier ▶"), older))
    return Screen(
        blocks, [*([turning] if turning else []), _parts(to, trail), [Button(_("‹ Back"), back)]]
    )


def _told_once(lines: Iterable[str]) -> Iterator[str]:
    """Equal ones of the same minute as one, with how often."""
    for line, same in groupby(lines):
        times = len(list(same))
        yield line if times == 1 else f"{line} ×{times}"


def _parts(to: OpenAudit, trail: Trail) -> list[Button]:
    names = {
        Part.ALL: c_("audit", "Everything"),
        Part.CHANGES: c_("audit", "Changes"),
        Part.LOOKS: c_("audit", "Looks"),
    }
    return [
        Button(
            f"✓ {name}" if part is trail.part else name,
            _part(to, part),
            Style.PRIMARY if part is trail.part else None,
        )
        for part, name in names.items()
    ]


def _part(to: OpenAudit, part: Part) -> OpenAudit:
    return to.model_copy(update={"part": part})


def _line(
    trail: Trail,
    line: Line,
    own_ids: frozenset[int] | None,
    *,
    in_full: bool = True,
    about: bool = True,
) -> str:
    """`own_ids` None: everything is by the same person, who need not be named."""
    who = "" if own_ids is None else who_words(line, own_ids)
    what = line_words(line, in_full=in_full) if trail.with_values else bare_words(line)
    whom = ""
    if about and line.about is not None and line.together is None:
        whom = joined(line.about.short_name, line.class_title)
    elif about:
        whom = line.class_title
    return joined(who, what, whom, by=" · ")
