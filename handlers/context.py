"""What every handler gets: who asks, at what moment, and the transaction to work in."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Actor, Hat
from domain.calendar import School
from domain.errors import Denied
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Context:
    """One update, as far as handlers need it. `bot_name` is for links (t.me/…)."""

    session: Session
    uow: UnitOfWork
    bot_name: str = ""

    @property
    def actor(self) -> Actor:
        return self.session.actor

    @property
    def now(self) -> datetime:
        return self.uow.now

    @property
    def hat(self) -> Hat:
        """The hat worn now; a stranger is sent to the start by the middleware (`Denied`)."""
        if self.session.hat is None:
            raise Denied("any")
        return self.session.hat

    @property
    def school(self) -> School:
        return self.hat.school

    @property
    def today(self) -> date:
        """The date on the school's clock."""
        return self.school.today(self.now)

    @property
    def local_now(self) -> datetime:
        return self.school.local(self.now)
