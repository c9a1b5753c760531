"""The real ONVIF service under a client from elsewhere, and under hostile requests."""

from __future__ import annotations

import base64
import datetime
import hashlib
import http.client
import io
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import av
import numpy as np
import pytest
from onvif import ONVIFClient
from onvif.operator import CacheMode
from onvif.utils.exceptions import ONVIFOperationException

from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.service import HighRise
from simulator.high_rise.soap import SoapFault
from simulator.high_rise.wsse import TokenGuard

USER, PASSWORD = "operator", "fengxi-high"
URLS = {"main": "rtsp://127.0.0.1:8554/C065/main", "sub": "rtsp://127.0.0.1:8554/C065/sub"}
CAMERA = next(camera for camera in TOWN_CAMERAS if camera.ptz)


@pytest.fixture(autouse=True)
def _quiet_client(caplog: pytest.LogCaptureFixture) -> None:
    """The client logs every refusal as an error; here refusals are what is wanted."""
    caplog.set_level(logging.CRITICAL, logger="onvif")


@pytest.fixture(scope="module")
def high_rise() -> Iterator[HighRise]:
    camera = HighRise(CAMERA, USER, PASSWORD)
    yield camera
    camera.stop()


@pytest.fixture(scope="module")
def address(high_rise: HighRise) -> tuple[str, int]:
    parts = urlsplit(high_rise.start_onvif("127.0.0.1", 0, URLS))
    assert parts.path == "/onvif/device_service"
    return parts.hostname or "", parts.port or 0


@pytest.fixture(scope="module")
def client(address: tuple[str, int]) -> Any:
    return ONVIFClient(*address, USER, PASSWORD, cache=CacheMode.NONE)


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something that must come; a test that hangs ends by its own limit."""
    while not true():
        time.sleep(0.02)


def idle(ptz: Any) -> bool:
    moves = ptz.GetStatus(ProfileToken="main").MoveStatus
    return bool(moves.PanTilt == "IDLE" and moves.Zoom == "IDLE")


def picture(high_rise: HighRise) -> np.ndarray:
    """The sub stream's next picture, decoded."""
    source = high_rise.source("sub")
    source.watched(True)
    data, key = source.unit(int(time.time() * source.spec.fps))
    assert key
    frames = av.CodecContext.create("h264", "r").decode(av.Packet(data))
    frames += av.CodecContext.create("h264", "r").decode(None) if not frames else []
    return np.asarray(frames[0].to_ndarray(format="gray"))


def test_device_and_media_answer(client: Any) -> None:
    device, media = client.devicemgmt(), client.media()
    assert device.GetDeviceInformation().SerialNumber == CAMERA.number
    assert device.GetSystemDateAndTime().UTCDateTime.Date.Year >= 2024
    assert device.GetCapabilities().PTZ.XAddr
    assert device.GetCapabilities().Imaging.XAddr.endswith("/onvif/imaging_service")
    assert len(device.GetServices(IncludeCapability=True)) == 4
    assert len(device.GetScopes()) == 4
    profiles = {profile.token: profile for profile in media.GetProfiles()}
    assert set(profiles) == {"main", "sub"}
    size = profiles["main"].VideoEncoderConfiguration.Resolution
    assert (size.Width, size.Height) == (1920, 1080)
    assert media.GetProfile(ProfileToken="sub").token == "sub"
    setup = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
    assert media.GetStreamUri(StreamSetup=setup, ProfileToken="main").Uri == URLS["main"]
    assert media.GetVideoSources()[0].Resolution.Width == 1920


def test_media2_alone_is_read_by_its_description() -> None:
    camera = HighRise(CAMERA, USER, PASSWORD, media=("tr2",))
    try:
        parts = urlsplit(camera.start_onvif("127.0.0.1", 0, URLS))
        client = ONVIFClient(parts.hostname, parts.port, USER, PASSWORD, cache=CacheMode.NONE)
        device, media = client.devicemgmt(), client.media2()
        spaces = [one.Namespace for one in device.GetServices(IncludeCapability=True)]
        assert "http://www.onvif.org/ver10/media/wsdl" not in spaces
        assert device.GetCapabilities().Media is None
        assert media.GetProfiles()[0].Configurations is None  # as it must, unless asked
        found = media.GetProfiles(Token="sub", Type=["VideoSource", "VideoEncoder", "PTZ"])
        told = found[0].Configurations
        assert (told.VideoSource.SourceToken, told.PTZ.NodeToken) == ("lens", "head")
        assert told.VideoEncoder.Resolution.Width == CAMERA.sub.width
        assert media.GetStreamUri(Protocol="RTSP", ProfileToken="main") == URLS["main"]
    finally:
        camera.stop()


def test_nodes_and_configurations_name_the_spaces(client: Any) -> None:
    ptz = client.ptz()
    node = ptz.GetNodes()[0]
    spaces = ptz.GetNode(NodeToken=node.token).SupportedPTZSpaces
    assert spaces.AbsoluteZoomPositionSpace[0].XRange.Min == 0
    token = ptz.GetConfigurations()[0].token
    options = ptz.GetConfigurationOptions(ConfigurationToken=token)
    assert options.Spaces.ContinuousPanTiltVelocitySpace[0].YRange.Max == 1
    assert ptz.GetServiceCapabilities().MoveStatus


def test_moves_are_seen_in_status_and_in_the_picture(client: Any, high_rise: HighRise) -> None:
    ptz = client.ptz()
    before = picture(high_rise)
    goal = {"PanTilt": {"x": 0.75, "y": 0.4}, "Zoom": {"x": 0.8}}  # far, so seen on its way
    ptz.AbsoluteMove(ProfileToken="main", Position=goal)
    assert not idle(ptz)
    wait_until(lambda: idle(ptz))
    at = ptz.GetStatus(ProfileToken="main").Position
    assert (at.PanTilt.x, at.PanTilt.y, at.Zoom.x) == pytest.approx((0.75, 0.4, 0.8), abs=1e-6)
    after = picture(high_rise)
    assert np.abs(after.astype(int) - before.astype(int)).mean() > 8
    ptz.RelativeMove(ProfileToken="main", Translation={"PanTilt": {"x": -0.1, "y": 0.1}})
    wait_until(lambda: idle(ptz))
    at = ptz.GetStatus(ProfileToken="main").Position
    assert (at.PanTilt.x, at.PanTilt.y) == pytest.approx((0.65, 0.5), abs=1e-6)


def test_a_continuous_move_ends_by_timeout_and_by_stop(client: Any) -> None:
    ptz = client.ptz()
    start = ptz.GetStatus(ProfileToken="main").Position.PanTilt.x
    velocity = {"PanTilt": {"x": 0.5, "y": 0.0}}
    ptz.ContinuousMove(
        ProfileToken="main", Velocity=velocity, Timeout=datetime.timedelta(seconds=3)
    )
    assert not idle(ptz)
    wait_until(lambda: idle(ptz))
    assert ptz.GetStatus(ProfileToken="main").Position.PanTilt.x != start
    ptz.ContinuousMove(ProfileToken="main", Velocity=velocity)
    assert not idle(ptz)
    ptz.Stop(ProfileToken="main", PanTilt=True, Zoom=True)
    wait_until(lambda: idle(ptz))


def test_presets_and_home(client: Any) -> None:
    ptz = client.ptz()
    ptz.AbsoluteMove(ProfileToken="main", Position={"PanTilt": {"x": 0.2, "y": 0.5}})
    wait_until(lambda: idle(ptz))
    token = ptz.SetPreset(ProfileToken="main", PresetName="枫溪大桥 <&>")
    assert [p.Name for p in ptz.GetPresets(ProfileToken="main")] == ["枫溪大桥 <&>"]
    stored = ptz.GetStatus(ProfileToken="main").Position.PanTilt.x
    ptz.GotoHomePosition(ProfileToken="main")
    wait_until(lambda: idle(ptz))
    assert ptz.GetStatus(ProfileToken="main").Position.PanTilt.x != pytest.approx(stored)
    ptz.GotoPreset(ProfileToken="main", PresetToken=token)
    wait_until(lambda: idle(ptz))
    assert ptz.GetStatus(ProfileToken="main").Position.PanTilt.x == pytest.approx(stored, abs=1e-6)
    ptz.SetHomePosition(ProfileToken="main")
    ptz.RemovePreset(ProfileToken="main", PresetToken=token)
    assert not ptz.GetPresets(ProfileToken="main")
    with pytest.raises(ONVIFOperationException, match="no such preset"):
        ptz.GotoPreset(ProfileToken="main", PresetToken=token)


def test_the_focus_moves_until_it_is_stopped(client: Any) -> None:
    imaging = client.imaging()
    source = client.media().GetVideoSources()[0].token
    assert imaging.GetImagingSettings(VideoSourceToken=source).Focus.AutoFocusMode == "MANUAL"
    assert imaging.GetMoveOptions(VideoSourceToken=source).Continuous.Speed.Min == -1
    before = imaging.GetStatus(VideoSourceToken=source).FocusStatus20
    assert (before.Position, before.MoveStatus) == (0.5, "IDLE")
    imaging.Move(VideoSourceToken=source, Focus={"Continuous": {"Speed": 0.2}})
    wait_until(lambda: imaging.GetStatus(VideoSourceToken=source).FocusStatus20.Position > 0.51)
    assert imaging.GetStatus(VideoSourceToken=source).FocusStatus20.MoveStatus == "MOVING"
    imaging.Stop(VideoSourceToken=source)
    wait_until(
        lambda: imaging.GetStatus(VideoSourceToken=source).FocusStatus20.MoveStatus == "IDLE"
    )
    with pytest.raises(ONVIFOperationException, match="no such video source"):
        imaging.Stop(VideoSourceToken="none")
    with pytest.raises(ONVIFOperationException, match="Only continuous moves"):
        imaging.Move(VideoSourceToken=source, Focus={"Continuous": {"Speed": 3.0}})


def test_what_is_out_of_its_space_is_refused(client: Any) -> None:
    with pytest.raises(ONVIFOperationException, match="outside its space"):
        client.ptz().AbsoluteMove(ProfileToken="main", Position={"PanTilt": {"x": 2.0, "y": 0.0}})
    with pytest.raises(ONVIFOperationException, match="no such profile"):
        client.ptz().GetStatus(ProfileToken="none")


def post(address: tuple[str, int], body: bytes) -> tuple[int, str]:
    connection = http.client.HTTPConnection(*address)
    connection.request("POST", "/onvif/ptz_service", body)
    response = connection.getresponse()
    result = response.status, response.read().decode()
    connection.close()
    return result


def envelope(password: str, created: str, nonce: bytes = b"0123456789abcdef") -> bytes:
    digest = hashlib.sha1(nonce + created.encode() + password.encode()).digest()
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><Security>'
        f"<UsernameToken><Username>{USER}</Username><Password Type='x#PasswordDigest'>"
        f"{base64.b64encode(digest).decode()}</Password><Nonce>{base64.b64encode(nonce).decode()}"
        f"</Nonce><Created>{created}</Created></UsernameToken></Security></s:Header><s:Body>"
        '<GetNodes xmlns="http://www.onvif.org/ver20/ptz/wsdl"/></s:Body></s:Envelope>'
    ).encode()


def stamp(offset_s: float = 0.0) -> str:
    at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=offset_s)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_a_token_is_taken_once_and_only_in_its_time(address: tuple[str, int]) -> None:
    good = envelope(PASSWORD, stamp())
    assert post(address, good)[0] == 200
    for bad in (good, envelope("wrong", stamp()), envelope(PASSWORD, stamp(-900)),
                envelope(PASSWORD, stamp(900)), envelope(PASSWORD, "yesterday")):  # fmt: skip
        status, text = post(address, bad)
        assert status == 400
        assert "ter:NotAuthorized" in text
        assert PASSWORD not in text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff" * 50,
        b"<a>" * 5000,
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>',
        b"x" * 100_000,
    ],
)
def test_hostile_requests_get_a_fault(address: tuple[str, int], body: bytes) -> None:
    status, text = post(address, body)
    assert status in (400, 413)
    assert "ter:WellFormed" in text


def test_the_snapshot_is_a_jpeg_for_those_who_may(client: Any, address: tuple[str, int]) -> None:
    url = urlsplit(client.media().GetSnapshotUri(ProfileToken="main").Uri)
    connection = http.client.HTTPConnection(*address)
    connection.request("GET", url.path)
    refused = connection.getresponse()
    refused.read()
    assert refused.status == 401
    token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    connection.request("GET", url.path, headers={"Authorization": f"Basic {token}"})
    with av.open(io.BytesIO(connection.getresponse().read()), "r") as jpeg:
        frame = next(jpeg.decode(video=0))
    connection.close()
    assert (frame.width, frame.height) == (1920, 1080)


def test_a_camera_without_a_user_lets_everybody_in() -> None:
    TokenGuard("", "").check(None, 0.0)
    with pytest.raises(SoapFault):
        TokenGuard(USER, PASSWORD).check(None, 0.0)
