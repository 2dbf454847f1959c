#!/usr/bin/env python3
"""words.py BOOK FILE: is every word of the book's interviews in FILE (an EPUB or PDF), in order?
words.py --text A B: do two texts hold the same words in order (B's front matter left out)?

Words are runs of letters and digits, after folding of ligatures, accents' forms and case; marks, quotes and
dashes do not count. Exit status 1 and the first differences when words are lost."""
import difflib, html, os, re, subprocess, sys, unicodedata, zipfile

def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"[^\W_]+", text.casefold())

def markdown_text(path):
    text = open(path, encoding="utf-8-sig").read()
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    labels = dict(re.findall(r"^\[([^\]^]+)\]:\s*(\S+).*$", text, flags=re.M))
    text = re.sub(r"^\[[^\]^]+\]:\s.*$", "", text, flags=re.M)            # link definitions
    text = re.sub(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"\[([^\[\]]+)\]\[([^\[\]]*)\]", lambda m: m[1] if (m[2] or m[1]).lower() in {k.lower() for k in labels} else m[0], text)
    text = re.sub(r"<(https?://[^>]*)>", r"\1", text)
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    text = re.sub(r"^\s*\d+[.)]\s", "", text, flags=re.M)                  # list numbers are not text
    return html.unescape(text)

def file_text(path):
    if path.endswith(".epub"):
        z = zipfile.ZipFile(path)
        opf = z.read("EPUB/package.opf").decode()
        items = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', opf))
        order = [items[i] for i in re.findall(r'<itemref idref="([^"]+)"', opf)]
        pages = (z.read("EPUB/" + n).decode() for n in order if n != "nav.xhtml")
        # an inline tag joins what stands beside it, any other separates
        body = "\n".join(re.sub(r"<(?!/?(?:a|em|strong|span|i|b|code|del|sup)\b)[^>]*>", " ", p.split("<body", 1)[1]) for p in pages)
        return html.unescape(re.sub(r"<[^>]*>", "", body))
    body = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub("\u00ad\n?|(?<=[a-z])-\n(?=[a-z])", "", body)

def lost(source, target):
    """Words of source that do not stand in target in order. A greedy walk that looks a little ahead and back."""
    missing, at = [], 0
    index = {}
    for i, w in enumerate(target):
        index.setdefault(w, []).append(i)
    import bisect
    for k, w in enumerate(source):
        places = index.get(w, [])
        j = bisect.bisect_left(places, at)
        # what stands further on counts only when the next words stand there, too: else one lost word loses many
        if j < len(places) and (places[j] - at < 4 or (places[j] - at < 400 and source[k:k + 4] == target[places[j]:places[j] + 4])):
            at = places[j] + 1
        else:
            missing.append(" ".join(source[max(0, k - 3):k + 4]))
    return missing

def compare(name, source, target, tolerance):
    missing = lost(source, target)
    if len(missing) > tolerance * len(source):
        print(f"{name}: {len(missing)} of {len(source)} words not in order, such as:")
        for m in missing[:8]:
            print("   ", m)
        return False
    return True

def main():
    if sys.argv[1] == "--text":
        a = words(re.sub(r"\s*View all articles >.*\Z", "", open(sys.argv[2], encoding="utf-8-sig").read(), flags=re.S))
        b = words(markdown_text(sys.argv[3]))
        a = a[a.index("during"):] if "during" in a else a
        if a == b:
            return 0
        for op, i, j, k, l in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
            if op != "equal":
                print(op, a[i:j], b[k:l])
        return 1
    book, path = sys.argv[1:]
    target = words(file_text(path))
    folder = os.path.join(book, "interviews")
    ok = True
    for name in sorted(os.listdir(folder)):
        source = words(markdown_text(os.path.join(folder, name)))
        if not source:
            continue
        # begin where this interview's first words stand
        head = source[:6]
        starts = [i for i in range(len(target)) if target[i:i + len(head)] == head]
        if not starts:
            print(name, "does not begin anywhere:", " ".join(head)); ok = False; continue
        start = min(starts, key=lambda at: len(lost(source[:80], target[at:at + 400]))) # a question opens many
        ok &= compare(name, source, target[start:], 0.01 if path.endswith(".pdf") else 0)
    return 0 if ok else 1

if __name__ == "__main__":
    sys.exit(main())
