"""The XML of ONVIF's answers (ONVIF Core, Media and PTZ service specifications, ver10/ver20)."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from xml.sax.saxutils import escape, quoteattr

from simulator.high_rise.onvif_values import space
from simulator.high_rise.ptz import HeadStatus, Position, Preset
from simulator.high_rise.soap import NAMESPACES
from simulator.streams import SimCamera

NODE, CONFIGURATION, SOURCE = "head", "ptz", "lens"
_PATHS = {
    "tds": "device_service", "trt": "media_service", "tr2": "media2_service",
    "tptz": "ptz_service", "timg": "imaging_service",
}  # fmt: skip

DEVICE_CAPABILITIES = (
    '<tds:Capabilities><tds:Network/><tds:Security UsernameToken="true"/><tds:System/>'
    "</tds:Capabilities>"
)
MEDIA_CAPABILITIES = (
    '<trt:Capabilities SnapshotUri="true"><trt:ProfileCapabilities MaximumNumberOfProfiles="2"/>'
    '<trt:StreamingCapabilities RTP_TCP="true" RTP_RTSP_TCP="true"/></trt:Capabilities>'
)
MEDIA2_CAPABILITIES = (
    '<tr2:Capabilities SnapshotUri="true"><tr2:ProfileCapabilities MaximumNumberOfProfiles="2" '
    'ConfigurationsSupported="VideoSource VideoEncoder PTZ"/>'
    '<tr2:StreamingCapabilities RTSPStreaming="true" RTP_RTSP_TCP="true"/></tr2:Capabilities>'
)
PTZ_CAPABILITIES = (
    '<tptz:Capabilities EFlip="false" Reverse="false" GetCompatibleConfigurations="false" '
    'MoveStatus="true" StatusPosition="true"/>'
)
IMAGING_CAPABILITIES = '<timg:Capabilities ImageStabilization="false"/>'
HOSTNAME = (
    "<tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP>"
    "<tt:Name>high-rise</tt:Name></tds:HostnameInformation>"
)


def date_and_time(now: datetime.datetime) -> str:
    """The device's clock."""
    moment = (
        f"<tt:Time><tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
        f"<tt:Second>{now.second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.year}</tt:Year>"
        f"<tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date>"
    )
    return (
        "<tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>"
        "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ>"
        f"</tt:TimeZone><tt:UTCDateTime>{moment}</tt:UTCDateTime></tds:SystemDateAndTime>"
    )


def device_information(camera: SimCamera) -> str:
    """What the device says it is."""
    return (
        "<tds:Manufacturer>Fengqiao</tds:Manufacturer><tds:Model>HighRise 30</tds:Model>"
        "<tds:FirmwareVersion>0.1.0</tds:FirmwareVersion>"
        f"<tds:SerialNumber>{escape(camera.number)}</tds:SerialNumber>"
        "<tds:HardwareId>simulator</tds:HardwareId>"
    )


def capabilities(url: str, offered: Collection[str]) -> str:
    """Where the services are, in the older form, which knows no Media2."""
    at = {prefix: f"<tt:XAddr>{escape(url)}/onvif/{path}</tt:XAddr>"
          for prefix, path in _PATHS.items()}  # fmt: skip
    media = (
        f"<tt:Media>{at['trt']}<tt:StreamingCapabilities><tt:RTP_TCP>true</tt:RTP_TCP>"
        "<tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>"
    )
    return (
        f"<tds:Capabilities><tt:Device>{at['tds']}</tt:Device>"
        f"<tt:Imaging>{at['timg']}</tt:Imaging>{media if 'trt' in offered else ''}"
        f"<tt:PTZ>{at['tptz']}</tt:PTZ></tds:Capabilities>"
    )


def services(url: str, offered: Collection[str], with_capabilities: bool) -> str:
    """Where the services are and their versions."""
    own = {
        "tds": DEVICE_CAPABILITIES, "trt": MEDIA_CAPABILITIES, "tr2": MEDIA2_CAPABILITIES,
        "tptz": PTZ_CAPABILITIES, "timg": IMAGING_CAPABILITIES,
    }  # fmt: skip
    found = ""
    for prefix in offered:
        extra = f"<tds:Capabilities>{own[prefix]}</tds:Capabilities>" if with_capabilities else ""
        found += (
            f"<tds:Service><tds:Namespace>{NAMESPACES[prefix]}</tds:Namespace>"
            f"<tds:XAddr>{escape(url)}/onvif/{_PATHS[prefix]}</tds:XAddr>{extra}<tds:Version>"
            "<tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>"
        )
    return found


def scopes(camera: SimCamera) -> str:
    """Scopes for discovery."""
    items = ("type/ptz", "type/video_encoder", "Profile/Streaming", f"hardware/{camera.number}")
    return "".join(
        "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef>"
        f"<tt:ScopeItem>onvif://www.onvif.org/{escape(item)}</tt:ScopeItem></tds:Scopes>"
        for item in items
    )


def video_sources(camera: SimCamera) -> str:
    """The one lens."""
    spec = camera.main
    return (
        f'<trt:VideoSources token="{SOURCE}"><tt:Framerate>{spec.fps}</tt:Framerate>'
        f"<tt:Resolution><tt:Width>{spec.width}</tt:Width><tt:Height>{spec.height}</tt:Height>"
        "</tt:Resolution></trt:VideoSources>"
    )


def source_configuration(tag: str, camera: SimCamera) -> str:
    """How the lens is used: whole."""
    return (
        f'<{tag} token="{SOURCE}"><tt:Name>{escape(camera.name)}</tt:Name>'
        f"<tt:UseCount>2</tt:UseCount><tt:SourceToken>{SOURCE}</tt:SourceToken>"
        f'<tt:Bounds x="0" y="0" width="{camera.main.width}" height="{camera.main.height}"/>'
        f"</{tag}>"
    )


def encoder_configuration(tag: str, camera: SimCamera, token: str) -> str:
    """How a stream is encoded."""
    spec = camera.main if token == "main" else camera.sub  # noqa: S105
    return (
        f'<{tag} token="{token}"><tt:Name>{token}</tt:Name><tt:UseCount>1</tt:UseCount>'
        f"<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{spec.width}</tt:Width>"
        f"<tt:Height>{spec.height}</tt:Height></tt:Resolution><tt:Quality>5</tt:Quality>"
        f"<tt:RateControl><tt:FrameRateLimit>{spec.fps}</tt:FrameRateLimit>"
        "<tt:EncodingInterval>1</tt:EncodingInterval>"
        f"<tt:BitrateLimit>{spec.bitrate // 1000}</tt:BitrateLimit></tt:RateControl>"
        f"<tt:H264><tt:GovLength>{spec.gop_frames}</tt:GovLength>"
        "<tt:H264Profile>Baseline</tt:H264Profile></tt:H264><tt:Multicast><tt:Address>"
        "<tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address>"
        "<tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>"
        f"<tt:SessionTimeout>PT60S</tt:SessionTimeout></{tag}>"
    )


def profile(tag: str, camera: SimCamera, token: str) -> str:
    """A media profile with its configurations."""
    return (
        f'<{tag} token="{token}" fixed="true"><tt:Name>{token}</tt:Name>'
        + source_configuration("tt:VideoSourceConfiguration", camera)
        + encoder_configuration("tt:VideoEncoderConfiguration", camera, token)
        + ptz_configuration("tt:PTZConfiguration")
        + f"</{tag}>"
    )


def media_uri(uri: str) -> str:
    """Where a stream or a snapshot is."""
    return (
        f"<trt:MediaUri><tt:Uri>{escape(uri)}</tt:Uri>"
        "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
        "<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout>"
        "</trt:MediaUri>"
    )


def _range(tag: str, axis: str, kind: str, low: int, speed: bool = False) -> str:
    uri = _speed_uri(axis) if speed else space(axis, kind)
    y = ""
    if axis == "PanTilt" and not speed:
        y = f"<tt:YRange><tt:Min>{low}</tt:Min><tt:Max>1</tt:Max></tt:YRange>"
    return (
        f"<tt:{tag}><tt:URI>{uri}</tt:URI><tt:XRange><tt:Min>{low}</tt:Min><tt:Max>1</tt:Max>"
        f"</tt:XRange>{y}</tt:{tag}>"
    )


def _speed_uri(axis: str) -> str:
    name = "GenericSpeedSpace" if axis == "PanTilt" else "ZoomGenericSpeedSpace"
    return f"http://www.onvif.org/ver10/tptz/{axis}Spaces/{name}"


_SPACES = (
    _range("AbsolutePanTiltPositionSpace", "PanTilt", "Position", -1)
    + _range("AbsoluteZoomPositionSpace", "Zoom", "Position", 0)
    + _range("RelativePanTiltTranslationSpace", "PanTilt", "Translation", -1)
    + _range("RelativeZoomTranslationSpace", "Zoom", "Translation", -1)
    + _range("ContinuousPanTiltVelocitySpace", "PanTilt", "Velocity", -1)
    + _range("ContinuousZoomVelocitySpace", "Zoom", "Velocity", -1)
    + _range("PanTiltSpeedSpace", "PanTilt", "Velocity", 0, speed=True)
    + _range("ZoomSpeedSpace", "Zoom", "Velocity", 0, speed=True)
)

PTZ_OPTIONS = (
    f"<tptz:PTZConfigurationOptions><tt:Spaces>{_SPACES}</tt:Spaces>"
    "<tt:PTZTimeout><tt:Min>PT0S</tt:Min><tt:Max>PT1H</tt:Max></tt:PTZTimeout>"
    "</tptz:PTZConfigurationOptions>"
)


def node() -> str:
    """The head and its spaces."""
    return (
        f'<tptz:PTZNode token="{NODE}" FixedHomePosition="false"><tt:Name>{NODE}</tt:Name>'
        f"<tt:SupportedPTZSpaces>{_SPACES}</tt:SupportedPTZSpaces>"
        "<tt:MaximumNumberOfPresets>256</tt:MaximumNumberOfPresets>"
        "<tt:HomeSupported>true</tt:HomeSupported></tptz:PTZNode>"
    )


def ptz_configuration(tag: str) -> str:
    """The one PTZ configuration."""

    def default(name: str, axis: str, kind: str) -> str:
        return f"<tt:{name}>{space(axis, kind)}</tt:{name}>"

    return (
        f'<{tag} token="{CONFIGURATION}"><tt:Name>{CONFIGURATION}</tt:Name>'
        f"<tt:UseCount>2</tt:UseCount><tt:NodeToken>{NODE}</tt:NodeToken>"
        + default("DefaultAbsolutePantTiltPositionSpace", "PanTilt", "Position")
        + default("DefaultAbsoluteZoomPositionSpace", "Zoom", "Position")
        + default("DefaultRelativePanTiltTranslationSpace", "PanTilt", "Translation")
        + default("DefaultRelativeZoomTranslationSpace", "Zoom", "Translation")
        + default("DefaultContinuousPanTiltVelocitySpace", "PanTilt", "Velocity")
        + default("DefaultContinuousZoomVelocitySpace", "Zoom", "Velocity")
        + f"</{tag}>"
    )


def _vector(tag: str, at: Position) -> str:
    return (
        f'<{tag}><tt:PanTilt x="{at.pan:.8f}" y="{at.tilt:.8f}" '
        f"space={quoteattr(space('PanTilt', 'Position'))}/>"
        f'<tt:Zoom x="{at.zoom:.8f}" space={quoteattr(space("Zoom", "Position"))}/></{tag}>'
    )


def status(head: HeadStatus, now: datetime.datetime) -> str:
    """Position and movement."""
    moves = ["MOVING" if m else "IDLE" for m in (head.pan_tilt_moving, head.zoom_moving)]
    return (
        f"<tptz:PTZStatus>{_vector('tt:Position', head.position)}<tt:MoveStatus>"
        f"<tt:PanTilt>{moves[0]}</tt:PanTilt><tt:Zoom>{moves[1]}</tt:Zoom></tt:MoveStatus>"
        f"<tt:UtcTime>{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z</tt:UtcTime>"
        "</tptz:PTZStatus>"
    )


def preset(one: Preset) -> str:
    """A preset with its position."""
    return (
        f"<tptz:Preset token={quoteattr(one.token)}><tt:Name>{escape(one.name)}</tt:Name>"
        f"{_vector('tt:PTZPosition', one.position)}</tptz:Preset>"
    )
