"""The five golden cases over HTTP, from report to verified end, with the journal read back."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.storage.people import add_person
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_town import PASSWORD, START, TOWN, Api, jpeg

URGENT = 4
CAMERA = "C001"


def add_people(api: Api, lead: str) -> None:
    """Staff of the department that leads, and leads of the platforms that are missing."""

    def add(unit: Unit) -> None:
        people = {
            "staff": Grant(Role.DEPARTMENT, TOWN, department=lead),
            "zz": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.GOVERNANCE),
            "bm": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.SERVICE),
        }
        for login, grant in people.items():
            add_person(unit.connection, login, login, TOWN, [grant])
            api.backend.accounts.add(unit, login, login, PASSWORD, must_change=False)

    api.backend.store.do(ITSELF, add)


def settled(api: Api, event: dict[str, Any], paper: str | None) -> dict[str, Any]:
    """From assigned to closed, with a photo of what was done."""
    event = api.does("staff", event, "sign")
    notice = [api.uploads("staff", jpeg(colour="white")).json()["id"]] if paper else []
    photo = api.uploads("staff", jpeg(), photo_kind="after").json()["id"]
    event = api.does("staff", event, "feed_back", text="已处置", attachments=[photo, *notice])
    event = api.does("leader", event, "verify", is_evidence_seen=True)
    assert event["state"] == "closed"
    return event


def trail_of(api: Api, event: dict[str, Any]) -> list[str]:
    """The journal's words for an event, whose versions and hashes follow each other."""
    items = api.get("auditor", "/journal", event=event["id"], limit=500).json()["items"]
    versions = [one["change"]["version"] for one in items if "version" in one["change"]]
    assert versions == sorted(versions)
    whole = api.get("auditor", "/journal", limit=500).json()["items"]
    for before, after in itertools.pairwise(whole):
        if after["seq"] == before["seq"] + 1:
            assert after["prev"] == before["hash"]
    return [one["what"].removeprefix("event.") for one in items]


@pytest.mark.parametrize(
    ("words", "subcategory", "lead", "least"),
    [
        ("有村民在出租房内屠宰家禽,数量不少", "0501", "农业农村办", 2),
        ("饭店晚上偷排油烟", "0601", None, 3),
        ("有人组织传销", "0504", None, 3),
    ],
)
def test_what_several_platforms_settle_together(
    api: Api, words: str, subcategory: str, lead: str | None, least: int
) -> None:
    event = api.reports(text=words)
    proposal = event["proposal"]
    assert proposal["subcategory"] == subcategory
    assert proposal["consults"]
    assert len(proposal["platforms"]) >= least
    if lead is not None:
        assert (proposal["lead"], proposal["lead_platform"]) == (lead, "SJ")
        assert "市场监管分局" in proposal["cooperating"]
        assert "整改通知书" in proposal["paper"]
    add_people(api, proposal["lead"])
    event = api.does("op1", event, "take")
    blocked = {one["action"] for one in event["allowed"]}
    if event["facts"]["consultation"] is None:
        event = api.does("op1", event, "propose_consultation", platforms=proposal["platforms"])
    assert "open_consultation" not in blocked
    event = api.does("commander", event, "open_consultation", platforms=proposal["platforms"])
    unsigned = api.tries("op1", event, "assign", lead=proposal["lead"])
    assert unsigned.json()["code"] == "state_conflict"  # nothing without the signed decision
    for platform in proposal["platforms"]:
        event = api.does(platform.lower(), event, "state_position", stance="agreed")
    event = api.signs(
        "commander",
        event,
        lead=proposal["lead"],
        cooperating=proposal["cooperating"],
        limit="1WD",
        measures="联合执法,下达整改通知书",
    )
    event = settled(api, event, proposal["paper"])
    whats = trail_of(api, event)
    assert whats[0] == "report"
    assert whats.count("state_position") == len(proposal["platforms"])
    closed = datetime.fromisoformat(event["facts"]["closed_at"])
    assert closed - START < timedelta(days=1)
    files = api.get("op1", f"/events/{event['id']}/attachments").json()["items"]
    assert len(files) == (2 if proposal["paper"] else 1)


def test_an_accident_seen_in_a_pane_sends_the_nearest_and_tells_the_police(api: Api) -> None:
    for who, lon in (("member", 120.2005), ("police", 120.203)):
        api.put(who, f"/people/{who}/duty", {"on_duty": True})
        told = {"lon": lon, "lat": 29.7, "at": START.isoformat()}
        api.post(who, "/positions", {"positions": [told]})
    snapshot = api.uploads("op1", jpeg()).json()["id"]
    event = api.reports(
        "op1",
        source="pane",
        text="货车侧翻,司机被困在驾驶室里,腿上大量出血",
        camera=CAMERA,
        attachments=[snapshot],
    )
    assert event["proposal"]["subcategory"] == "0302"
    assert (event["grade"], event["state"]) == (URGENT, "triage")  # taken by itself
    assert (event["facts"]["owner"], event["camera"]) == ("op1", CAMERA)
    assert event["proposal"]["lead"] == "交警中队"
    add_people(api, "交警中队")
    found = api.get("op1", f"/events/{event['id']}/candidates").json()
    assert set(found["picks"]) == {"member", "police"}
    event = api.does("op1", event, "dispatch", people=found["picks"])
    event = api.does("op1", event, "assign", lead="交警中队")
    path = f"/events/{event['id']}/sent/member/status"
    for version, to in enumerate(("accepted", "on_the_way", "there", "handling", "done"), 1):
        assert api.post("member", path, {"version": version, "to": to}).status_code == 200
    event = api.get("op1", f"/events/{event['id']}").json()
    event = settled(api, event, None)
    whats = trail_of(api, event)
    assert whats.index("dispatch") < whats.index("assign") < whats.index("sign")
    assert whats.count("field_status") == 5


def test_a_fire_is_urgent_and_the_operator_assigns_at_once(api: Api) -> None:
    event = api.reports(text="民房着火了,浓烟很大,里面有人")
    assert (event["proposal"]["subcategory"], event["grade"]) == ("0301", URGENT)
    add_people(api, event["proposal"]["lead"])
    event = api.does("op1", event, "take")
    event = api.does("op1", event, "assign", lead=event["proposal"]["lead"])
    event = settled(api, event, None)
    assert [one for one in trail_of(api, event) if one in {"take", "assign", "verify"}] == [
        "take",
        "assign",
        "verify",
    ]
