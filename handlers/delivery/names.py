"""What happened, why somebody was not told, and when: in a few words each."""

from datetime import date, datetime

from domain.attendance.model import Status
from domain.delivery.model import Contact, Heard, Reach, What
from domain.delivery.untold_model import Missed, MissedBy
from domain.marks.value import MarkValue
from domain.notices.model import Kind, Reason, State
from domain.people import Person
from handlers.mark_words import noted
from handlers.periods import mark_for
from handlers.words import _, c_, clock, day_month, he_she, in_sentence


def what_words(what: What) -> str:
    """«алгебра: 5», «пропуск: алгебра, 24 ноября»; in the middle of a line."""
    match what.kind:
        case Kind.MARK | Kind.ABSENCE | Kind.FINAL_MARK | Kind.LESSON | Kind.HOMEWORK:
            return _of_subject(what)
        case Kind.REMARK:
            return _("a teacher's remark or praise")
        case Kind.PRESENCE:
            return _("where the pupil is")
        case Kind.BINDING:
            return _("a new reader of the diary")
        case Kind.TRUST | Kind.TRUST_OVER:
            return _("the end of a trusted person's access")
        case (
            Kind.MESSAGE
            | Kind.APPOINTMENT
            | Kind.TOMORROW
            | Kind.ALARM
            | Kind.CONSENT
            | Kind.EVENT
            | Kind.FORECAST
            | Kind.NOT_HELD
            | Kind.ROLE
            | Kind.TASKS
            | Kind.TEACHING
            | Kind.UNLOCK
            | Kind.DATA_CHANGE
            | Kind.ERASURE
            | Kind.CLASS_LIST
            | Kind.SHEET
        ):
            return _("a message from the school")


def _of_subject(what: What) -> str:
    subject = in_sentence(what.subject)
    day = day_month(what.day) if what.day else ""
    match what.kind:
        case Kind.MARK:
            return _mark(what, subject)
        case Kind.ABSENCE:
            return _absence(what.status).format(subject=subject, day=day)
        case Kind.FINAL_MARK:
            return _final_mark(what, subject)
        case Kind.LESSON:
            return _("timetable: {subject}, {day}").format(subject=subject, day=day)
    return _("homework: {subject}, due {day}").format(subject=subject, day=day)


def _final_mark(what: What, subject: str) -> str:
    period = mark_for(what.period_kind, in_sentence(what.period))
    if what.old is None:
        text = _("final mark: {subject}, {new} for {period}")
    else:
        text = _("final mark: {subject}, {old} → {new} ↺ for {period}")
    return text.format(
        subject=subject, old=_written(what.old), new=_written(what.new), period=period
    )


def _mark(what: What, subject: str) -> str:
    if what.new is None:
        text = _("mark taken away: {subject}")
    elif what.old is None:
        text = _("mark: {subject}, {new}")
    else:
        text = _("mark: {subject}, {old} → {new} ↺")
    return text.format(subject=subject, old=_written(what.old), new=_written(what.new))


def _written(value: MarkValue | None) -> str:
    return "" if value is None else noted(value)


def _absence(status: Status | None) -> str:
    match status:
        case Status.LATE:
            return _("late: {subject}, {day}")
        case Status.PRESENT:
            return _("absence taken back: {subject}, {day}")
        case Status.LEFT_EARLY:
            return _("left early: {subject}, {day}")
        case Status.RELEASED:
            return _("released: {subject}, {day}")
        case Status.REMOTE:
            return _("takes part remotely: {subject}, {day}")
    return _("absence: {subject}, {day}")


def moment(local: datetime, today: date) -> str:
    """«14:05», and with the date if it was another day."""
    if local.date() == today:
        return clock(local)
    return _("{day}, {time}").format(day=day_month(local.date()), time=clock(local))


def why_words(missed: MissedBy, since: date | None = None) -> str:
    """«не подключена», «заблокировал бота 20 ноября»."""
    who = missed.person
    match missed.why:
        case Missed.NOT_CONNECTED:
            return not_connected(who)
        case Missed.BLOCKED:
            return blocked(who, since)
        case Missed.GONE:
            return gone()
        case Missed.WAITING:
            return _("it still waits to be sent")
        case Missed.FAILED:
            return _("not delivered because of an error")
        case Missed.NO_CONSENT:
            return _("no consent to it")
        case Missed.CONNECTED_LATER:
            return he_she(
                who, c_("he", "connected later"), c_("she", "connected later"), _("connected later")
            )
        case Missed.SWITCHED_OFF:
            return he_she(
                who, c_("he", "switched it off"), c_("she", "switched it off"), _("switched it off")
            )


def reach_words(contact: Contact, since: date | None = None) -> str:
    """How it is with a guardian now."""
    match contact.reach:
        case Reach.REACHED:
            return _("gets messages")
        case Reach.NOT_CONNECTED:
            return not_connected(contact.person)
        case Reach.BLOCKED:
            return blocked(contact.person, since)
        case Reach.GONE:
            return gone()


def heard_words(heard: Heard, local: datetime | None, day: date) -> str:
    """What became of one person's notice; it left at `local`, of something of this `day`."""
    match heard.state:
        case State.SENT:
            when = moment(local, day) if local else ""
            return _("✓ {when}, read").format(when=when) if heard.read_at else f"✓ {when}"
        case State.UNCERTAIN:
            return _("perhaps delivered, it will be repeated")
        case State.DEAD:
            return _("not delivered because of an error")
        case State.SUPPRESSED:
            return _suppressed(heard)
    return _("it still waits to be sent")


def _suppressed(heard: Heard) -> str:
    match heard.reason:
        case Reason.BLOCKED | Reason.UNREACHABLE:
            return blocked(heard.person)
        case Reason.NO_CHAT:
            return gone()
        case Reason.NO_CONSENT:
            return _("no consent to it")
        case Reason.NO_NOTE:
            return _("has not signed non-disclosure")
    return he_she(
        heard.person,
        c_("he", "switched it off"),
        c_("she", "switched it off"),
        _("switched it off"),
    )


def not_connected(person: Person) -> str:
    return he_she(person, c_("he", "not connected"), c_("she", "not connected"), _("not connected"))


def blocked(person: Person, since: date | None = None) -> str:
    if since is None:
        return he_she(
            person,
            c_("he", "blocked the bot"),
            c_("she", "blocked the bot"),
            _("blocked the bot"),
        )
    return he_she(
        person,
        c_("he", "blocked the bot on {day}"),
        c_("she", "blocked the bot on {day}"),
        _("blocked the bot on {day}"),
    ).format(day=day_month(since))


def gone() -> str:
    return _("the Telegram account is gone")


def reason_words(reason: Reason) -> str:
    """Why a notice is dead."""
    match reason:
        case Reason.REFUSED:
            return _("Telegram does not take it")
        case Reason.LATE:
            return _("could not be sent for three days")
    return _("an error of the program, it is in the log")
