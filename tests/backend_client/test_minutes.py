"""The client asks for minutes: versions, files, and amending them."""

from __future__ import annotations

import hashlib

import pytest

from backend_client.client import Client
from backend_client.errors import ConflictError, InvalidError, MayNotError, NotFoundError
from tests.backend_minutes import decided, opened
from tests.backend_town import PASSWORD, Api


def test_minutes_are_read_and_amended(api: Api, address: str) -> None:
    event = decided(api)["id"]
    with Client(address) as client:
        client.sessions.sign_in("leader", PASSWORD)
        (first,) = client.minutes.versions(event)
        assert (first.version, first.kind, first.by.name, first.files) == (
            1,
            "decided",
            "commander",
            (),
        )
        word, pdf = (client.minutes.file(event, 1, form) for form in ("docx", "pdf"))
        assert (word[:2], pdf[:4]) == (b"PK", b"%PDF")
        made = client.minutes.amend(event, "应为81号", "笔误", key="amend-0001")
        again = client.minutes.amend(event, "应为81号", "笔误", key="amend-0001")
        assert made == again
        assert (made.version, made.kind, made.text, made.reason) == (
            2,
            "amended",
            "应为81号",
            "笔误",
        )
        first, second = client.minutes.versions(event)
        assert second == made
        assert {(one.format, one.sha256, one.size) for one in first.files} == {
            (form, hashlib.sha256(data).hexdigest(), len(data))
            for form, data in (("docx", word), ("pdf", pdf))
        }


def test_what_goes_wrong_is_told(api: Api, address: str) -> None:
    event = opened(api)["id"]
    with Client(address) as client:
        client.sessions.sign_in("leader", PASSWORD)
        assert client.minutes.versions(event) == ()
        with pytest.raises(NotFoundError):
            client.minutes.file(event, 1, "pdf")
        with pytest.raises(ConflictError):
            client.minutes.amend(event, "应为81号", "笔误")
        with pytest.raises(InvalidError):
            client.minutes.amend(event, "字" * 10_001, "笔误")
        client.sessions.sign_in("op1", PASSWORD)
        with pytest.raises(MayNotError):
            client.minutes.amend(event, "应为81号", "笔误")
