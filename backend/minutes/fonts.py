"""The fonts of this machine, looked for once: Chinese has to come from one of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PIL import ImageFont
from typst import Fonts

log = logging.getLogger(__name__)

_SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun")
_SANS: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
_REGULAR: Final = 400


@dataclass(frozen=True)
class SystemFonts:
    """Fonts for text and for pictures; `of_system`: only a test looks at a machine without any."""

    of_system: bool = True

    @cached_property
    def found(self) -> Fonts:
        """What there is."""
        return Fonts(include_system_fonts=self.of_system)

    @cached_property
    def serif(self) -> tuple[str, ...]:
        """Families for running text, the best first; empty: Chinese can't be printed."""
        return self._there(_SERIF) or self.sans

    @cached_property
    def sans(self) -> tuple[str, ...]:
        """Families for headings."""
        return self._there(_SANS) or self._there(_SERIF)

    @cached_property
    def for_pictures(self) -> ImageFont.FreeTypeFont | None:
        """A font to write into pictures with, of any size; None, said once, where there is none."""
        files = {
            one.family: (one.path, one.index)
            for one in self.found.fonts()
            if one.path is not None and one.weight == _REGULAR
        }
        for family in (*_SANS, *_SERIF):
            if family in files:
                path, index = files[family]
                return ImageFont.truetype(path, index=index)
        log.error("No Chinese font: pictures in minutes go without words. Install fonts-noto-cjk.")
        return None

    def _there(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        there = set(self.found.families())
        return tuple(family for family in wanted if family in there)
