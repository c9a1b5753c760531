"""The documents of the minutes: what of the table's files is only read."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backend.domain.consult_items import Kind, is_document
from backend.domain.consult_table import ConsultTable
from backend.minutes.content import Document
from backend.services.minutes_pictures import instant
from backend.services.minutes_words import document_zh
from backend.storage.tables import attachment

MAX_DOCUMENTS: Final = 60


def documents_of(
    connection: Connection, table: ConsultTable, zone: ZoneInfo
) -> tuple[Document, ...]:
    """Return a table's documents, in the order in which they came."""
    items = [one for _, one in table.items_of(Kind.FILE) if is_document(one["media_type"])]
    query = select(attachment).where(attachment.c.id.in_({one["attachment"] for one in items}))
    files = {row.id: row for row in connection.execute(query)}
    return tuple(
        Document(
            name=one["title"].strip() or files[one["attachment"]].name,
            kind=document_zh(one),
            by=one["name"],
            at=instant(one["at"], zone),
            sha256=files[one["attachment"]].sha256,
        )
        for one in items
    )
