"""ONVIF's services of the high-rise camera, without HTTP."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from xml.sax.saxutils import escape

from simulator.high_rise import onvif_answers as answers
from simulator.high_rise import onvif_media2 as media2
from simulator.high_rise.imaging import Imaging
from simulator.high_rise.onvif_values import (
    PROFILES,
    pan_tilt,
    profile_of,
    seconds,
    speed,
    zoom,
)
from simulator.high_rise.ptz import (
    InvalidPosition,
    PresetNameTaken,
    PtzHead,
    TooManyPresets,
    UnknownPreset,
)
from simulator.high_rise.soap import NAMESPACES, Request, SoapFault, child, sender
from simulator.streams import SimCamera

Handler = Callable[[Request, str], str]


class OnvifService:
    """Answers requests: takes what was asked and gives the XML of the answer's body."""

    def __init__(
        self, camera: SimCamera, head: PtzHead, lock: threading.Lock,
        clock: Callable[[], float], stream_urls: dict[str, str],
        media: tuple[str, ...] = ("trt",),
    ) -> None:  # fmt: skip
        """``lock`` guards ``head``; ``clock`` gives unix time in seconds.

        ``media``: which media services it offers, "trt" (Media) or "tr2" (Media2).
        """
        self._camera, self._head, self._lock, self._clock = camera, head, lock, clock
        self._stream_urls = stream_urls
        offered = {
            "tds": self._device_handlers(),
            "trt": self._media_handlers(),
            "tr2": self._media2_handlers(),
            "tptz": self._ptz_handlers(),
            "timg": Imaging(clock).handlers(),
        }
        for missing in {"trt", "tr2"}.difference(media):
            del offered[missing]
        self._offered = tuple(offered)
        self._handlers: dict[str, dict[str, Handler]] = {
            NAMESPACES[prefix]: handlers for prefix, handlers in offered.items()
        }
        self._prefixes = {uri: prefix for prefix, uri in NAMESPACES.items()}

    def handle(self, request: Request, base_url: str) -> str:
        """The answer's XML. Raises SoapFault."""
        handler = self._handlers.get(request.namespace, {}).get(request.action)
        if handler is None:
            raise SoapFault("Receiver", ("ter:ActionNotSupported",), "Not supported", 500)
        prefix = self._prefixes[request.namespace]
        name = f"{prefix}:{request.action}Response"
        try:
            with self._lock:
                content = handler(request, base_url)
        except InvalidPosition as error:
            raise _bad(
                "ter:InvalidPosition", "A position, velocity or speed is outside its space"
            ) from error
        except UnknownPreset as error:
            raise _bad("ter:NoToken", "There is no such preset") from error
        except PresetNameTaken as error:
            raise _bad("ter:PresetExist", "Another preset has this name") from error
        except TooManyPresets as error:
            raise SoapFault("Receiver", ("ter:Action", "ter:TooManyPresets"),
                            "All places for presets are taken", 500) from error  # fmt: skip
        return f"<{name}>{content}</{name}>"

    def _device_handlers(self) -> dict[str, Handler]:
        return {
            "GetSystemDateAndTime": lambda _r, _u: answers.date_and_time(self._utc()),
            "GetDeviceInformation": lambda _r, _u: answers.device_information(self._camera),
            "GetCapabilities": lambda _r, url: answers.capabilities(url, self._offered),
            "GetServices": lambda r, url: answers.services(
                url, self._offered, (r.text("IncludeCapability") or "") in ("true", "1")
            ),
            "GetServiceCapabilities": lambda _r, _u: answers.DEVICE_CAPABILITIES,
            "GetScopes": lambda _r, _u: answers.scopes(self._camera),
            "GetHostname": lambda _r, _u: answers.HOSTNAME,
            "GetNetworkInterfaces": lambda _r, _u: "",
        }

    def _media_handlers(self) -> dict[str, Handler]:
        return {
            "GetServiceCapabilities": lambda _r, _u: answers.MEDIA_CAPABILITIES,
            "GetProfiles": lambda _r, _u: "".join(
                answers.profile("trt:Profiles", self._camera, token) for token in PROFILES
            ),
            "GetProfile": lambda r, _u: answers.profile("trt:Profile", self._camera, profile_of(r)),
            "GetStreamUri": lambda r, _u: answers.media_uri(self._stream_uri(r)),
            "GetSnapshotUri": lambda r, url: answers.media_uri(_snapshot_uri(r, url)),
            "GetVideoSources": lambda _r, _u: answers.video_sources(self._camera),
            "GetVideoSourceConfigurations": lambda _r, _u: answers.source_configuration(
                "trt:Configurations", self._camera
            ),
            "GetVideoEncoderConfigurations": lambda _r, _u: "".join(
                answers.encoder_configuration("trt:Configurations", self._camera, token)
                for token in PROFILES
            ),
        }

    def _media2_handlers(self) -> dict[str, Handler]:
        return {
            "GetServiceCapabilities": lambda _r, _u: answers.MEDIA2_CAPABILITIES,
            "GetProfiles": lambda r, _u: media2.profiles(self._camera, r),
            "GetStreamUri": lambda r, _u: media2.uri(self._stream_uri(r)),
            "GetSnapshotUri": lambda r, url: media2.uri(_snapshot_uri(r, url)),
        }

    def _ptz_handlers(self) -> dict[str, Handler]:
        return {
            "GetServiceCapabilities": lambda _r, _u: answers.PTZ_CAPABILITIES,
            "GetNodes": lambda _r, _u: answers.node(),
            "GetNode": self._node,
            "GetConfigurations": lambda _r, _u: answers.ptz_configuration("tptz:PTZConfiguration"),
            "GetConfiguration": self._configuration,
            "GetConfigurationOptions": self._configuration_options,
            "ContinuousMove": self._continuous_move,
            "AbsoluteMove": self._absolute_move,
            "RelativeMove": self._relative_move,
            "Stop": self._stop,
            "GetStatus": self._status,
            "SetPreset": self._set_preset,
            "GetPresets": self._presets,
            "GotoPreset": self._goto_preset,
            "RemovePreset": self._remove_preset,
            "GotoHomePosition": self._goto_home,
            "SetHomePosition": self._set_home,
        }

    def _utc(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self._clock(), datetime.UTC)

    def _stream_uri(self, request: Request) -> str:
        token = profile_of(request)
        if token not in self._stream_urls:
            raise SoapFault("Receiver", ("ter:Action", "ter:IncompleteConfiguration"),
                            "This profile has no stream", 500)  # fmt: skip
        return self._stream_urls[token]

    def _node(self, request: Request, _url: str) -> str:
        if request.text("NodeToken") != answers.NODE:
            raise _bad("ter:NoEntity", "There is no such node")
        return answers.node()

    def _configuration(self, request: Request, _url: str) -> str:
        _need_configuration(request.text("PTZConfigurationToken"))
        return answers.ptz_configuration("tptz:PTZConfiguration")

    def _configuration_options(self, request: Request, _url: str) -> str:
        _need_configuration(request.text("ConfigurationToken"))
        return answers.PTZ_OPTIONS

    def _continuous_move(self, request: Request, _url: str) -> str:
        profile_of(request)
        velocity = child(request.body, "Velocity")
        timeout = seconds(request.text("Timeout"))
        self._head.move_continuously(
            self._clock(), pan_tilt(velocity, "Velocity"), zoom(velocity, "Velocity"), timeout
        )
        return ""

    def _absolute_move(self, request: Request, _url: str) -> str:
        profile_of(request)
        to = child(request.body, "Position")
        pan_tilt_speed, zoom_speed = speed(request)
        self._head.move_to(
            self._clock(), pan_tilt(to, "Position"), zoom(to, "Position"), pan_tilt_speed,
            zoom_speed,
        )  # fmt: skip
        return ""

    def _relative_move(self, request: Request, _url: str) -> str:
        profile_of(request)
        by = child(request.body, "Translation")
        pan_tilt_speed, zoom_speed = speed(request)
        self._head.move_by(
            self._clock(), pan_tilt(by, "Translation"), zoom(by, "Translation"), pan_tilt_speed,
            zoom_speed,
        )  # fmt: skip
        return ""

    def _stop(self, request: Request, _url: str) -> str:
        profile_of(request)
        stops = [request.text(name) not in ("false", "0") for name in ("PanTilt", "Zoom")]
        self._head.stop(self._clock(), *stops)
        return ""

    def _status(self, request: Request, _url: str) -> str:
        profile_of(request)
        return answers.status(self._head.status(self._clock()), self._utc())

    def _set_preset(self, request: Request, _url: str) -> str:
        profile_of(request)
        name, token = request.text("PresetName") or "", request.text("PresetToken") or None
        token = self._head.set_preset(self._clock(), name, token)
        return f"<tptz:PresetToken>{escape(token)}</tptz:PresetToken>"

    def _presets(self, request: Request, _url: str) -> str:
        profile_of(request)
        return "".join(answers.preset(preset) for preset in self._head.presets())

    def _goto_preset(self, request: Request, _url: str) -> str:
        profile_of(request)
        self._head.goto_preset(self._clock(), request.text("PresetToken") or "", *speed(request))
        return ""

    def _remove_preset(self, request: Request, _url: str) -> str:
        profile_of(request)
        self._head.remove_preset(request.text("PresetToken") or "")
        return ""

    def _goto_home(self, request: Request, _url: str) -> str:
        profile_of(request)
        self._head.goto_home(self._clock(), *speed(request))
        return ""

    def _set_home(self, request: Request, _url: str) -> str:
        profile_of(request)
        self._head.set_home(self._clock())
        return ""


def _snapshot_uri(request: Request, url: str) -> str:
    profile_of(request)
    return f"{url}/onvif/snapshot.jpg"


def _need_configuration(token: str | None) -> None:
    if token != answers.CONFIGURATION:
        raise _bad("ter:NoConfig", "There is no such configuration")


def _bad(subcode: str, reason: str) -> SoapFault:
    return sender("ter:InvalidArgVal", subcode, reason=reason)
