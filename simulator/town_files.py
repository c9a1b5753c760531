"""The invented town as files that a backend takes in: grids, people, cameras, speakers, places."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from simulator.cameras import TOWN_CAMERAS
from simulator.listing import write_atomically
from simulator.town import PLACES, TOWN_NAME, position
from simulator.town_grids import HALF_M, TOWN_GRIDS, geojson, grid_at
from simulator.town_people import APP, SEED, Population, departments

TOWN = "FX"
CAMERAS, SPEAKERS = 700, 60
SILENT_PORT = 9
"""Nothing listens there."""
SILENT_EVERY = 20
"""One in so many of the cameras beyond those with a picture of their own is out of order."""
_PLACE_KINDS = {"school": "school", "hospital": "hospital", "petrol": "petrol_station"}
_HUNG = ("路口", "巷口", "桥头", "村道", "停车场", "广场", "河岸", "厂区", "店铺前", "小区门口")


def write_town(folder: Path, urls: Mapping[str, Mapping[str, str]], ptz: Mapping[str, str]) -> None:
    """Write the folder that `fengqiao-backend load-town` takes.

    `urls` are the streaming cameras' addresses by number and stream, `ptz` their ONVIF ones.
    """
    people = Population().people
    told = {"code": TOWN, "name": TOWN_NAME, "capabilities": {APP: ["positions"]}}
    _write(folder, "town.json", json.dumps(told, ensure_ascii=False, indent=1))
    _write(folder, "grids.geojson", json.dumps(geojson(TOWN_GRIDS), ensure_ascii=False))
    offices = ({"name": one.name, "platform": one.platform} for one in departments())
    _write_csv(folder, "departments.csv", offices)
    _write_csv(
        folder,
        "people.csv",
        (
            {
                "id": one.id,
                "name": one.name,
                "phone": one.phone,
                "roles": ";".join(one.roles),
                "villages": ";".join(one.villages),
                "grids": ";".join(one.grids),
                "department": one.department,
                "platform": one.platform,
                "mode": one.mode,
            }
            for one in people
        ),
    )
    _write_csv(folder, "cameras.csv", _cameras(urls, ptz))
    _write_csv(folder, "speakers.csv", _speakers())
    _write_csv(folder, "places.csv", _places())


def _cameras(
    urls: Mapping[str, Mapping[str, str]], ptz: Mapping[str, str]
) -> Iterable[dict[str, object]]:
    for one in TOWN_CAMERAS:
        own = urls.get(one.number, {})
        yield {
            "id": one.number,
            "name": one.name,
            "grid": one.grid,
            "sub_url": own.get("sub", ""),
            "main_url": own.get("main", ""),
            "user_name": one.user,
            "password": one.password,
            "lon": round(one.longitude, 7),
            "lat": round(one.latitude, 7),
            "direction_deg": one.direction_deg,
            "view_deg": one.view_deg,
            "view_m": 80,
            "ptz_url": ptz.get(one.number, ""),
            "owner": "枫溪镇",
            "kind": "高点" if one.ptz else "固定",
            "is_key": int(one.key),
            "has_sound": int(one.sound),
        }
    rng = random.Random(SEED)
    for number in range(len(TOWN_CAMERAS) + 1, CAMERAS + 1):
        x, y = rng.uniform(-HALF_M, HALF_M), rng.uniform(-HALF_M, HALF_M)
        grid, (lon, lat) = grid_at(x, y), position(x, y)
        id_ = f"C{number:03d}"
        yield {
            "id": id_,
            "name": f"{grid.village}{rng.choice(_HUNG)}{number}",
            "grid": grid.code,
            **_borrowed(id_, number, urls),
            "lon": round(lon, 7),
            "lat": round(lat, 7),
            "direction_deg": rng.randrange(0, 360, 15),
            "view_deg": rng.choice((60, 75, 90)),
            "view_m": rng.choice((50, 80, 120)),
            "owner": rng.choice(("枫溪镇", "公安", "村社", "学校", "企业")),
            "kind": "固定",
        }


def _borrowed(id_: str, number: int, urls: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The stream that a camera without a picture of its own shows: that of one of the fixed ones.

    So all 700 cameras can be opened at once, for what 64 streams cost to draw.
    """
    fixed = [one for one in TOWN_CAMERAS if not one.ptz]
    other = fixed[number % len(fixed)]
    own = urls.get(other.number, {})
    if number % SILENT_EVERY == 0 or not own:
        silent = f"rtsp://127.0.0.1:{SILENT_PORT}/{id_}"
        return {"sub_url": f"{silent}/sub", "main_url": f"{silent}/main"}
    return {
        "sub_url": own["sub"],
        "main_url": own.get("main", ""),
        "user_name": other.user,
        "password": other.password,
    }


def _speakers() -> Iterable[dict[str, object]]:
    rng = random.Random(SEED + 1)
    for number in range(1, SPEAKERS + 1):
        x, y = rng.uniform(-HALF_M, HALF_M), rng.uniform(-HALF_M, HALF_M)
        grid, (lon, lat) = grid_at(x, y), position(x, y)
        yield {
            "id": f"S{number:03d}",
            "name": f"{grid.village}广播{number}",
            "lon": round(lon, 7),
            "lat": round(lat, 7),
            "grid": grid.code,
            "zone": grid.village,
        }


def _places() -> Iterable[dict[str, object]]:
    for number, place in enumerate(PLACES, 1):
        if place.kind in _PLACE_KINDS:
            xs, ys = zip(*place.outline, strict=True)
            lon, lat = position(sum(xs) / len(xs), sum(ys) / len(ys))
            kind = _PLACE_KINDS[place.kind]
            row = {"id": f"P{number:02d}", "name": place.name, "kind": kind}
            yield {**row, "lon": round(lon, 7), "lat": round(lat, 7)}


def _write_csv(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in listed for key in row)))
    writer.writeheader()
    writer.writerows(listed)
    _write(folder, name, text.getvalue())


def _write(folder: Path, name: str, text: str) -> None:
    write_atomically(folder / name, text.encode())
