"""From the backend's records to what a wall knows, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from backend_client.client import Client
from backend_client.records import Figures, Hour, Line
from backend_client.wall_records import WallScreen as ToldScreen
from backend_client.wall_records import WallWhole
from console.state.wall_events import WallEvent, open_by_grade
from console.state.wall_plan import Frame, WallScreen
from widgets.map_layers import MapPoint
from widgets.wall_charts import HOURS, HourCount
from widgets.wall_figures import FigureValues

WHOLE = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the backend counts: the day so far, the last hours, and who is on duty where."""

    day: Figures | None = None
    hours: tuple[Hour, ...] = ()
    people: tuple[MapPoint, ...] | None = None


def count_town(client: Client, town: str, now: datetime, zone: tzinfo) -> Counted:
    """Ask for a town's figures; the last of the hours is the one that runs."""
    hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    day = client.towns.figures(town, hour.replace(hour=0), now)
    hours = client.towns.hours(town, hour - timedelta(hours=HOURS - 1), HOURS)
    people = client.towns.map(town, WHOLE, "people").get("people", ())
    points = (MapPoint(str(one["id"]), str(one["name"]), one["lon"], one["lat"]) for one in people)
    return Counted(day[0] if day else None, hours, tuple(points))


def figure_values(
    counted: Counted,
    events: Sequence[WallEvent] | None,
    cameras: int,
    now: datetime,
    zone: tzinfo,
) -> FigureValues:
    """Return the figures that are known now; `events` None before any were read."""
    day, limited = counted.day, 0 if counted.day is None else counted.day.closed_with_limit
    overdue = sum(one.due_at is not None and one.due_at < now for one in events or ())
    return FigureValues(
        open_by_grade=None if events is None else open_by_grade(events),
        reported=None if day is None else day.reported,
        handled=None if day is None else day.accepted,
        closed=None if day is None else day.closed,
        on_time=day.closed_on_time / limited if day is not None and limited else None,
        overdue=None if events is None else overdue,
        on_duty=None if counted.people is None else len(counted.people),
        cameras=cameras or None,
        by_hour=tuple(
            HourCount(one.at.astimezone(zone).hour, one.reported, one.closed)
            for one in counted.hours
        ),
    )


def event_of(line: Line, grids: Mapping[str, str]) -> WallEvent:
    """Return an event as a wall shows it; `grids` are their names by code."""
    place = grids.get(line.grid or "", line.grid or "")
    return WallEvent(
        line.id, line.number, line.title, line.state, line.grade, line.reported_at,
        place, line.due_at, line.amber_at, line.lon, line.lat, line.lead or "",
        line.is_drill,
    )  # fmt: skip


def screen_of(
    one: ToldScreen, wall: WallWhole, program: str, known: WallScreen | None
) -> WallScreen:
    """Return a screen with what the backend says of it; `known` is what this PC knows of it."""
    return WallScreen(
        one.id,
        known.wall if known is not None else program,
        one.name,
        one.serial,
        one.connector,
        Frame(one.x, one.y, one.width, one.height),
        None if known is None else known.frame,
        one.width_m or wall.screen_width_m,
        wall.viewing_m,
    )


def told_screen(one: WallScreen) -> ToldScreen:
    """Return a screen as the backend is told of it: not what people say, as how wide it is."""
    desk = one.desk
    return ToldScreen(
        one.id, desk.x, desk.y, desk.width, desk.height, one.serial, one.connector, one.name
    )
