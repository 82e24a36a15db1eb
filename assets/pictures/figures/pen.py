"""The pen: SVG elements as strings, the palette of the kiosk, and the list of pictures.

Everything is a plain string, so figures compose by adding. NanoSVG (what SDL2_image draws with) knows neither
<use> nor <text>, clip paths, filters nor CSS: only what stands here is used. Units are the picture's own pixels
(1080 × 800); angles are degrees, clockwise.
"""
import math

WIDE, HIGH = 1080, 800

INK, INK2, LINE, PAPER, WHITE = "#16202E", "#4B5566", "#E4DCCD", "#FAF6EE", "#FFFFFF"
LEAF, LEAF_T = "#0E5A4B", "#E3F1EC"
LOTUS, LOTUS_T = "#B3265E", "#FBE6EE"
SUN, SUN_T = "#F2A900", "#FFF3D6"
SKY, SKY_T = "#1F5FAE", "#E4EEFA"
AMBER, AMBER_T = "#9A5200", "#FDEBD6"
VIOLET, VIOLET_T = "#5B3FA3", "#EDE8FA"
TEAL, TEAL_T = "#00707A", "#DDF2F3"
OK, OK_T = "#1E7B34", "#E2F3E5"
DANGER, DANGER_T = "#B3261E", "#FBE5E3"
GREY, GREY_T, BAR = "#C9CDD6", "#EEF1F6", "#D5DBE6"
WOOD, WOOD_D, WOOD_L = "#A97B48", "#96693A", "#C99A62"
STEEL, STEEL_D = "#6B7484", "#3B4758"
GREEN_SHIRT = "#5E7F4E"


def num(value):
    """A number as short as it can be: one decimal, no trailing zero."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def mix(first, second, share):
    """Colour between two: share 0 is first, 1 is second."""
    a = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (q - p) * share):02X}" for p, q in zip(a, b))


def dark(colour, share=0.16):
    return mix(colour, "#000000", share)


def light(colour, share=0.35):
    return mix(colour, WHITE, share)


def attr(opacity):
    return "" if opacity is None else f' opacity="{opacity}"'


def rect(x, y, w, h, fill, r=0, o=None):
    round_ = f' rx="{num(r)}"' if r else ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"{round_} fill="{fill}"{attr(o)}/>'


def box(cx, cy, w, h, fill, r=0, o=None):
    """A rectangle by its centre."""
    return rect(cx - w / 2, cy - h / 2, w, h, fill, r, o)


def circle(cx, cy, r, fill, o=None):
    return f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r)}" fill="{fill}"{attr(o)}/>'


def ring(cx, cy, r, stroke, width, o=None, fill="none"):
    return (
        f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r)}" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="{num(width)}"{attr(o)}/>'
    )


def oval(cx, cy, rx, ry, fill, o=None):
    return f'<ellipse cx="{num(cx)}" cy="{num(cy)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{attr(o)}/>'


def shape(d, fill, o=None):
    return f'<path d="{d}" fill="{fill}"{attr(o)}/>'


def line(d, stroke, width, o=None):
    """A stroke with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{num(width)}"'
        f' stroke-linecap="round" stroke-linejoin="round"{attr(o)}/>'
    )


def bar(x, y, w, h, fill=BAR, o=None):
    """A line of «text»."""
    return rect(x, y, w, h, fill, h / 2, o)


def put(content, x=0, y=0, turn=0, s=1, sy=None):
    """Content moved to x, y, turned and scaled (sy: another scale downwards, negative flips)."""
    moves = []
    if x or y:
        moves.append(f"translate({num(x)} {num(y)})")
    if turn:
        moves.append(f"rotate({num(turn)})")
    if s != 1 or sy is not None:
        both = f"{s:.3g}" if sy is None else f"{s:.3g} {sy:.3g}"
        moves.append(f"scale({both})")
    return f'<g transform="{" ".join(moves)}">{content}</g>' if moves else content


def turned(x, y, degrees):
    """The point x, y turned round 0, 0."""
    a = math.radians(degrees)
    return x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)


PICTURES = {}  # file name without .svg → its ground, size and function


def picture(name, ground, size=(WIDE, HIGH)):
    """Says that the function below draws NAME.svg on a card of the colour GROUND; size: 1080 × 800, but for pictures
    that stand inside the practice phone."""

    def keep(function):
        if name in PICTURES:
            raise ValueError(f"two pictures are called {name}")
        PICTURES[name] = (ground, size, function)
        return function

    return keep


def compose(name):
    """The whole SVG file of one picture."""
    ground, (wide, high), function = PICTURES[name]
    parts = function()
    inside = parts if isinstance(parts, str) else "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">\n'
        f"{rect(0, 0, wide, high, ground, 52 if wide == WIDE else 26)}\n{inside}\n</svg>\n"
    )
