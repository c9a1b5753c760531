"""What is said of a camera that turns, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.controllers.ptz_controller import PtzController, PtzState
from console.controllers.ptz_kept import PtzKept
from console.ptz.head import HeadStatus
from console.state.head_calibration import CalibrationError, Unfit
from console.state.head_optics import Optics
from console.state.place_names import Whereabouts


def fault_words(reason: str, words: str) -> str:
    """Why a command failed, and what to do about it."""
    translate = QCoreApplication.translate
    said = {
        "unreachable": translate(
            "Ptz", "The camera's control doesn't answer. The picture may go on; try again."
        ),
        "refused": translate(
            "Ptz", "The camera refuses user or password. They stand in the list of cameras."
        ),
        "unable": translate("Ptz", "This camera can't do that."),
        "garbled": translate(
            "Ptz", "The camera's answer can't be understood. Whether it obeyed isn't known."
        ),
        "lost": translate("Ptz", "The control of the camera failed and starts again; it stops."),
    }.get(reason)
    if said is not None:
        return said
    return translate("Ptz", "The camera says: {words}").format(words=words or "—")


def refusal_words(why: str, camera: str) -> str:
    """Why a camera isn't moved any more."""
    translate = QCoreApplication.translate
    said = {
        "lost": translate("Ptz", "{camera} was taken over: it isn't yours any more."),
        "idle": translate("Ptz", "{camera} was given back: nobody moved it for a minute."),
        "silent": translate("Ptz", "{camera} was stopped: this program was held up."),
        "long": translate("Ptz", "{camera} was stopped: one press moves for 20 seconds at most."),
    }
    return said[why].format(camera=camera)


def state_words(ptz: PtzController) -> str:
    """Whether the camera at hand may be moved."""
    translate = QCoreApplication.translate
    if ptz.state is PtzState.OURS:
        return translate("Ptz", "You steer. Others see it; after a minute of rest it is free.")
    if ptz.state is PtzState.ASKING:
        return translate("Ptz", "Asking for the camera…")
    if ptz.state is PtzState.TAKEN and ptz.holder:
        return translate("Ptz", "{who} steers it.").format(who=ptz.holder)
    if ptz.state is PtzState.TAKEN:
        return translate("Ptz", "You can't steer this camera now.")
    return translate("Ptz", "Choose a pane whose camera turns, and press P.")


def away_words(kept: PtzKept) -> str:
    """Whose presets are shown while the backend can't be asked, and why it can't."""
    translate = QCoreApplication.translate
    if kept.is_signed_out:
        why = translate("Ptz", "Nobody is signed in")
    else:
        why = translate("Ptz", "The backend doesn't answer")
    if kept.kept is not None:
        what = translate("Ptz", "{why}: presets as last known, to call, not to change.")
    elif kept.own:
        what = translate("Ptz", "{why}: the camera's own presets, to call, not to change.")
    else:
        what = translate("Ptz", "{why}: the backend's presets aren't known here.")
    return what.format(why=why)


def where_words(status: HeadStatus | None, where: Whereabouts, optics: Optics | None) -> str:
    """What is in the middle of the picture, and how near."""
    translate = QCoreApplication.translate
    parts = [where.grid] if where.grid else []
    if where.place:
        parts.append(translate("Ptz", "near {place}").format(place=where.place))
    if status is not None and status.zoom is not None and optics is not None:
        times = optics.wide_deg / optics.fov_deg(status.zoom)
        parts.append(f"{times:.1f}×")
    return " · ".join(parts)


def unfit_words(error: CalibrationError) -> str:
    """Why points give no calibration, and what to do."""
    translate = QCoreApplication.translate
    if error.reason is Unfit.TOO_FEW:
        return translate("Ptz", "At least four places are needed.")
    if error.reason is Unfit.SAME_PLACE:
        return translate(
            "Ptz", "The places are too near each other: take some near, some far, all around."
        )
    if error.culprit is not None:
        return translate("Ptz", "Place {number} doesn't fit the others: take it again.").format(
            number=error.culprit + 1
        )
    return translate("Ptz", "The places don't fit each other: check that each was at the cross.")
