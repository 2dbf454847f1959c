#!/usr/bin/env python3
"""import_score.py SET BOOK: how much of a corpus set's truth (SET/expected/*.json) is in BOOK's interviews?

Prints one line of figures: paragraphs in their places (introduction or the right answer, in order), questions,
facts, links and pictures, and strings of the page's chrome that came along; then what is wrong, a line each. Exit
status 1 when anything is: the made sets leave nothing to doubt. Text is compared after folding of spaces, quotes,
dashes, ellipses and invisible characters."""
import glob, html, json, os, re, sys, unicodedata, urllib.parse

def fold(text):
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    text = re.sub("[\u2018\u2019\u201a\u2032`´]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u2033«»]", '"', text)
    text = re.sub("[\u2010-\u2015]|--", "-", text).replace("\u2026", "...")
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()

TARGET = r'\(((?:\\.|[^()\s\\]|\([^()\s]*\))+)(?:\s+"((?:\\.|[^"\\])*)")?\)'
LINK = re.compile(r"(?<!!)\[((?:\\.|[^\]\\])*)\]" + TARGET)
IMAGE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]" + TARGET)

def plain(text):
    """The text that inline Markdown shows."""
    escaped = []
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: escaped.append(m[1]) or "\0", text)
    text = re.sub(r"!?\[([^\]]*)\]" + TARGET, r"\1", text)
    text = re.sub(r"\*+|~~|`", "", text)
    text = html.unescape(text)
    parts = text.split("\0")
    return fold("".join(p + (escaped[i] if i < len(escaped) else "") for i, p in enumerate(parts)))

def read(path):
    """Facts, the introduction's blocks, and (question, blocks) pairs of an interview's file."""
    text = open(path, encoding="utf-8").read()
    head, body = re.match(r"---\n(.*?)\n---\n\n(.*)\Z", text, re.S).groups()
    facts = {}
    for line in head.split("\n"):
        key, value = line.split(": ", 1)
        facts[key] = json.loads(value) if value.startswith('"') else value
    intro, pairs = [], []
    for block in re.split(r"\n\s*\n", body.strip()):
        into = pairs[-1][1] if pairs else intro
        if block.startswith("## "):
            pairs.append((plain(block[3:]), []))
        elif m := IMAGE.fullmatch(block):
            into.append(("img", plain(m[3] or ""), block, {"src": m[2], "alt": plain(m[1])}))
        elif re.match(r"\s*([-*]|\d+[.)]) ", block):
            for item in re.split(r"\n(?=\s*(?:[-*]|\d+[.)]) )", block):
                into.append(("li", plain(re.sub(r"^\s*([-*]|\d+[.)]) ", "", item)), item, {}))
        elif block.startswith(">"):
            into.append(("quote", plain(re.sub(r"(?m)^> ?", "", block)), block, {}))
        else:
            into.append(("p", plain(re.sub(r"^#+ ", "", block)), block, {}))
    return facts, intro, pairs, text

class Score:
    def __init__(self):
        self.got, self.all, self.wrong = {}, {}, []

    def count(self, kind, good, what=""):
        self.all[kind] = self.all.get(kind, 0) + 1
        self.got[kind] = self.got.get(kind, 0) + bool(good)
        if not good:
            self.wrong.append(f"{kind}: {what}")

    def blocks(self, name, wanted, found):
        """Each wanted block in its order; what is found besides is chrome, or torn from its place."""
        at = 0
        for want in wanted:
            texts = {fold(t) for t in [want["text"], *want.get("alt_text", [])]}
            k = next((i for i in range(at, len(found)) if found[i][1] in texts
                      and (want["kind"] in ("any", found[i][0]))), None)
            self.count("paragraphs", k is not None, f"{name}: {want['kind']} {want['text'][:70]!r}")
            if k is None:
                continue
            for extra in found[at:k]:
                self.count("extra", False, f"{name}: {extra[1][:70]!r}")
            if want["kind"] == "img":
                picture = found[k][3]
                self.count("pictures", picture["src"] == want["src"] and picture["alt"] == fold(want["alt"]), name)
            urls = [urllib.parse.unquote(u) for _, u, _ in LINK.findall(found[k][2])]
            for link in want.get("links", []):
                self.count("links", urllib.parse.unquote(link) in urls, f"{name}: {link}")
            at = k + 1
        for extra in found[at:]:
            self.count("extra", False, f"{name}: {extra[1][:70]!r}")

def main():
    corpus, book = sys.argv[1:3]
    files = [read(p) for p in sorted(glob.glob(os.path.join(book, "interviews", "*.md")))]
    truths = [json.load(open(p, encoding="utf-8")) for p in sorted(glob.glob(os.path.join(corpus, "expected", "[a-z]*.json")))]
    score = Score()
    for truth in truths:
        name = truth["slug"]
        found = next((f for f in files if f[0].get("mentor") == truth["mentor"]), None)
        score.count("interviews", found, name)
        if not found:
            continue
        facts, intro, pairs, text = found
        for key, value in truth["meta"].items():
            score.count("facts", fold(str(facts.get(key, ""))) == fold(str(value)), f"{name}: {key} is {facts.get(key)!r}, not {value!r}")
        score.blocks(name, truth["intro"], intro)
        for i, want in enumerate(truth["pairs"]):
            asked = {fold(q) for q in [want["question"], *want["variants"]]}
            got = pairs[i] if i < len(pairs) else ("", [])
            score.count("questions", got[0] in asked, f"{name}: {got[0]!r}, not {want['question']!r}")
            score.blocks(name, want["answers"], got[1])
        for got in pairs[len(truth["pairs"]):]:
            score.count("extra", False, f"{name}: the question {got[0]!r}")
        for words in truth["chrome"]:
            score.count("free of chrome", words not in text, f"{name}: {words!r}")
    if len(files) != len(truths):
        score.count("interviews", False, f"{len(files)} files, not {len(truths)}")
    print(", ".join(f"{kind} {score.got[kind]}/{score.all[kind]}" for kind in score.all))
    for wrong in score.wrong:
        print("   ", wrong)
    return 1 if score.wrong else 0

if __name__ == "__main__":
    sys.exit(main())
