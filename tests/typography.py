#!/usr/bin/env python3
"""typography.py FILE.pdf: what poppler sees on the pages of a book, without asking its maker.

Checks that no line stands out of its column, that the last line of a page ends in no hyphen when the text goes on,
that lines of the text stand on one grid, that facing full pages end on the same line, and that every page of text
shows its number. Exit status 1 and the places when something is wrong."""
import collections, html, re, subprocess, sys

def pages(path):
    """[[(left, top, right, bottom, text)…]…]: the lines of each page, from its top."""
    said = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    out = []
    for page in re.findall(r"<page [^>]*>(.*?)</page>", said, re.S):
        rows = collections.defaultdict(list)
        for word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page):
            left, top, right, bottom = map(float, word[:4])
            rows[round(bottom * 2) / 2].append((left, top, right, bottom, html.unescape(word[4])))
        lines = []
        for words in rows.values():
            words.sort()
            lines.append((words[0][0], min(w[1] for w in words), max(w[2] for w in words), words[0][3], " ".join(w[4] for w in words)))
        out.append(sorted(lines, key=lambda line: line[3]))
    return out

def main(path):
    book, wrong = pages(path), []
    height = collections.Counter(round(l[3] - l[1], 1) for p in book for l in p).most_common(1)[0][0]
    body = [[l for l in p if abs(l[3] - l[1] - height) < 0.3] for p in book]
    right = [max((l[2] for p in body[side::2] for l in p), default=0) for side in (0, 1)]
    ends = [collections.Counter(round(l[2]) for p in body[side::2] for l in p).most_common(1)[0] for side in (0, 1)]
    edge = [end for end, _ in ends]
    lines = [sum(map(len, body[side::2])) for side in (0, 1)]
    for side in (0, 1):  # hanging punctuation stands out by less than half an em
        if ends[side][1] * 5 > lines[side] and right[side] > edge[side] + 6:  # ragged lines show no edge
            wrong.append(f"a line stands {right[side] - edge[side]:.1f} pt out of its column")
    steps = collections.Counter(round(b[3] - a[3], 1) for p in body for a, b in zip(p, p[1:]))
    pitch = steps.most_common(1)[0][0]
    origin = collections.Counter(round(l[3] % pitch, 1) for p in body for l in p).most_common(1)[0][0]
    on = off = 0
    for p in body:
        for l in p:
            away = abs((l[3] - origin + pitch / 2) % pitch - pitch / 2)
            on, off = on + (away <= 0.6), off + (away > 0.6)
    if off > 0.01 * (on + off):
        wrong.append(f"{off} of {on + off} lines of text are off the grid of {pitch} pt")
    full = collections.Counter(round(p[-1][3]) for p in body if len(p) > 20)
    deep = full.most_common(1)[0][0] if full else 0
    for n in range(len(body) - 1):
        here, after = body[n], body[n + 1]
        if here and after and abs(here[-1][3] - deep) < 1 and re.search(r"\w[\u00ad-]$", here[-1][4]) and after[0][4][:1].islower():
            wrong.append(f"page {n + 1} ends in a hyphen: {here[-1][4]}")
    for n, p in enumerate(book):
        if len(p) > 5 and n > 5 and not any(re.search(r"(^|\s)(\d+|[ivxlc]+)($|\s)", l[4]) for l in (p[0], p[-1])):
            wrong.append(f"page {n + 1} shows no number")
    for line in wrong[:20]:
        print(f"{path}: {line}")
    print(f"{len(book)} pages, pitch {pitch} pt, {on} lines on the grid, {off} off")
    return 1 if wrong else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
