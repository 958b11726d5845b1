"""What a record of the audit trail holds, in words: «для кого: родитель; до: 1 декабря 2026».

Ids of other rows say nothing to a reader and are left out; what an erasure took is in its act. A
name or a code without words here stands as it is recorded.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.access import STAFF_ROLES, Action, Role
from domain.audit.trail_model import Line
from domain.binding.model import BindingRole
from domain.consent.fields import ExtraField
from domain.consent.model import Purpose
from domain.errors import Refused
from domain.people import Sex
from domain.personal_data.change_model import RequestState
from domain.personal_data.erasure_model import ErasureState
from domain.personal_data.fields import Field
from domain.rules.model import RuleName
from domain.rules.reading import read
from domain.rules.settings import SETTINGS
from domain.staff.model import CardField, Duty
from domain.summaries import Summary
from domain.trust.model import from_number
from handlers.audit import journal_facts
from handlers.consent import office_screens
from handlers.consent.words import purpose_name
from handlers.personal_data.names import field_name, sex_name
from handlers.rules.names import rule_name, value_words
from handlers.staff import names as staff_names
from handlers.trust.names import rights_words
from handlers.whose import staff_roles
from handlers.words import _, c_, day_month_year, in_sentence, shorten

_LONGEST = 160
_LEFT_OUT = frozenset(
    {
        "answer_to",
        "copied",
        "giver",
        "lesson",
        "of",
        "period",
        "section",
        "students",
        "to",
        "kept",
        "erased",
    }
)
_WHICH = frozenset(
    {"field", "grade", "group", "purpose", "subject_title", "weekday"}
)  # what it is about, said even where it is the same
_TRUSTS = (Action.NAME_TRUSTED, Action.END_TRUST)

Words = Callable[[str], str]


def fact_words(line: Line) -> str:
    """Every value before and after, by its name."""
    before, after = line.facts
    names = {**_names(), **journal_facts.journal_names()}
    parts = []
    for key in sorted({*before, *after} - _LEFT_OUT - journal_facts.LEFT_OUT):
        if journal_facts.is_digest(line.record.action, key):
            continue
        is_kept = before.get(key) == after.get(key)
        if is_kept and key not in _WHICH:
            continue
        sides = [after] if is_kept else [before, after]
        values = [_value(line, key, each[key]) for each in sides if key in each]
        said = " → ".join(values)
        is_role = key == "role" and line.record.action.startswith("grant_")
        own = journal_facts.own_name(line.record.action, key)
        parts.append(said if is_role else f"{own or names.get(key) or _coded(key)}: {said}")
    return shorten("; ".join(parts), _LONGEST)


def _names() -> Mapping[str, str]:
    return {
        "act": c_("audit", "act No."),
        "added": c_("audit", "in the list"),
        "approved": c_("audit", "approved"),
        "channel": c_("audit", "the sheet of the week"),
        "asked_anew": c_("audit", "to be given anew"),
        "codes": c_("audit", "codes issued"),
        "date": c_("audit", "of"),
        "due": c_("audit", "due"),
        "duty": c_("audit", "answers for"),
        "educator": c_("audit", "looks after the group"),
        "ends": c_("audit", "until"),
        "field": c_("audit", "what"),
        "handed": c_("audit", "handed over"),
        "incomplete": c_("audit", "cards not complete"),
        "is_in_force": c_("audit", "in force"),
        "month": c_("audit", "month"),
        "notices": c_("audit", "messages sent again"),
        "number": c_("audit", "No."),
        "operator_name": c_("audit", "operator"),
        "order": c_("audit", "order No."),
        "order_date": c_("audit", "order of"),
        "paper": c_("audit", "paper No."),
        "paper_date": c_("audit", "paper of"),
        "pupils": c_("audit", "pupils"),
        "purpose": c_("audit", "for"),
        "rights": c_("audit", "may see"),
        "role": c_("audit", "as"),
        "rules": c_("audit", "version of the rules"),
        "set": c_("audit", "set"),
        "sex": c_("audit", "sex"),
        "state": c_("audit", "state"),
        "hours": c_("audit", "hours"),
        "topics": c_("audit", "topics"),
        "trial": c_("audit", "trial letter No."),
        "until": c_("audit", "until"),
        "version": c_("audit", "version"),
    }


def _coded(key: str) -> str:
    """Roles, summaries, entries of the staff card and rules are names of facts themselves."""
    roles = staff_roles([each for each in Role if each == key])
    fields = [staff_names.field_name(each) for each in CardField if each == key]
    summaries = [staff_names.summary_name(each) for each in Summary if each == key]
    rules = [rule_name(each) for each in RuleName if each == key]
    return in_sentence(next(iter([*roles, *fields, *summaries, *rules]), key))


def _value(line: Line, key: str, value: object) -> str:
    match value:
        case None:
            return "—"
        case bool():
            return c_("audit", "yes") if value else c_("audit", "no")
        case list():
            return ", ".join(map(str, value))
        case int() if key == "rights":
            return rights_words(from_number(value))
        case int() if key != "weekday":
            return str(value)
    text = str(value)
    if line.record.action == Action.EDIT_RULES:
        return _of_rule(key, text)
    if key == "reason":
        return journal_facts.reasons_words(text)
    codes = {**_codes(), **journal_facts.journal_codes()}
    words = codes.get(key, {}).get(text)
    if words is None:
        return _day(line, key, text)
    return words if text == Purpose.MESSENGER else in_sentence(words)


def _of_rule(key: str, code: str) -> str:
    """A value of a rule; a rule that a later program has no more stands as it is recorded."""
    setting = next((each for each in SETTINGS.values() if each.name == key), None)
    try:
        return code if setting is None else value_words(setting, read(setting, code))
    except Refused:
        return code


def _day(line: Line, key: str, text: str) -> str:
    """A day as people say it; a trust is recorded with the first day on which it is over."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    over = key == "ends" and line.record.action in _TRUSTS
    return day_month_year(day - timedelta(days=1) if over else day)


def _codes() -> Mapping[str, Mapping[str, str]]:
    """Codes among the values, by the name of the fact."""
    return {
        "role": {
            BindingRole.GUARDIAN: c_("audit", "parent"),
            BindingRole.STUDENT: c_("audit", "pupil"),
            BindingRole.STAFF: _("Member of staff"),
            BindingRole.TRUSTED_CONTACT: c_("audit", "trusted person"),
        }
        | {each: ", ".join(staff_roles([each])) for each in STAFF_ROLES},
        "purpose": {each: purpose_name(each) for each in Purpose},
        "duty": {each: staff_names.duty_name(each) for each in Duty},
        "field": {each: field_name(each) for each in Field}
        | {each: office_screens.field_name(each) for each in ExtraField},
        "sex": {each: sex_name(each) for each in Sex},
        "channel": {"paper": c_("audit", "on paper"), "email": c_("audit", "by e-mail")}
        | {"email_typed": c_("audit", "an address to be looked at")},
        "state": {
            RequestState.OPEN: c_("audit", "open"),
            RequestState.ACCEPTED: c_("audit", "accepted"),
            RequestState.DECLINED: c_("audit", "declined"),
            ErasureState.DONE: c_("audit", "done"),
            ErasureState.WITHDRAWN: c_("audit", "taken back"),
        },
    }
