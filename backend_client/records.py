"""What the backend tells, as typed values. Words of the rules stay text: new ones come by.

Positions are WGS-84 degrees, times aware; see the backend's description for every field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from backend_client.errors import BadAnswerError

Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""In UTC: times of one zone object compare ten times as fast, and lists are sorted by them."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one town."""

    role: str
    town: str
    villages: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    department: str | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in; `token` only in the answer to signing in."""

    person: str
    name: str
    login: str
    seat: str | None
    expires_at: Instant
    must_change_password: bool
    grants: tuple[Grant, ...]
    capabilities: tuple[str, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a list shows it."""

    id: str
    number: str
    version: int
    town: str
    title: str
    state: str
    grade: int
    subcategory: str
    source: str
    channel: str
    platform: str | None
    lead: str | None
    owner: str | None
    village: str | None
    grid: str | None
    lon: float | None
    lat: float | None
    is_drill: bool
    returned: int
    supervision: int
    reported_at: Instant
    due_at: Instant | None
    amber_at: Instant | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the inbox; `next` is the cursor of the next one."""

    items: tuple[Line, ...]
    next: str | None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class AllowedAction:
    """An action that may be done now: the word on its button, and what has to come with it."""

    action: str
    label: str
    to: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of an event."""

    kind: str
    started_at: Instant
    stopped_at: Instant | None
    limits: tuple[str, ...]
    due_at: Instant | None = None
    amber_at: Instant | None = None
    light: str | None = None
    is_paused: bool = False
    was_late: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One event with everything it carries; `allowed` is for who asked."""

    id: str
    number: str
    version: int
    state: str
    grade: int
    facts: Mapping[str, Any]
    clocks: tuple[Clock, ...]
    title: str
    text: str
    address: str
    position: Mapping[str, float] | None
    camera: str | None
    channel: str
    platform: str | None
    proposal: Mapping[str, Any] | None
    allowed: tuple[AllowedAction, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in both languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be sent."""

    person: str
    name: str
    role: str
    fit: str
    by_itself: bool
    in_grid: bool
    travel_s: int | None
    travel_m: int | None
    travel_source: str | None
    why: tuple[Reason, ...]
    why_not: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who can't be sent."""

    person: str
    name: str
    why_not: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GridLeft:
    """A grid that would have nobody, and who could cover it."""

    grid: str
    person: str
    cover: str | None
    cover_grid: str | None
    empties: bool


@dataclass(frozen=True, slots=True)
class WhoToSend:
    """Candidates, best first, and the plan that is proposed."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    wanted: int
    picks: tuple[str, ...]
    shortfalls: tuple[Reason, ...]
    grids_left: tuple[GridLeft, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An order to one person; `next`: the statuses that may follow."""

    person: str
    name: str
    round: int
    status: str
    label: str
    sent_by: str
    sent_at: Instant
    changed_at: Instant
    reason: str
    version: int
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """An event that may be the same."""

    event: str
    kind: str
    score: float
    distance_m: float | None
    apart_s: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it; an empty id is the program."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal."""

    seq: int
    at: Instant
    town: str
    who: Who
    what: str
    event: str | None
    change: Mapping[str, Any]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Entries that this person may see; `seq` is how far was looked, `last` the newest."""

    items: tuple[Entry, ...]
    seq: int
    last: int


@dataclass(frozen=True, slots=True)
class Upload:
    """How far an upload is; `attachment` once it is finished."""

    id: str
    size: int
    offset: int
    attachment: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A checked photo, video or document; `pages` of a PDF, width and height where it is seen."""

    id: str
    event: str | None
    photo_kind: str | None
    name: str
    media_type: str
    size: int
    sha256: str
    width: int
    height: int
    duration_s: float | None
    pages: int
    lon: float | None
    lat: float | None
    taken_at: Instant | None
    added_by: str
    added_at: Instant


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera of the town."""

    id: str
    name: str
    main_url: str
    sub_url: str
    lon: float | None
    lat: float | None
    direction_deg: float | None
    view_deg: float | None
    view_m: float | None
    owner: str
    grid: str | None
    kind: str
    ptz_url: str
    user_name: str
    password: str
    is_key: bool
    has_sound: bool
    version: int


@dataclass(frozen=True, slots=True)
class PersonGrant:
    """One role of a person."""

    role: str
    region: str
    villages: tuple[str, ...]
    grids: tuple[str, ...]
    department: str | None
    platform: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the town, and where they were seen last."""

    id: str
    name: str
    phone: str
    mode: str
    lon: float | None
    lat: float | None
    stands_in: str | None
    seen_at: Instant | None
    on_duty_since: Instant | None
    on_break: bool
    is_active: bool
    version: int
    grants: tuple[PersonGrant, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of events reported in a span of time."""

    group: str | None
    reported: int
    accepted: int
    open: int
    overdue: int
    closed: int
    closed_with_limit: int
    closed_on_time: int
    forced: int
    returned: int
    reworked: int
    handling_s: float | None


@dataclass(frozen=True, slots=True)
class Hour:
    """How many events were reported, and how many closed, in an hour from `at` on."""

    at: Instant
    reported: int
    closed: int


Record = TypeVar("Record")


class _Readers:
    """One validator for each kind of record, made when it is first used."""

    def __init__(self) -> None:
        self._made: dict[Any, TypeAdapter[Any]] = {}

    def of(self, kind: Any) -> TypeAdapter[Any]:
        """Return the validator of a kind."""
        if kind not in self._made:
            self._made[kind] = TypeAdapter(kind)
        return self._made[kind]


_readers = _Readers()


def read_record(kind: type[Record], data: Any) -> Record:
    """Return JSON as a record; raises BadAnswerError for anything else. More fields are fine."""
    try:
        found: Record = _readers.of(kind).validate_python(data)
    except ValidationError as error:
        raise BadAnswerError(f"not a {kind.__name__}: {error.error_count()} faults") from error
    return found


def read_records(kind: type[Record], data: Any) -> tuple[Record, ...]:
    """Return the `items` of an answer as records; raises BadAnswerError."""
    return tuple(read_record(kind, one) for one in items_of(data))


def items_of(data: Any) -> list[Any]:
    """Return the `items` of an answer; raises BadAnswerError where it has none."""
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise BadAnswerError("no items")
    return items
