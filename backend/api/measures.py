"""Figures for Prometheus, and the limit of how much a request may bring."""

from __future__ import annotations

import ipaddress
import re
import secrets
import time

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.access import bearer_of
from backend.api.problems import answer, responses
from backend.services.parts import Backend
from backend.storage.inbox import count_open
from backend.storage.journal import last_seq

MAX_BODY = 4 * 1024 * 1024
"""Of anything but files, which have limits of their own."""
UPLOADS = re.compile("/api/v1/(uploads/[^/]+|towns/[^/]+/import/[^/]+)")

router = APIRouter(tags=["health"])


class Measures:
    """What one process counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "fengqiao_requests",
            "Answers by route and status",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "fengqiao_request_seconds",
            "Time to answer",
            ["method", "route"],
            registry=self.registry,
        )
        self.journal = Gauge("fengqiao_journal_seq", "Newest entry", registry=self.registry)
        self.open = Gauge(
            "fengqiao_events_open", "Open events", ["town", "grade"], registry=self.registry
        )
        self.listeners = Gauge("fengqiao_feed_listeners", "Live feeds", registry=self.registry)


class Gate:
    """Counts and times every request, and refuses a body that is too large."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BODY and not UPLOADS.fullmatch(scope["path"]):
                raise HTTPException(413)
            return message

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, counted, noted)
        finally:
            route = getattr(scope.get("route"), "path", "(none)")
            labels = (scope["method"] if route != "(none)" else "(any)", route)
            self._measures.requests.labels(*labels, str(status)).inc()
            self._measures.seconds.labels(*labels).observe(time.perf_counter() - begun)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Figures"},
        **responses("not_signed_in", "storage_away"),
    },
)
def metrics(request: Request) -> Response:
    """Figures for Prometheus: for this machine, or for who knows the configured token."""
    if not _may_read(request):
        return answer(request, "not_signed_in")
    parts: Backend = request.app.state.backend
    measures: Measures = request.app.state.measures
    with parts.store.reading() as connection:
        measures.journal.set(last_seq(connection))
        measures.open.clear()
        for town, grade, number in count_open(connection):
            measures.open.labels(town, grade.name.lower()).set(number)
    measures.listeners.set(request.app.state.feed.listeners)
    return Response(generate_latest(measures.registry), media_type=CONTENT_TYPE_LATEST)


def _may_read(request: Request) -> bool:
    wanted: str = request.app.state.metrics_token
    if wanted:
        given = bearer_of(request.headers.get("authorization", ""))
        return secrets.compare_digest(given.encode(), wanted.encode())
    host = request.client.host if request.client else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
