"""What everybody does next: who is asked for a step does it after a while, as people do.

Everything goes through the public interface, signed in as the person who does it.
"""

from __future__ import annotations

import heapq
import io
import itertools
import logging
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PIL import Image, ImageDraw

from backend_client.client import Client
from backend_client.errors import ClientError, ConflictError, ProblemError
from backend_client.records import Event, Sent
from simulator.life.reports import ReportSource
from simulator.life.walkers import Walkers
from simulator.town import local
from simulator.town_files import TOWN
from simulator.town_people import APP, Population, TownPerson

POSITIONS_EVERY_S = 10.0
_OVER = frozenset({"done", "back", "refused", "withdrawn"})
_ENDED = frozenset({"closed", "appraisal", "archived", "merged", "rejected"})
_REFUSES, _RETURNS, _REWORKS, _DELAYS = 0.05, 0.06, 0.08, 0.05
_NEXT = {"sent": "accepted", "accepted": "on_the_way", "handling": "done", "done": "back"}

NOTHING: Mapping[str, object] = {}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How busy the town is."""

    reports_per_hour: float = 30.0
    plays_room: bool = True
    """Whether the room's people are played too: they take, send, assign, verify."""


@dataclass(order=True, slots=True)
class _Task:
    due: float
    order: int
    work: Callable[[], None] = field(compare=False)


class Director:
    """Knows everybody's account and what comes when. `now` is in seconds of town life."""

    def __init__(
        self,
        addresses: Iterable[str],
        password: str,
        pace: Pace,
        source: ReportSource,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._addresses = tuple(addresses)
        self._password = password
        self._pace = pace
        self._source = source
        self._rng = source.rng
        self._clock = clock
        self._population = Population()
        self._people = {person.id: person for person in self._population.people}
        self._clients: dict[str, Client] = {}
        self._tasks: list[_Task] = []
        self._order = itertools.count()
        self._considered: set[str] = set()
        self.walkers = Walkers(self._population.field_people, random.Random(self._rng.random()))
        self.now = 0.0
        self.failures: list[str] = []

    def begin(self) -> None:
        """Bring everybody on duty and start what recurs."""
        app = self.client(APP)
        for person in self._population.field_people:
            app.sending.change_duty(person.id, on_duty=True)
        self._tell_positions()
        self._after(self._rng.uniform(5, 15), self._report)

    def client(self, person: str) -> Client:
        """Return a person's own client, signed in when it is first needed."""
        if person not in self._clients:
            client = Client(self._addresses)
            client.sessions.sign_in(person, self._password, seat="模拟")
            self._clients[person] = client
        return self._clients[person]

    def close(self) -> None:
        """Let go of every connection."""
        for client in self._clients.values():
            client.close()

    def run_until(self, now: float) -> None:
        """Do whatever is due up to a moment of town life."""
        while self._tasks and self._tasks[0].due <= now:
            task = heapq.heappop(self._tasks)
            self.now = task.due
            try:
                task.work()
            except ConflictError:
                pass  # somebody else was quicker: people look again
            except ClientError as error:
                self.failures.append(str(error))
                log.info("A step didn't work: %s", error)
        self.now = now

    def touched(self, event: str) -> None:
        """Something happened to an event: who is asked for the next step looks at it."""
        if event not in self._considered:
            self._considered.add(event)
            self._after(self._rng.uniform(5, 40), lambda: self._consider(event))

    # What recurs

    def _after(self, seconds: float, work: Callable[[], None]) -> None:
        heapq.heappush(self._tasks, _Task(self.now + seconds, next(self._order), work))

    def _tell_positions(self) -> None:
        self._after(POSITIONS_EVERY_S, self._tell_positions)
        self.walkers.move(POSITIONS_EVERY_S)
        self.client(APP).sending.tell_positions(self.walkers.told(self._clock().isoformat()))

    def _report(self) -> None:
        self._after(self._source.next_wait_s(self._pace.reports_per_hour), self._report)
        person = self._rng.choice(self._population.field_people)
        at = self.walkers.by_id[person.id].at
        told = self._source.make(TOWN, at)
        if self._rng.random() < 0.5:
            photo = self._photo(person, str(told["text"]), None)
            told["attachments"] = [photo]
        event = self.client(person.id).events.report(told)
        self.touched(event.id)

    # An event's next step

    def _consider(self, id_: str) -> None:
        self._considered.discard(id_)
        event = self.client("op1").events.one(id_)
        if event.state in _ENDED:
            return
        self._field_steps(event)
        step = _STEPS.get(event.state)
        if step is not None:
            step(self, event)
        self._after(self._rng.uniform(30, 120), lambda: self.touched(id_))

    def _do(
        self, event: Event, action: str, who: Iterable[str], given: Mapping[str, object] = NOTHING
    ) -> bool:
        """Let the first who may do an action do it; False where nobody of them may."""
        for person in who:
            client = self.client(person)
            try:
                seen = client.events.one(event.id)
            except ProblemError:
                continue
            if any(one.action == action for one in seen.allowed or ()):
                client.events.do(event.id, seen.version, action, given)
                self.touched(event.id)
                return True
        return False

    def _reported(self, event: Event) -> None:
        if self._pace.plays_room:
            self._do(event, "take", ("op1", "op2"))

    def _triage(self, event: Event) -> None:
        if not self._pace.plays_room:
            return
        room = (str(event.facts["owner"] or "op1"), "leader", "commander")
        if event.facts["owner"] is None and self._do(event, "take", ("op1", "op2")):
            return
        if not event.facts["sent"] and event.grade >= 2 and self._send(event, room):
            return
        proposal = event.proposal or {}
        if event.facts["consultation"] is not None:
            platforms = event.facts["consultation"]["platforms"]
            self._do(event, "open_consultation", ("commander",), {"platforms": platforms})
            return
        if event.facts["subcategory"]["code"] == "1004" and not event.facts["children"]:
            self._do(event, "reject", room, {"reason_code": "nothing_to_go_by"})
            return
        route = event.facts["route"] or {}
        lead = route.get("lead") or proposal.get("lead")
        helps = [one for one in proposal.get("cooperating", ()) if one != lead]
        self._do(event, "assign", room, {"lead": lead, "cooperating": helps})

    def _send(self, event: Event, room: Iterable[str]) -> bool:
        picks = self.client("op1").sending.candidates(event.id).picks
        return bool(picks) and self._do(event, "dispatch", room, {"people": list(picks)})

    def _consulting(self, event: Event) -> None:
        consultation = event.facts["consultation"]
        stated = {platform for platform, _ in consultation["stances"]}
        parties = (*consultation["platforms"], *consultation["departments"])
        missing = [str(party) for party in parties if party not in stated]
        for party in missing:
            speakers = self._speakers(party)
            if speakers:
                given = {"stance": "agreed", "text": "同意联合处置"}
                self._do(event, "state_position", speakers, given)
                return
        if self._pace.plays_room:
            self._decide(event, missing)

    def _speakers(self, party: str) -> list[str]:
        """Who speaks for a platform or a department."""
        lead = f"pt-{party.lower()}"
        return [lead] if lead in self._people else self._staff_of(party)

    def _decide(self, event: Event, absent: list[str]) -> None:
        client = self.client("commander")
        seen, proposal = client.events.one(event.id), event.proposal or {}
        if any(one.action == "sign_decision" for one in seen.allowed or ()):
            client.decisions.sign(
                event.id,
                seen.version,
                password=self._password,
                lead=proposal.get("lead"),
                limit="1WD",
                measures="联合执法,限期整改",
                absent=absent,
            )
            self.touched(event.id)

    def _assigned(self, event: Event) -> None:
        staff = self._staff(event)
        other = "派出所" if event.facts["lead"] == "综合执法中队" else "综合执法中队"
        given = {"reason": "不属本部门职责", "lead": other}
        returns = self._rng.random() < _RETURNS and not event.facts["returned"]
        if not (returns and self._do(event, "return", staff, given)):
            self._do(event, "sign", staff)

    def _handling(self, event: Event) -> None:
        staff = self._staff(event)
        if self._rng.random() < _DELAYS:
            self._do(event, "progress", staff, {"text": "正在现场处理,预计今天完成"})
            return
        if not staff or self._rng.random() < 0.5:
            return  # it takes time
        photo = self._photo(self._people[staff[0]], event.title, "after")
        self._do(event, "feed_back", staff[:1], {"text": "已处置完毕", "attachments": [photo]})

    def _self_handled(self, event: Event) -> None:
        reporters = [one for one in event.facts["reporters"] if one in self._people]
        if reporters:
            photo = self._photo(self._people[reporters[0]], event.title, "after")
            given = {"text": "网格内已解决", "attachments": [photo]}
            self._do(event, "feed_back", reporters[:1], given)

    def _verifying(self, event: Event) -> None:
        if not self._pace.plays_room:
            return
        if self._rng.random() < _REWORKS and not event.facts["rework"]:
            given = {"reason": "现场照片不清楚,请重新处理", "grants_time": True}
            self._do(event, "rework", ("leader",), given)
            return
        self._do(event, "verify", ("leader", "op1", "op2"), {"is_evidence_seen": True})

    def _staff(self, event: Event) -> list[str]:
        lead = event.facts["lead"]
        return self._staff_of(str(lead)) if lead else []

    def _staff_of(self, department: str) -> list[str]:
        return [one.id for one in self._population.people if one.department == department]

    # People who were sent

    def _field_steps(self, event: Event) -> None:
        if not event.facts["sent"]:
            return
        for sent in self.client("op1").sending.sent(event.id):
            if sent.status not in _OVER and sent.person in self.walkers.by_id:
                self._field_step(event, sent)
            elif sent.status in _OVER and sent.person in self.walkers.by_id:
                self.walkers.release(sent.person)

    def _field_step(self, event: Event, sent: Sent) -> None:
        client, walker = self.client(sent.person).sending, self.walkers.by_id[sent.person]
        if sent.status == "sent" and self._rng.random() < _REFUSES:
            client.take_status(event.id, sent, "refused", "正在处理另一件急事")
            self.walkers.release(sent.person)
            return
        if sent.status == "on_the_way":
            if walker.is_there:
                client.take_status(event.id, sent, "there")
        elif sent.status == "there":
            client.take_status(event.id, sent, "handling")
        else:
            client.take_status(event.id, sent, _NEXT.get(sent.status, "handling"))
        if sent.status == "sent":
            place = event.position
            goal = walker.at if place is None else local(place["lon"], place["lat"])
            self.walkers.send(sent.person, goal)
        elif sent.status in {"handling", "done"}:
            self.walkers.release(sent.person)

    def _photo(self, person: TownPerson, title: str, kind: str | None) -> str:
        """Take a photo and send it; returns its id."""
        data = _picture(self._rng)
        files = self.client(person.id).attachments
        given = files.begin(f"{title[:20] or '现场'}.jpg", len(data))
        files.send_on(given, io.BytesIO(data))
        return files.finish(given.id, TOWN, kind).id


_STEPS: dict[str, Callable[[Director, Event], None]] = {
    "reported": Director._reported,
    "triage": Director._triage,
    "consulting": Director._consulting,
    "assigned": Director._assigned,
    "handling": Director._handling,
    "self_handled": Director._self_handled,
    "verifying": Director._verifying,
}


def _picture(rng: random.Random) -> bytes:
    """A street of no place in particular, different each time."""
    image = Image.new("RGB", (640, 480), (rng.randrange(120, 200), 190, 220))
    draw = ImageDraw.Draw(image)
    for _ in range(8):
        left, top = rng.randrange(0, 600), rng.randrange(120, 300)
        colour = tuple(rng.randrange(60, 200) for _ in range(3))
        draw.rectangle((left, top, left + rng.randrange(40, 140), 340), fill=colour)
    draw.rectangle((0, 340, 640, 480), fill=(90, 90, 90))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()
