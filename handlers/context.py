"""What every handler gets: who asks, at what moment, and the transaction to work in."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.actor import Actor
from domain.calendar import School
from domain.hat import Hat
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Context:
    """One update, as far as handlers need it. `bot_name` is for links (t.me/…)."""

    session: Session
    uow: UnitOfWork
    bot_name: str = ""
    sends_mail: bool = False  # the program has a mail server

    @property
    def actor(self) -> Actor:
        return self.session.actor

    @property
    def now(self) -> datetime:
        return self.uow.now

    @property
    def hat(self) -> Hat:
        """The hat worn now; a stranger (`Unbound`) is told how to get a code."""
        return self.actor.require_hat()

    @property
    def school(self) -> School:
        return self.hat.school

    @property
    def today(self) -> date:
        """The date on the school's clock."""
        return self.school.today(self.now)
