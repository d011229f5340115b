"""Makes the shipped font and ../../advances.ts from the TTF files of the npm package @expo-google-fonts/inter 0.4.2.

    python make.py FOLDER    (FOLDER holds Inter_400Regular.ttf and Inter_600SemiBold.ttf; needs fonttools 4)

Kerning is left out on purpose: the width of a text is then the sum of its advances, which the pure chart code
(browser or Node) and the renderer therefore compute alike.
"""

import pathlib
import sys
import textwrap

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

RANGES = (
    "0020-007E 00A0-017F 0192-0192 02C6-02C6 02DC-02DC 0302-0304 0307-0308 0391-03C9 03D1-03D1 03D5-03D5 1D62-1D62 "
    "2002-200A 2010-2016 2018-201E 2020-2022 2026-2026 202F-202F 2030-2030 2032-2033 2039-203A 2044-2044 2070-209C "
    "20AC-20AC 2113-2113 2116-2116 2122-2122 2190-2195 21D2-21D4 2200-22FF 25A0-25CF 2605-2605 2713-2717"
)


def add_marks(font: TTFont) -> None:
    """Hats, bars and tildes (U+0302, 0304, 0303) above every letter: Inter places them on Latin letters only."""
    glyphs, best = font.getGlyphSet(), font.getBestCmap()

    def bounds(glyph: str):
        pen = BoundsPen(glyphs)
        glyphs[glyph].draw(pen)
        return pen.bounds

    marks = [best[code] for code in (0x302, 0x303, 0x304)]
    lines = []
    for mark in marks:
        left, bottom, right, _ = bounds(mark)
        lines.append(f"markClass {mark} <anchor {round((left + right) / 2)} {round(bottom)}> @top;")
    lines.append("feature mark {")
    for code, glyph in best.items():
        if chr(code).isalpha() and code < 0x3CA and bounds(glyph):
            left, _, right, top = bounds(glyph)
            lines.append(f"  pos base {glyph} <anchor {round((left + right) / 2)} {round(top) + 110}> mark @top;")
    lines.append("} mark;")
    del font["GPOS"]
    font["GDEF"].table.GlyphClassDef = None
    addOpenTypeFeaturesFromString(font, "\n".join(lines))
    for mark in marks:
        font["hmtx"][mark] = (0, font["hmtx"][mark][1])


def make(source: pathlib.Path, target: pathlib.Path) -> dict[int, int]:
    wanted = {c for r in RANGES.split() for c in range(int(r[:4], 16), int(r[5:], 16) + 1)}
    options = subset.Options(layout_features=["ccmp"], name_IDs=["*"], hinting=False, notdef_outline=True)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    add_marks(font)
    subset.save_font(font, str(target), options)
    made = TTFont(target)
    return {code: made["hmtx"][glyph][0] for code, glyph in made.getBestCmap().items()}


def table(name: str, values: list[int]) -> str:
    lines = textwrap.wrap(", ".join(map(str, values)) + ",", 106)
    return f"export const {name}: readonly number[] = [\n" + "".join(f"  {line}\n" for line in lines) + "];\n"


here = pathlib.Path(__file__).parent
folder = pathlib.Path(sys.argv[1])
regular = make(folder / "Inter_400Regular.ttf", here / "Inter-Regular.ttf")
semi_bold = make(folder / "Inter_600SemiBold.ttf", here / "Inter-SemiBold.ttf")
codes = sorted(regular.keys() & semi_bold.keys())
(here.parent.parent / "advances.ts").write_text(
    "// Made by static/fonts/make.py: do not edit by hand.\n\n"
    "/** Horizontal advances of the shipped font are in units of 1/2048 of the font size. */\n"
    "export const unitsPerEm = 2048;\n\n"
    "/** Unicode code points that the shipped font draws, ascending. */\n"
    + table("codePoints", codes)
    + "\n/** Advance of each code point at weight 400. */\n"
    + table("regularAdvances", [regular[c] for c in codes])
    + "\n/** Advance of each code point at weight 600. */\n"
    + table("semiBoldAdvances", [semi_bold[c] for c in codes])
)
