"""Photos and videos: resumed, checked by content, cleaned of what they say, seen by few."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import ExifTags, Image

from backend.api.app import BASE
from backend.media import images
from tests.backend_town import TOWN, Api, jpeg


def with_place() -> bytes:
    """A photo that tells where and when, and by which telephone."""
    image = Image.new("RGB", (60, 40), "green")
    exif = image.getexif()
    exif[ExifTags.Base.Make] = "某手机"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (29.0, 42.0, 0.0), 3: "E", 4: (120.0, 12.0, 0.0)}
    )
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = "2026:11:24 09:58:00"
    inner[ExifTags.Base.OffsetTimeOriginal] = "+08:00"
    written = BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def video(path: Path) -> bytes:
    with av.open(str(path), "w", format="mp4", options={"movflags": "use_metadata_tags"}) as made:
        made.metadata["location"] = "+29.7000+120.2000/"
        made.metadata["comment"] = "某某的手机"
        stream = made.add_stream("mpeg4", rate=10)
        stream.width, stream.height = 64, 48
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return path.read_bytes()


def content(api: Api, who: str, id: str, **headers: str) -> Any:  # noqa: A002
    sent = {**api.headers(who), **headers}
    return api.client().get(f"{BASE}/attachments/{id}", headers=sent)


def test_a_photo_keeps_its_picture_and_loses_what_it_tells(api: Api) -> None:
    given = with_place()
    kept = api.uploads("member", given)
    assert kept.status_code == 201, kept.text
    photo = kept.json()
    assert (photo["lon"], photo["lat"]) == (pytest.approx(120.2), pytest.approx(29.7))
    assert photo["taken_at"] == "2026-11-24T01:58:00Z"
    assert (photo["width"], photo["height"]) == (40, 60)  # turned as it was held
    assert photo["original_sha256"] == hashlib.sha256(given).hexdigest()
    got = content(api, "member", photo["id"])
    assert hashlib.sha256(got.content).hexdigest() == photo["sha256"]
    with Image.open(BytesIO(got.content)) as cleaned:
        assert len(cleaned.getexif()) == 0
        assert cleaned.size == (40, 60)
    assert "某手机".encode() not in got.content
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "现场".encode() not in got.headers["content-disposition"].encode()
    small = api.get("member", f"/attachments/{photo['id']}/thumbnail")
    with Image.open(BytesIO(small.content)) as thumbnail:
        assert max(thumbnail.size) <= 320


def test_a_video_is_copied_without_what_it_tells(api: Api, tmp_path: Path) -> None:
    given = video(tmp_path / "given.mp4")
    assert "某某的手机".encode() in given
    kept = api.uploads("member", given)
    assert kept.status_code == 201, kept.text
    found = kept.json()
    assert (found["media_type"], found["width"], found["lat"]) == ("video/mp4", 64, 29.7)
    got = content(api, "member", found["id"])
    assert "某某的手机".encode() not in got.content
    with av.open(BytesIO(got.content), "r") as opened:
        assert len(list(opened.decode(video=0))) == 5
    part = content(api, "member", found["id"], Range="bytes=4-7")
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert content(api, "member", found["id"], Range="bytes=99999999-").status_code == 416


def test_an_upload_goes_on_where_it_broke_off(api: Api) -> None:
    data = jpeg((200, 200))
    begun = api.post("member", "/uploads", {"name": "a.jpg", "size": len(data)}).json()
    path = f"{BASE}/uploads/{begun['id']}"

    def send(at: int, piece: bytes) -> Any:
        headers = {**api.headers("member"), "Upload-Offset": str(at)}
        return api.client().patch(path, headers=headers, content=piece)

    assert send(0, data[:100]).json()["offset"] == 100
    again = send(0, data[:100])
    assert (again.status_code, again.json()["current"]["offset"]) == (409, 100)
    early = api.post("member", f"/uploads/{begun['id']}/finish", {"town": TOWN})
    assert early.json()["code"] == "offset_conflict"
    assert api.get("member", f"/uploads/{begun['id']}").json()["offset"] == 100
    assert api.get("op1", f"/uploads/{begun['id']}").status_code == 404
    assert send(100, data[100:] + b"more").status_code == 413
    at = api.get("member", f"/uploads/{begun['id']}").json()["offset"]
    assert send(at, data[at:]).json()["offset"] == len(data)
    done = api.post("member", f"/uploads/{begun['id']}/finish", {"town": TOWN}, key="finish-01")
    assert done.status_code == 201
    lost = api.post("member", f"/uploads/{begun['id']}/finish", {"town": TOWN}, key="finish-01")
    assert lost.json() == done.json()
    other = api.post("member", f"/uploads/{begun['id']}/finish", {"town": TOWN})
    assert other.json()["id"] == done.json()["id"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<svg onload=alert(1)>", "media.unknown_kind"),
        (b"MZ" + bytes(100), "media.unknown_kind"),
        (b"%PDF-1.7", "media.broken"),
        (jpeg()[:300], "media.broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "media.broken"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(40), "media.broken"),
        (bytes(4) + b"ftypisom" + bytes(500), "media.broken"),
        (b"\x1a\x45\xdf\xa3" + bytes(500), "media.broken"),
    ],
)
def test_what_can_not_be_used_is_refused(api: Api, data: bytes, fault: str) -> None:
    refused = api.uploads("member", data)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == fault


def test_a_picture_of_too_many_pixels_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 1000)
    assert api.uploads("member", jpeg()).json()["errors"][0]["code"] == "media.too_large"


def test_files_belong_to_an_event_and_are_seen_with_it(api: Api) -> None:
    photo = api.uploads("member", jpeg()).json()["id"]
    assert content(api, "op1", photo).status_code == 404
    event = api.reports(text="", attachments=[photo])
    assert content(api, "op1", photo).status_code == 200
    assert content(api, "stranger", photo).status_code == 404
    listed = api.get("op1", f"/events/{event['id']}/attachments").json()["items"]
    assert [one["id"] for one in listed] == [photo]
    twice = api.post(
        "member", "/reports", {"town": TOWN, "source": "field", "attachments": [photo]}
    )
    assert twice.status_code == 422
    trail = api.get("op1", "/journal", event=event["id"]).json()["items"]
    assert trail[-1]["change"]["files"] == {photo: listed[0]["sha256"]}


def test_an_after_photo_is_a_photo_and_no_word(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    tried = api.tries("op1", event, "reject", reason_code="untrue", photos=["after"])
    assert tried.json()["errors"][0]["pointer"] == "/body/photos"
