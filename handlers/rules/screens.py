"""The rules of a school: what they are about, the rules of a group, one rule."""

from collections.abc import Sequence

from domain.rules.book import RuleBook
from domain.rules.model import Form, Group, RuleName, Setting, Unit, Value
from domain.rules.reading import code_of, said
from domain.rules.settings import SETTINGS, of_group
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading, bold
from handlers.rules.about import about_rule
from handlers.rules.callbacks import (
    OpenGroup,
    OpenRule,
    OpenRules,
    ResetRule,
    SetRule,
    TypeRule,
)
from handlers.rules.names import button_words, group_name, rule_name, value_words
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, average


def groups_screen(book: RuleBook) -> Screen:
    """What the rules are about; a group of one rule is that rule."""
    own = [each for each in RuleName if book.value(each) != book.default(each)]
    blocks: list[Block] = [
        Heading(_("School rules")),
        _("What a school decides for itself. Where it decides nothing, the defaults hold."),
    ]
    if own:
        blocks.append(_("Decided here:"))
        blocks += [_line(book, each) for each in own]
    buttons = [Button(group_name(each), _way(each)) for each in Group]
    return Screen([*blocks, *_who(book)], [*in_columns(buttons, 2), _back(OpenMore())])


def group_screen(book: RuleBook, group: Group) -> Screen:
    """Every rule of a group with what holds and what it means."""
    blocks: list[Block] = [Heading(f"{_('School rules')} · {group_name(group)}"), ""]
    for setting in of_group(group):
        blocks += [bold(_line(book, setting.name)), about_rule(setting.name), ""]
    buttons = [Button(rule_name(each.name), OpenRule(rule=each.name)) for each in of_group(group)]
    return Screen([*blocks[:-1], *_who(book)], [*in_columns(buttons, 2), _back(OpenRules())])


def rule_screen(book: RuleBook, name: RuleName) -> Screen:
    """One rule: what it means, what holds, and what it may be."""
    setting = SETTINGS[name]
    now, default = book.value(name), book.default(name)
    blocks: list[Block] = [
        Heading(rule_name(name)),
        about_rule(name),
        "",
        bold(_("Now: {value}").format(value=value_words(setting, now))),
    ]
    if now != default:
        words = value_words(setting, default)
        blocks.append(_("By default: {value}").format(value=words))
    rows: list[Sequence[Button]] = []
    if book.can_edit:
        rows += in_columns(_offered(book, setting, now), _columns(setting))
        more = []
        if not setting.only_offered:
            more.append(Button(_("Another…"), TypeRule(rule=name)))
        if now != default:
            more.append(Button(_("As by default"), ResetRule(rule=name)))
        rows += [more] if more else []
    return Screen([*blocks, *_who(book)], [*rows, _back(_above(setting))])


def typing_screen(book: RuleBook, name: RuleName) -> Screen:
    """How the value is typed."""
    setting = SETTINGS[name]
    blocks: list[Block] = [
        Heading(rule_name(name)),
        _("Now: {value}").format(value=value_words(setting, book.value(name))),
        _how_to_type(book, setting),
    ]
    return Screen(blocks, [_back(OpenRule(rule=name))])


def _how_to_type(book: RuleBook, setting: Setting) -> str:
    least, most = (said(setting, each) for each in book.bounds(setting.name))
    match setting.form:
        case Form.TIME:
            text = _("Type the time, from {least} to {most}, for example: 18:30")
        case Form.AVERAGE:
            text = _("Type the average, from {least} to {most}")
            least, most = (average(each) for each in book.bounds(setting.name))
        case Form.GRADES:
            text = _("Type the grades, for example: 1, 2 or 1–4; if there are none: no")
        case _:
            text = _how_many(setting.unit)
    return text.format(least=least, most=most)


def _how_many(unit: Unit) -> str:
    match unit:
        case Unit.DAYS:
            return _("Type how many days, a number from {least} to {most}")
        case Unit.MINUTES:
            return _("Type how many minutes, a number from {least} to {most}")
        case Unit.YEARS:
            return _("Type how many years, a number from {least} to {most}")
        case Unit.DAY_OF_MONTH:
            return _("Type the day of the month, from {least} to {most}")
        case Unit.PERCENT:
            return _("Type how many percent, a number from {least} to {most}")
    return _("Type a number from {least} to {most}")


def _line(book: RuleBook, name: RuleName) -> str:
    return f"{rule_name(name)}: {value_words(SETTINGS[name], book.value(name))}"


def _who(book: RuleBook) -> list[Block]:
    if book.can_edit:
        return []
    return ["", Footer(_("The principal or the administrator changes the rules."))]


def _offered(book: RuleBook, setting: Setting, now: Value) -> list[Button]:
    """Those that may be today; the one that holds is marked."""
    least, most = book.bounds(setting.name)
    found = [
        each
        for each in setting.offered
        if setting.form not in (Form.NUMBER, Form.AVERAGE, Form.TIME)
        or least <= float(str(each)) <= most
    ]
    return [
        Button(
            f"✓ {button_words(setting, each)}" if each == now else button_words(setting, each),
            SetRule(rule=setting.name, value=code_of(setting, each)),
            Style.SUCCESS if each == now else None,
        )
        for each in found
    ]


def _columns(setting: Setting) -> int:
    if setting.form is Form.ZONE:
        return 1  # «✓ Yekaterinburg, UTC+5»
    return 3 if setting.form in (Form.NUMBER, Form.AVERAGE, Form.TIME) else 2


def _way(group: Group) -> OpenGroup | OpenRule:
    rules = of_group(group)
    return OpenRule(rule=rules[0].name) if len(rules) == 1 else OpenGroup(group=group)


def _above(setting: Setting) -> OpenGroup | OpenRules:
    alone = len(of_group(setting.group)) == 1
    return OpenRules() if alone else OpenGroup(group=setting.group)


def _back(to: OpenMore | OpenRules | OpenGroup | OpenRule) -> list[Button]:
    return [Button(_("‹ Back"), to)]
