#!/usr/bin/env python3
"""picture.py FILE.pdf: the first page of the text as an SVG drawing, for the README.

Text stays text: each run of one font is an element as wide as it is on the page, so that a reader without the
book's typeface sees the same lines in another. `make picture` renews styles/page.svg."""
import html, itertools, re, subprocess, sys
from pdf import Pdf

FAMILY = "'TeX Gyre Pagella', 'Palatino Linotype', Palatino, 'Book Antiqua', serif"

def first_page(path):
    """The number of the first page that is counted in decimals: those before it are the front matter's."""
    pdf = Pdf(path)
    numbers = pdf.get(pdf.root["/PageLabels"])["/Nums"]
    return 1 + next(i for i, label in zip(numbers[::2], numbers[1::2]) if pdf.get(label).get("/S") == "/D")

def glyphs(trace):
    """(baseline, font's style, size, left, right, character) of each glyph, in reading order."""
    font, size, width, right, down = "", 0, 0, 0, 0
    for tag, attributes in re.findall(r"<(fill_text|span|g) ([^>]*)/?>", trace):
        value = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if tag == "fill_text":
            right, down = (float(n) for n in value["transform"].split()[4:])
        elif tag == "span":
            font = "italic" if "Italic" in value["font"] else "normal"
            width, _, _, size = (abs(float(n)) for n in value["trm"].split())
        else:
            x, y = float(value["x"]) + right, float(value["y"]) + down
            yield round(y, 1), font, size, x, x + float(value["adv"]) * width, html.unescape(value["unicode"])

def element(baseline, style, size, run):
    text = "".join(g[5] for g in run).replace("\u00ad", "-")
    left, right = run[0][3], run[-1][4]
    slant = ' font-style="italic"' if style == "italic" else ""
    return (f'<text x="{left:.1f}" y="{baseline:.1f}" font-size="{size:g}"{slant} textLength="{right - left:.1f}" '
            f'lengthAdjust="spacingAndGlyphs">{html.escape(text, quote=False)}</text>')

def main(path):
    trace = subprocess.run(["mutool", "trace", path, str(first_page(path))], capture_output=True, check=True).stdout.decode()
    width, height = map(float, re.search(r'mediabox="\S+ \S+ (\S+) (\S+)"', trace).groups())
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:.0f}" height="{height:.0f}">\n'
          f'<title>The first page of an interview as the PDF has it</title>\n'
          f'<rect x=".5" y=".5" width="{width - 1:g}" height="{height - 1:g}" fill="#fff" stroke="#ccc"/>\n'
          f'<g font-family="{FAMILY}" style="font-variant-numeric: oldstyle-nums">')
    for (baseline, style, size), run in itertools.groupby(glyphs(trace), key=lambda g: g[:3]):
        run = list(run)
        while run and run[-1][5].isspace():
            run.pop()
        if run:
            print(element(baseline, style, size, run))
    print("</g>\n</svg>")

main(sys.argv[1])
