"""The client's consultations against the real server, on both kinds of database."""

from __future__ import annotations

from typing import Any

import pytest

from backend.services.consulting import table_of
from backend_client.consult_table import ConsultTable
from backend_client.errors import ConflictError, InvalidError, MayNotError, NotFoundError
from backend_client.transport import new_key
from tests.backend_client.test_contract import clients
from tests.backend_parts import Served
from tests.backend_table import file, measure, message, stroke
from tests.backend_town import FARMING, REPORT, TOWN, jpeg

__all__ = ["clients"]


def opened(clients: Any) -> str:
    event = clients("member").events.report({**REPORT, "text": "饭店晚上偷排油烟"})
    event = clients("op1").events.do(event.id, event.version, "take")
    called = {"platforms": ["SJ", "ZF"], "departments": [FARMING]}
    commander = clients("commander")
    return str(commander.events.do(event.id, event.version, "open_consultation", called).id)


def put(id_: str, item: Any, **seen: int) -> dict[str, Any]:
    return {"verb": "put", "id": id_, "item": item, **seen}


def test_the_table_read_back_is_the_backend_s(clients: Any, served: Served, tmp_path: Any) -> None:
    event, sj, farmer = opened(clients), clients("sj"), clients("farmer")
    (tmp_path / "现场.jpg").write_bytes(jpeg())
    photo = farmer.attachments.send_file(tmp_path / "现场.jpg", TOWN)
    picture, line, plan = new_key(), new_key(), new_key()
    key = new_key()
    assert sj.consultations.do(event, {"verb": "join"}, key) == key
    assert sj.consultations.do(event, {"verb": "join"}, key) == key  # asked again, done once
    for who, op in (
        (farmer, put(picture, file(photo.id))),
        (sj, put(line, stroke(picture, points=[[1e-4, 0.12345678], [1, 0]]))),
        (sj, put(new_key(), message("收到 \U0001f44d\u2028"))),
        (farmer, put(plan, measure())),
        (sj, put(new_key(), stroke(points=[[-0.0, 1e-6], [179.999999999, -1.5]]))),
        (sj, {"verb": "undo"}),
        (farmer, {"verb": "leave"}),
    ):
        who.consultations.do(event, op)
    table = ConsultTable()
    for entry in clients("commander").journal.all(event=event):
        table.take(entry)
    assert served.backend is not None
    with served.backend.store.reading() as connection:
        kept = table_of(connection, event)
    assert table.canonical() == kept.canonical()
    assert (table.seq, table.state) == (kept.seq, "consulting")
    assert [one["kind"] for one in table.items.values()] == [
        "seat",
        "file",
        "stroke",
        "message",
        "measure",
        "seat",
    ]
    assert table.items[line]["points"] == [[0.0001, 0.1235], [1.0, 0.0]]


def test_what_isnt_done_says_why(clients: Any) -> None:
    event, sj, farmer = opened(clients), clients("sj"), clients("farmer")
    plan = new_key()
    sj.consultations.do(event, put(plan, measure()))
    with pytest.raises(ConflictError) as late:
        farmer.consultations.do(event, put(plan, measure("改"), seen=1))
    current = late.value.problem.current
    assert current is not None
    farmer.consultations.do(event, put(plan, measure("改"), seen=current["seq"]))
    with pytest.raises(ConflictError) as nothing:
        clients("zf").consultations.do(event, {"verb": "undo"})
    assert nothing.value.problem.errors[0].code == "table.nothing_to_undo"
    with pytest.raises(MayNotError):
        clients("mayor").consultations.do(event, {"verb": "join"})
    with pytest.raises(MayNotError):
        clients("mayor").consultations.point(event, "map")
    with pytest.raises(NotFoundError):
        clients("stranger").consultations.point(event, "map", (120.2, 29.7))
    with pytest.raises(InvalidError):
        sj.consultations.point(event, "map", (181.0, 0.0))
