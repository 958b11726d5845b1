"""What was done or looked at, in a few words; every action and every deed has a name here."""

from collections.abc import Mapping
from datetime import date

from domain.access import Action, Role
from domain.attendance.model import Status
from domain.audit.trail_model import Line
from domain.people import Person
from handlers.audit.act_words import codes_words
from handlers.audit.action_names import names
from handlers.audit.fact_words import fact_words
from handlers.audit.lesson_words import none_words, topic_words
from handlers.lessons.status_words import status_name
from handlers.mark_words import of_code
from handlers.whose import staff_roles
from handlers.words import _, c_, day_month, he_she, in_sentence, joined, shorten

_TEXT = 60  # characters of a homework or a topic on a line
# A look on the way to a change is a look at what would be changed.
_LOOKS_AT: Mapping[str, str] = {
    Action.RECORD_CONSENT: Action.READ_CONSENTS,
    Action.GIVE_CONSENT: Action.READ_CONSENTS,
    Action.DECIDE_DATA_CHANGE: Action.ASK_DATA_CHANGE,
    Action.END_BINDING: Action.READ_CLASS,
    Action.ERASE_DATA: Action.READ_ERASURES,
    Action.REGISTER_OPT_OUT: Action.READ_OPT_OUTS,
    Action.NAME_TRUSTED: Action.READ_TRUSTED,
    Action.GRANT_LEADERSHIP: Action.READ_STAFF,
    Action.GRANT_TEACHING: Action.READ_STAFF,
    Action.GRANT_SUMMARY: Action.READ_STAFF,
    Action.EDIT_DUTIES: Action.READ_DUTIES,
    Action.EDIT_RULES: Action.READ_RULES,
}


def who_words(line: Line, own_ids: frozenset[int]) -> str:
    """«Орлова М. П., учитель», «вы», «программа»."""
    if line.by is None:
        return c_("audit", "the program")
    if line.by.id in own_ids:
        return c_("audit", "you")
    return joined(line.by.short_name, _role(line.by, line.record.who.role))


def _role(by: Person, role: str) -> str:
    if role == Role.STUDENT:
        return he_she(by, c_("audit", "pupil"), c_("audit she", "pupil"), c_("audit", "pupil"))
    return role_words(role)


def role_words(role: str) -> str:
    match role:
        case Role.GUARDIAN:
            return c_("audit", "parent")
        case Role.STUDENT:
            return c_("audit", "pupil")
        case Role.TRUSTED_CONTACT:
            return c_("audit", "trusted person")
    known = [each for each in Role if each == role]
    return in_sentence(joined(*staff_roles(known)))


def line_words(line: Line, *, in_full: bool) -> str:
    """What happened; `in_full`: with every value before and after, for the school."""
    record = line.record
    if record.is_look:
        return _look(line)
    if line.together is not None:
        return codes_words(line, line.together)
    match record.action:
        case Action.SET_MARK:
            return _mark(line)
        case Action.TAKE_ATTENDANCE:
            return _attendance(line)
        case Action.SET_FINAL_MARK:
            return _("final mark: {subject}, {change}").format(
                subject=in_sentence(line.subject), change=_change(line, "value")
            )
        case Action.SET_TOPIC:
            return topic_words(line)
        case Action.SET_HOMEWORK if "none" in line.facts[1]:
            return none_words(line)
        case Action.SET_HOMEWORK:
            return _homework(line)
    name = _name(line)
    return joined(name, fact_words(line), by=": ") if in_full else name


def bare_words(line: Line) -> str:
    """What happened, without any value, for whoever reads no diary."""
    if line.record.is_look:
        return _("looked at: {what}").format(what=_looked_at(line))
    if line.together is not None:
        return codes_words(line, line.together)
    return _name(line)


def _name(line: Line) -> str:
    """What was done, as exactly as a family can be told that reads no values."""
    before, after = line.facts
    match line.record.action:
        case Action.GIVE_CONSENT if after.get("is_in_force") is False:
            return c_("audit", "consent withdrawn")
        case Action.RECORD_CONSENT if after.get("is_in_force") is False:
            return c_("audit", "withdrawal of a consent recorded from paper")
        case Action.NAME_TRUSTED if "purpose" in after:
            return c_("audit", "consent given")
        case Action.NAME_TRUSTED if "code" in after:
            return c_("audit", "new code of a trusted person")
        case Action.NAME_TRUSTED if before:
            return c_("audit", "trusted person's access changed")
        case Action.GIVE_CONSENT:
            return c_("audit", "consent given")
        case Action.NAME_TRUSTED:
            return c_("audit", "trusted person named")
    return names().get(line.record.action, line.record.action)


def _looked_at(line: Line) -> str:
    action = line.record.action
    return names().get(_LOOKS_AT.get(action, action), action)


def _look(line: Line) -> str:
    name = _looked_at(line)
    if line.subject:
        name = joined(name, in_sentence(line.subject), _day(line))
    return _("looked at: {what}").format(what=name)


def _mark(line: Line) -> str:
    before, after = line.facts
    subject = in_sentence(line.subject)
    if "comment" in after:
        return _("comment beside a mark: {subject}").format(subject=subject)
    old, new = before.get("value"), after.get("value")
    if new is None:
        text = _("mark taken away: {subject}, {old}")
    elif old is None:
        text = _("mark: {subject}, {new}")
    else:
        text = _("mark: {subject}, {old} → {new} ↺")
    return text.format(subject=subject, old=of_code(str(old)), new=of_code(str(new)))


def _attendance(line: Line) -> str:
    subject, day = in_sentence(line.subject), _day(line)
    if line.record.about_id is None:
        return _("roll call: {subject}, {day}").format(subject=subject, day=day)
    old, new = (_status(each.get("status")) for each in line.facts)
    return _("attendance: {subject}, {day}: {old} → {new}").format(
        subject=subject, day=day, old=old, new=new
    )


def _status(stored: object) -> str:
    known = [each for each in Status if each == stored]
    return status_name(known[0]) if known else str(stored)


def _homework(line: Line) -> str:
    before, after = line.facts
    subject = in_sentence(line.subject)
    if not after:
        text = _("homework taken away: {subject}: {change}")
    else:
        text = _("homework: {subject}: {change}")
    change = _change(line, "text") if before.get("text") != after.get("text") else ""
    if before.get("due") != after.get("due"):
        days = [_due(each.get("due")) for each in (before, after) if each]
        change = joined(change, _("due {day}").format(day=" → ".join(days)))
    counts = [str(each.get("files", 0)) for each in (before, after) if each]
    if len(set(counts)) > 1 or set(counts) > {"0"}:
        change = joined(change, _("files: {count}").format(count=" → ".join(counts)))
    times = [str(each.get("minutes", 0)) for each in (before, after) if each]
    if len(set(times)) > 1:
        change = joined(change, _("minutes: {count}").format(count=" → ".join(times)))
    chosen = [str(each.get("pupils") or _("all")) for each in (before, after) if each]
    if len(set(chosen)) > 1:
        change = joined(change, _("for pupils: {count}").format(count=" → ".join(chosen)))
    return text.format(subject=subject, change=change)


def _due(stored: object) -> str:
    return day_month(date.fromisoformat(str(stored))) if stored else "—"


def _change(line: Line, name: str) -> str:
    """«4 → 5», or the one there is."""
    values = [shorten(str(each[name]), _TEXT) for each in line.facts if each.get(name)]
    return " → ".join(map(of_code, values) if name == "value" else values)


def _day(line: Line) -> str:
    return day_month(line.day) if line.day else ""
