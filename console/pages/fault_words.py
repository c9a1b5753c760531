"""What the console says of a refusal or of a backend that doesn't answer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from backend_client.errors import (
    BackendAwayError,
    ClientError,
    NotTakenError,
    ProblemError,
    ReadOnlyError,
)
from console.tasks.task_queue import GivenUpError

translate = QCoreApplication.translate


def fault_words(error: ClientError) -> str:
    """What happened, what it means and what to do."""
    if isinstance(error, ProblemError):
        problem = error.problem
        fields = "; ".join(fault.detail for fault in problem.errors)
        parts = (problem.detail or problem.title, fields, problem.means, problem.do)
        return "\n".join(part for part in parts if part)
    if isinstance(error, GivenUpError):
        return translate(
            "FaultWords",
            "You stopped waiting. What was sent may still take effect: the trail tells whether it"
            " did.",
        )
    if isinstance(error, ReadOnlyError):
        return translate(
            "FaultWords",
            "The backend's disk is full: it can be read, nothing can be written. Tell the"
            " administrator; nothing that waits here is lost.",
        )
    if isinstance(error, BackendAwayError):
        return translate(
            "FaultWords",
            "The backend doesn't answer. What is known stays in view, what you do waits here and"
            " is sent as soon as it is back.",
        )
    if isinstance(error, NotTakenError):
        return translate(
            "FaultWords",
            "Too much waits for the backend already: this wasn't taken. Do it again when it is"
            " back.",
        )
    return translate(
        "FaultWords",
        "The backend answered something this version doesn't understand. Nothing was changed."
        " Tell the administrator: console and backend may be of different versions.",
    )


def undone_words(error: ClientError) -> str:
    """The same of what isn't kept for later, as photos and what was said by radio aren't."""
    if isinstance(error, BackendAwayError) and not isinstance(error, ReadOnlyError):
        return translate(
            "FaultWords",
            "The backend doesn't answer, and this doesn't wait for it: do it again when it is back."
            " What you typed stays.",
        )
    return fault_words(error)
