"""The application: every route, one shape of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool

from backend.api import (
    account_routes,
    attachment_routes,
    consultation_routes,
    decision_routes,
    event_routes,
    feed_routes,
    file_routes,
    journal_routes,
    measures,
    minutes_routes,
    ptz_routes,
    sending_routes,
    session_routes,
    town_routes,
    voice_routes,
    wall_routes,
)
from backend.api.access import Parts
from backend.api.feed import Feed
from backend.api.problem_handlers import add_problem_handlers
from backend.api.problems import Problem, responses
from backend.api.schemas import Health
from backend.api.voice_follower import VoiceFollower
from backend.services.packaged import packaged_json
from backend.services.parts import Backend
from backend.storage.faults import StoreAwayError
from backend.storage.migrate import is_newest

BASE = "/api/v1"
VERSION = "1"
_ROUTES = (
    session_routes,
    event_routes,
    sending_routes,
    consultation_routes,
    decision_routes,
    minutes_routes,
    voice_routes,
    town_routes,
    ptz_routes,
    wall_routes,
    account_routes,
    file_routes,
    attachment_routes,
    journal_routes,
    feed_routes,
)


def create_app(backend: Backend, metrics_token: str = "") -> FastAPI:
    """Return the application over these parts.

    Without a `metrics_token` only this machine may read the figures.
    """
    app = FastAPI(
        title="枫桥指挥台 backend",
        version=VERSION,
        openapi_url=f"{BASE}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.backend = backend
    app.state.feed = Feed(backend.store)
    app.state.measures = measures.Measures()
    app.state.metrics_token = metrics_token
    app.add_middleware(measures.Gate, measures=app.state.measures)
    for module in _ROUTES:
        app.include_router(module.router, prefix=BASE)
    app.add_api_route("/healthz", _alive, tags=["health"], response_model=Health)
    app.add_api_route(
        "/readyz",
        _ready,
        tags=["health"],
        response_model=Health,
        responses=responses("storage_away"),
    )
    app.include_router(measures.router)
    add_problem_handlers(app)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    backend, feed = app.state.backend, app.state.feed
    follower = None if backend.voice is None else VoiceFollower(backend, feed)
    if follower is not None:
        follower.start()
    yield
    if follower is not None:
        await run_in_threadpool(follower.close)
    await run_in_threadpool(feed.close)


def _alive() -> Health:
    """The process answers."""
    return Health()


def _ready(parts: Parts) -> Health:
    """The database answers and has the form that this program needs."""
    with parts.store.reading():
        if not is_newest(parts.store.engine):
            raise StoreAwayError("the database has another form")
    return Health()


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        parts = schema.setdefault("components", {}).setdefault("schemas", {})
        made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts.update(made.pop("$defs", {}))
        parts["Problem"] = made
        _add_examples(schema)
        for unused in ("HTTPValidationError", "ValidationError"):
            parts.pop(unused, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _add_examples(schema: dict[str, Any]) -> None:
    """Show a real answer of each route; a test makes the file and holds it to the description."""
    for name, example in packaged_json("api_examples.json").items():
        method, path = name.split()
        answers = schema["paths"][path][method.lower()]["responses"]
        for status, answer in answers.items():
            if status.startswith("2"):
                answer["content"]["application/json"]["example"] = example
