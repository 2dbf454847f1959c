#!/usr/bin/env python3
"""Measures PDFs that people hold in their hands: handouts, large print, booklets.

    clear_print.py handout FILE.pdf...         clear print: 12 pt and more, ragged, white edges, folios of their own
    clear_print.py folios FILE.pdf...          of handouts: folios, sides, and no last page of three lines, only these
    clear_print.py large-print FILE.pdf...     18 pt and more, no italics, no hyphens, heads of 20 and 22 pt
    clear_print.py codes FILE.pdf [URL...]     the QR codes of a 150-dpi render, in order
    clear_print.py fold BOOKLET.pdf BOOK.pdf SHEETS [PER]
                                               printed on both sides, folded in signatures of PER sheets, the
                                               booklet's pages are the book's, in order

Prints what it measured, then what is wrong, one a line; exit status 1 when anything is. What the pages show
is read from the files by MuPDF and poppler, not from bindery."""
import collections, re, statistics, subprocess, sys, tempfile, xml.etree.ElementTree as tree

MM = 72 / 25.4
EDGE = 5          # mm that an office printer leaves white
FOOT = 24         # mm at the bottom of a handout: the foot
REMAINDER = 3     # lines, which no last page is left with
Char = collections.namedtuple("Char", "c x y right size font color")
Line = collections.namedtuple("Line", "chars page")
Page = collections.namedtuple("Page", "width height lines")
wrong = []

def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout

def text_of(line):
    return "".join(c.c for c in line.chars)

def pages_of(pdf):
    root = tree.fromstring(run("mutool", "draw", "-q", "-F", "stext", pdf))
    pages = []
    for number, page in enumerate(root.iter("page")):
        lines = []
        for line in page.iter("line"):
            chars = []
            for font in line.iter("font"):
                for c in font.iter("char"):
                    quad = [float(v) for v in c.get("quad").split()]
                    chars.append(Char(c.get("c"), float(c.get("x")), float(c.get("y")), max(quad[0::2]),
                                      float(font.get("size")), font.get("name"), c.get("color")))
            if any(not c.c.isspace() for c in chars):
                lines.append(Line(chars, number))
        pages.append(Page(float(page.get("width")), float(page.get("height")), lines))
    return pages

def visible(pages):
    return [(page, c) for page in pages for line in page.lines for c in line.chars if not c.c.isspace()]

def expect(holds, what):
    if not holds:
        wrong.append(what)

def check_fonts(pdf):
    rows = run("pdffonts", pdf).decode().splitlines()[2:]
    for row in rows:
        embedded, subset, unicode = row.split()[-5:-2]
        expect((embedded, subset, unicode) == ("yes", "yes", "yes"), f"{pdf}: {row.split()[0]} is not embedded, subset and mapped")
        expect("Type 3" not in row, f"{pdf}: a Type 3 font")
        expect(not re.search("Italic|Oblique", row.split()[0]), f"{pdf}: italics, {row.split()[0]}")
    return len(rows)

def check_edges(pdf):
    """Nothing is printed within 5 mm of an edge: looked at as the printer sees it."""
    dpi = 100
    band = int(EDGE * dpi / 25.4)
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-gray", "-r", str(dpi), pdf, f"{folder}/p")
        for name in sorted(run("ls", folder).decode().split()):
            data = open(f"{folder}/{name}", "rb").read()
            header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
            width, height = int(header[1]), int(header[2])
            rows = [data[header.end() + y * width:header.end() + (y + 1) * width] for y in range(height)]
            edges = b"".join(rows[:band] + rows[-band:] + [r[:band] + r[-band:] for r in rows])
            expect(set(edges) <= {255}, f"{pdf}: something stands within {EDGE} mm of an edge of {name}")

def check_ink(pdf, pages):
    for page, c in visible(pages):
        red, green, blue = (int(c.color[i:i + 2], 16) for i in (1, 3, 5))
        expect(red == green == blue and red <= 0x60, f"{pdf}: {c.color} is not dark grey or black")
        expect(c.c != "\u00ad", f"{pdf}: a word is hyphenated")

def prose(pages, least):
    """Lines of running text: neighbours at the same left edge, in the same upright face and size."""
    for page in pages:
        before = None
        for line in page.lines:
            first = line.chars[0]
            same = before and before.chars[0].font == first.font and before.chars[0].size == first.size \
                and abs(before.chars[0].x - first.x) < 6 and first.size >= least
            if same and 0 < first.y - before.chars[0].y < 2 * first.size:
                yield before, line
            before = line

def check_lines(pdf, pages, least, leading):
    lengths, ratios, ends = [], [], collections.Counter()
    for above, line in prose(pages, least):
        if "Bold" in line.chars[0].font:
            continue
        ratios.append((line.chars[0].y - above.chars[0].y) / line.chars[0].size)
        ends[round(above.chars[-1].right)] += 1
        lengths.append(len(text_of(above).strip()))
    if len(lengths) < 8:
        return None, None
    expect(min(ratios) >= leading - 0.005, f"{pdf}: leading of {min(ratios):.2f}")
    expect(max(ends.values()) < len(lengths) / 3, f"{pdf}: lines are justified")
    return statistics.median(lengths), min(ratios)

def text_lines(page):
    """How many a page has above its foot, but for its room for notes."""
    found = {(round(line.chars[0].y), line.chars[0].x > page.width / 2): text_of(line).strip()
             for line in page.lines if line.chars[0].y <= page.height - FOOT * MM}
    return len(found) - ("Notes" in found.values())

def folios(pdf, pages):
    """Each handout's own: 1 of 2, 2 of 2, 1 of 1."""
    expected, total = 1, None
    for number, page in enumerate(pages, 1):
        found = [m for line in page.lines
                 if line.chars[0].y > page.height - FOOT * MM and line.chars[0].x > page.width / 2
                 for m in re.findall(r"(\d+) \w+ (\d+)$", text_of(line).strip())]
        if not page.lines:
            expect(expected == 1, f"{pdf}: page {number} is blank inside a handout")
            continue
        if len(found) != 1:
            wrong.append(f"{pdf}: page {number} has no folio")
            continue
        n, of = map(int, found[0])
        expect(n == expected and (n == 1 or of == total), f"{pdf}: page {number} says {n} of {of}")
        expect(n == 1 or number % 2 == n % 2, f"{pdf}: page {number} is on the wrong side of its sheet")
        expected, total = (1 if n == of else n + 1), of
        if n == of and n > 1:
            lines = text_lines(page)
            expect(not 0 < lines <= REMAINDER, f"{pdf}: page {number} is a remainder of {lines} lines")

def handout(pdf):
    pages = pages_of(pdf)
    foot = [c.size for page, c in visible(pages) if c.y > page.height - FOOT * MM]
    body = [c.size for page, c in visible(pages) if c.y <= page.height - FOOT * MM]
    expect(min(body) >= 11.99, f"{pdf}: text of {min(body)} pt")
    expect(min(foot) >= 8.99, f"{pdf}: a foot of {min(foot)} pt")
    length, leading = check_lines(pdf, pages, 11.99, 1.25)
    if length:
        expect(45 <= length <= 75, f"{pdf}: {length} characters a line")
    check_ink(pdf, pages)
    check_edges(pdf)
    folios(pdf, pages)
    print(f"{pdf}: {len(pages)} pages, smallest text {min(body):g} pt, foot {min(foot):g} pt, "
          f"{length or '-'} characters a line, leading {leading and round(leading, 2) or '-'}, {check_fonts(pdf)} fonts")

def large_print(pdf):
    pages = pages_of(pdf)
    sizes = collections.Counter(round(c.size, 2) for _, c in visible(pages))
    heads = {round(c.size) for _, c in visible(pages) if "Bold" in c.font} - {18}
    expect(min(sizes) >= 17.99, f"{pdf}: text of {min(sizes)} pt")
    expect({20, 22} <= heads, f"{pdf}: heads of {heads} pt")
    length, leading = check_lines(pdf, pages, 17.99, 1.25)
    check_ink(pdf, pages)
    check_edges(pdf)
    entries = re.findall(r"^ *(\S.*?) *(?:\. *){3,}(\d+)$", run("pdftotext", "-layout", pdf, "-").decode(), re.M)
    right = 0
    for title, number in entries:
        shown = " ".join(text_of(line).strip() for line in pages[int(number) - 1].lines)
        right += title in shown
        expect(title in shown, f"{pdf}: “{title}” is not on page {number}")
    expect(entries, f"{pdf}: no table of contents")
    print(f"{pdf}: {len(pages)} pages, smallest text {min(sizes):g} pt, heads {sorted(heads)} pt, "
          f"{length or '-'} characters a line, leading {leading and round(leading, 2) or '-'}, "
          f"{right} of {len(entries)} entries of the contents right, {check_fonts(pdf)} fonts")

def codes(pdf, *urls):
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-r", "150", "-png", pdf, f"{folder}/p")
        names = sorted(run("ls", folder).decode().split())
        done = subprocess.run(["zbarimg", "-q", "--raw", *[f"{folder}/{n}" for n in names]], capture_output=True, text=True)
        found = done.stdout.split()
    print(f"{pdf}: {found}")
    expect(found == list(urls), f"{pdf}: the codes are not {list(urls)}")

def half(pdf, side, left, width, height):
    x = 0 if left else width / 2
    return run("pdftotext", "-f", str(side), "-l", str(side), "-x", str(int(x)), "-y", "0", "-W", str(int(width / 2)),
               "-H", str(int(height)), "-r", "72", pdf, "-").decode().split()

def fold(booklet, book, sheets, per=None):
    sheets, per = int(sheets), int(per or sheets)
    sides = pages_of(booklet)
    expect(len(sides) == 2 * sheets, f"{booklet}: {len(sides)} sides, not {2 * sheets}")
    width, height = sides[0].width, sides[0].height
    expect(width > height, f"{booklet}: sheets do not lie")
    got = []
    for first in range(0, sheets, per):
        signature = range(first, min(first + per, sheets))
        front = lambda s, left: half(booklet, 2 * s + 1, left, width, height)
        back = lambda s, left: half(booklet, 2 * s + 2, left, width, height)
        for s in signature: # the leaves before the fold, then those after it
            got += [front(s, False), back(s, True)]
        for s in reversed(signature):
            got += [back(s, False), front(s, True)]
    count = int(re.search(rb"Pages:\s+(\d+)", run("pdfinfo", book))[1])
    for number in range(1, len(got) + 1):
        want = run("pdftotext", "-f", str(number), "-l", str(number), book, "-").decode().split() if number <= count else []
        expect(sorted(want) == sorted(got[number - 1]), f"{booklet}: leaf side {number} is not page {number} of the book")
    print(f"{booklet}: {count} pages on {sheets} sheets in signatures of {per}, {len(got) - count} blank at the end")

if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    kinds = {"handout": handout, "large-print": large_print, "folios": lambda file: folios(file, pages_of(file))}
    if kind in kinds:
        for file in rest:
            kinds[kind](file)
    else:
        {"codes": codes, "fold": fold}[kind](*rest)
    for finding in dict.fromkeys(wrong):
        print("   ", finding)
    sys.exit(1 if wrong else 0)
