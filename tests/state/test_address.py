"""Addresses carry credentials to the decoder and nowhere else."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.address import checked_url, safe_url, stream_url
from console.state.camera import Camera


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))
def test_credentials_survive_the_address(user: str, password: str) -> None:
    camera = Camera("C1", "东门", "v", "g", "rtsp://h:554/a?b=1", user=user, password=password)
    parts = urlsplit(stream_url(camera, "sub"))
    assert (unquote(parts.username or ""), unquote(parts.password or "")) == (user, password)
    assert (parts.hostname, parts.port, parts.query) == ("h", 554, "b=1")
    assert safe_url(stream_url(camera, "sub")) == "rtsp://h:554/a"


@pytest.mark.parametrize("url", ["rtsp://u:se/cr@et@h/a", "rtsp://u:secret@h/a", "u:secret@h/a"])
def test_no_secret_is_left(url: str) -> None:
    assert safe_url(url).endswith("h/a")
    assert "et" not in safe_url(url)


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "rtsp://", "rtsp://h:99999/a", "rtsp://h/\n", "rtsp://[h/a"]
)
def test_unusable_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        checked_url(url)


@given(st.text())
def test_any_text_is_shown_without_an_error(text: str) -> None:
    assert "@" not in safe_url(text)
