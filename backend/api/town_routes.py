"""What a town has, its map and its figures; where people are and whether they are on duty."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from backend.api.access import Key, Parts, SignedIn, Watching, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import In, PersonId, PositionIn, Word, example
from backend.domain.field_status import watches
from backend.domain.geo import Window
from backend.domain.handling_cards import HandlingCard
from backend.domain.sight import sight_of
from backend.domain.taxonomy import Taxonomy
from backend.domain.words import State
from backend.imports.geojson_grids import format_grids
from backend.services.accounts import Session
from backend.services.faults import NotFoundError
from backend.services.field import Whereabouts, change_duty, take_positions
from backend.services.town_rules import cards_of, taxonomy_of
from backend.storage.figures import Figures, GroupBy, Hour, figures, hours_of
from backend.storage.places import grids_of
from backend.storage.town_lists import (
    SECRET,
    departments_of,
    layer,
    page_of,
    people_of,
    regions_of,
    roster_of,
)
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["town"])

Town = Annotated[str, Path(max_length=40, pattern="^[A-Za-z0-9_-]+$")]
Layers = Literal["grids", "people", "cameras", "speakers", "places", "events"]
_ANSWERS = responses(*SIGNED_IN, "not_found", "invalid", *STORE)
MOST_HOURS = 168
After = Annotated[Word, Query(description="The last id of the page before.")]
Limit = Annotated[int, Query(ge=1, le=1000)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class RegionOut(_Out):
    """A city, county or town."""

    code: str
    kind: str
    name: str
    parent: str | None


class CameraOut(_Out):
    """A camera; its streams' addresses and their password only for who watches."""

    id: str
    name: str
    main_url: str
    sub_url: str
    lon: float | None
    lat: float | None
    datum: str
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


class SpeakerOut(_Out):
    """A loudspeaker."""

    id: str
    name: str
    lon: float | None
    lat: float | None
    grid: str | None
    zone: str
    version: int


class PlaceOut(_Out):
    """A place that matters: a school, a hospital, a petrol station."""

    id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    version: int


class GrantLine(_Out):
    """One role of a person."""

    role: str
    region: str
    villages: list[str]
    grids: list[str]
    department: str | None
    platform: str | None


class PersonOut(_Out):
    """A person of the town with where they were seen last."""

    id: str
    name: str
    phone: str
    mode: str
    lon: float | None
    lat: float | None
    stands_in: str | None
    seen_at: datetime | None
    on_duty_since: datetime | None
    on_break: bool
    is_active: bool
    version: int
    grants: list[GrantLine]


class DepartmentOut(_Out):
    """A department."""

    name: str
    platform: str | None
    phone: str


class DutyOut(_Out):
    """Somebody's shift."""

    day: str
    shift: str
    person: str
    name: str
    phone: str
    role: str


class Cameras(BaseModel):
    """A page of cameras."""

    items: list[CameraOut]
    next: str | None


class Speakers(BaseModel):
    """A page of speakers."""

    items: list[SpeakerOut]
    next: str | None


class Places(BaseModel):
    """A page of places."""

    items: list[PlaceOut]
    next: str | None


class People(BaseModel):
    """A page of people."""

    items: list[PersonOut]
    next: str | None


class Regions(BaseModel):
    """The regions that this person has to do with."""

    items: list[RegionOut]


class Departments(BaseModel):
    """A town's departments."""

    items: list[DepartmentOut]


class Roster(BaseModel):
    """Who is on duty on a day."""

    items: list[DutyOut]


class MapGrid(_Out):
    """A grid as the map draws it: polygons of rings of [longitude, latitude]."""

    code: str
    name: str
    kind: str
    village: str
    area: list[list[list[list[float]]]]


class MapPerson(_Out):
    """Somebody on duty."""

    id: str
    name: str
    lon: float
    lat: float
    mode: str
    stands_in: str | None
    seen_at: datetime | None
    on_break: bool


class MapCamera(_Out):
    """A camera with where it looks."""

    id: str
    name: str
    lon: float
    lat: float
    direction_deg: float | None
    view_deg: float | None
    view_m: float | None
    kind: str


class MapPoint(_Out):
    """A speaker or a place."""

    id: str
    name: str
    lon: float
    lat: float
    kind: str = ""


class MapEvent(_Out):
    """An open event."""

    id: str
    number: str
    state: State
    grade: int
    subcategory: str
    lon: float
    lat: float
    is_drill: bool
    due_at: datetime | None


class MapOut(BaseModel):
    """What a window shows; `cut` names layers that have more than is given."""

    grids: list[MapGrid] = []
    people: list[MapPerson] = []
    cameras: list[MapCamera] = []
    speakers: list[MapPoint] = []
    places: list[MapPoint] = []
    events: list[MapEvent] = []
    cut: list[Layers] = []


class CardsOut(BaseModel):
    """Cards by subcategory."""

    cards: dict[str, HandlingCard]


class FiguresList(BaseModel):
    """Figures by group."""

    items: list[Figures]


class HoursList(BaseModel):
    """Each hour in order, those with nothing too."""

    items: list[Hour]


class WhereIn(PositionIn):
    """A position; `person` only from an app that tells for its users."""

    person: Word | None = None
    at: AwareDatetime


class PositionsIn(In):
    """Positions, of oneself or of an app's users."""

    model_config = example(
        {"positions": [{"lon": 120.2, "lat": 29.7, "at": "2026-11-24T02:00:00Z"}]}
    )

    positions: list[WhereIn] = Field(min_length=1, max_length=500)


class Taken(BaseModel):
    """How many were news."""

    news: int


class DutyIn(In):
    """Whether on duty, and on a break."""

    model_config = example({"on_duty": True})

    on_duty: bool
    on_break: bool = False


@router.get("/regions", responses=responses(*SIGNED_IN, *STORE))
def regions(parts: Parts, session: Watching) -> Regions:
    """The regions that this person has to do with."""
    sight = sight_of(session.actor.person)
    own = {grant.town for grant in session.actor.person.grants}
    with parts.store.reading() as connection:
        rows = regions_of(connection, own | sight.all_towns)
    return Regions.model_validate({"items": rows})


@router.get("/towns/{town}/grids", response_class=Response, responses=_ANSWERS)
def grids(parts: Parts, session: Watching, town: Town) -> Response:
    """The town's grids as GeoJSON."""
    _check(session, town, works=True)
    with parts.store.reading() as connection:
        return Response(format_grids(grids_of(connection, town)), media_type="application/geo+json")


@router.get("/towns/{town}/taxonomy", responses=_ANSWERS)
def taxonomy(parts: Parts, session: SignedIn, town: Town) -> dict[str, Any]:
    """The dictionary that holds now."""
    _check(session, town, works=True)
    with parts.store.reading() as connection:
        return _taxonomy_out(taxonomy_of(connection, town, parts.store.clock()))


@router.get("/towns/{town}/cards", responses=_ANSWERS)
def cards(parts: Parts, session: SignedIn, town: Town) -> CardsOut:
    """What to do on the spot, by subcategory."""
    _check(session, town, works=True)
    with parts.store.reading() as connection:
        return CardsOut(cards=dict(cards_of(connection, town, parts.store.clock())))


@router.get("/towns/{town}/cameras", responses=_ANSWERS)
def cameras(
    parts: Parts, session: Watching, town: Town, after: After = "", limit: Limit = 1000
) -> Cameras:
    """The town's cameras, by id."""
    page = _page(parts, session, "cameras", town, after, limit)
    if not watches(session.actor.person, town):
        page["items"] = [{**one, **dict.fromkeys(SECRET, "")} for one in page["items"]]
    return Cameras.model_validate(page)


@router.get("/towns/{town}/speakers", responses=_ANSWERS)
def speakers(
    parts: Parts, session: SignedIn, town: Town, after: After = "", limit: Limit = 1000
) -> Speakers:
    """The town's loudspeakers, by id."""
    return Speakers.model_validate(_page(parts, session, "speakers", town, after, limit))


@router.get("/towns/{town}/places", responses=_ANSWERS)
def places(
    parts: Parts, session: SignedIn, town: Town, after: After = "", limit: Limit = 1000
) -> Places:
    """The places that matter, by id."""
    return Places.model_validate(_page(parts, session, "places", town, after, limit))


@router.get("/towns/{town}/people", responses=_ANSWERS)
def people(
    parts: Parts, session: SignedIn, town: Town, after: After = "", limit: Limit = 1000
) -> People:
    """The town's people with their roles, by id."""
    _check(session, town, administers=True)
    with parts.store.reading() as connection:
        rows = people_of(connection, town, after, limit + 1)
    return People.model_validate(_paged(rows, limit))


@router.get("/towns/{town}/departments", responses=_ANSWERS)
def departments(parts: Parts, session: SignedIn, town: Town) -> Departments:
    """The town's departments."""
    _check(session, town, works=True)
    with parts.store.reading() as connection:
        return Departments.model_validate({"items": departments_of(connection, town)})


@router.get("/towns/{town}/roster", responses=_ANSWERS)
def roster(
    parts: Parts,
    session: SignedIn,
    town: Town,
    day: Annotated[str, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2026-11-24"])],
) -> Roster:
    """Who is on duty on a day of the town's time."""
    _check(session, town, administers=True)
    with parts.store.reading() as connection:
        return Roster.model_validate({"items": roster_of(connection, town, day)})


@router.get("/towns/{town}/map", responses=_ANSWERS)
def map_window(
    parts: Parts,
    session: Watching,
    town: Town,
    *,
    west: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    south: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    east: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    north: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    layers: Annotated[list[Layers] | None, Query()] = None,
) -> MapOut:
    """What a window of the map shows."""
    _check(session, town)
    if west > east or south > north:
        return MapOut()
    window = Window(west, south, east, north)
    found: dict[str, Any] = {"cut": []}
    with parts.store.reading() as connection:
        for name in layers or ("events", "people"):
            one = layer(connection, name, town, window)
            found[name] = one.items
            if one.is_cut:
                found["cut"].append(name)
    return MapOut.model_validate(found)


@router.get("/towns/{town}/figures", responses=_ANSWERS)
def town_figures(
    parts: Parts,
    session: Watching,
    town: Town,
    *,
    since: AwareDatetime,
    until: AwareDatetime,
    by: GroupBy = GroupBy.NOTHING,
) -> FiguresList:
    """Figures of the events that were reported in a span of time."""
    _check(session, town)
    with parts.store.reading() as connection:
        found = figures(connection, town, since, until, parts.store.clock(), by)
    return FiguresList(items=found)


@router.get("/towns/{town}/figures/hours", responses=_ANSWERS)
def town_hours(
    parts: Parts,
    session: Watching,
    town: Town,
    *,
    since: AwareDatetime,
    hours: Annotated[int, Query(ge=1, le=MOST_HOURS)] = 24,
) -> HoursList:
    """How many events were reported, and how many closed, in each hour from `since` on."""
    _check(session, town)
    with parts.store.reading() as connection:
        found = hours_of(connection, town, since.replace(microsecond=0), hours)
    return HoursList(items=found)


@router.post(
    "/positions",
    responses=responses(*SIGNED_IN, "may_not", "invalid", *STORE),
)
def positions(parts: Parts, session: SignedIn, body: PositionsIn) -> Taken:
    """Tell where one is; asked for again it changes nothing, so it needs no key."""
    told = [Whereabouts(one.person, one.lon, one.lat, one.at, one.datum) for one in body.positions]
    return Taken(news=parts.store.do(session.actor, lambda unit: take_positions(unit, told)))


@router.put(
    "/people/{person}/duty",
    status_code=204,
    responses=responses(
        *SIGNED_IN, "may_not", "not_found", "invalid", "idempotency_key_reused", *STORE
    ),
)
def duty(
    parts: Parts,
    session: SignedIn,
    key: Key,
    person: PersonId,
    body: DutyIn,
) -> Response:
    """Begin or end duty or a break."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        change_duty(unit, person, on_duty=body.on_duty, on_break=body.on_break)
        return 204, {}

    return write(parts, session, key, (f"duty/{person}", body.model_dump(mode="json")), work)


def _check(session: Session, town: str, *, administers: bool = False, works: bool = False) -> None:
    """Raise NotFoundError unless the person sees the town, administers it, or works in it."""
    person = session.actor.person
    sight = sight_of(person)
    may = town in sight.towns or (administers and town in sight.administers)
    if not may and not (works and any(grant.town == town for grant in person.grants)):
        raise NotFoundError(town)


def _page(
    parts: Parts, session: Session, name: str, town: str, after: str, limit: int
) -> dict[str, Any]:
    _check(session, town, administers=True)
    with parts.store.reading() as connection:
        rows = page_of(connection, name, town, after, limit + 1)
    return _paged(rows, limit)


def _paged(rows: list[dict[str, Any]], limit: int) -> dict[str, Any]:
    following = rows[limit - 1]["id"] if len(rows) > limit else None
    return {"items": rows[:limit], "next": following}


def _taxonomy_out(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "version": taxonomy.version,
        "is_sample": taxonomy.is_sample,
        "categories": [
            {"code": one.code, "zh": one.zh, "en": one.en} for one in taxonomy.categories.values()
        ],
        "subcategories": [
            {
                "code": one.code,
                "category": one.category,
                "zh": one.zh,
                "en": one.en,
                "lead_platform": one.lead_platform.value,
                "lead": one.lead_dept,
                "cooperating": list(one.coop),
                "grade": one.default_grade.value,
                "linked_app": one.linked_app,
            }
            for one in taxonomy.subcategories.values()
        ],
    }
