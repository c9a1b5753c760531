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

from backend_client.breaker import CircuitBreaker
from backend_client.errors import (
    BackendAwayError,
    BadAnswerError,
    NotSignedInError,
    Problem,
    ReadOnlyError,
    problem_error,
)
from backend_client.wires import Wires

BASE = "/api/v1"
MAX_ANSWER = 64 * 1024 * 1024
_PROBLEM = TypeAdapter(Problem)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts of one call; `longest_s` holds for all its repeats together.

    `trial_s` instead of `answer_s` holds for the call that tries whether the backend is back.
    """

    connect_s: float = 3.0
    answer_s: float = 20.0
    trial_s: float = 5.0
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
        self.language = language
        self._rng = rng or Random()
        self._sleep = sleep
        self._at = self._losses = 0
        self._wires = Wires()
        self._lock = threading.Lock()
        self._local = threading.local()
        self._all: list[requests.Session] = []
        self.breaker = CircuitBreaker(time.monotonic, self._rng)
        self.token = self.person = ""

    def sign_in(self, person: str, token: str) -> None:
        """Send in a person's name from now on."""
        self.person = person  # first: a token is never sent in the name of who was there before
        self.token = token

    @property
    def address(self) -> str:
        """The address that is asked now."""
        return self.addresses[self._at]

    def leave(self, address: str) -> None:
        """Ask the next address, where there are several and this one is still asked."""
        with self._lock:
            if self.address == address:
                self._at = (self._at + 1) % len(self.addresses)

    def note_lost(self) -> None:
        """The live feed hears nothing more: no call waits any longer, one at a time tries."""
        self._losses += 1
        self.breaker.trip()
        self._wires.cut()

    def note_found(self, address: str) -> None:
        """The live feed is heard at this address: every call may be made again, there."""
        with self._lock:
            self._at = self.addresses.index(address)
        self.breaker.succeeded()

    def get(self, path: str, **query: Any) -> Any:
        """Read; returns the answer's JSON."""
        return self.read_json(self.send("GET", path, params=_said(query)))

    def ask(self, method: str, path: str, body: Any) -> Any:
        """Send what changes nothing that a repeat would change again; returns the answer's JSON."""
        return self.read_json(self.send(method, path, json_body=body, is_safe=True))

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
        is_safe: bool = False,
        person: str = "",
    ) -> requests.Response:
        """Send, again where that is safe: a read, with a key, or as told; raises ClientError.

        With `person` it is sent only in that person's name: NotSignedInError while another is
        signed in.
        """
        sent, token = {"Accept-Language": self.language, **(headers or {})}, self.token
        if person and person != self.person:
            raise NotSignedInError(Problem("not_signed_in", 401, "", "somebody else is signed in"))
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if json_body is not None:
            data = json.dumps(json_body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        is_safe = is_safe or method == "GET" or "Idempotency-Key" in sent
        until, losses = time.monotonic() + self._limits.longest_s, self._losses
        for number in range(self._limits.repeats + 1):
            try:
                return self._once(method, path, params, data, sent)
            except ReadOnlyError:
                raise  # it won't be otherwise in a moment
            except BackendAwayError:
                wait_s = self._rng.uniform(0.5, 1.0) * self._limits.first_wait_s * 2**number
                is_last = number == self._limits.repeats or time.monotonic() + wait_s > until
                if not is_safe or is_last or self.breaker.is_open or self._losses != losses:
                    raise
                self._sleep(wait_s)
        raise AssertionError

    def close(self) -> None:
        """Let go of the connections; a call that waits on one fails."""
        self._losses += 1
        self._wires.cut()
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
        is_trial = self.breaker.enter()
        answer_s = self._limits.trial_s if is_trial else self._limits.answer_s
        address = self.address
        try:
            answer = self._session().request(
                method,
                address + path,
                params=params,
                data=data,
                headers=headers,
                timeout=(self._limits.connect_s, answer_s),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            self.leave(address)
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
            for scheme in ("http://", "https://"):
                session.mount(scheme, self._wires.adapter())
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
