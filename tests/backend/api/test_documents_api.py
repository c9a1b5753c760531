"""Documents on a table: laid there, read page by page, never drawn on, listed in the minutes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from backend.media.office_files import DOCX
from backend.media.page_shelf import PageShelf
from tests.backend_asks import add_wall
from tests.backend_documents import TEXT, docx, pdf, with_script
from tests.backend_minutes import DECISION, fetched, opened, puts, words_of
from tests.backend_table import file, pane, stroke, view
from tests.backend_town import FARMING, REPORT, Api

PLAN, LIST = "plan-00001", "list-00001"


def put_down(api: Api, event: dict[str, Any], id_: str, data: bytes, title: str) -> dict[str, Any]:
    """The file as it was kept."""
    kept: dict[str, Any] = api.uploads("sj", data).json()
    puts(api, "sj", event, id_, file(kept["id"], title=title))
    return kept


def refused(api: Api, event: dict[str, Any], id_: str, item: Any, who: str = "commander") -> str:
    body = {"verb": "put", "id": id_, "item": item}
    answer = api.post(who, f"/events/{event['id']}/consultation/ops", body)
    assert answer.status_code == 422, answer.text
    pointer: str = answer.json()["errors"][0]["pointer"]
    return pointer.removeprefix("/body/")


def test_a_pdf_is_read_page_by_page_by_who_sees_the_event(api: Api) -> None:
    add_wall(api)()
    event, given = opened(api), pdf(2)
    kept = put_down(api, event, PLAN, given, "方案.pdf")
    told = api.get("op1", "/journal", event=event["id"], limit=500).json()["items"][-1]
    item = told["change"]["put"][PLAN]
    assert (item["media_type"], item["size"], item["pages"]) == (
        "application/pdf",
        len(given),
        2,
    )
    path = f"/attachments/{kept['id']}"
    for who in ("op1", "sj", "wall"):
        page = api.get(who, f"{path}/pages/2")
        assert page.headers["content-type"] == "image/jpeg"
        with Image.open(BytesIO(page.content)) as opened_page:
            assert opened_page.size == (item["width"], item["height"])
    assert api.get("op1", f"{path}/thumbnail").content.startswith(b"\xff\xd8")
    assert api.get("op1", f"{path}/pages/3").status_code == 404
    assert api.get("op1", f"{path}/pages/0").status_code == 422
    assert api.get("stranger", f"{path}/pages/1").status_code == 404
    whole = api.get("op1", path)
    assert (whole.content, whole.headers["content-type"]) == (given, "application/pdf")
    puts(api, "commander", event, "view", view(PLAN, page=2))
    assert refused(api, event, "view", view(PLAN, page=3)) == "item/page"
    assert refused(api, event, "view", view("map", page=1)) == "item/page"
    assert refused(api, event, "line-00001", stroke(PLAN)) == "item/surface"
    assert refused(api, event, "pane:1", pane(frozen=PLAN)) == "item/frozen"


def test_a_page_that_must_wait_is_no_backend_that_is_away(api: Api) -> None:
    def busy(_: Path, page: int) -> bytes:
        raise TimeoutError(page)

    event = opened(api)
    kept = put_down(api, event, PLAN, pdf(1), "方案.pdf")
    api.app.state.backend = replace(api.backend, pages=PageShelf(busy))
    answer = api.get("op1", f"/attachments/{kept['id']}/pages/1")
    told = answer.json()
    assert (answer.status_code, told["code"], told["retry_after_s"]) == (409, "page_busy", 2)


def test_other_documents_have_no_picture_and_come_back_as_they_were(api: Api) -> None:
    event = opened(api)
    for id_, given, kind in (
        (LIST, TEXT.encode("gb18030"), "text/plain"),  # without saying how it is encoded
        (PLAN, docx(), DOCX),
    ):
        kept = put_down(api, event, id_, given, "名单")
        path = f"/attachments/{kept['id']}"
        whole = api.get("op1", path)
        assert (whole.content, whole.headers["content-type"]) == (given, kind)
        assert kept["sha256"] == hashlib.sha256(given).hexdigest()
        for missing in ("thumbnail", "pages/1"):
            assert api.get("op1", f"{path}/{missing}").status_code == 404


def test_a_document_is_for_a_table_only(api: Api) -> None:
    kept = api.uploads("member", TEXT.encode()).json()
    told = api.post("member", "/reports", {**REPORT, "attachments": [kept["id"]]})
    assert told.json()["errors"][0]["pointer"] == "/body/attachments"
    photo = api.uploads("member", TEXT.encode(), photo_kind="after")
    assert photo.json()["errors"][0]["pointer"] == "/body/photo_kind"


def test_why_one_is_refused_is_said_in_words(api: Api) -> None:
    data = pdf(change=with_script)
    answer = api.uploads("sj", data)
    assert (answer.status_code, answer.json()["code"]) == (422, "media_refused")
    fault = answer.json()["errors"][0]
    assert (fault["code"], fault["detail"][:5]) == ("media.active", "文件含宏、")
    assert "PDF(500 页内)" in answer.json()["do"]


def test_the_minutes_list_them_by_name_and_hash(api: Api) -> None:
    event = opened(api)
    kept = put_down(api, event, PLAN, pdf(2), "方案.pdf")
    event = api.signs("commander", event, **{**DECISION, "absent": ["SJ", "ZF", FARMING]})
    said = words_of(fetched(api, event, "1.docx").content).split("\n")
    for line in ("方案.pdf", "PDF，2页，1 KB", kept["sha256"], "出示文件《方案.pdf》"):
        assert line in said
