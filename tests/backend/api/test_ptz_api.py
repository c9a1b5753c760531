"""PTZ cameras over HTTP: who steers, and what a camera remembers."""

from __future__ import annotations

import base64
import hashlib
import math
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, insert, select

from backend.api.app import BASE
from backend.services.ptz_leases import end_leases
from backend.storage.tables import camera, idempotency
from backend.storage.unit_of_work import ITSELF
from tests.backend_town import TOWN, Api, jpeg

PTZ = f"/towns/{TOWN}/cameras/C1/ptz"
EMPTY = {"home_after_s": 0, "home_preset": None, "calibration": None, "version": 0}
PRESET = {"version": 0, "name": "东入口", "pan": 0.25, "tilt": -0.1, "zoom": 0.5, "token": "3"}


@pytest.fixture(autouse=True)
def cameras(api: Api) -> None:
    rows = [{"id": "C1", "town": TOWN, "name": "高点"}, {"id": "Y1", "town": "YZ", "name": "别处"}]
    api.backend.store.do(ITSELF, lambda unit: unit.connection.execute(insert(camera).values(rows)))


def takes(api: Api, who: str, seat: str = "一号席", **more: Any) -> Any:
    return api.put(who, f"{PTZ}/lease", {"seat": seat, **more})


def removes(api: Api, who: str, path: str, version: int) -> Any:
    headers = api.headers(who)
    return api.client().delete(f"{BASE}{path}", headers=headers, params={"version": version})


def gives_back(api: Api, who: str) -> int:
    status: int = api.client().delete(f"{BASE}{PTZ}/lease", headers=api.headers(who)).status_code
    return status


def trail(api: Api) -> list[dict[str, Any]]:
    items = api.get("op1", "/journal", limit=500).json()["items"]
    return [one for one in items if one["what"].startswith("ptz.")]


def whats(api: Api) -> list[str]:
    return [one["what"].removeprefix("ptz.") for one in trail(api)]


def test_one_steers_and_the_others_are_told_who(api: Api) -> None:
    taken = takes(api, "op1").json()
    assert (taken["camera"], taken["person"], taken["seat"]) == ("C1", "op1", "一号席")
    late = takes(api, "op2", "二号席", take_over=True)
    assert (late.status_code, late.json()["code"]) == (409, "camera_taken")
    told = late.json()["current"]
    assert told.pop("expires_at") == taken["expires_at"]
    assert told == {"camera": "C1", "name": "op1", "seat": "一号席", "may_take_over": False}
    assert "op1" in late.json()["detail"]
    assert takes(api, "leader").json()["current"]["may_take_over"] is True
    assert api.get("op2", f"/towns/{TOWN}/ptz-leases").json() == {"items": [taken]}
    assert api.get("op2", PTZ).json()["lease"] == taken


def test_renewing_keeps_the_beginning_and_is_in_no_journal_and_no_table_of_answers(
    api: Api,
) -> None:
    taken = takes(api, "op1").json()
    renewed = takes(api, "op1", "三号席").json()
    assert renewed["taken_at"] == taken["taken_at"]
    assert (renewed["seat"], renewed["expires_at"] > taken["expires_at"]) == ("三号席", True)
    assert whats(api) == ["taken"]
    with api.backend.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(idempotency)).scalar_one() == 0


def test_a_higher_rank_takes_over_when_it_says_so(api: Api) -> None:
    takes(api, "op1")
    assert takes(api, "leader").status_code == 409
    assert takes(api, "leader", "值班长席", take_over=True).status_code == 200
    assert takes(api, "op1", take_over=True).status_code == 409
    assert gives_back(api, "op1") == 204  # not theirs any more
    assert takes(api, "commander", take_over=True).status_code == 200
    assert gives_back(api, "commander") == gives_back(api, "commander") == 204
    assert whats(api) == ["taken", "taken_over", "taken_over", "given_back"]
    assert trail(api)[1]["change"] == {
        "camera": "C1",
        "seat": "值班长席",
        "from": "op1",
        "to": "leader",
    }
    assert takes(api, "op1").status_code == 200


def test_a_tour_gives_way_to_every_hand(api: Api) -> None:
    body = {"seat": "一号席", "is_tour": True}
    assert api.put("commander", f"{PTZ}/lease", body).status_code == 200
    assert takes(api, "op1").json()["current"]["may_take_over"] is True
    assert takes(api, "op1", take_over=True).status_code == 200
    assert api.put("commander", f"{PTZ}/lease", body).status_code == 409


def test_a_tour_gives_way_to_every_hand_and_a_hand_holds_again(api: Api) -> None:
    assert takes(api, "commander", is_tour=True).status_code == 200
    assert takes(api, "op1").json()["current"]["may_take_over"] is True
    assert takes(api, "op1", take_over=True).status_code == 200
    assert takes(api, "op2", take_over=True).status_code == 409
    takes(api, "op1", is_tour=True)
    assert takes(api, "op2", take_over=True, is_tour=True).status_code == 200
    takes(api, "op2")  # the same person, now by hand
    assert takes(api, "op1", take_over=True).status_code == 409


def test_what_nobody_renews_ends_by_itself_once(api: Api) -> None:
    takes(api, "commander")
    assert end_leases(api.backend) == 0
    api.later(timedelta(seconds=31))
    assert api.get("op1", f"/towns/{TOWN}/ptz-leases").json() == {"items": []}
    assert api.get("op1", PTZ).json()["lease"] is None
    assert end_leases(api.backend) == 1
    assert end_leases(api.backend) == 0
    entry = trail(api)[-1]
    assert (entry["what"], entry["who"]["id"]) == ("ptz.expired", "")
    assert entry["change"] == {"camera": "C1", "name": "commander", "seat": "一号席"}


def test_an_end_that_nobody_looked_for_is_told_by_the_next(api: Api) -> None:
    takes(api, "commander")
    api.later(timedelta(seconds=31))
    assert takes(api, "op1").status_code == 200
    api.later(timedelta(seconds=31))
    assert gives_back(api, "op1") == 204
    assert whats(api) == ["taken", "expired", "taken", "expired"]


def test_who_may_steer_and_which_camera(api: Api) -> None:
    for who, status in {"mayor": 403, "keeper": 404, "member": 404, "far": 404}.items():
        assert takes(api, who).status_code == status, who
        assert api.get(who, PTZ).status_code == status, who
        assert api.get(who, f"/towns/{TOWN}/ptz-leases").status_code == status, who
        assert gives_back(api, who) == status, who
        assert api.put(who, f"{PTZ}/presets/1", PRESET).status_code == status, who
    for other in ("C2", "Y1"):
        path = f"/towns/{TOWN}/cameras/{other}/ptz"
        assert api.get("op1", path).status_code == 404
        assert api.put("op1", f"{path}/lease", {"seat": "一号席"}).status_code == 404
        assert api.put("op1", f"{path}/presets/1", PRESET).status_code == 404


def test_a_preset_is_kept_changed_and_removed(api: Api) -> None:
    assert api.get("op1", PTZ).json() == {"lease": None, "head": EMPTY, "presets": [], "tours": []}
    path = f"{PTZ}/presets/7"
    kept = api.put("op1", path, PRESET).json()
    assert kept == {**PRESET, "number": 7, "picture": None, "version": 1}
    stale = api.put("op2", path, {**PRESET, "pan": 1})
    assert (stale.status_code, stale.json()["current"]) == (409, kept)
    moved = api.put("op2", path, {**PRESET, "pan": 1, "version": 1}).json()
    assert (moved["pan"], moved["version"]) == (1.0, 2)
    assert api.get("op1", PTZ).json()["presets"] == [moved]
    assert removes(api, "op1", path, 1).status_code == 409
    assert removes(api, "op1", path, 2).status_code == 204
    assert removes(api, "op1", path, 2).status_code == 404
    assert api.put("op2", path, {**PRESET, "version": 2}).json()["code"] == "stale_version"
    assert whats(api) == ["preset_kept", "preset_kept", "preset_removed"]
    assert trail(api)[0]["change"] == {"camera": "C1", **kept}


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "green").save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"), [(jpeg(), "image/jpeg"), (png(), "image/png")], ids=["jpeg", "png"]
)
def test_a_preset_has_its_picture_until_another_comes(api: Api, data: bytes, kind: str) -> None:
    path = f"{PTZ}/presets/1"
    told = {**PRESET, "picture": base64.b64encode(data).decode()}
    kept = api.put("op1", path, told).json()
    shown = api.get("op2", f"{path}/picture")
    assert (shown.status_code, shown.headers["content-type"]) == (200, kind)
    assert hashlib.sha256(shown.content).hexdigest() == kept["picture"]
    with Image.open(BytesIO(shown.content)) as read, Image.open(BytesIO(data)) as given:
        assert read.size == given.size
    again = api.put("op1", path, {**PRESET, "version": 1}).json()
    assert again["picture"] == kept["picture"]
    other = {**told, "version": 2, "picture": base64.b64encode(jpeg((8, 8))).decode()}
    assert api.put("op1", path, other).json()["picture"] != kept["picture"]
    assert api.get("op2", f"{PTZ}/presets/2/picture").status_code == 404
    api.put("op1", f"{PTZ}/presets/2", PRESET)
    assert api.get("op2", f"{PTZ}/presets/2/picture").status_code == 404


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "media_refused"),
        (b"\xff\xd8\xff broken", "media_refused"),
        (b"RIFF0000WEBP", "media_refused"),
        (jpeg() + b"\0" * 300_000, "invalid"),
        ("not base64", "invalid"),
        ("", "media_refused"),
    ],
)
def test_what_is_no_picture_is_not_taken(api: Api, data: bytes | str, code: str) -> None:
    text = data if isinstance(data, str) else base64.b64encode(data).decode()
    answer = api.put("op1", f"{PTZ}/presets/1", {**PRESET, "picture": text})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert api.get("op1", PTZ).json()["presets"] == []


def test_a_tour_names_presets_that_there_are(api: Api) -> None:
    path = f"{PTZ}/tours/夜间 巡航?"
    steps = [{"preset": 1, "dwell_s": 20, "speed": 0.5}, {"preset": 2, "dwell_s": 5, "speed": 1}]
    missing = api.put("op1", path, {"version": 0, "steps": steps})
    assert missing.json()["errors"][0]["pointer"] == "/body/steps"
    for number in (1, 2):
        api.put("op1", f"{PTZ}/presets/{number}", PRESET)
    path = f"{PTZ}/tours/%E5%A4%9C%E9%97%B4%20%E5%B7%A1%E8%88%AA%3F"
    kept = api.put("op1", path, {"version": 0, "steps": steps}).json()
    assert (kept["name"], kept["version"]) == ("夜间 巡航?", 1)
    assert api.get("op1", PTZ).json()["tours"] == [kept]
    in_use = removes(api, "op1", f"{PTZ}/presets/2", 1)
    assert (in_use.status_code, in_use.json()["code"]) == (409, "preset_in_use")
    assert in_use.json()["current"] == {"tours": ["夜间 巡航?"], "is_home": False}
    assert api.put("op2", path, {"version": 0, "steps": steps}).status_code == 409
    assert api.put("op2", path, {"version": 1, "steps": steps[:1]}).json()["version"] == 2
    assert removes(api, "op1", f"{PTZ}/presets/2", 1).status_code == 204
    assert removes(api, "op1", path, 2).status_code == 204
    assert removes(api, "op1", path, 2).status_code == 404
    assert whats(api)[2:] == ["tour_kept", "tour_kept", "preset_removed", "tour_removed"]


def test_a_head_is_set_by_who_leads(api: Api) -> None:
    api.put("op1", f"{PTZ}/presets/1", PRESET)
    told = {**EMPTY, "home_after_s": 300, "home_preset": 1, "calibration": {"pan": [0.5, 1, {}]}}
    assert api.put("op1", f"{PTZ}/head", told).status_code == 403
    missing = api.put("leader", f"{PTZ}/head", {**told, "home_preset": 2})
    assert missing.json()["errors"][0]["pointer"] == "/body/home_preset"
    kept = api.put("leader", f"{PTZ}/head", told).json()
    assert kept == {**told, "version": 1}
    assert api.get("op1", PTZ).json()["head"] == kept
    stale = api.put("commander", f"{PTZ}/head", told)
    assert (stale.status_code, stale.json()["current"]) == (409, kept)
    in_use = removes(api, "op1", f"{PTZ}/presets/1", 1).json()
    assert in_use["current"] == {"tours": [], "is_home": True}
    cleared = api.put("commander", f"{PTZ}/head", {**EMPTY, "version": 1}).json()
    assert cleared == {**EMPTY, "version": 2}
    assert whats(api) == ["preset_kept", "head_changed", "head_changed"]


def deep(depth: int) -> dict[str, Any]:
    return {} if depth == 1 else {"in": deep(depth - 1)}


@pytest.mark.parametrize(
    ("calibration", "status"),
    [
        (deep(8), 200),
        (deep(9), 422),
        ({"text": "x" * 16_000}, 200),
        ({"text": "x" * 16_384}, 422),
        ({"text": "\0"}, 422),
        ({"\0": 1}, 422),
        ({"large": 2**60}, 422),
        ([], 422),
        ("x", 422),
    ],
)
def test_a_calibration_is_any_object_of_bounded_size(
    api: Api, calibration: object, status: int
) -> None:
    answer = api.put("leader", f"{PTZ}/head", {**EMPTY, "calibration": calibration})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("text", ["NaN", "-Infinity", "1e999", '"\\ud800"'])
def test_what_json_cannot_say_is_no_calibration(api: Api, text: str) -> None:
    body = f'{{"version": 0, "home_after_s": 0, "calibration": {{"x": {text}}}}}'
    headers = {**api.headers("leader"), "Content-Type": "application/json"}
    answer = api.client().put(f"{BASE}{PTZ}/head", headers=headers, content=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("presets/0", {}),
        ("presets/257", {}),
        ("presets/1", {"pan": 1.01}),
        ("presets/1", {"tilt": "0.5"}),
        ("presets/1", {"zoom": -0.1}),
        ("presets/1", {"name": ""}),
        ("presets/1", {"name": "名" * 65}),
        ("presets/1", {"token": "t" * 129}),
        ("presets/1", {"version": -1}),
        ("presets/1", {"picture": math.pi}),
    ],
)
def test_a_preset_out_of_bounds_is_refused(api: Api, path: str, changes: dict[str, Any]) -> None:
    answer = api.put("op1", f"{PTZ}/{path}", {**PRESET, **changes})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    "step",
    [{"preset": 0}, {"dwell_s": 2.9}, {"dwell_s": 3601}, {"speed": 0}, {"speed": 1.1}, {"x": 1}],
)
def test_a_step_out_of_bounds_is_refused(api: Api, step: dict[str, Any]) -> None:
    api.put("op1", f"{PTZ}/presets/1", PRESET)
    good = {"preset": 1, "dwell_s": 20, "speed": 0.5}
    for steps in ([{**good, **step}], [], [good] * 65):
        answer = api.put("op1", f"{PTZ}/tours/x", {"version": 0, "steps": steps})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize("name", ["a%2Fb", "%2E%2E", "%20", "%00", "x" * 65])
def test_a_tour_has_a_name_that_an_address_can_carry(api: Api, name: str) -> None:
    answer = api.put("op1", f"{PTZ}/tours/{name}", {"version": 0, "steps": []})
    assert answer.status_code in {404, 405, 422}


def test_nobody_changes_what_another_looks_at(api: Api) -> None:
    for number in (1, 2):
        api.put("op1", f"{PTZ}/presets/{number}", PRESET)
    steps = [{"preset": 1, "dwell_s": 20, "speed": 0.5}]
    api.put("op1", f"{PTZ}/tours/x", {"version": 0, "steps": steps})
    takes(api, "op1")
    refused = [
        api.put("leader", f"{PTZ}/presets/3", PRESET),
        removes(api, "leader", f"{PTZ}/presets/2", 1),
        api.put("leader", f"{PTZ}/tours/y", {"version": 0, "steps": steps}),
        removes(api, "leader", f"{PTZ}/tours/x", 1),
        api.put("leader", f"{PTZ}/head", EMPTY),
    ]
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (409, "camera_taken")
        assert answer.json()["current"]["may_take_over"] is True
    assert api.put("op1", f"{PTZ}/presets/3", PRESET).status_code == 200
    api.later(timedelta(seconds=31))
    assert api.put("leader", f"{PTZ}/head", EMPTY).status_code == 200


def test_a_preset_that_is_sent_again_is_kept_once(api: Api) -> None:
    told = {**PRESET, "picture": base64.b64encode(jpeg()).decode()}
    headers = api.headers("op1", "preset-key-1")
    answers = [
        api.client().put(f"{BASE}{PTZ}/presets/1", headers=headers, json=told) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert whats(api) == ["preset_kept"]
