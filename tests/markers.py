#!/usr/bin/env python3
"""markers.py EPUB PDF: does each page of the PDF begin where the EPUB says that it does?

Compares the first letters of every page, heads, feet and spaces aside, with those that follow the page's marker.
A word that a hyphen divides between two pages is marked before it. A page of the body without a marker must
hold nothing that the EPUB holds. Prints what is wrong, then how many pages were compared; exits with 1 when something is wrong or
nothing was compared."""
import re, subprocess, sys, unicodedata, zipfile
import xml.etree.ElementTree as tree

BODY = (50, 530)  # where the text of a page of the default design stands, in points from the top
LETTERS, ENOUGH = 14, 8  # compared; alike, where print then goes on otherwise
XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"

def letters(text):
    """The text without spaces and soft hyphens; ligatures as letters."""
    return re.sub(r"[\s\u00ad\u2060\u200b]", "", unicodedata.normalize("NFKC", text))

def pages_of(pdf):
    """[(letters of the body) of each page]"""
    said = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for page in said.split("<page ")[1:]:
        words = re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*>(.*?)</word>', page)
        body = "".join(word for top, word in words if BODY[0] < float(top) < BODY[1])
        found.append(letters(re.sub(r"&(amp|lt|gt|quot);", lambda m: {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}[m[1]], body)))
    return found

def texts_of(epub):
    """{file: (letters of the document, {id of a page marker: where it stands in them})}"""
    book = zipfile.ZipFile(epub)
    texts = {}
    for name in book.namelist():
        if not name.endswith(".xhtml"):
            continue
        text, marks = [], {}
        def walk(element):
            if element.get(OPS + "type") == "pagebreak":
                marks[element.get("id")] = sum(map(len, text))
            text.append(letters(element.text or ""))
            for child in element:
                if child.tag != XHTML + "details" and child.get("class") != "cross-reference":  # not on paper
                    walk(child)
                text.append(letters(child.tail or ""))
        sys.setrecursionlimit(10000)
        walk(tree.fromstring(book.read(name)).find(XHTML + "body"))
        texts[name.split("/")[-1]] = "".join(text), marks
    return texts, book

def page_list(book):
    nav = tree.fromstring(book.read("EPUB/nav.xhtml"))
    pages = next(n for n in nav.iter(XHTML + "nav") if n.get(OPS + "type") == "page-list")
    return [(a.text, *a.get("href").split("#")) for a in pages.iter(XHTML + "a")]

def plain(text):
    """Without what print alone shows: markers of lists, page numbers after names, and what parts those."""
    return re.sub(r"[•–▪◦]|^\d+\.|,\d+(?:;|(?=\D))", "", text)

def alike(page, text):
    """True when the two begin alike."""
    want, got = plain(text[:LETTERS * 3])[:LETTERS], plain(page[:LETTERS * 3])[:LETTERS]
    same = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    return same >= min(ENOUGH, len(want)) > 0

def begins(page, before, text, at):
    """True when the page begins with what stands at the marker, or with the rest of the word that does."""
    return alike(page, text[at:]) or any(
        alike(page, text[at + first:]) and re.search(re.escape(text[at:at + first]) + "[-\u2010]?", before)
        for first in range(1, 30))

def main(epub, pdf):
    texts, book = texts_of(epub)
    pages, wrong, marked, body = pages_of(pdf), [], set(), set()
    for label, file, mark in page_list(book):
        number = int(mark.split("_")[1])
        text, marks = texts[file]
        marked.add(number)
        if label.isdigit():
            body.add(number)
        if not begins(pages[number - 1], pages[number - 2], text, marks[mark]):
            wrong.append(f"page {label}: the PDF begins “{pages[number - 1][:30]}”, the EPUB “{text[marks[mark]:][:30]}”")
    held = "\n".join(text for file, (text, _) in texts.items() if file not in ("nav.xhtml", "cover.xhtml"))
    for number in range(min(body, default=1), len(pages) + 1):
        page = pages[number - 1]
        if number not in marked and len(page) > 60 and page[:60] in held:
            wrong.append(f"page {number} of the file has no marker: “{page[:30]}”")
    print(*wrong[:20], sep="\n", end="\n" * bool(wrong))
    print(f"{len(marked)} pages of {len(pages)} compared, {len(wrong)} wrong")
    return 1 if wrong or not marked else 0

sys.exit(main(*sys.argv[1:]))
