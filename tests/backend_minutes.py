"""A consultation over HTTP that has everything of which minutes are made, and its decision."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from PIL import Image
from sqlalchemy import insert

from backend.storage.tables import place
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_asks import add_camera
from tests.backend_table import file, measure, message, pane, stroke
from tests.backend_town import FARMING, TOWN, Api

SHOUT = "现场负责人称没有任何手续"
PICTURE, PLAN, OTHER_PLAN = "picture-01", "measure-01", "measure-02"
CALLED = {"platforms": ["SJ", "ZF"], "departments": [FARMING]}
DECISION: dict[str, Any] = {
    "lead": FARMING,
    "cooperating": ["市场监管分局"],
    "limit": "3WD",
    "measures": "联合执法，下达整改通知书",
    "people": ["member"],
    "absent": ["ZF"],
}


def photo(size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A photo in which something can be seen."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    written = BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


def sits(api: Api, who: str, event: dict[str, Any], verb: str, **given: Any) -> None:
    answer = api.post(who, f"/events/{event['id']}/consultation/ops", {"verb": verb, **given})
    assert answer.status_code == 200, answer.text


def puts(api: Api, who: str, event: dict[str, Any], id_: str, item: Any, **given: Any) -> None:
    sits(api, who, event, "put", id=id_, item=item, **given)


def opened(api: Api, **report: Any) -> dict[str, Any]:
    event = api.does("op1", api.reports(**report), "take")
    event = api.does("op1", event, "propose_consultation", platforms=CALLED["platforms"])
    return api.does("commander", event, "open_consultation", **CALLED)


def consulted(api: Api, **report: Any) -> dict[str, Any]:
    """An event of which everything was said."""
    add_camera(api)
    api.backend.store.do(ITSELF, _add_place)
    event = opened(api, **report)
    for who in ("commander", "sj", "farmer"):
        sits(api, who, event, "join")
    puts(api, "sj", event, "message-01", message(SHOUT))
    puts(api, "commander", event, "pane:1", pane("C1"))
    kept = api.uploads("sj", photo()).json()["id"]
    puts(api, "sj", event, PICTURE, file(kept, title="屠宰点后院", camera="C1"))
    corners = [[0.1, 0.1], [0.6, 0.1], [0.6, 0.6]]
    puts(api, "sj", event, "area-00001", stroke(PICTURE, tool="area", points=corners))
    puts(api, "farmer", event, "line-00001", stroke())
    puts(api, "farmer", event, "line-00002", stroke(tool="arrow", colour="blue"))
    words = stroke(tool="text", points=[[120.2, 29.7]], text="排污口")
    puts(api, "sj", event, "word-00001", words)
    puts(api, "farmer", event, PLAN, measure("查封屠宰点", due="2026-11-25"))
    puts(api, "op1", event, OTHER_PLAN, measure("排查周边出租房", department=""))
    sits(api, "farmer", event, "leave")
    event = api.does("sj", event, "state_position", stance="agreed")
    objects = {"stance": "objected", "reason": "人手不足"}
    return api.does("farmer", event, "state_position", **objects)


def decided(api: Api, **report: Any) -> dict[str, Any]:
    """The same with its signed decision."""
    return api.signs("commander", consulted(api, **report), **DECISION)


def versions(api: Api, event: dict[str, Any], who: str = "commander") -> list[dict[str, Any]]:
    answer = api.get(who, f"/events/{event['id']}/minutes")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def fetched(api: Api, event: dict[str, Any], name: str, who: str = "commander") -> Any:
    """The answer to asking for a file such as `1.pdf`."""
    return api.get(who, f"/events/{event['id']}/minutes/{name}")


def words_of(data: bytes) -> str:
    """All words of a DOCX, its tables' among them."""
    document = Document(BytesIO(data))
    return "\n".join((*_paragraphs(document), *_cells(document)))


def _paragraphs(document: WordDocument) -> list[str]:
    return [one.text for one in document.paragraphs]


def _cells(document: WordDocument) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def _add_place(unit: Unit) -> None:
    where = {"lon": 120.201, "lat": 29.701}
    row = {"id": "P1", "town": TOWN, "name": "中心小学", "kind": "school", **where}
    unit.connection.execute(insert(place).values(row))
