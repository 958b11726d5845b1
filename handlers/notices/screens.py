"""«Уведомления»: what is told of one child and when, quiet hours, and how much a push says."""

from collections.abc import Sequence

from domain.notices.model import Kind
from domain.people import Student
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, QuietHours
from domain.preferences.model import Choices, OwnHabits
from domain.preferences.use_cases import STAFF
from domain.schedule.model import clock_time
from handlers.notices.callbacks import (
    ChooseDetails,
    ChooseNotices,
    ChooseQuietHours,
    OpenDetails,
    OpenKind,
    OpenNotices,
    OpenQuietHours,
)
from handlers.notices.kind_names import kind_name
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose
from handlers.words import _, clock, in_sentence, n_, on_weekday, shorten

_NONE = QuietHours(0, 0)
_PRESETS = (
    QuietHours(21 * 60, 7 * 60),
    QuietHours(22 * 60, 7 * 60),
    QuietHours(23 * 60, 8 * 60),
)


def choices_screen(choices: Choices, siblings: Sequence[Student]) -> Screen:
    """`siblings` are the other children of this chat: one tap away."""
    lines = [
        _line(kind_name(kind), _when(kind, choices.of(kind), choices.own.school.policy))
        for kind in choices.kinds
    ]
    blocks: list[Block] = [
        Heading(_("{child}: notifications").format(child=whose(choices.student))),
        *lines,
        *([_("Messages from school, new readers: always")] if choices.reads_letters else []),
        *_habit_lines(choices.own),
        Footer(_("What is switched off is still in the diary.")),
    ]
    return Screen(blocks, _choices_keyboard(choices, siblings))


def staff_screen(own: OwnHabits) -> Screen:
    """Whoever works at the school is told what concerns the work; when, they choose."""
    blocks: list[Block] = [Heading(_("Notifications")), *_habit_lines(own)]
    return Screen(blocks, [_habit_buttons(STAFF), [Button(_("‹ Back"), OpenSettings())]])


def kind_screen(choices: Choices, kind: Kind) -> Screen:
    """What may be chosen and what it means; the choice leads back to all of them."""
    student_id, current = choices.student.id, choices.of(kind)
    offered = choices.offered(kind)
    heading = f"{whose(choices.student)}: {in_sentence(kind_name(kind))}"
    about = _about(kind)
    meanings = [
        _marked(
            _line(_choice_name(each), _meaning(kind, each, choices.own.school.policy)),
            is_chosen=each is current,
        )
        for each in offered
    ]
    buttons = [
        _option(
            _choice_name(each),
            ChooseNotices(student_id=student_id, kind=kind, choice=each),
            is_chosen=each is current,
        )
        for each in offered
    ]
    return Screen(
        [Heading(heading), *about, *meanings], [*in_columns(buttons, 2), _back(student_id)]
    )


def quiet_hours_screen(own: OwnHabits) -> Screen:
    """Presets, the school's own and the person's own among them, and none."""
    student_id = _student_id(own)
    of_school, current = own.quiet_hours_of_school, own.quiet_hours
    timed = {*_PRESETS, *(each for each in (of_school, current) if each)}
    hours = [*sorted(timed, key=lambda each: (each.begins, each.ends)), _NONE]
    buttons = [
        _option(
            _hours_button(each, is_school=each.is_same(of_school)),
            ChooseQuietHours(student_id=student_id, begins=each.begins, ends=each.ends),
            is_chosen=each.is_same(current),
        )
        for each in hours
    ]
    blocks: list[Block] = [
        Heading(_("Quiet hours")),
        _("Now: {hours}.").format(hours=_hours_now(own)),
        _("What happens meanwhile comes when they end; nothing is lost."),
    ]
    if own.student is not None:
        blocks.append(_("Absences and new readers of the diary come at once all the same."))
    return Screen(blocks, [*in_columns(buttons, 2), _back(student_id)])


def details_screen(own: OwnHabits) -> Screen:
    """What «Без подробностей» does, and the switch where the school leaves it to people."""
    student_id, hidden = _student_id(own), own.hides_details
    blocks: list[Block] = [
        Heading(_("Notifications without details")),
        _("They say “New in the diary” and nothing else; names and marks are shown on a tap."),
    ]
    if own.school.policy.hides_details:
        blocks.append(_("The school has decided this for everybody."))
        return Screen(blocks, [_back(student_id)])
    options = [
        _option(name, ChooseDetails(student_id=student_id, hidden=each), is_chosen=each is hidden)
        for name, each in ((_("With details"), False), (_("Without details"), True))
    ]
    now = _("Now: without details.") if hidden else _("Now: with details.")
    return Screen([*blocks, now], [options, _back(student_id)])


def _choices_keyboard(choices: Choices, siblings: Sequence[Student]) -> Keyboard:
    student_id = choices.student.id
    kinds = [
        Button(kind_name(kind), OpenKind(student_id=student_id, kind=kind))
        for kind in choices.kinds
    ]
    others = [Button(_other(sibling), OpenNotices(student_id=sibling.id)) for sibling in siblings]
    return [
        *in_columns(kinds, 2),
        _habit_buttons(student_id),
        *in_columns(others, 2),
        [Button(_("‹ Back"), OpenSettings())],
    ]


def _habit_buttons(student_id: int) -> list[Button]:
    return [
        Button(_("Quiet hours"), OpenQuietHours(student_id=student_id)),
        Button(_("Without details"), OpenDetails(student_id=student_id)),
    ]


def _habit_lines(own: OwnHabits) -> list[str]:
    hidden = [_("Notifications come without details.")] if own.hides_details else []
    return [_line(_("Quiet hours"), _hours_now(own)), *hidden]


def _student_id(own: OwnHabits) -> int:
    return STAFF if own.student is None else own.student.id


def _line(name: str, says: str) -> str:
    return _("{name}: {says}").format(name=name, says=says)


def _when(kind: Kind, choice: Choice, policy: SchoolPolicy) -> str:
    """On the screen of all kinds: in a word or two."""
    evening = clock(clock_time(policy.evening_at))
    match choice:
        case Choice.AT_ONCE:
            return _("at once")
        case Choice.DAYTIME:
            desk = clock(clock_time(policy.desk_hours_from))
            return _("at once until {desk}, later at {time}").format(desk=desk, time=evening)
        case Choice.EVENING if kind is Kind.HOMEWORK:
            return _("in the evening, in the card “Tomorrow”")
        case Choice.EVENING:
            return _("in the evening, at {time}").format(time=evening)
        case Choice.WEEKLY:
            day = on_weekday(policy.weekly_digest_weekday)
            return _("once a week, {day} at {time}").format(day=day, time=evening)
        case Choice.OFF:
            return _("switched off")


def _meaning(kind: Kind, choice: Choice, policy: SchoolPolicy) -> str:
    """Of one choice among others: what it brings."""
    evening = clock(clock_time(policy.evening_at))
    match kind, choice:
        case _, Choice.AT_ONCE:
            return _at_once(kind, policy)
        case _, Choice.DAYTIME:
            return _until_desk_work(policy)
        case Kind.LESSON, Choice.EVENING:
            return _("at {time}; of lessons before that, at once").format(time=evening)
        case Kind.HOMEWORK, Choice.EVENING:
            return _("in the card “Tomorrow”")
        case ((Kind.TOMORROW | Kind.EVENT), Choice.EVENING):
            return _("at {time}").format(time=evening)
        case _, Choice.EVENING:
            return _("at {time}, all together").format(time=evening)
        case _, Choice.WEEKLY:
            return _weekly(kind, policy, evening)
    return _("it is still in the diary")


def _at_once(kind: Kind, policy: SchoolPolicy) -> str:
    match kind:
        case Kind.ABSENCE:
            return _("when the roll has been called, in quiet hours too")
        case Kind.FINAL_MARK:
            return _("when it is set")
        case Kind.EVENT:
            return _("when it is entered")
        case Kind.REMARK:
            return _("when it is written")
    return _at_most(round(policy.news_gap.total_seconds() / 60))


def _weekly(kind: Kind, policy: SchoolPolicy, evening: str) -> str:
    day = on_weekday(policy.weekly_digest_weekday)
    if kind is Kind.FORECAST:
        return _("{day} at {time}").format(day=day, time=evening)
    return _("{day} at {time}, all together").format(day=day, time=evening)


def _at_most(minutes: int) -> str:
    if minutes <= 1:
        return _("as it comes, at any hour of the day")
    return n_(
        "every {count} minute at most",
        "every {count} minutes at most",
        minutes,
    )


def _until_desk_work(policy: SchoolPolicy) -> str:
    desk, evening = (
        clock(clock_time(each)) for each in (policy.desk_hours_from, policy.evening_at)
    )
    return _(
        "until {desk}; what is set later, at {time};"
        " class tests, bad marks and corrections, at once"
    ).format(desk=desk, time=evening)


def _about(kind: Kind) -> list[str]:
    match kind:
        case Kind.TOMORROW:
            return [_about_card()]
        case Kind.EVENT:
            return [_("What comes or is off, and control works that are moved.")]
    return []


def _about_card() -> str:
    return _("Tomorrow's lessons, class tests, homework and what to bring, in one message.")


def _choice_name(choice: Choice) -> str:
    return {
        Choice.AT_ONCE: _("At once"),
        Choice.DAYTIME: _("At once by day"),
        Choice.EVENING: _("In the evening"),
        Choice.WEEKLY: _("Once a week"),
        Choice.OFF: _("Do not tell"),
    }[choice]


def _hours_now(own: OwnHabits) -> str:
    """«с 22:00 до 7:00, как в школе»."""
    hours = own.quiet_hours
    if not hours:
        return _("there are none")
    begins, ends = clock(clock_time(hours.begins)), clock(clock_time(hours.ends))
    text = _("from {begins} to {ends}").format(begins=begins, ends=ends)
    if hours != own.quiet_hours_of_school:
        return text
    return _("{hours}, as the school has it").format(hours=text)


def _hours_button(hours: QuietHours, *, is_school: bool) -> str:
    if not hours:
        return _("No quiet hours")
    text = f"{clock(clock_time(hours.begins))}–{clock(clock_time(hours.ends))}"
    return _("{hours}, school").format(hours=text) if is_school else text


def _marked(line: str, *, is_chosen: bool) -> str:
    return f"✓ {line}" if is_chosen else line


def _option(
    name: str, to: ChooseNotices | ChooseQuietHours | ChooseDetails, *, is_chosen: bool
) -> Button:
    """One of several: the chosen one is marked."""
    return Button(_marked(name, is_chosen=is_chosen), to, Style.SUCCESS if is_chosen else None)


def _back(student_id: int) -> list[Button]:
    return [Button(_("‹ Back"), OpenNotices(student_id=student_id))]


def _other(student: Student) -> str:
    return f"{shorten(student.given_name, MAX_BUTTON - 2)} ›"
