#!/usr/bin/env python3
"""pdf.py FILE...: is the structure of a tagged PDF sound, and does it read as the page shows?

Reads the file back by qpdf alone and checks: every marked sequence belongs to one element and the parent tree
says the same; what is drawn is marked or an artifact; elements nest as they may, headings do not jump; figures
have alternatives, links descriptions, notes ids; every glyph has a meaning; the text in the structure's order is
that of the pages' order, notes apart. pdf.py --poppler FILE: does poppler find the same text in the structure?"""
import base64, json, re, subprocess, sys, unicodedata

def load(path):
    said = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                          capture_output=True)
    if said.returncode:
        sys.exit(f"qpdf: {said.stderr.decode()}")
    return json.loads(said.stdout)["qpdf"][1]

class Pdf:
    def __init__(self, path):
        self.objects = load(path)
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])
        self.maps = {}

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects.get("obj:" + value, {})
            value = entry["stream"]["dict"] if "stream" in entry else entry.get("value")
        return value

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"].get("data", ""))

    def pages(self):
        def walk(reference):
            node = self.get(reference)
            if node["/Type"] == "/Pages":
                for kid in node["/Kids"]:
                    yield from walk(kid)
            else:
                yield reference, node
        return list(walk(self.root["/Pages"]))

def text_of(value):
    return value[2:] if isinstance(value, str) and value[:2] in ("u:",) else value

# Content streams

TOKEN = re.compile(rb"""\s*(?:(?P<string>\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))|(?P<dict><<|>>)|(?P<hex><[0-9A-Fa-f\s]*>)
                        |(?P<mark>[\[\]])|(?P<name>/[^\s/<>\[\]()]*)|(?P<number>[-+]?[\d.]+(?=[\s/<>\[\]()]|$))|(?P<operator>[A-Za-z'"*0-9]+))""", re.X | re.S)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

def unescape(raw):
    def one(m):
        e = m[1]
        return bytes([int(e, 8) & 255]) if e[:1].isdigit() else b"" if e in (b"\n", b"\r\n") else ESCAPES.get(e, e)
    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", one, raw, flags=re.S)

def unhex(raw):
    digits = re.sub(rb"\s", b"", raw).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))

def tokens(data):
    at = 0
    while True:
        m = TOKEN.match(data, at)
        if not m:
            assert not data[at:].strip(), f"not understood in a content stream: {data[at:at + 40]!r}"
            return
        at = m.end()
        kind = m.lastgroup
        raw = m[kind]
        yield kind, unescape(raw[1:-1]) if kind == "string" else unhex(raw[1:-1]) if kind == "hex" else raw

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"BI", b"EI"}

class Content:
    """The marked sequences of a page: their text by MCID, in the order of the stream."""
    def __init__(self, pdf, page, faults, number):
        self.text = {}
        resources = pdf.get(page.get("/Resources")) or {}
        fonts = {k: v for k, v in (pdf.get(resources.get("/Font")) or {}).items()}
        contents = page["/Contents"]
        contents = contents if isinstance(contents, list) else [contents]
        if len(set(map(str, contents))) < len(contents):
            faults.append(f"page {number}: a stream comes twice, which validators overlook")
        stack, operands, font = [], [], None
        for kind, value in tokens(b"\n".join(pdf.data(c) for c in contents)):
            if kind != "operator":
                operands.append((kind, value))
                continue
            if value in (b"BDC", b"BMC"):
                stack.append(self.mark(operands))
            elif value == b"EMC":
                stack.pop()
            elif value == b"Tf":
                font = fonts.get(operands[0][1].decode())
            elif value in PAINTS:
                if not stack:
                    faults.append(f"page {number}: {value.decode()} outside marked content")
                if value in (b"Tj", b"TJ"):
                    self.show(pdf, stack, font, operands, faults, number)
            operands = []
        if stack:
            faults.append(f"page {number}: marked content is not closed")

    @staticmethod
    def mark(operands):
        names = [v for k, v in operands]
        if names and names[0] == b"/Artifact":
            return ("artifact",)
        if b"/MCID" in names:
            return ("mcid", int(names[names.index(b"/MCID") + 1]))
        if b"/ActualText" in names:
            raw = names[names.index(b"/ActualText") + 1]
            return ["actual", raw.decode("utf-16" if raw[:2] == b"\xfe\xff" else "latin-1")]
        return ("other",)

    def show(self, pdf, stack, font, operands, faults, number):
        if any(s[0] == "artifact" for s in stack):
            return
        mcid = next((s[1] for s in stack if s[0] == "mcid"), None)
        if mcid is None:
            faults.append(f"page {number}: text that is neither marked nor an artifact")
            return
        actual = next((s for s in stack if s[0] == "actual"), None)
        if actual:
            shown, actual[1] = actual[1], ""
        else:
            shown = "".join(meaning(pdf, font, v, faults) for k, v in operands if k in ("string", "hex"))
        self.text[mcid] = self.text.get(mcid, "") + shown

def meaning(pdf, reference, data, faults):
    if reference not in pdf.maps:
        font = pdf.get(reference)
        codes = {}
        if "/ToUnicode" not in font:
            faults.append(f"font {font.get('/BaseFont')} says not what its glyphs mean")
        else:
            for block in re.findall(rb"beginbfchar(.*?)endbfchar", pdf.data(font["/ToUnicode"]), re.S):
                for code, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
                    codes[int(code, 16)] = bytes.fromhex(to.decode()).decode("utf-16-be")
        for letters in codes.values():
            if re.search("[\ufb00-\ufb06\0]", letters):
                faults.append(f"a glyph of {font.get('/BaseFont')} means {letters!r}")
        pdf.maps[reference] = (2 if font["/Subtype"] == "/Type0" else 1, codes)
    width, codes = pdf.maps[reference]
    out = []
    for i in range(0, len(data), width):
        code = int.from_bytes(data[i:i + width], "big")
        if code not in codes:
            faults.append(f"a glyph without a meaning: {code} of {pdf.get(reference).get('/BaseFont')}")
        out.append(codes.get(code, "?"))
    return "".join(out)

# The structure

BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/BlockQuote", "/L", "/TOC", "/Table", "/Figure", "/Note", "/Sect", "/Part"}
INLINE = {"/Span", "/Link", "/Reference", "/Code", "/Figure"}
MAY_HOLD = {
    "/Document": {"/Part", "/Sect"} | BLOCKS, "/Part": BLOCKS, "/Sect": BLOCKS,
    "/P": INLINE, "/H1": INLINE, "/H2": INLINE, "/H3": INLINE, "/H4": INLINE, "/H5": INLINE, "/H6": INLINE,
    "/BlockQuote": BLOCKS, "/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"}, "/Lbl": INLINE, "/LBody": BLOCKS,
    "/TOC": {"/TOCI"}, "/TOCI": {"/P", "/TOC", "/Lbl"}, "/Table": {"/THead", "/TBody"}, "/THead": {"/TR"}, "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"}, "/TH": INLINE | {"/Note"}, "/TD": INLINE | {"/Note"}, "/Figure": {"/Caption", "/Link", "/Reference"}, "/Caption": INLINE | {"/P"},
    "/Note": BLOCKS | {"/Lbl"}, "/Reference": {"/Link"}, "/Link": INLINE, "/Span": INLINE, "/Code": INLINE,
}

class Structure:
    def __init__(self, pdf, faults):
        self.pdf, self.faults = pdf, faults
        self.pages = pdf.pages()
        self.index = {reference: i for i, (reference, _) in enumerate(self.pages)}
        self.contents = [Content(pdf, page, faults, i + 1) for i, (_, page) in enumerate(self.pages)]
        self.owner, self.order, self.level, self.ids, self.annotations = {}, [], 0, set(), {}
        tree = pdf.get(pdf.root["/StructTreeRoot"])
        self.walk(tree["/K"])
        self.check_parents(self.pairs(tree["/ParentTree"], "/Nums"))
        if self.ids != (set(self.pairs(tree["/IDTree"], "/Names")) if "/IDTree" in tree else set()):
            self.fault("the tree of ids does not hold the notes' ids")
        self.check_links()

    def fault(self, text):
        self.faults.append(text)

    def walk(self, root):
        stack = [(root, None)]
        while stack:
            reference, above = stack.pop()
            if isinstance(reference, tuple):
                self.take(*reference)
                continue
            element = self.pdf.get(reference)
            kind = element["/S"]
            if above and kind not in MAY_HOLD[above]:
                self.fault(f"{kind} in {above}")
            self.check(kind, element)
            kids = element.get("/K", [])
            kids = kids if isinstance(kids, list) else [kids]
            page = self.index.get(element.get("/Pg"))
            below = []
            for kid in kids:
                value = self.pdf.get(kid)
                if isinstance(value, int):
                    below.append(((reference, kind, page, value), None))
                elif value.get("/Type") == "/MCR":
                    below.append(((reference, kind, self.index[value["/Pg"]], value["/MCID"]), None))
                elif value.get("/Type") == "/OBJR":
                    self.annotations[value["/Obj"]] = reference
                else:
                    below.append((kid, kind))
            stack.extend(reversed(below))

    def take(self, reference, kind, page, mcid):
        if (page, mcid) in self.owner:
            self.fault(f"sequence {mcid} of page {page + 1} belongs to two elements")
        self.owner[page, mcid] = reference
        self.order.append((page, mcid, kind))

    def check(self, kind, element):
        if re.fullmatch("/H[1-6]", kind):
            level = int(kind[2])
            if level > self.level + 1:
                self.fault(f"a heading of level {level} follows level {self.level}")
            self.level = level
        attributes = self.pdf.get(element.get("/A", {}))
        if kind == "/Figure" and not (text_of(element.get("/Alt")) and attributes.get("/BBox")):
            self.fault("a figure without alternative or box")
        if kind == "/TH" and not attributes.get("/Scope"):
            self.fault("a header cell without scope")
        if kind == "/Note":
            if not element.get("/ID") or element["/ID"] in self.ids:
                self.fault("a note without an id of its own")
            self.ids.add(element.get("/ID"))

    def pairs(self, tree, name):
        """What a number tree or a name tree holds, in a dictionary."""
        node = self.pdf.get(tree)
        found = {}
        for leaf in [self.pdf.get(kid) for kid in node.get("/Kids", [])] or [node]:
            keys = leaf[name][::2]
            if keys != sorted(keys) or leaf.get("/Limits", [keys[0], keys[-1]]) != [keys[0], keys[-1]]:
                self.fault(f"a leaf with the limits {leaf.get('/Limits')} of a tree is not in order")
            found |= zip(keys, leaf[name][1::2])
        if list(found) != sorted(found):
            self.fault("a tree is not in order")
        return found

    def check_parents(self, parents):
        for i, (_, page) in enumerate(self.pages):
            owners = self.pdf.get(parents.get(page.get("/StructParents")))
            if owners is None:
                self.fault(f"page {i + 1} is not in the parent tree")
                continue
            for mcid, owner in enumerate(owners):
                if self.owner.get((i, mcid)) != owner:
                    self.fault(f"page {i + 1}, sequence {mcid}: parent tree and structure disagree")
            if set(self.contents[i].text) - set(range(len(owners))):
                self.fault(f"page {i + 1} has sequences that nobody owns")
        self.parents = parents

    def check_links(self):
        seen = 0
        for i, (_, page) in enumerate(self.pages):
            for reference in self.pdf.get(page.get("/Annots", [])):
                annotation = self.pdf.get(reference)
                seen += 1
                if not text_of(annotation.get("/Contents")):
                    self.fault(f"a link on page {i + 1} without description")
                if self.annotations.get(reference) != self.parents.get(annotation.get("/StructParent")):
                    self.fault(f"a link on page {i + 1} is not in the structure")
                if not (annotation.get("/A") or annotation.get("/Dest")):
                    self.fault(f"a link on page {i + 1} leads nowhere")
        if seen != len(self.annotations):
            self.fault("the structure has links that no page has")

    def text(self, order):
        return "".join(self.contents[p].text.get(m, "") for p, m, _ in order)

def check(path):
    faults = []
    pdf = Pdf(path)
    structure = Structure(pdf, faults)
    marks = {(p, m) for p, content in enumerate(structure.contents) for m in content.text}
    if marks - set(structure.owner):
        faults.append(f"{len(marks - set(structure.owner))} marked sequences with text belong to no element")
    if not structure.order:
        faults.append("the structure is empty")
    # Within a page the structure reads on: only notes stand elsewhere, and figures, which are numbered last.
    positions = [(p, m) for p, m, kind in structure.order if not inside(pdf, structure.owner[p, m], ("/Note", "/Figure"))]
    imposed = "/PageLabels" not in pdf.root # a booklet's sheets hold pages that do not follow each other
    late = 0 if imposed else sum(1 for a, b in zip(positions, positions[1:]) if b < a)
    if late:
        faults.append(f"{late} sequences stand before what comes earlier in the structure")
    for key, value in (("/Lang", pdf.root.get("/Lang")), ("/MarkInfo", pdf.root.get("/MarkInfo")), ("/Metadata", pdf.root.get("/Metadata"))):
        if not value:
            faults.append(f"the catalog has no {key}")
    for fault in faults[:20]:
        print("   ", fault)
    return not faults

def inside(pdf, reference, kinds):
    while reference:
        element = pdf.get(reference)
        if element.get("/S") in kinds:
            return True
        reference = element.get("/P")
    return False

def letters(text):
    return re.sub(r"[\s\u00ad]", "", unicodedata.normalize("NFC", text))

def agrees_with_poppler(path):
    structure = Structure(Pdf(path), [])
    ours = letters(structure.text(structure.order))
    said = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True).stdout.decode()
    theirs = letters("".join(re.findall(r'^ *"(.*)"$', said, re.M)))
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    if ours != theirs:
        print(f"    they part at {ours[at - 20:at + 20]!r}, {theirs[at - 20:at + 20]!r}")
    return bool(ours) and ours == theirs

def main():
    if sys.argv[1] == "--poppler":
        return 0 if agrees_with_poppler(sys.argv[2]) else 1
    good = [check(path) for path in sys.argv[1:]]
    return 0 if all(good) else 1

if __name__ == "__main__":
    sys.exit(main())
