"""A town's data in from files and out to them, over HTTP and from the command line."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from backend.api.app import BASE
from backend.bootstrap import build
from backend.domain.datum import Datum, to_datum
from backend.domain.geo import Position
from backend.imports.geojson_grids import format_grids
from backend.services.town_rules import RuleShelf
from backend.storage.backup import BackupError, back_up, restore
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from backend.storage.places import grids_of
from backend.storage.tables import camera, metadata
from tests.backend_town import GRID, TOWN, Api, jpeg

CAMERAS = "编号,名称,网格,经度,纬度,子码流,密码\nC1,路口,FX01-05,120.2,29.7,rtsp://10.0.0.1/sub,secret-1\n"


def take_in(api: Api, kind: str, data: bytes, who: str = "keeper", **query: Any) -> Any:
    path = f"{BASE}/towns/{TOWN}/import/{kind}"
    return api.client().post(path, headers=api.headers(who), params=query, content=data)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(api: Api) -> None:
    tried = take_in(api, "cameras", CAMERAS.encode()).json()
    assert (tried["is_done"], tried["added"]) == (False, ["C1"])
    assert api.get("op1", f"/towns/{TOWN}/cameras").json()["items"] == []
    done = take_in(api, "cameras", CAMERAS.encode(), dry_run=False).json()
    assert (done["is_done"], done["added"]) == (True, ["C1"])
    changed = CAMERAS.replace("路口", "老街路口").encode()
    assert take_in(api, "cameras", changed).json()["changed"] == {"C1": ["name"]}
    missing = CAMERAS.replace("C1", "C2").encode()
    assert take_in(api, "cameras", missing).json()["missing"] == ["C1"]


def test_secrets_are_for_who_watches_and_never_in_the_trail(api: Api) -> None:
    take_in(api, "cameras", CAMERAS.encode(), dry_run=False)
    assert api.get("op1", f"/towns/{TOWN}/cameras").json()["items"][0]["password"] == "secret-1"
    hidden = api.get("mayor", f"/towns/{TOWN}/cameras").json()["items"][0]
    assert (hidden["password"], hidden["sub_url"], hidden["name"]) == ("", "", "路口")
    assert "secret-1" not in api.get("auditor", "/journal", limit=500).text


def test_with_a_fault_nothing_of_the_file_is_taken(api: Api) -> None:
    data = (CAMERAS + "C2,,FX01-05,,,,\nC3,别镇,FX99-01,,,,\n").encode()
    told = take_in(api, "cameras", data, dry_run=False).json()
    assert told["is_done"] is False
    places = {(one["row"], one["field"], one["code"]) for one in told["faults"]}
    assert places == {(3, "name", "required"), (4, "grid", "not_in_town")}
    assert api.get("op1", f"/towns/{TOWN}/cameras").json()["items"] == []


def test_positions_of_another_datum_are_converted_or_suspected(api: Api) -> None:
    edge = Position(120.1001, 29.6001)  # just inside: as GCJ-02 it lies outside
    shifted = to_datum(Position(120.2999, 29.6001), Datum.GCJ02)
    rows = [f"C{n},路口{n},{GRID},{shifted[0]},{shifted[1]}" for n in range(4)]
    text = "\n".join(["编号,名称,网格,经度,纬度", *rows]).encode()
    tried = take_in(api, "cameras", text).json()
    assert tried["suspected"] == "gcj02"
    assert len(tried["warnings"]) == 4
    done = take_in(api, "cameras", text, dry_run=False, datum="gcj02").json()
    assert done["warnings"] == []
    kept = api.get("op1", f"/towns/{TOWN}/cameras").json()["items"][0]
    assert kept["lon"] == pytest.approx(120.2999, abs=1e-6)
    assert kept["datum"] == "gcj02"
    assert edge.longitude < kept["lon"]


def test_people_get_the_roles_of_the_list(api: Api) -> None:
    text = "编号,姓名,岗位,网格,出行\nwang,王五,专职网格员;网格警长,FX01-05,电动车\n"
    done = take_in(api, "people", text.encode("gb18030"), dry_run=False).json()
    assert done["added"] == ["wang"]
    assert "op1" in done["missing"]
    people = api.get("op1", f"/towns/{TOWN}/people").json()["items"]
    wang = next(one for one in people if one["id"] == "wang")
    assert [one["role"] for one in wang["grants"]] == ["grid_full_time", "grid_police"]
    again = take_in(api, "people", text.replace(";网格警长", "").encode(), dry_run=False).json()
    assert again["changed"] == {"wang": ["roles"]}


def test_grids_go_out_and_come_in_again(api: Api) -> None:
    given = api.client().post(
        f"{BASE}/towns/{TOWN}/export/grids",
        headers=api.headers("keeper"),
        json={"reason": "备份"},
    )
    same = take_in(api, "grids", given.content, dry_run=False).json()
    assert (same["added"], same["changed"], same["same"]) == ([], {}, 1)
    more = json.loads(given.content)
    two = copy.deepcopy(more["features"][0])
    two["properties"]["code"] = "FX01-06"
    more["features"].append(two)
    assert take_in(api, "grids", json.dumps(more).encode(), dry_run=False).json()["added"] == [
        "FX01-06"
    ]


def test_a_list_goes_out_with_a_reason_that_is_kept(api: Api) -> None:
    path = f"{BASE}/towns/{TOWN}/export/people"
    without = api.client().post(path, headers=api.headers("keeper"), json={})
    assert without.status_code == 422
    for form, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = api.client().post(
            path, headers=api.headers("keeper"), params={"form": form}, json={"reason": "年度盘点"}
        )
        assert answer.content.startswith(start)
        again = take_in(api, "people", answer.content).json()
        assert (again["added"], again["changed"]) == ([], {})
        assert [one["code"] for one in again["faults"]] == ["not_in_town"]  # the stranger's
    trail = api.get("auditor", "/journal", limit=500).json()["items"]
    exported = [one for one in trail if one["what"] == "town.exported"]
    assert exported[-1]["change"] == {"kind": "people", "reason": "年度盘点"}


def test_a_dictionary_is_tried_and_then_holds(api: Api) -> None:
    text = files("backend").joinpath("data", "taxonomy.json").read_text(encoding="utf-8")
    told = json.loads(text)
    told["version"] = "2026-11"
    row = next(one for one in told["subcategories"] if one["code"] == "0501")
    row["lead_dept"] = "动物防疫站"
    told["subcategories"] = [one for one in told["subcategories"] if one["code"] != "1003"]
    data = json.dumps(told).encode()
    tried = take_in(api, "taxonomy", data).json()
    assert tried["changed"] == {"0501": ["lead_dept"]}
    assert tried["missing"] == ["1003"]
    assert take_in(api, "taxonomy", data, dry_run=False).json()["is_done"] is True
    assert api.reports()["proposal"]["subcategory"] == "0501"
    now = api.get("op1", f"/towns/{TOWN}/taxonomy").json()
    assert now["version"] == "2026-11"
    assert take_in(api, "taxonomy", data, dry_run=False).json()["faults"][0]["field"] == "version"
    broken = take_in(api, "taxonomy", b'{"subcategories": 3}', dry_run=False).json()
    assert broken["faults"]


@pytest.mark.parametrize("data", [b"", b"[", b"[" * 100_000, b"null", b'{"weeks": 1}'])
@pytest.mark.parametrize("kind", ["grids", "taxonomy", "calendar", "people"])
def test_whatever_a_file_holds_it_is_told(api: Api, kind: str, data: bytes) -> None:
    answer = take_in(api, kind, data, dry_run=False)
    assert answer.status_code == 200
    assert answer.json()["faults"]


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(
                json.dumps(dict(row._mapping), sort_keys=True, default=str)
                for row in connection.execute(select(table))
            )
            for table in metadata.sorted_tables
        }


def test_a_backup_is_everything_on_either_kind_of_database(
    api: Api, postgres_url: str, tmp_path: Path, shelf: RuleShelf
) -> None:
    take_in(api, "cameras", CAMERAS.encode(), dry_run=False)
    photo = api.uploads("member", jpeg()).json()
    event = api.does("op1", api.reports(attachments=[photo["id"]]), "take")
    archive, source = tmp_path / "all.zip", api.backend.store.engine
    seq = back_up(source, tmp_path / "files", archive)
    assert seq == api.backend.store.last_seq()
    engine = open_engine(postgres_url)
    migrate(engine)
    assert restore(engine, tmp_path / "there" / "files", archive) == seq
    assert everything(engine) == everything(source)
    with engine.connect() as connection:
        assert list(verify(connection)) == []
        assert format_grids(grids_of(connection, TOWN))
        assert connection.execute(select(camera.c.password)).scalar_one() == "secret-1"
    with pytest.raises(BackupError, match="accounts"):
        restore(engine, tmp_path / "there" / "files", archive)
    engine.dispose()
    there = build(postgres_url, tmp_path / "there", shelf=shelf)
    assert there.files.path(photo["sha256"]).is_file()
    assert there.store.last_seq() == seq
    there.close()
    assert event["version"] == 2


@pytest.mark.parametrize("data", [b"", b"PK nonsense"])
def test_what_is_no_backup_is_refused(empty_engine: Engine, tmp_path: Path, data: bytes) -> None:
    migrate(empty_engine)
    (tmp_path / "no.zip").write_bytes(data)
    with pytest.raises(BackupError, match="not an archive"):
        restore(empty_engine, tmp_path / "files", tmp_path / "no.zip")
