"""A full disk over HTTP: read-only with a clear word, nothing lost, and on by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.backend_town import REPORT, Api


@pytest.mark.allow_logs("The store doesn't take it")
def test_a_full_disk_is_said_reading_goes_on_and_it_recovers(api: Api) -> None:
    first = api.reports()
    engine = api.backend.store.engine
    full = True

    def limit(connection: object, *_: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()  # type: ignore[attr-defined]
        most = pages if full else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")  # type: ignore[attr-defined]

    event.listen(engine, "begin", limit)
    answers = [api.post("member", "/reports", {**REPORT, "text": "长" * 4000}) for _ in range(20)]
    refused = [one for one in answers if one.status_code == 503]
    assert refused
    problem = refused[-1].json()
    assert (problem["code"], problem["title"]) == ("storage_full", "磁盘已满,只读")
    assert int(refused[-1].headers["Retry-After"]) > 0
    kept = sum(one.status_code == 201 for one in answers)
    assert api.get("op1", f"/events/{first['id']}").status_code == 200
    full = False
    assert api.post("member", "/reports", REPORT).status_code == 201
    assert api.get("op1", "/events", counted=True).json()["total"] == kept + 2
    event.remove(engine, "begin", limit)
