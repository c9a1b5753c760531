"""Credentials never get past redaction."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.redaction import MASK, redact, redact_value

SECRET = st.text(string.ascii_letters + string.digits + "!$%^*-_.@:~+|", min_size=6, max_size=20)
WORDS = st.text(string.ascii_lowercase + " \n，镜头", max_size=30)


@given(before=WORDS, user=SECRET, password=SECRET, after=WORDS)
def test_address_loses_user_and_password(before: str, user: str, password: str, after: str) -> None:
    text = redact(f"{before} rtsp://{user}:{password}@10.0.0.7:554/C001/sub {after}")
    assert f"rtsp://{MASK}@10.0.0.7:554/C001/sub" in text
    assert f"{user}:{password}" not in text


@given(text=st.text(max_size=200))
def test_twice_is_once(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter22",
        "Password: hunter22",
        '{"password": "hunter22"}',
        "{'rtsp_password': 'hunter22'}",
        "http://10.0.0.1/snap?user=a&pwd=hunter22&x=1",
        "access_token=hunter22",
        "Authorization: Basic hunter22hunter22",
        'Authorization: Digest username="a", response="hunter22"',
        "{'Authorization': 'Bearer hunter22hunter22'}",
        "<wsse:Password Type='x'>hunter22</wsse:Password>",
        "rtsp://admin:hun@hunter22@10.0.0.1/a",
        "Camera(number='C001', user='a', password='hunter22')",
    ],
)
def test_each_place_a_secret_stands(text: str) -> None:
    assert "hunter22" not in redact(text)
    assert MASK in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "rtsp://10.0.0.1:554/C001/sub",
        "a passenger passed at 10:20",
        "http://10.0.0.1/@home",
        "40 panes, 15.0 fps",
        "摄像头 C001 已恢复",
    ],
)
def test_harmless_text_stays(text: str) -> None:
    assert redact(text) == text


def test_values_are_walked() -> None:
    value = {"url": "rtsp://a:hunter22@h/", "list": [b"password=hunter22", 3, None, True]}
    clean = redact_value("camera", value)
    assert clean == {"url": f"rtsp://{MASK}@h/", "list": [f"password={MASK}", 3, None, True]}
    assert redact_value("password", 1234) == MASK
