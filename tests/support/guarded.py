"""Two schools full of recognisable secrets, and who may read them.

A secret is a letter with three digits, «Ы017», put where a name, a mark's comment, a homework or a
letter stands. Who may read it is said here from the table of rights, not from the program, so that
the two can be compared; who may change what stands in `tests.support.scope`.
"""

import re
from dataclasses import dataclass, field

from sqlalchemy import update

from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest
from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import CLASS_7A, CLASSES, SECTIONS, SmallSchool

_SECRET = re.compile(r"Ы\d{3}")
PUPILS = ("anna", "petr", "darya", "ivan_a", "ivan_b", "sasha", "oleg", "misha", "moved")
FAR = ("far_parent", "far_teacher", "far_deputy")
OLD_SECTIONS = ("algebra", "history", "physics")  # of the pupil who has moved to another class
ENDED = (
    "left_parent",
    "former_guardian",
    "former_teacher",
    "dismissed",
    "future_deputy",
    "ex_granny",
)
OFFICE = {"admin": "system_admin", "deputy": "deputy_principal", "principal": "principal"}
RIGHTLESS = ("stranger", *ENDED)

# Who acts: the chat, the person, the role of the binding, the child.
CHATS: tuple[tuple[str, str, str, str | None], ...] = (
    ("anna", "anna", "student", "anna"),
    ("oleg", "oleg", "student", "oleg"),
    ("dmitry", "dmitry", "guardian", "anna"),
    ("elena", "elena", "guardian", "misha"),
    ("elena", "elena", "guardian", "anna"),
    ("olga", "olga", "guardian", "petr"),
    ("orlova", "orlova", "staff", None),
    ("kuznetsov", "kuznetsov", "staff", None),
    ("sokolova", "sokolova", "staff", None),
    ("deputy", "deputy", "staff", None),
    ("admin", "admin", "staff", None),
    ("principal", "principal", "staff", None),
    ("secretary", "secretary", "staff", None),
    ("educator", "educator", "staff", None),
    ("granny", "granny", "trusted_contact", "anna"),
    ("far_parent", "far_parent", "guardian", "vera"),
    ("far_teacher", "far_teacher", "staff", None),
    ("far_deputy", "far_deputy", "staff", None),
    # Whose rights have ended or not begun, each in another way.
    ("left_parent", "olga", "guardian", "petr"),
    ("former_guardian", "former_guardian", "guardian", "petr"),
    ("former_teacher", "former_teacher", "staff", None),
    ("dismissed", "dismissed", "staff", None),
    ("future_deputy", "future_deputy", "staff", None),
    ("ex_granny", "ex_granny", "trusted_contact", "anna"),
)


@dataclass
class Rights:
    """What a chat may touch, as the regulations have it."""

    chat_id: int
    people: set[int] = field(default_factory=set)  # who sits in front of it
    children: set[int] = field(default_factory=set)  # the own diary included
    classes: set[int] = field(default_factory=set)  # led
    sections: set[int] = field(default_factory=set)  # taught
    codes_of_school: int | None = None
    resends_of_school: int | None = None  # what was not delivered
    roll_calls_of_school: int | None = None
    office: tuple[str, int] | None = None  # role and school of who keeps the school's papers

    @property
    def has_much(self) -> bool:
        """Whether a button is likely to lead somewhere."""
        return bool(self.sections or self.office)


@dataclass
class Guarded:
    """The scene: clients by name, their rights, ids by the names of buttons' fields."""

    world: World
    clients: dict[str, Client] = field(default_factory=dict)
    rights: dict[str, Rights] = field(default_factory=dict)
    ids: dict[str, list[int]] = field(default_factory=dict)
    _readable: dict[str, set[str]] = field(default_factory=dict)
    _made: int = 0

    @property
    def school(self) -> SmallSchool:
        return self.world.school

    def hide(self, *readers: str) -> str:
        """A new secret that these chats may read."""
        self._made += 1
        secret = f"Ы{self._made:03}"
        for reader in readers:
            self._readable.setdefault(reader, set()).add(secret)
        return secret

    def leaked(self, name: str, text: str) -> set[str]:
        """Secrets in a text that this chat may not read."""
        return set(_SECRET.findall(text)) - self._readable.get(name, set())

    def read(self, name: str, text: str) -> set[str]:
        """Secrets in a text that this chat may read."""
        return set(_SECRET.findall(text)) & self._readable.get(name, set())

    def note(self, kind: str, *ids: int) -> None:
        self.ids.setdefault(kind, []).extend(ids)

    async def _alarm(self, chat_id: int) -> None:
        """The school knows of this chat: what it is denied from now on is not stored any more."""
        now = self.world.clock()
        async with self.world.app.database.write(now) as uow:
            await uow.denials.raise_alarm(chat_id, 1, now)
            await uow.commit()

    async def used_links(self) -> list[str]:
        """Tokens of links that open nothing any more: one is used, one is revoked."""
        school, now = self.school, self.world.clock()
        asked = [InviteRequest(school["secretary"], BindingRole.STAFF)] * 2
        async with self.world.app.database.write(now) as uow:
            issued = [(await issue_invites(uow, [each], None))[0] for each in asked]
            of_secretary = t.invite.c.person_id == school["secretary"]
            used = update(t.invite).where(of_secretary).values(used_at=now, used_by_chat_id=1)
            await uow.connection.execute(used)
            await uow.commit()
        return [each.link_token for each in issued]

    async def connect(self) -> None:
        """Every chat, and the one that is connected to nothing."""
        self._add("stranger")
        for chat, person, role, child in CHATS:
            if chat not in self.clients:
                self._add(chat)
            binding = await self.world.bind(self.clients[chat], person, role, child)
            self.note("binding_id", binding)
            if chat == "left_parent":
                await self.world.change(t.binding, binding, ended_at=self.world.clock())
            await self._alarm(self.clients[chat].id)
            if chat not in ENDED:
                self._give(self.rights[chat], person, child)

    def _add(self, chat: str) -> None:
        self.clients[chat] = self.world.newcomer()
        self.rights[chat] = Rights(self.clients[chat].id)

    def _give(self, rights: Rights, person: str, child: str | None) -> None:
        school = self.school
        rights.people.add(school[person])
        if child is not None:
            rights.children.add(school[child])
        if person == "far_teacher":
            rights.classes, rights.sections = {school.classes["far"]}, {school.sections["far"]}
        rights.classes |= {school.classes[key] for key, row in CLASSES.items() if row[2] == person}
        rights.sections |= {
            school.sections[key] for key, row in SECTIONS.items() if row[2] == person
        }
        if person in OFFICE or person == "far_deputy":
            rights.office = OFFICE.get(person, OFFICE["deputy"]), 1 if person in OFFICE else 2
            rights.resends_of_school = rights.office[1]
        if person == "secretary":
            rights.office = "secretary", 1
        if person == "admin":
            rights.codes_of_school = 1
        if person in ("deputy", "far_deputy"):
            rights.roll_calls_of_school = 1 if person == "deputy" else 2


def family(pupil: str) -> set[str]:
    """Chats in which the diary is the own or the own child's."""
    return {
        chat
        for chat, _, role, child in CHATS
        if child == pupil and chat not in ENDED and role != "trusted_contact"
    }


def entrusted(pupil: str) -> set[str]:
    """Who sees timetable and homework besides: whom a parent let, and who looks after the class."""
    trusted = {"granny"} if pupil == "anna" else set()
    return trusted | ({"educator"} if pupil in CLASS_7A else set())


def homeroom(pupil: str) -> str:
    """Who leads the class of today."""
    title = {"oleg": "7Б", "moved": "7Б", "misha": "1Б"}.get(pupil, "7А")
    return "far_teacher" if pupil == "vera" else CLASSES[title][2]


def diary(pupil: str) -> set[str]:
    """Who may open the diary."""
    management = {"far_deputy"} if pupil == "vera" else {"deputy", "principal"}
    return {*family(pupil), homeroom(pupil), *management}


def members(section: str) -> tuple[str, ...]:
    """Who is in a section today."""
    if section == "far":
        return ("vera",)
    return (*SECTIONS[section][4], *(("moved",) if section == "history_7b" else ()))


def teacher_of(section: str) -> str:
    return "far_teacher" if section == "far" else SECTIONS[section][2]


def of_class(pupil: str) -> set[str]:
    """Who may open the diary, and who teaches or looks after the pupil today."""
    teachers = {teacher_of(each) for each in (*SECTIONS, "far") if pupil in members(each)}
    return diary(pupil) | teachers | ({"educator"} if pupil in CLASS_7A else set())


def named(pupil: str) -> set[str]:
    """Who meets the pupil's name: also who teaches the pupil, and who hands out codes."""
    teachers = {teacher_of(each) for each in (*SECTIONS, "far") if pupil in members(each)}
    if pupil == "moved":
        teachers |= {teacher_of(each) for each in OLD_SECTIONS}
    known = diary(pupil) | teachers | entrusted(pupil)
    return known | (set() if pupil == "vera" else {"admin", "secretary"})
