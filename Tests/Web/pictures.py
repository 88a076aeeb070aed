"""Small pictures for the documentation: few colours, few bytes, the same size for the same page."""

from PIL import Image

LIMIT_BYTES = 80_000
TALLEST = 1400


# What colours mean something with, and grounds: these stay as they are, however few colours a picture gets.
KEPT = ("ffffff f3f6f9 fafbfc eef3f7 e4eef6 d9d9d9 1b1b1b 565656 0b4f82 009e73 f0e442 d55e00 cc79a7 b00020 7a3e00 "
        "7a2e00 cfe3f1").split()


def keep(source, target):
    """The upper part of a page with as many colours as fit."""
    picture = Image.open(source).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    kept = [int(one[part:part + 2], 16) for one in KEPT for part in (0, 2, 4)]
    for colours in (64, 32, 16, 4):
        found = picture.quantize(colours, dither=Image.Dither.NONE).getpalette()[:3 * colours]
        palette = Image.new("P", (1, 1))
        palette.putpalette(kept + found)
        picture.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LIMIT_BYTES:
            return
    raise SystemExit(f"{target} takes {target.stat().st_size} bytes in few colours; {LIMIT_BYTES} are allowed")
