#!/usr/bin/env python3
"""import_round.py EPUB BOOK: does every word of an EPUB's introductions, questions and answers stand, in its order, in the
interview that BOOK got when the EPUB's pages were imported? Prints a line of figures, then what is lost."""
import glob, os, re, sys, xml.etree.ElementTree as ET, zipfile
from import_score import fold, read

XHTML = "{http://www.w3.org/1999/xhtml}"

def exported(page):
    """The words of a page's sections that hold what people said, without marks of notes and the book's own references."""
    words = []
    for section in ET.fromstring(page).iter(XHTML + "section"):
        if section.get("class") in ("introduction", "qna"):
            for call in section.iter(XHTML + "a"):
                if call.get("role") == "doc-noteref":
                    call.text = ""
            for reference in section.iter(XHTML + "p"):
                if reference.get("class") == "cross-reference":
                    reference.clear()
            words += re.findall(r"\w+", fold(" ".join(section.itertext())))
    return words

def imported(path):
    _, intro, pairs, _ = read(path)
    blocks = [b[1] for b in intro] + [t for q, answer in pairs for t in [q, *(b[1] for b in answer)]]
    return re.findall(r"\w+", " ".join(re.sub(r"\[\^\d+\]", " ", b) for b in blocks))

def main():
    epub, book = sys.argv[1:3]
    pages = words = 0
    lost = []
    with zipfile.ZipFile(epub) as z:
        for name in sorted(n for n in z.namelist() if n.endswith(".xhtml")):
            want = exported(z.read(name))
            stem = os.path.basename(name)[:-len(".xhtml")]
            found = [p for p in glob.glob(f"{book}/interviews/*.md") if re.fullmatch(rf"(\d+-)?{re.escape(stem)}\.md", os.path.basename(p))]
            if not want:
                continue
            got = iter(imported(found[0]) if found else [])
            pages, words = pages + 1, words + len(want)
            lost += [f"{name}: {word}" for word in want if word not in got]  # `in` moves on: words keep their order
    print(f"{pages} interviews, {words} words, {len(lost)} lost")
    print("\n".join(lost[:20]))
    return 1 if lost or not words else 0

if __name__ == "__main__":
    sys.exit(main())
