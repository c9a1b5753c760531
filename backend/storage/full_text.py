"""Full text in Chinese: texts are kept as pairs of characters, in each engine's own index.

Neither engine knows where a Chinese word ends. Pairs find every substring of two characters or
more, whatever the word, and a single character as the beginning of a pair.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, Select, Text, cast, column, func, insert, literal, select, table
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

MAX_PAIRS = 3000
MAX_WANTED = 30

# FTS5 is asked through a hidden column with the table's own name.
_text = table("event_text", column("event", Text), column("words", Text), column("event_text"))
_vectors = table("event_text", column("event", Text), column("words", TSVECTOR))


def pairs(text: str) -> list[str]:
    """Return the pairs of each run of letters and digits, and its last character alone."""
    found: dict[str, None] = {}
    for run in _runs(text):
        found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run))))
    return list(found)


def index_text(connection: Connection, event: str, texts: Iterable[str]) -> None:
    """Keep what an event is found by."""
    words = pairs(" ".join(texts))[:MAX_PAIRS]
    if connection.dialect.name == "postgresql":
        vector = func.array_to_tsvector(cast(words, ARRAY(Text)))
        connection.execute(insert(_vectors).values(event=event, words=vector))
        return
    connection.execute(insert(_text).values(event=event, words=" ".join(words)))


def said(connection: Connection, wanted: str) -> Select[tuple[str]]:
    """Return the ids of events that say all of the words."""
    terms = [one for run in _runs(wanted) for one in _terms(run)][:MAX_WANTED]
    if connection.dialect.name == "postgresql":
        query = " & ".join(f"'{term}'{':*' if starts else ''}" for term, starts in terms)
        asked = cast(literal(query), TSQUERY)
        return select(_vectors.c.event).where(_vectors.c.words.op("@@")(asked))
    query = " AND ".join(f'"{term}"{"*" if starts else ""}' for term, starts in terms)
    return select(_text.c.event).where(_text.c.event_text.op("MATCH")(query or '""'))


def _terms(run: str) -> list[tuple[str, bool]]:
    """The pairs of one run; one character alone is the beginning of a pair, or the last."""
    if len(run) == 1:
        return [(run, True)]
    return [(run[at : at + 2], False) for at in range(len(run) - 1)]


def _runs(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one if one.isalnum() else " " for one in plain).split()
