"""How an event begins: a report comes in, is understood and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend.domain.datum import Datum, from_datum
from backend.domain.event_facts import Source
from backend.domain.geo import Position
from backend.domain.lifecycle import decide_report
from backend.domain.refusals import Refusal
from backend.domain.reporting import Report
from backend.services.acting import begin
from backend.services.attaching import attach
from backend.services.faults import RefusedError, UnfitError
from backend.services.town_rules import RuleShelf
from backend.services.understanding import Told, Understood, understand
from backend.storage.events import EventRecord, Sheet, next_number, scope_of
from backend.storage.places import find_grid, grid_at
from backend.storage.unit_of_work import Unit

TITLE_LENGTH = 30
CALL_BACK_ONE_IN = 10
"""So many reporters without a real name are called back."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """What comes in; position in degrees of `datum`. `channel`: the app or line it came by."""

    town: str
    source: Source
    key: str
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.WGS84
    grid: str | None = None
    address: str = ""
    attachments: tuple[str, ...] = ()
    camera: str | None = None
    channel: str = ""
    is_one_key: bool = False
    is_real_name: bool = False
    is_drill: bool = False


def take_report(
    unit: Unit, shelf: RuleShelf, new: NewReport, make_id: Callable[[], str]
) -> EventRecord:
    """Keep a report as a new event; returns it as it stands then.

    Raises RefusedError for what the rules don't take, UnfitError for a grid that there isn't.
    """
    rules = shelf.of(unit.connection, new.town, unit.now)
    position = _position(new)
    is_one_key = new.is_one_key and not new.text.strip()
    told = Told(new.town, new.text, position, unit.now, new.is_drill, is_one_key)
    understood = understand(unit.connection, rules, told)
    village, grid = _grid(unit, new, position)
    report = _report(unit, new, understood, make_id(), village, grid)
    outcome = decide_report(unit.actor.person, report, unit.now)
    if isinstance(outcome, Refusal):
        raise RefusedError(outcome)
    day = unit.now.astimezone(rules.calendar.zone).strftime("%Y%m%d")
    number = next_number(unit.connection, new.town, day)
    kind = rules.taxonomy.get(understood.subcategory.code).zh
    record = EventRecord(outcome.event, (), _sheet(new, position, understood, kind), number)
    begun = begin(unit, rules, record, outcome)
    attach(unit, new.attachments, scope_of(begun.facts), begun.facts.id)
    return begun


def _position(new: NewReport) -> Position | None:
    """Raises PositionError for what is no position."""
    if new.lon is None or new.lat is None:
        return None
    return from_datum(new.datum, new.lon, new.lat)


def _grid(unit: Unit, new: NewReport, position: Position | None) -> tuple[str | None, str | None]:
    """The village and the grid: where the position lies, else the one that was named."""
    found = None if position is None else grid_at(unit.connection, new.town, position)
    if found is None and new.grid is not None:
        found = find_grid(unit.connection, new.grid)
        if found is None or found.town != new.town:
            raise UnfitError("grid")
    return (None, None) if found is None else (found.village, found.code)


def _report(
    unit: Unit,
    new: NewReport,
    understood: Understood,
    id: str,  # noqa: A002
    village: str | None,
    grid: str | None,
) -> Report:
    is_pane = new.source is Source.PANE
    return Report(
        id=id,
        town=new.town,
        source=new.source,
        grade=understood.grade,
        subcategory=understood.subcategory,
        idempotency_key=new.key,
        text=new.text,
        photos=len(new.attachments),
        is_one_key=new.is_one_key,
        has_position=new.lon is not None and new.lat is not None,
        village=village,
        grid=grid,
        pane_operator=unit.actor.person.id if is_pane else None,
        is_real_name=new.is_real_name,
        is_drill=understood.is_drill,
        is_secret_discharge=understood.is_secret_discharge,
        route=understood.route,
        is_call_back_chosen=int(id[-4:], 16) % CALL_BACK_ONE_IN == 0,
    )


def _sheet(new: NewReport, position: Position | None, understood: Understood, kind: str) -> Sheet:
    title = new.text.strip().splitlines()[0][:TITLE_LENGTH] if new.text.strip() else kind
    return Sheet(
        title=title,
        text=new.text,
        address=new.address,
        lon=None if position is None else position.longitude,
        lat=None if position is None else position.latitude,
        datum=new.datum.value,
        camera=new.camera,
        channel=new.channel,
        platform=understood.proposal.lead_platform,
        proposal=understood.proposal,
    )
