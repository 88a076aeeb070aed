"""Small pictures for the documentation: few colours, few bytes, the same size for the same page."""

from PIL import Image

LIMIT_BYTES = 80_000
TALLEST = 1400


def keep(source, target):
    """The upper part of a page with as many colours as fit."""
    picture = Image.open(source).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    for colours in (96, 48, 24, 12):
        picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LIMIT_BYTES:
            return
    raise SystemExit(f"{target} takes {target.stat().st_size} bytes in twelve colours; {LIMIT_BYTES} are allowed")
