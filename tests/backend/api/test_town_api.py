"""Sending people, what a town has, positions, figures, searching, accounts: over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from backend.domain.people import Grant
from backend.domain.words import Role
from backend.services.timing import look_after, tidy
from backend.storage import tables
from backend.storage.people import add_person
from backend.storage.tables import idempotency, token
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_town import GRID, PASSWORD, START, TOWN, Api

HERE = {"lon": 120.2001, "lat": 29.7001}


def on_duty(api: Api, who: str, **where: float) -> None:
    assert api.put(who, f"/people/{who}/duty", {"on_duty": True}).status_code == 204
    told = {**HERE, **where, "at": START.isoformat()}
    assert api.post(who, "/positions", {"positions": [told]}).json() == {"news": 1}


def test_people_on_duty_are_ranked_with_why_and_why_not(api: Api) -> None:
    on_duty(api, "member")
    on_duty(api, "police", lon=120.25)
    event = api.does("op1", api.reports(), "take")
    found = api.get("op1", f"/events/{event['id']}/candidates").json()
    assert [one["person"] for one in found["candidates"]] == ["member", "police"]
    assert found["picks"] == ["member"]
    assert found["candidates"][0]["in_grid"]
    assert any("网格" in why["zh"] for why in found["candidates"][0]["why"])
    off = {one["person"]: one["why_not"][0]["zh"] for one in found["left_out"]}
    assert set(off) >= {"informer", "stranger"}


def test_a_person_sent_goes_refuses_and_another_is_offered(api: Api) -> None:
    on_duty(api, "member")
    on_duty(api, "police")
    event = api.does("op1", api.reports(), "take")
    event = api.does("op1", event, "dispatch", people=["member"])
    sent = api.get("member", f"/events/{event['id']}/sent").json()["items"][0]
    assert (sent["status"], sent["next"][0]) == ("sent", "accepted")
    path = f"/events/{event['id']}/sent/member/status"
    without = api.post("member", path, {"version": 1, "to": "refused"})
    assert (without.status_code, without.json()["code"]) == (422, "incomplete")
    refused = api.post("member", path, {"version": 1, "to": "refused", "reason": "车坏了"})
    assert refused.json()["items"][0]["status"] == "refused"
    stale = api.post("member", path, {"version": 1, "to": "accepted"})
    assert (stale.status_code, stale.json()["current"]["status"]) == (409, "refused")
    late = api.post("member", path, {"version": 2, "to": "accepted"})
    assert (late.status_code, late.json()["code"]) == (409, "status_conflict")
    assert api.get("op1", f"/events/{event['id']}").json()["facts"]["sent"] == []
    found = api.get("op1", f"/events/{event['id']}/candidates").json()
    assert found["picks"] == ["police"]
    entry = api.get("op1", "/journal", event=event["id"], limit=500).json()["items"][-1]
    assert entry["change"]["offers_next"] is True


def test_who_handled_on_the_spot_never_verifies(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    event = api.does("op1", event, "dispatch", people=["member"])
    path = f"/events/{event['id']}/sent/member/status"
    api.post("member", path, {"version": 1, "to": "handling"})
    event = api.get("op1", f"/events/{event['id']}").json()
    assert event["facts"]["handlers"] == ["member"]
    assert api.post("stranger", path, {"version": 2, "to": "done"}).status_code == 404
    assert api.post("police", path, {"version": 2, "to": "done"}).status_code == 403


def test_an_event_that_is_over_leaves_nobody_busy(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    event = api.does("op1", event, "dispatch", people=["member"])
    api.does("op1", event, "reject", reason_code="untrue")
    on_duty(api, "member")
    again = api.does("op1", api.reports(text="另一件事情"), "take")
    found = api.get("op1", f"/events/{again['id']}/candidates").json()
    assert "send.free" in {why["code"] for why in found["candidates"][0]["why"]}


def test_the_same_matter_nearby_is_suggested(api: Api) -> None:
    first, second = api.reports(), api.reports(text="出租房里有人杀鸡杀鸭")
    items = api.get("op1", f"/events/{second['id']}/same").json()["items"]
    if second["facts"]["subcategory"]["code"] == first["facts"]["subcategory"]["code"]:
        assert [one["event"] for one in items] == [first["id"]]
    third = api.reports()
    items = api.get("op1", f"/events/{third['id']}/same").json()["items"]
    assert first["id"] in {one["event"] for one in items}
    assert items[0]["why"][0]["zh"]


def test_a_person_says_what_it_is_and_the_program_learns(api: Api) -> None:
    event = api.does("op1", api.reports(text="这里有点情况你们来看看吧"), "take")
    assert event["facts"]["subcategory"]["code"] == "1004"
    before = api.post("op1", "/classify", {"town": TOWN, "text": "这里有点情况"}).json()
    event = api.does("op1", event, "reclassify", subcategory="0301")
    assert event["facts"]["subcategory"]["code"] == "0301"
    assert event["grade"] == 4
    assert event["facts"]["route"]["lead"] == event["proposal"]["lead"]
    after = api.post("op1", "/classify", {"town": TOWN, "text": "这里有点情况"}).json()
    assert after != before
    wrong = api.tries("op1", event, "reclassify", subcategory="9999")
    assert wrong.json()["errors"][0]["pointer"] == "/body/subcategory"


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("出租房", True),
        ("宰家禽 数量", True),
        ("禽", True),
        ("少", True),
        ("着火", False),
        ("''\" OR *", False),
        ("2026", True),
    ],
)
def test_chinese_text_is_searched(api: Api, words: str, finds: bool) -> None:
    event = api.reports()
    items = api.get("op1", "/events", text=words, counted=True).json()
    assert [one["id"] for one in items["items"]] == ([event["id"]] if finds else [])


def test_what_a_town_has(api: Api) -> None:
    here = {"town": TOWN, "lon": 120.2, "lat": 29.7}
    rows = {
        tables.camera: [{"id": f"c{n}", "name": f"路口{n}", **here} for n in range(3)],
        tables.speaker: [{"id": "s1", "name": "村口喇叭", **here}],
        tables.place: [{"id": "p1", "name": "小学", "kind": "school", **here}],
    }

    def add(unit: Unit) -> None:
        for table, values in rows.items():
            unit.connection.execute(insert(table), values)
        unit.connection.execute(
            insert(tables.department), [{"town": TOWN, "name": "农业农村办", "platform": "SJ"}]
        )
        duty = {"town": TOWN, "day": "2026-11-24", "shift": "白班", "person": "op1"}
        unit.connection.execute(insert(tables.roster).values(**duty, role="operator"))

    api.backend.store.do(ITSELF, add)
    first = api.get("op1", f"/towns/{TOWN}/cameras", limit=2).json()
    rest = api.get("op1", f"/towns/{TOWN}/cameras", limit=2, after=first["next"]).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ["c0", "c1", "c2"]
    assert rest["next"] is None
    on_duty(api, "member")
    event = api.reports()
    window = {"west": 120.1, "south": 29.6, "east": 120.3, "north": 29.8}
    layers = ["grids", "people", "cameras", "speakers", "places", "events"]
    shown = api.get("op1", f"/towns/{TOWN}/map", **window, layers=layers).json()
    assert [len(shown[name]) for name in layers] == [1, 1, 3, 1, 1, 1]
    assert shown["events"][0]["id"] == event["id"]
    assert "main_url" not in shown["cameras"][0]
    away = api.get("op1", f"/towns/{TOWN}/map", west=1, south=1, east=2, north=2, layers=layers)
    assert not any(away.json()[name] for name in layers)
    duty = api.get("op1", f"/towns/{TOWN}/roster", day="2026-11-24").json()["items"]
    assert duty[0]["name"] == "op1"
    assert api.get("op1", f"/towns/{TOWN}/departments").json()["items"][0]["platform"] == "SJ"
    people = api.get("op1", f"/towns/{TOWN}/people").json()["items"]
    member = next(one for one in people if one["id"] == "member")
    assert (member["stands_in"], member["grants"][0]["grids"]) == (GRID, [GRID])


def test_positions_are_the_newest_of_the_own_or_of_an_app_s_users(api: Api) -> None:
    on_duty(api, "member")
    old = {**HERE, "at": (START - timedelta(minutes=5)).isoformat()}
    assert api.post("member", "/positions", {"positions": [old]}).json() == {"news": 0}
    other = {**HERE, "person": "police", "at": START.isoformat()}
    assert api.post("member", "/positions", {"positions": [other]}).status_code == 403
    far = {**HERE, "person": "far", "at": START.isoformat()}
    api.backend.store.do(
        ITSELF,
        lambda unit: unit.connection.execute(
            update(tables.person)
            .where(tables.person.c.id == "op1")
            .values(capabilities=["positions"])
        ),
    )
    assert api.post("op1", "/positions", {"positions": [other]}).json() == {"news": 1}
    assert api.post("op1", "/positions", {"positions": [far]}).status_code == 403
    assert api.put("op1", "/people/far/duty", {"on_duty": True}).status_code == 403
    event = api.does("op1", api.reports(), "take")
    assert api.tries("op1", event, "dispatch", people=["far"]).status_code == 422
    ahead = {**HERE, "at": (START + timedelta(hours=5)).isoformat()}
    assert api.post("member", "/positions", {"positions": [ahead]}).status_code == 422


def test_figures_count_what_happened(api: Api) -> None:
    api.reports()
    api.does("op1", api.does("op1", api.reports(), "take"), "reject", reason_code="untrue")
    api.reports(is_drill=True)
    span = {"since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}
    whole = api.get("op1", f"/towns/{TOWN}/figures", **span).json()["items"][0]
    assert (whole["reported"], whole["accepted"], whole["open"]) == (2, 1, 1)
    by_grid = api.get("op1", f"/towns/{TOWN}/figures", **span, by="grid").json()["items"]
    assert [(one["group"], one["reported"]) for one in by_grid] == [(GRID, 2)]


def test_time_alone_proposes_supervision_and_reminds(api: Api) -> None:
    event = api.reports()
    first = event["clocks"][0]
    assert (first["light"], first["due_at"] > first["amber_at"]) == ("green", True)
    api.later(timedelta(days=20))
    assert look_after(api.backend) == 1
    event = api.get("op1", f"/events/{event['id']}").json()
    assert event["facts"]["supervision_proposed"] == 3
    assert event["clocks"][0]["light"] == "overdue"
    whats = [one["what"] for one in api.get("op1", "/journal", event=event["id"]).json()["items"]]
    assert whats[-2:] == ["event.clock", "event.propose_supervision"]
    assert look_after(api.backend) == 0


def test_time_alone_ends_and_archives(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    event = api.does("commander", event, "force_close", reason="重复上报,已口头核实")
    api.later(timedelta(days=31))
    assert look_after(api.backend) == 1
    assert api.get("op1", f"/events/{event['id']}").json()["state"] == "appraisal"
    api.later(timedelta(days=8))
    look_after(api.backend)
    seen = api.get("op1", f"/events/{event['id']}").json()
    waits = seen["facts"]["is_call_back_chosen"]
    assert seen["state"] == ("appraisal" if waits else "archived")
    assert look_after(api.backend) == 0


def test_what_nobody_asks_for_again_is_forgotten(api: Api) -> None:
    api.reports()
    api.later(timedelta(days=31))
    tidy(api.backend)
    with api.backend.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(idempotency)).scalar_one() == 0
        assert connection.execute(select(func.count()).select_from(token)).scalar_one() == 0


def test_the_county_and_the_city_see_theirs(api: Api) -> None:
    def add(unit: Unit) -> None:
        for code, kind, parent in (("ZJ", "county", "ROOT"), ("XC", "town", "ZJ")):
            values = {"code": code, "kind": kind, "name": code, "parent": parent}
            unit.connection.execute(insert(tables.region).values(values))
        people = {
            "xc_member": Grant(Role.FULL_TIME, "XC"),
            "zj_county": Grant(Role.COUNTY, "ZJ"),
            "city": Grant(Role.COUNTY, "ROOT"),
        }
        for login, grant in people.items():
            add_person(unit.connection, login, login, grant.town, [grant])
            api.backend.accounts.add(unit, login, login, PASSWORD, must_change=False)

    api.backend.store.do(ITSELF, add)
    here, there = api.reports(), api.reports("xc_member", town="XC")
    seen = {
        who: {one["id"] for one in api.get(who, "/events").json()["items"]}
        for who in ("op1", "zj_county", "city")
    }
    assert seen == {
        "op1": {here["id"]},
        "zj_county": {there["id"]},
        "city": {here["id"], there["id"]},
    }
    assert {one["code"] for one in api.get("zj_county", "/regions").json()["items"]} == {"ZJ", "XC"}


def account(login: str) -> dict[str, Any]:
    grants = [{"role": "operator", "region": TOWN}]
    return {
        "login": login,
        "name": "小王",
        "region": TOWN,
        "password": PASSWORD,
        "grants": grants,
    }


def test_an_administrator_gives_takes_and_resets(api: Api) -> None:
    made = api.post("keeper", "/accounts", account("wang"))
    assert (made.status_code, made.json()["grants"][0]["role"]) == (201, "operator")
    assert api.get("wang", "/events").json()["code"] == "change_password"
    changed = api.post("wang", "/session/password", {"old": PASSWORD, "new": "另一个-好密码-2026"})
    assert changed.status_code == 204
    assert api.get("wang", "/events").status_code == 200
    to = {"version": 1, "name": "王五", "grants": [], "is_disabled": True}
    assert api.put("keeper", "/accounts/wang", to).json()["is_disabled"] is True
    assert api.put("keeper", "/accounts/wang", to).json()["code"] == "stale_version"
    assert api.get("wang", "/events").status_code == 401
    logins = [one["login"] for one in api.get("keeper", "/accounts").json()["items"]]
    assert "wang" in logins
    assert "far" not in logins


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"password": "short"}, 422),
        ({"login": "op1"}, 422),
        ({"region": "YZ"}, 403),
        ({"region": "XX"}, 422),
        ({"grants": [{"role": "operator", "region": "YZ"}]}, 403),
        ({"login": "../x"}, 422),
    ],
)
def test_an_administrator_stays_in_the_own_regions(
    api: Api, changes: dict[str, Any], status: int
) -> None:
    answer = api.post("keeper", "/accounts", {**account("wang"), **changes})
    assert answer.status_code == status, answer.text


def test_passwords_are_in_no_journal_entry(api: Api) -> None:
    api.post("keeper", "/accounts", account("wang"))
    api.post("keeper", "/accounts/wang/password", {"password": "又一个-新密码-2026"})
    trail = api.get("auditor", "/journal", limit=500).text + api.get("keeper", "/journal").text
    assert "account.password_reset" in trail
    assert PASSWORD not in trail
    assert "又一个" not in trail
