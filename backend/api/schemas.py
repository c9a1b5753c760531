"""What goes in and out, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from itertools import zip_longest
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from backend.domain.clocks import Light
from backend.domain.datum import Datum
from backend.domain.event_facts import Source, Stance
from backend.domain.lifecycle import Allowed, Refused
from backend.domain.limits import parse_limit
from backend.domain.payload import Payload
from backend.domain.words import Grade, Platform, State, Supervision
from backend.services.accounts import Session
from backend.services.acting import ClockNow
from backend.services.reporting import NewReport
from backend.storage.events import EventRecord, facts_data
from backend.storage.inbox import Line
from backend.storage.journal import Entry

# No database keeps a NUL, and no person types control characters.
_CLEAN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$"
Text = Annotated[str, Field(max_length=4000, pattern=_CLEAN)]
LongText = Annotated[str, Field(max_length=10_000, pattern=_CLEAN)]
Word = Annotated[str, Field(max_length=100, pattern=_CLEAN)]
FileId = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
FileIds = Annotated[tuple[FileId, ...], Field(max_length=20)]
# In order, so that the same body is the same for every process that an idempotency key comes to.
_IN_ORDER = PlainSerializer(sorted, return_type=list[str], when_used="json")
Words = Annotated[frozenset[Word], Field(max_length=50), _IN_ORDER]
Platforms = Annotated[frozenset[Platform], _IN_ORDER]


# In a path: a slash would end it, and programs take "." and ".." out of addresses.
_NAMED = r"^[^/\u0000-\u001f\u007f]*[^/.\s\u0000-\u001f\u007f][^/\u0000-\u001f\u007f]*$"
PathName = Annotated[str, Path(min_length=1, max_length=64, pattern=_NAMED)]
GivenName = Annotated[str, Field(min_length=1, max_length=64, pattern=_NAMED)]
"""A name that people gave, of a tour, a scene or a wall: in a path, and for one."""
Version = Annotated[int, Field(ge=0, le=2**31 - 2, strict=True)]
"""The version that was seen, 0 for what there isn't yet."""
RecordId = Annotated[str, Path(max_length=32, pattern="^[0-9a-f]+$")]
PersonId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9._@-]+$")]
"""Of events and files, and of people and their logins, in a path."""


class In(BaseModel):
    """What comes in: nothing that isn't known."""

    model_config = ConfigDict(extra="forbid")


def example(given: dict[str, Any]) -> ConfigDict:
    """Return the settings of a body with an example for the description."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [given]})


class SignIn(In):
    """Login and password; `seat` names the workplace."""

    model_config = example({"login": "chen", "password": "枫桥经验-平安-2026", "seat": "一号席"})

    login: Word = Field(examples=["chen"])
    password: Annotated[str, Field(max_length=1000)] = Field(examples=["枫桥经验-平安-2026"])
    seat: Word | None = Field(default=None, examples=["一号席"])


class NewPassword(In):
    """The old password and the new one."""

    model_config = example({"old": "枫桥经验-平安-2026", "new": "另一个-好密码-2026"})

    old: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]


class GrantOut(BaseModel):
    """One role in one town."""

    role: str
    town: str
    villages: list[str]
    grids: list[str]
    department: str | None
    platform: str | None


class SessionOut(BaseModel):
    """Who is signed in; `token` only in the answer to signing in."""

    person: str
    name: str
    login: str
    seat: str | None
    expires_at: datetime
    must_change_password: bool
    grants: list[GrantOut]
    capabilities: list[str]
    token: str | None = None


class PositionIn(In):
    """Degrees, in the datum they were measured in."""

    lon: float = Field(ge=-180, le=180, allow_inf_nan=False, examples=[120.2])
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False, examples=[29.7])
    datum: Datum = Datum.WGS84


class ReportIn(In):
    """A report: a place or grid, and a text or photos, or a call for help by one key."""

    model_config = example(
        {
            "town": "FX",
            "source": "field",
            "text": "有村民在出租房内屠宰家禽,数量不少",
            "position": {"lon": 120.2, "lat": 29.7},
        }
    )

    town: Word = Field(examples=["FX"])
    source: Source = Field(examples=["field"])
    text: Text = Field(default="", examples=["有村民在出租房内屠宰家禽,数量不少"])
    position: PositionIn | None = None
    grid: Word | None = Field(default=None, examples=["FX01-05"])
    address: Word = ""
    camera: Word | None = None
    channel: Annotated[Word, Field(max_length=30)] = ""
    is_one_key: bool = False
    is_real_name: bool = False
    is_drill: bool = False
    attachments: FileIds = ()

    def report(self, key: str) -> NewReport:
        """Return it as the service takes it."""
        place = self.position
        return NewReport(
            **self.model_dump(exclude={"position"}),
            key=key,
            lon=None if place is None else place.lon,
            lat=None if place is None else place.lat,
            datum=Datum.WGS84 if place is None else place.datum,
        )


def _a_limit(text: str) -> str:
    if parse_limit(text) is None:
        raise ValueError("no limit")
    return text


LimitWord = Annotated[Word, AfterValidator(_a_limit)]
"""A limit as the dictionary writes it: "4WH", "15min", "1WD"."""


class ActionIn(In):
    """What an action may carry; each takes what it needs, see `needs` of the allowed actions."""

    model_config = example(
        {"version": 3, "lead": "农业农村办", "cooperating": ["市场监管分局"], "reason": "已核实"}
    )

    version: int = Field(ge=1, le=2**31 - 1)
    text: Text = ""
    reason: Text = ""
    reason_code: Word = ""
    parent: Word | None = None
    is_confirmed: bool = False
    lead: Word | None = None
    cooperating: Words = frozenset()
    departments: Words = frozenset()
    people: Words = frozenset()
    platforms: Platforms = frozenset()
    stance: Stance | None = None
    absent: Words = frozenset()
    limit: LimitWord | None = Field(default=None, examples=["1WD"])
    until: AwareDatetime | None = None
    attachments: FileIds = ()
    is_evidence_seen: bool = False
    grants_time: bool = False
    back_to: State | None = None
    stars: int = Field(default=0, ge=0, le=5)
    is_answer_yes: bool | None = None
    grade: Grade | None = None
    level: Supervision = Supervision.NONE
    subcategory: Annotated[str, Field(pattern="^[0-9]{4}$")] | None = None

    def payload(self) -> Payload:
        """Return it as the rules take it."""
        given = {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name not in {"version", "parent", "limit", "subcategory", "attachments"}
        }
        return Payload(**given, limit=None if self.limit is None else parse_limit(self.limit))


class ActionOut(BaseModel):
    """An action that may be done now: its word, where it may lead, what has to come with it."""

    action: str
    label: str
    to: list[State]
    needs: list[str]


class ClockOut(BaseModel):
    """One clock as a console counts it down; `light` None in a problem's `current`."""

    kind: str
    started_at: datetime
    stopped_at: datetime | None
    limits: list[str]
    due_at: datetime | None = None
    amber_at: datetime | None = None
    light: Light | None = None
    is_paused: bool = False
    was_late: bool = False


class EventOut(BaseModel):
    """One event with everything it carries; `allowed` only for who asks."""

    id: str
    number: str
    version: int
    state: State
    grade: Grade
    facts: dict[str, Any]
    clocks: list[ClockOut]
    title: str
    text: str
    address: str
    position: dict[str, float] | None
    camera: str | None
    channel: str
    platform: str | None
    proposal: dict[str, Any] | None
    allowed: list[ActionOut] | None = None


class EventPage(BaseModel):
    """A page of a list; `next` is the cursor of the next one."""

    items: list[Line]
    next: str | None
    total: int | None = None


class WhoOut(BaseModel):
    """Who did it; an empty id is the program."""

    id: str
    name: str


class EntryOut(BaseModel):
    """One entry of the journal."""

    seq: int
    at: datetime
    town: str
    who: WhoOut
    what: str
    event: str | None
    change: dict[str, Any]
    prev: str
    hash: str


class JournalPage(BaseModel):
    """Entries that who asks may see; `seq` is how far was looked, `last` the newest there is."""

    items: list[EntryOut]
    seq: int
    last: int


class ClassifyIn(In):
    """A text to try."""

    model_config = example({"town": "FX", "text": "饭店晚上偷排油烟"})

    town: Word = Field(examples=["FX"])
    text: Text = Field(examples=["饭店晚上偷排油烟"])


class Health(BaseModel):
    """Whether it works."""

    status: Literal["ok"] = "ok"


def session_out(session: Session) -> SessionOut:
    """Return who is signed in."""
    person = session.actor.person
    grants = [
        GrantOut(
            role=grant.role.value,
            town=grant.town,
            villages=sorted(grant.villages),
            grids=sorted(grant.grids),
            department=grant.department,
            platform=grant.platform,
        )
        for grant in person.grants
    ]
    return SessionOut(
        person=person.id,
        name=session.actor.name,
        login=session.login,
        seat=session.seat,
        expires_at=session.expires_at,
        must_change_password=session.must_change,
        grants=grants,
        capabilities=sorted(person.capabilities),
        token=session.token or None,
    )


def event_out(
    record: EventRecord,
    answers: tuple[Allowed | Refused, ...] | None = None,
    shown: tuple[ClockNow, ...] = (),
) -> dict[str, Any]:
    """Return an event as JSON, with what may be done to it and what its clocks show."""
    facts, sheet = record.facts, record.sheet
    out = EventOut(
        id=facts.id,
        number=record.number,
        version=record.version,
        state=facts.state,
        grade=facts.grade,
        facts=facts_data(facts),
        clocks=[
            ClockOut(
                kind=clock.kind.value,
                started_at=clock.started_at,
                stopped_at=clock.stopped_at,
                limits=[str(limit) for limit in clock.limits],
                **({} if now is None else asdict(now)),
            )
            for clock, now in zip_longest(record.clocks, shown)
        ],
        title=sheet.title,
        text=sheet.text,
        address=sheet.address,
        position=None
        if sheet.lon is None or sheet.lat is None
        else {"lon": sheet.lon, "lat": sheet.lat},
        camera=sheet.camera,
        channel=sheet.channel,
        platform=sheet.platform,
        proposal=None if sheet.proposal is None else proposal_data(sheet.proposal),
        allowed=None if answers is None else _allowed(answers),
    )
    return out.model_dump(mode="json")


def proposal_data(proposal: object) -> dict[str, Any]:
    """Return a proposal as JSON."""
    return {name: getattr(proposal, name) for name in proposal.__slots__}  # type: ignore[attr-defined]


def entry_out(entry: Entry) -> EntryOut:
    """Return an entry of the journal."""
    return EntryOut(
        seq=entry.seq,
        at=entry.at,
        town=entry.scope.town,
        who=WhoOut(id=entry.who, name=entry.who_name),
        what=entry.what,
        event=entry.event,
        change=dict(entry.change),
        prev=entry.prev,
        hash=entry.hash,
    )


def _allowed(answers: tuple[Allowed | Refused, ...]) -> list[ActionOut]:
    return [
        ActionOut(
            action=one.action.value,
            label=one.action.zh,
            to=list(one.to),
            needs=[need.value for need in one.needs],
        )
        for one in answers
        if isinstance(one, Allowed)
    ]
