"""One request: time limits, repeats with jitter, the breaker, and errors of one tree.

A read is repeated. A write is repeated only with an idempotency key: the backend then does it
once, whatever the number of requests.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import requests
from pydantic import TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter

from backend_client.breaker import CircuitBreaker
from backend_client.errors import (
    BackendAwayError,
    BadAnswerError,
    Problem,
    ReadOnlyError,
    problem_error,
)

BASE = "/api/v1"
MAX_ANSWER = 64 * 1024 * 1024
_PROBLEM = TypeAdapter(Problem)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts of one call; `longest_s` holds for all its repeats together."""

    connect_s: float = 3.0
    answer_s: float = 20.0
    repeats: int = 3
    first_wait_s: float = 0.2
    longest_s: float = 30.0


def new_key() -> str:
    """Return an idempotency key: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class Transport:
    """Requests to one of several addresses of the same backend; safe for threads."""

    def __init__(
        self,
        addresses: Iterable[str],
        limits: Limits | None = None,
        language: str = "zh-CN",
        rng: Random | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.addresses = tuple(address.rstrip("/") for address in addresses)
        self._limits = limits or Limits()
        self._language = language
        self._rng = rng or Random()
        self._sleep = sleep
        self._at = 0
        self._local = threading.local()
        self._all: list[requests.Session] = []
        self.breaker = CircuitBreaker(time.monotonic, self._rng)
        self.token = ""

    @property
    def address(self) -> str:
        """The address that is asked now."""
        return self.addresses[self._at % len(self.addresses)]

    def get(self, path: str, **query: Any) -> Any:
        """Read; returns the answer's JSON."""
        return self.read_json(self.send("GET", path, params=_said(query)))

    def ask(self, method: str, path: str, body: Any) -> Any:
        """Send what changes nothing that a repeat would change again; returns the answer's JSON."""
        return self.read_json(self.send(method, path, json_body=body))

    def write(self, method: str, path: str, body: Any, key: str | None = None, **more: Any) -> Any:
        """Write once; `key` of an earlier try gives that try's answer again."""
        headers = {"Idempotency-Key": key or new_key(), **more.pop("headers", {})}
        return self.read_json(self.send(method, path, json_body=body, headers=headers, **more))

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json_body: Any = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send, again where that is safe; raises ClientError."""
        sent = {"Accept-Language": self._language, **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if json_body is not None:
            data = json.dumps(json_body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        is_safe = method == "GET" or "Idempotency-Key" in sent
        until = time.monotonic() + self._limits.longest_s
        for number in range(self._limits.repeats + 1):
            try:
                return self._once(method, path, params, data, sent)
            except ReadOnlyError:
                raise  # it won't be otherwise in a moment
            except BackendAwayError:
                wait_s = self._rng.uniform(0.5, 1.0) * self._limits.first_wait_s * 2**number
                is_last = number == self._limits.repeats or time.monotonic() + wait_s > until
                if not is_safe or is_last or self.breaker.is_open:
                    raise
                self._sleep(wait_s)
        raise AssertionError

    def close(self) -> None:
        """Let go of the connections."""
        for session in self._all:
            session.close()

    def _once(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        data: bytes | None,
        headers: Mapping[str, str],
    ) -> requests.Response:
        self.breaker.enter()
        limits = (self._limits.connect_s, self._limits.answer_s)
        try:
            answer = self._session().request(
                method,
                self.address + path,
                params=params,
                data=data,
                headers=headers,
                timeout=limits,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            self._at += 1  # the next address, where there are several
            self.breaker.failed()
            raise BackendAwayError(type(error).__name__) from error
        fault = None if answer.status_code < 400 else _fault(answer)
        if isinstance(fault, BackendAwayError) and not isinstance(fault, ReadOnlyError):
            self.breaker.failed()
        else:
            self.breaker.succeeded()
        if fault is not None:
            raise fault
        return answer

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False  # a proxy of the environment isn't for the own backend
            session.mount("http://", HTTPAdapter(pool_maxsize=4))
            session.mount("https://", HTTPAdapter(pool_maxsize=4))
            self._local.session = session
            self._all.append(session)
        return session

    def read_json(self, answer: requests.Response) -> Any:
        """Return an answer's JSON, None for none; raises BadAnswerError."""
        if answer.status_code == 204:
            return None
        if len(answer.content) > MAX_ANSWER:
            raise BadAnswerError("the answer is too large")
        try:
            return answer.json()
        except ValueError as error:
            raise BadAnswerError("the answer isn't JSON") from error


def _fault(answer: requests.Response) -> Exception:
    try:
        problem = _PROBLEM.validate_json(answer.content[:MAX_ANSWER])
    except ValidationError:
        words = f"status {answer.status_code}"
        if answer.status_code in {502, 503, 504}:
            return BackendAwayError(words)
        return BadAnswerError(words)
    return problem_error(problem)


def _said(query: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what wasn't said; a truth value as JSON writes it."""
    found = {name: value for name, value in query.items() if value is not None}
    truths = {name: str(one).lower() for name, one in found.items() if isinstance(one, bool)}
    return {**found, **truths}
