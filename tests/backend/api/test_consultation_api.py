"""The table over HTTP: who may, what is refused and how, and who reads its journal."""

from __future__ import annotations

from typing import Any

import pytest

from backend.api import journal_routes
from backend.api.app import BASE
from tests.backend_asks import add_wall
from tests.backend_table import file, measure, message, pane, stroke, view
from tests.backend_town import FARMING, GRANTS, Api, jpeg

SITS = {"op1", "op2", "leader", "commander", "sj", "zf", "farmer"}
LINE, PICTURE, PLAN, WORDS = "line-00001", "picture-01", "measure-01", "message-01"


def opened(api: Api, departments: tuple[str, ...] = (FARMING,)) -> dict[str, Any]:
    event = api.does("op1", api.reports(text="饭店晚上偷排油烟"), "take")
    called = {"platforms": ["SJ", "ZF"], "departments": list(departments)}
    return api.does("commander", event, "open_consultation", **called)


def does(api: Api, who: str, event: dict[str, Any], verb: str, **given: Any) -> Any:
    key = given.pop("key", None)
    path = f"/events/{event['id']}/consultation/ops"
    return api.post(who, path, {"verb": verb, **given}, key)


def puts(api: Api, who: str, event: dict[str, Any], id_: str, item: Any, **given: Any) -> Any:
    return does(api, who, event, "put", id=id_, item=item, **given)


def points(api: Api, who: str, event: dict[str, Any], **given: Any) -> Any:
    body = {"surface": "map", **given}
    return api.post(who, f"/events/{event['id']}/consultation/pointer", body)


def ops(api: Api, event: dict[str, Any], who: str = "commander") -> list[dict[str, Any]]:
    items = api.get(who, "/journal", event=event["id"], limit=500).json()["items"]
    return [one for one in items if one["what"] == "consultation.op"]


def test_every_verb_is_an_entry(api: Api) -> None:
    event = opened(api)
    photo = api.uploads("sj", jpeg()).json()["id"]
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("sj", "join", {}),
        ("farmer", "join", {}),
        ("sj", "put", {"id": PICTURE, "item": file(photo)}),
        ("farmer", "put", {"id": LINE, "item": stroke(PICTURE)}),
        ("farmer", "put", {"id": WORDS, "item": message("@sj", mentions=["sj"])}),
        ("op1", "put", {"id": PLAN, "item": measure(due="2026-12-01")}),
        ("commander", "put", {"id": "pane:1", "item": pane(frozen=PICTURE)}),
        ("commander", "put", {"id": "view", "item": view(PICTURE)}),
        ("commander", "present", {"person": "farmer"}),
        ("commander", "mute", {"person": "sj", "is_muted": True}),
        ("farmer", "clear", {"surface": PICTURE}),
        ("farmer", "undo", {}),
        ("op1", "drop", {"id": PLAN}),
        ("sj", "leave", {}),
    ]
    for number, (who, verb, given) in enumerate(asked):
        answer = does(api, who, event, verb, key=f"the-key-{number:04}", **given)
        assert (answer.status_code, answer.json()) == (200, {"op": f"the-key-{number:04}"}), verb
    found = ops(api, event)
    assert [(one["who"]["id"], one["change"]["verb"]) for one in found] == [
        (who, verb) for who, verb, _ in asked
    ]
    assert [one["change"]["op"] for one in found] == [f"the-key-{n:04}" for n in range(len(asked))]
    picture = found[2]["change"]["put"][PICTURE]
    assert (picture["media_type"], picture["width"], picture["by"]) == ("image/jpeg", 64, "sj")
    assert found[10]["change"]["drop"] == [LINE]
    assert found[11]["change"]["undoes"] == "the-key-0010"
    attached = api.get("farmer", f"/events/{event['id']}/attachments").json()["items"]
    assert [one["id"] for one in attached] == [photo]


def test_asked_for_again_it_is_done_once(api: Api) -> None:
    event = opened(api)
    first = puts(api, "sj", event, WORDS, message(), key="lost-0001")
    again = puts(api, "sj", event, WORDS, message(), key="lost-0001")
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    assert len(ops(api, event)) == 1
    other = puts(api, "sj", event, WORDS, message("别的"), key="lost-0001")
    assert other.json()["code"] == "idempotency_key_reused"


def test_what_was_refused_stays_refused_under_its_key(api: Api) -> None:
    event = opened(api)
    first = does(api, "sj", event, "undo", key="lost-0001")
    assert first.status_code == 409
    puts(api, "sj", event, LINE, stroke())
    late = does(api, "sj", event, "undo", key="lost-0001")  # a copy that was long under way
    assert (late.status_code, late.json()) == (409, first.json())
    assert late.headers["content-type"] == first.headers["content-type"]
    assert late.headers["content-type"] == "application/problem+json"
    assert late.headers["Idempotency-Replayed"] == "true"
    assert len(ops(api, event)) == 1
    assert does(api, "sj", event, "undo").status_code == 200
    puts(api, "sj", event, LINE, stroke())
    photo = api.uploads("zf", jpeg()).json()["id"]
    assert puts(api, "zf", event, LINE, file(photo)).status_code == 409
    assert api.get("sj", f"/events/{event['id']}/attachments").json()["items"] == []


def test_who_sits_at_the_table(api: Api) -> None:
    event = opened(api)
    add_wall(api)()
    for who in (*GRANTS, "wall"):
        sees = who not in {"stranger", "keeper", "auditor", "far"}
        status = 200 if who in SITS else 403 if sees else 404
        assert does(api, who, event, "join").status_code == status, who
        pointed = points(api, who, event, point=[120.2, 29.7])
        assert pointed.status_code == (204 if status == 200 else status), who
    assert does(api, "sj", {"id": "0" * 32}, "join").status_code == 404


def test_a_department_that_isnt_invited_doesnt_see_it(api: Api) -> None:
    event = opened(api, departments=())
    assert does(api, "farmer", event, "join").status_code == 404
    puts(api, "sj", event, WORDS, message())
    event = api.get("commander", f"/events/{event['id']}").json()
    api.does("commander", event, "invite_parties", departments=[FARMING])
    assert does(api, "farmer", event, "join").status_code == 200
    theirs = api.get("farmer", "/journal", event=event["id"], limit=500).json()["items"]
    ours = api.get("commander", "/journal", event=event["id"], limit=500).json()["items"]
    assert theirs == ours  # what was before they came too
    assert {one["event"] for one in api.get("farmer", "/journal").json()["items"]} <= {event["id"]}
    assert len(api.get("farmer", "/journal", limit=500).json()["items"]) < len(theirs)


def test_refusals_say_why(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    early = does(api, "commander", event, "join")
    assert (early.status_code, early.json()["code"]) == (409, "state_conflict")
    assert early.json()["errors"][0]["code"] == "table.not_consulting"
    assert "会商" in early.json()["detail"]
    event = opened(api)
    told: dict[tuple[str, str], tuple[int, str, dict[str, Any]]] = {
        ("sj", "undo"): (409, "table.nothing_to_undo", {}),
        ("leader", "mute"): (403, "table.not_chair", {"person": "sj", "is_muted": True}),
        ("commander", "mute"): (409, "table.not_at_table", {"person": "sj", "is_muted": True}),
        ("sj", "clear"): (403, "table.not_presenter", {"surface": "map"}),
        ("sj", "drop"): (409, "table.item_gone", {"id": LINE}),
    }
    for (who, verb), (status, code, given) in told.items():
        answer = does(api, who, event, verb, **given)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code), verb
    puts(api, "sj", event, LINE, stroke())
    english = {**api.headers("farmer"), "Accept-Language": "en"}
    path = f"{BASE}/events/{event['id']}/consultation/ops"
    others = api.client().post(path, headers=english, json={"verb": "drop", "id": LINE})
    assert others.json()["detail"] == "This is sj's; only they or the chair take it away."
    for who, id_, item, field in (
        ("sj", PICTURE, file(), "attachment"),
        ("sj", "line-00002", stroke(PICTURE), "surface"),
        ("commander", "pane:1", pane(frozen=PICTURE), "frozen"),
    ):
        unfit = puts(api, who, event, id_, item)
        pointers = [one["pointer"] for one in unfit.json()["errors"]]
        assert (unfit.status_code, pointers) == (422, [f"/body/item/{field}"])


def test_a_measure_that_another_changed_is_told_as_it_stands(api: Api) -> None:
    event = opened(api)
    puts(api, "sj", event, PLAN, measure())
    seen = ops(api, event)[-1]["seq"]
    assert puts(api, "farmer", event, PLAN, measure("改"), seen=seen).status_code == 200
    late = puts(api, "op1", event, PLAN, measure("晚"), seen=seen)
    assert (late.status_code, late.json()["code"]) == (409, "stale_version")
    current = late.json()["current"]
    assert (current["text"], current["by"]) == ("改", "sj")
    assert puts(api, "op1", event, PLAN, measure("晚"), seen=current["seq"]).status_code == 200


def test_after_the_decision_it_is_only_looked_at(api: Api) -> None:
    event = opened(api)
    puts(api, "sj", event, PLAN, measure())
    absent = ["SJ", "ZF", FARMING]
    decision = {"lead": FARMING, "limit": "1WD", "measures": "联合执法", "absent": absent}
    api.signs("commander", event, **decision)
    for answer in (
        does(api, "sj", event, "join"),
        puts(api, "commander", event, WORDS, message()),
        points(api, "farmer", event),
    ):
        assert answer.json()["errors"][0]["code"] == "table.not_consulting"
    assert len(ops(api, event, "mayor")) == 1


def test_points_are_kept_rounded_and_a_pointer_isnt_kept_at_all(api: Api) -> None:
    event = opened(api)
    fine = [[120.123456789, 29.7], [120, 29]]
    puts(api, "sj", event, LINE, stroke(points=fine))
    kept = ops(api, event)[-1]["change"]["put"][LINE]
    assert kept["points"] == [[120.123457, 29.7], [120.0, 29.0]]
    last = api.backend.store.last_seq()
    drawing = {"tool": "pen", "colour": "red", "width": 1, "points": fine}
    for given in ({"point": fine[0], "drawing": drawing}, {}):
        assert points(api, "sj", event, **given).status_code == 204
    assert api.backend.store.last_seq() == last


def test_a_wall_reads_the_journal_of_an_open_event_and_no_more(api: Api) -> None:
    event = opened(api)
    puts(api, "sj", event, WORDS, message())
    over = api.does("op1", api.does("op1", api.reports(), "take"), "reject", reason_code="untrue")
    elsewhere = api.reports("far", town="YZ", source="pane", position={"lon": 121, "lat": 30})
    add_wall(api)()
    seen = api.get("wall", "/journal", event=event["id"], limit=500).json()
    ours = api.get("op1", "/journal", event=event["id"], limit=500).json()
    assert seen["items"] == ours["items"]
    assert seen["items"][-1]["what"] == "consultation.op"
    assert api.get("wall", "/journal").status_code == 403
    for other in (over["id"], elsewhere["id"], "0" * 32):
        assert api.get("wall", "/journal", event=other).status_code == 404


def test_a_long_journal_comes_in_shorter_pages(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    event = opened(api)
    for number in range(5):
        puts(api, "sj", event, f"line-{number:05}", stroke())
    whole = api.get("sj", "/journal", event=event["id"], limit=500).json()["items"]
    monkeypatch.setattr(journal_routes, "PAGE_CHARS", 700)
    found: list[Any] = []
    pages = after = 0
    while True:
        page = api.get("sj", "/journal", event=event["id"], after=after, limit=500).json()
        if not page["items"]:
            break
        found, pages, after = found + page["items"], pages + 1, page["seq"]
    assert found == whole
    assert 3 < pages < len(whole)
