"""The minutes over HTTP: what they say, who reads and amends them, bytes that never change."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from backend.api.app import create_app
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.minutes.fonts import SystemFonts
from backend.minutes.press import Press
from backend.storage.people import add_person
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_asks import add_wall
from tests.backend_minutes import (
    CALLED,
    DECISION,
    PICTURE,
    PLAN,
    SHOUT,
    consulted,
    decided,
    fetched,
    opened,
    puts,
    sits,
    versions,
    words_of,
)
from tests.backend_table import measure, message, stroke
from tests.backend_town import FARMING, GRANTS, PASSWORD, TOWN, Api

AMENDMENT = {"text": "“枫溪路18号”应为“枫溪路81号”。", "reason": "笔误"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SEES = {"op1", "op2", "leader", "commander", "mayor", "assessor", "sj", "zf", "county", "farmer"}
SEES |= {"member", "instructor", "police", "informer", "part_time"}


def amends(api: Api, event: dict[str, Any], who: str = "leader", **changes: Any) -> Any:
    return api.post(who, f"/events/{event['id']}/minutes", {**AMENDMENT, **changes})


def said_in(api: Api, event: dict[str, Any], version: int = 1) -> str:
    answer = fetched(api, event, f"{version}.docx")
    assert answer.status_code == 200, answer.text
    return words_of(answer.content)


def noted(api: Api, event: dict[str, Any], what: str) -> list[dict[str, Any]]:
    items = api.get("auditor", "/journal", event=event["id"], limit=500).json()["items"]
    return [one["change"] for one in items if one["what"] == what]


def test_they_say_what_happened_at_the_table(api: Api) -> None:
    event = decided(api, address="枫溪路18号")
    said = said_in(api, event).split("\n")
    for line in (
        "枫溪路18号",
        "FX综合信息指挥室",
        "值班席位提请",
        "提请会商，拟请市场监管平台、综合执法平台",
        "启动会商，邀请市场监管平台、综合执法平台、农业农村办",
        "到会（指挥室）",
        "到会（农业农村办）",
        f"发言：{SHOUT}",
        "调看实时画面：高点",
        "出示图片《屠宰点后院》（取自高点）",
        "在图片《屠宰点后院》上标绘1处",
        "在地图上标绘2处",
        "提出措施：查封屠宰点（责任单位：农业农村办；时限：2026年11月25日）",
        "离会",
        "农业农村办表态：不同意；人手不足",
        "签署会商决定",
        "farmer（中途离会）",
        "排查周边出租房",
        "3个工作日",
        "图1　事件位置及地图标绘",
        "图2　屠宰点后院（高点画面，sj 10:00 出示）",
        "签发人：commander",
    ):
        assert line in said
    decision = api.get("op1", f"/events/{event['id']}/decision").json()
    for code in (
        hashlib.sha256(decision["text"].encode()).hexdigest(),
        decision["signature"],
        decision["key_id"],
    ):
        assert code in said
    document = Document(BytesIO(fetched(api, event, "1.docx").content))
    assert len(document.inline_shapes) == 2


def test_what_is_taken_back_is_told_and_no_longer_listed(api: Api) -> None:
    event = consulted(api)
    sits(api, "farmer", event, "drop", id=PLAN)
    sits(api, "farmer", event, "undo")
    sits(api, "farmer", event, "drop", id=PLAN)
    sits(api, "commander", event, "clear", surface="map")
    sits(api, "commander", event, "mute", person="sj", is_muted=True)
    sits(api, "commander", event, "mute", person="sj", is_muted=False)
    sits(api, "commander", event, "present", person="sj")
    sits(api, "commander", event, "drop", id=PICTURE)
    event = api.signs("commander", event, **DECISION)
    said = said_in(api, event).split("\n")
    told = "查封屠宰点（责任单位：农业农村办；时限：2026年11月25日）"
    for line in (
        f"删去措施：{told}",
        f"恢复措施：{told}",
        "擦除地图上的标绘3处",
        "关闭sj的话筒",
        "恢复sj的话筒",
        "由sj主持演示",
        "撤下图片《屠宰点后院》",
        "图1　事件位置",
    ):
        assert line in said
    assert "查封屠宰点" not in said
    assert "图2　" not in "".join(said)


def test_they_are_given_as_files_with_a_chinese_name(api: Api) -> None:
    event = decided(api)
    for name, kind, start in (("1.docx", DOCX, b"PK"), ("1.pdf", "application/pdf", b"%PDF-1.7")):
        answer = fetched(api, event, name)
        assert answer.headers["content-type"] == kind
        assert answer.headers["x-content-type-options"] == "nosniff"
        form = name.partition(".")[2]
        assert answer.headers["content-disposition"] == (
            f'attachment; filename="minutes-{event["number"]}-1.{form}"; '
            f"filename*=UTF-8''%E4%BC%9A%E5%95%86%E7%BA%AA%E8%A6%81-{event['number']}-"
            f"%E7%AC%AC1%E7%89%88.{form}"
        )
        assert answer.content.startswith(start)
        digest = hashlib.sha256(answer.content).hexdigest()
        assert answer.headers["etag"] == f'"{digest}"'
        assert noted(api, event, "minutes.written")[-1] == {
            "version": 1,
            "format": form,
            "sha256": digest,
            "size": len(answer.content),
        }


def test_before_the_decision_there_are_none(api: Api) -> None:
    event = opened(api)
    assert versions(api, event) == []
    assert fetched(api, event, "1.pdf").status_code == 404
    early = amends(api, event)
    assert (early.status_code, early.json()["code"]) == (409, "state_conflict")
    event = api.signs("commander", event, **{**DECISION, "absent": ["SJ", "ZF", FARMING]})
    assert [one["version"] for one in versions(api, event)] == [1]
    for name in ("2.pdf", "0.pdf", "1.txt", "x.docx", "99999999999999999999.pdf"):
        assert fetched(api, event, name).status_code in {404, 422}, name


def test_an_amendment_is_a_version_of_its_own(api: Api) -> None:
    event = decided(api)
    first = fetched(api, event, "1.docx").content
    made = amends(api, event)
    assert (made.status_code, made.json()["version"]) == (201, 2)
    assert amends(api, event, "commander", text="又一处").json()["version"] == 3
    said = [said_in(api, event, number) for number in (1, 2, 3)]
    assert fetched(api, event, "1.docx").content == first
    assert [AMENDMENT["text"] in one for one in said] == [False, True, True]
    assert ["又一处" in one for one in said] == [False, False, True]
    assert ["（第3版）" in one for one in said] == [False, False, True]
    found = versions(api, event)
    assert [(one["version"], one["kind"], one["reason"]) for one in found] == [
        (1, "decided", ""),
        (2, "amended", "笔误"),
        (3, "amended", "笔误"),
    ]
    assert [one["by"]["id"] for one in found] == ["commander", "leader", "commander"]
    assert [len(one["files"]) for one in found] == [1, 1, 1]
    assert noted(api, event, "minutes.amended")[0] == {"version": 2, **AMENDMENT}


def test_an_amendment_has_words(api: Api) -> None:
    event = decided(api)
    for changes, code in (
        ({"text": "  "}, "incomplete"),
        ({"reason": ""}, "incomplete"),
        ({"text": "字" * 10_001}, "invalid"),
        ({"text": "a\x00"}, "invalid"),
    ):
        answer = amends(api, event, **changes)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert amends(api, event, text="字" * 10_000).status_code == 201
    assert len(versions(api, event)) == 2


def test_asked_for_again_an_amendment_is_made_once(api: Api) -> None:
    event = decided(api)
    path = f"/events/{event['id']}/minutes"
    answers = [api.post("leader", path, AMENDMENT, key="amend-0001").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(versions(api, event)) == 2


def test_who_sees_the_event_reads_them_and_leaders_amend_them(api: Api) -> None:
    event = decided(api)
    for who in GRANTS:
        sees = who in SEES
        assert fetched(api, event, "1.docx", who).status_code == (200 if sees else 404), who
        answer = api.get(who, f"/events/{event['id']}/minutes")
        assert answer.status_code == (200 if sees else 404), who
        leads = {"leader": 201, "commander": 201}
        assert amends(api, event, who).status_code == leads.get(who, 403 if sees else 404), who
    add_wall(api)()
    for path in ("minutes", "minutes/1.pdf"):
        assert api.get("wall", f"/events/{event['id']}/{path}").status_code == 403


def test_many_who_ask_first_get_the_same_bytes(api: Api) -> None:
    event = decided(api)
    people = ("op1", "op2", "leader", "sj") * 2
    for who in people:
        api.headers(who)
    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(lambda who: fetched(api, event, "1.pdf", who), people))
    assert [one.status_code for one in answers] == [200] * len(people)
    assert len({one.content for one in answers}) == 1
    assert len(noted(api, event, "minutes.written")) == 1


@pytest.mark.allow_logs("isn't on the shelf as it was noted", "can't be read")
def test_a_lost_file_comes_back_the_same_or_not_at_all(api: Api) -> None:
    event = decided(api)
    first = fetched(api, event, "1.docx").content
    kept = noted(api, event, "minutes.written")[0]["sha256"]
    file = api.backend.files.path(kept)
    for spoil in (Path.unlink, lambda one: one.write_bytes(b"PK other")):
        spoil(file)
        assert fetched(api, event, "1.docx").content == first
        assert file.read_bytes() == first
    attached = api.get("op1", f"/events/{event['id']}/attachments").json()["items"]
    file.unlink()
    picture = api.backend.files.path(attached[0]["sha256"])
    picture.write_bytes(picture.read_bytes()[:2000] + bytes(500))
    lost = fetched(api, event, "1.docx")
    assert (lost.status_code, lost.json()["code"]) == (410, "file_lost")
    assert not file.exists()
    assert len(noted(api, event, "minutes.written")) == 1


@pytest.mark.allow_logs("A picture of the minutes can't be read")
def test_a_picture_that_is_lost_before_is_said_to_be(api: Api) -> None:
    event = decided(api)
    attached = api.get("op1", f"/events/{event['id']}/attachments").json()["items"]
    api.backend.files.path(attached[0]["sha256"]).unlink()
    said = said_in(api, event)
    assert "图2　屠宰点后院（高点画面，sj 10:00 出示）（图片无法显示）" in said


@pytest.mark.allow_logs("No Chinese font")
def test_without_a_font_there_is_word(api: Api) -> None:
    event = decided(api)
    none = replace(api.backend, press=Press(SystemFonts(of_system=False)))
    poor = replace(api, app=create_app(none), backend=none)
    refused = fetched(poor, event, "1.pdf")
    assert (refused.status_code, refused.json()["code"]) == (501, "no_font")
    assert fetched(poor, event, "1.docx").status_code == 200
    poor.app.state.feed.close()


def test_what_happens_later_is_not_in_them(api: Api) -> None:
    event = decided(api, is_drill=True)
    graded = api.does("op1", event, "raise_grade", grade=4, reason="扩散")
    assert graded["grade"] == 4
    said = said_in(api, event).split("\n")
    assert "紧急" not in said
    assert "扩散" not in "".join(said)
    assert " 演练 " in said


def test_a_second_consultation_has_minutes_of_its_own(api: Api) -> None:
    event = decided(api)
    amends(api, event)
    first = fetched(api, event, "2.docx").content
    event = api.does("farmer", event, "return", reason="不属本办", lead="城建办")
    event = api.does("op1", event, "take")
    event = api.does("op1", event, "propose_consultation", platforms=CALLED["platforms"])
    event = api.does("commander", event, "open_consultation", **CALLED)
    sits(api, "sj", event, "join")
    puts(api, "sj", event, "message-02", message("第二次会商"))
    puts(api, "sj", event, "measure-03", measure("重新核实"))
    puts(api, "sj", event, "line-00003", stroke())
    absent = ["SJ", "ZF", FARMING]
    api.signs("commander", event, **{**DECISION, "absent": absent, "people": []})
    found = versions(api, event)
    assert [(one["version"], one["kind"]) for one in found] == [
        (1, "decided"),
        (2, "amended"),
        (3, "decided"),
    ]
    said = said_in(api, event, 3)
    assert "发言：第二次会商" in said
    assert "重新核实" in said
    for old in (SHOUT, AMENDMENT["text"], "查封屠宰点"):
        assert old not in said
    assert fetched(api, event, "2.docx").content == first
    assert amends(api, event, text="只改第三版").json()["version"] == 4
    assert AMENDMENT["text"] not in said_in(api, event, 4)


def test_hostile_words_at_the_table_stay_words(api: Api) -> None:
    event = opened(api, address='#include "/etc/passwd" </w:t> \u202e倒')
    sits(api, "sj", event, "join")
    hostile = ('#panic("x")', "a" * 2000, "😀 שלום", "]]></w:t>", "{ PAGE }", "！" * 1999)
    for number, text in enumerate(hostile):
        puts(api, "sj", event, f"message-{number}", message(text))
    worst = stroke(tool="text", points=[[-180, 90]], text="字" * 200)
    puts(api, "sj", event, "word-00001", worst)
    absent = ["SJ", "ZF", FARMING]
    event = api.signs("commander", event, **{**DECISION, "absent": absent})
    said = said_in(api, event).split("\n")
    for text in hostile:
        assert f"发言：{text}" in said
    assert '#include "/etc/passwd" </w:t> 倒' in said
    assert fetched(api, event, "1.pdf").status_code == 200


@pytest.mark.soak
def test_three_hundred_messages_and_thirty_pictures(api: Api) -> None:
    event = consulted(api)
    for number in range(300):
        puts(api, "sj", event, f"talk-{number:05}", message(f"第{number}条发言"))
    shown = api.get("sj", "/journal", event=event["id"], limit=500).json()["items"]
    put = [one["change"].get("put", {}).get(PICTURE) for one in shown if "put" in one["change"]]
    item = next(one for one in put if one is not None)
    made = {name: item[name] for name in ("kind", "attachment", "title", "camera")}
    size = {name: item[name] for name in ("media_type", "width", "height")}
    for number in range(30):
        puts(api, "sj", event, f"shot-{number:05}", {**made, **size, "title": f"第{number}张"})
    event = api.signs("commander", event, **DECISION)
    document = Document(BytesIO(fetched(api, event, "1.docx").content))
    assert len(document.inline_shapes) == 32
    assert len(document.tables[2].rows) > 330
    assert fetched(api, event, "1.pdf").status_code == 200


def test_more_than_one_platform_of_a_town_and_its_people_are_named(api: Api) -> None:
    def add(unit: Unit) -> None:
        grant = Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.SERVICE)
        add_person(unit.connection, "bm", "便民王主任", TOWN, [grant])
        api.backend.accounts.add(unit, "bm", "bm", PASSWORD, must_change=False)

    api.backend.store.do(ITSELF, add)
    event = opened(api)
    event = api.does("commander", event, "invite_parties", platforms=["BM"])
    sits(api, "bm", event, "join")
    absent = ["SJ", "ZF", "BM", FARMING]
    event = api.signs("commander", event, **{**DECISION, "absent": absent})
    said = said_in(api, event).split("\n")
    assert "会商邀请：便民服务平台" in said
    assert "便民王主任" in said
