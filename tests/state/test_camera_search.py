"""Cameras are found by whatever the person at the desk types."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.state.camera import Camera
from console.state.camera_search import CameraIndex

INDEX = CameraIndex(
    [
        Camera("C001", "市场东门", "枫桥村", "G1", "rtsp://h/1"),
        Camera("C002", "重庆路口", "枫桥村", "G1", "rtsp://h/2"),
        Camera("C003", "东门市场", "长乐社区", "G2", "rtsp://h/3"),
        Camera("D12", "绿女湖 Ａ区2号", "重山村", "G3", "rtsp://h/4"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("东门", ["C003", "C001"]),
        ("市场东门", ["C001"]),
        ("shichangdongmen", ["C001"]),
        ("ShiChang Dong", ["C001"]),
        ("scdm", ["C001"]),
        ("shchdm", ["C001"]),
        ("dm", ["C003", "C001"]),
        ("dongm", ["C003", "C001"]),
        ("市场dm", ["C001"]),
        ("shic东men", ["C001"]),
        ("chongqing", ["C002"]),
        ("zhongqing", ["C002"]),
        ("lvnv", ["D12"]),
        ("lünü", ["D12"]),
        ("lunu", ["D12"]),
        ("ａ区２", ["D12"]),
        ("湖a区", ["D12"]),
        ("c00", ["C001", "C002", "C003"]),
        ("ｃ００２", ["C002"]),
        ("003", ["C003"]),
        ("枫 桥", ["C001", "C002"]),
        ("fengqiao", ["C001", "C002"]),
        ("fqc", ["C001", "C002"]),
        ("changle", ["C003"]),
        ("chang'le", ["C003"]),
        ("zhongshancun", ["D12"]),
        ("chongshan", ["D12"]),
        ("scdmx", []),
        ("门东", []),
        ("hichang", []),
        ("", []),
        (" \u3000'", []),
    ],
)
def test_what_is_typed_finds(typed: str, numbers: list[str]) -> None:
    assert INDEX.search(typed) == numbers


def test_a_number_comes_before_a_name_and_a_name_before_a_village() -> None:
    index = CameraIndex(
        [
            Camera("X1", "n", "东12", "g", "u"),
            Camera("X2", "东12", "v", "g", "u"),
            Camera("东123", "n", "v", "g", "u"),
            Camera("东12", "n", "v", "g", "u"),
        ]
    )
    assert index.search("东12") == ["东12", "东123", "X2", "X1"]


@given(st.text(max_size=100), st.text(min_size=1, max_size=30))
def test_any_text_may_be_searched_in_any_list(typed: str, name: str) -> None:
    index = CameraIndex([Camera("C1", name, name, "g", "u")])
    assert index.search(typed) in ([], ["C1"])
    sayable = set(unicodedata.normalize("NFKC", name)) - {"'", "’"}
    assert index.search(name) == (["C1"] if "".join(sayable).strip() else [])


def test_an_ambiguous_text_ends() -> None:
    index = CameraIndex([Camera("C1", "啊" * 100, "v", "g", "u")])
    assert index.search("a" * 63 + "x") == []
    assert index.search("a" * 1_000) == ["C1"]
