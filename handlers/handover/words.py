"""How deadlines of handing over are said."""

from datetime import date

from domain.handover.model import HandoverTerm
from handlers.words import _, day_month, day_month_year, n_


def left(deadline: HandoverTerm | None) -> str:
    """«осталось 2 рабочих дня», «срок сегодня», «просрочено на 3 рабочих дня»."""
    if deadline is None:
        return _("no date of the order is known")
    days = deadline.days_left
    if days < 0:
        return n_("overdue by {count} working day", "overdue by {count} working days", -days)
    if days == 0:
        return _("today is the last day")
    return n_("{count} working day left", "{count} working days left", days)


def until(deadline: HandoverTerm, today: date) -> str:
    """«20 ноября», with the year when it is another."""
    same_year = deadline.due.year == today.year
    return day_month(deadline.due) if same_year else day_month_year(deadline.due)
