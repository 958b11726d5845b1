"""Notices of the guarded schools: what was told, and what was given up."""

from datetime import timedelta

from storage import tables as t
from tests.support.guarded import CHATS, ENDED, Guarded
from tests.support.journal import Journal
from tests.support.school import BEGAN


class GuardedNotices:
    """Writes them through an open journal, for every guardian who has a chat."""

    def __init__(self, journal: Journal, scene: Guarded) -> None:
        self._journal = journal
        self._scene = scene

    async def write(self) -> None:
        """Of a letter and of a final mark to every guardian who has a chat; the mark's was lost."""
        finals: dict[str, int] = {}
        for chat, person, role, child in CHATS:
            if role != "guardian" or child is None or chat in ENDED:
                continue
            if child not in finals:
                finals[child] = await self._final_mark(child)
            chat_id = self._scene.clients[chat].id
            # The first letter is one of the near school, the last one of the far one.
            letter = self._scene.ids["message_id"][-1 if child == "vera" else 0]
            told = ("final_mark", finals[child], "dead"), ("message", letter, "sent")
            for kind, ref, state in told:
                made = await self._notice(kind, ref, state, (person, child), chat_id)
                self._scene.note("notice_id", made)

    async def _final_mark(self, pupil: str) -> int:
        """Its change."""
        is_far = pupil == "vera"
        made = await self._journal.add(
            t.final_mark,
            student_id=self._scene.school[pupil],
            subject_id=self._scene.school.subjects["far" if is_far else "Алгебра"],
            grading_period_id=self._scene.school.periods["far" if is_far else "I четверть"],
            value=4,
            set_at=BEGAN,
        )
        moment = self._scene.world.clock() - timedelta(days=2)
        return await self._journal.add(
            t.final_mark_change, final_mark_id=made, new_value=4, changed_at=moment
        )

    async def _notice(
        self, kind: str, ref: int, state: str, told: tuple[str, str], chat_id: int
    ) -> int:
        person, child = told
        moment = self._scene.world.clock() - timedelta(days=2)
        return await self._journal.add(
            t.notice,
            kind=kind,
            ref_id=ref,
            about_id=ref,
            student_id=self._scene.school[child],
            person_id=self._scene.school[person],
            chat_id=chat_id,
            state=state,
            reason="refused" if state == "dead" else "",
            created_at=moment,
            due_at=moment,
            planned_at=moment,
            sent_at=moment if state == "sent" else None,
        )
