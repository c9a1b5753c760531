"""The XML of ONVIF's Media2 service (ver20), which is all that a camera of Profile T must offer."""

from __future__ import annotations

from xml.sax.saxutils import escape

from simulator.high_rise.onvif_answers import ptz_configuration, source_configuration
from simulator.high_rise.onvif_values import PROFILES, profile_of
from simulator.high_rise.soap import Request, local_name
from simulator.streams import SimCamera


def profiles(camera: SimCamera, request: Request) -> str:
    """The profiles, with configurations only of the types asked for. Raises SoapFault."""
    types = {(one.text or "").strip() for one in request.body if local_name(one) == "Type"}
    tokens = [profile_of(request, "Token")] if request.text("Token") else PROFILES
    return "".join(_profile(camera, token, types) for token in tokens)


def uri(found: str) -> str:
    """Where a stream or a snapshot is."""
    return f"<tr2:Uri>{escape(found)}</tr2:Uri>"


def _profile(camera: SimCamera, token: str, types: set[str]) -> str:
    own = {
        "VideoSource": source_configuration("tr2:VideoSource", camera),
        "VideoEncoder": _encoder(camera, token),
        "PTZ": ptz_configuration("tr2:PTZ"),
    }
    told = "".join(xml for kind, xml in own.items() if types & {kind, "All"})
    return (
        f'<tr2:Profiles token="{token}" fixed="true"><tr2:Name>{token}</tr2:Name>'
        + (f"<tr2:Configurations>{told}</tr2:Configurations>" if told else "")
        + "</tr2:Profiles>"
    )


def _encoder(camera: SimCamera, token: str) -> str:
    spec = camera.main if token == "main" else camera.sub  # noqa: S105
    return (
        f'<tr2:VideoEncoder token="{token}" GovLength="{spec.gop_frames}" Profile="Baseline">'
        f"<tt:Name>{token}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>"
        f"<tt:Resolution><tt:Width>{spec.width}</tt:Width><tt:Height>{spec.height}</tt:Height>"
        f"</tt:Resolution><tt:RateControl><tt:FrameRateLimit>{spec.fps}</tt:FrameRateLimit>"
        f"<tt:BitrateLimit>{spec.bitrate // 1000}</tt:BitrateLimit></tt:RateControl>"
        "<tt:Quality>5</tt:Quality></tr2:VideoEncoder>"
    )
