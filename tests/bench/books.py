"""Books of any size for the benchmark.

The text is that of the sixty interviews in shared/corpus; larger books are drawn from it by a chain of
words of order two, so that sentences, lengths and frequencies stay natural, and new names are coined at the
rate at which real text brings new words (Heaps: a text of n words has about k n^0.6 different ones). The
same size gives the same bytes."""
import glob, os, random, re

def real_interviews(corpus):
    """[(mentor, [(question, [paragraph…])…])…] of the corpus, links and other marks removed."""
    interviews = []
    for path in sorted(glob.glob(os.path.join(corpus, "interviews", "*.md"))):
        text = open(path, encoding="utf-8").read()
        front, body = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()
        mentor = re.search(r'^mentor: "(.*)"', front, re.M).group(1)
        body = re.sub(r"^\[[^\]]+\]:.*$", "", body, flags=re.M)
        questions = []
        for block in re.split(r"\n\s*\n", body):
            block = re.sub(r"\s+", " ", block).strip()
            if block.startswith("## "):
                questions.append((block[3:], []))
            elif block and questions:
                questions[-1][1].append(block)
        interviews.append((mentor, questions))
    return interviews

def plain(block):
    """Markdown → text: what every program is given, so that none has more to do."""
    block = re.sub(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", block)
    block = re.sub(r"\[([^\[\]]+)\]\[[^\[\]]*\]", r"\1", block)
    return re.sub(r"[*_`<>\\#$@~\[\]]|^\s*(?:[-+]|\d+[.)])\s", "", block).strip()

SYLLABLES = ("ba den kor li mar no pe ra sel ta vin wes zo hal gri ter ing ment con pre ly tion al is er "
             "sta bli mo du fer gen ser vi ous ness ac com for ma re in").split()
NEW_WORDS = 0.1  # a million words of real interviews hold some 80,000 different strings

class Writer:
    """Makes sentences that read like the corpus."""
    def __init__(self, interviews, seed):
        self.random = random.Random(seed)
        self.next = {}
        words = [w for _, qs in interviews for _, ps in qs for p in ps for w in plain(p).split() + ["\n"]]
        for a, b, c in zip(words, words[1:], words[2:]):
            self.next.setdefault((a, b), []).append(c)
        self.starts = [(a, b) for a, b in self.next if a[0].isupper()]
        self.written = 0

    def name(self):
        return self.word().capitalize()

    def word(self):
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def paragraph(self, length):
        pair = self.random.choice(self.starts)
        out = list(pair)
        while len(out) < length or not out[-1].endswith((".", "!", "?")):
            following = self.next.get(pair)
            word = self.random.choice(following) if following else "\n"
            if word == "\n" or len(out) > length * 2:
                pair = self.random.choice(self.starts)
                out[-1] = out[-1].rstrip(",;:") + ("" if out[-1].endswith((".", "!", "?")) else ".")
                if len(out) >= length:
                    break
                out += pair
                continue
            if self.random.random() < NEW_WORDS:
                out.append(self.name() if self.random.random() < 0.4 else self.word())
            out.append(word)
            pair = (pair[1], word)
        self.written += len(out)
        return " ".join(out)

def interviews(corpus, count):
    """The first `count` interviews: real ones, then made ones, as plain paragraphs."""
    real = real_interviews(corpus)
    books = [(m, [(q, [t for t in map(plain, ps) if t]) for q, ps in qs]) for m, qs in real[:count]]
    writer = Writer(real, count)
    for i in range(len(books), count):
        _, model = real[i % len(real)]
        mentor = f"{writer.name()} {writer.name()}"
        books.append((mentor, [(q, [writer.paragraph(max(3, len(p.split()))) for p in ps]) for q, ps in model]))
    return books

def write_bindery(books, folder):
    os.makedirs(os.path.join(folder, "interviews"), exist_ok=True)
    questions = ["Who are you, and what do you do?", "What hardware do you use?", "And what software?", "What would be your dream setup?"]
    with open(os.path.join(folder, "book.yaml"), "w", encoding="utf-8") as f:
        f.write('title: "Benchmark"\nlanguage: en\nidentifier: "urn:uuid:00000000-0000-4000-8000-000000000000"\ndate: 2026-01-01\nquestions:\n')
        f.writelines(f'  - id: q{i}\n    text: "{q}"\n' for i, q in enumerate(questions))
    for n, (mentor, pairs) in enumerate(books, 1):
        with open(os.path.join(folder, "interviews", f"{n:05}.md"), "w", encoding="utf-8") as f:
            f.write(f'---\nmentor: "{mentor}"\nmentor_sort: "{mentor}"\nnumber: {n}\n---\n\n')
            for question, paragraphs in pairs:
                f.write(f"## {question}\n\n" + "\n\n".join(paragraphs) + "\n\n")

def write_markdown(books, path):
    with open(path, "w", encoding="utf-8") as f:
        f.write('---\ntitle: "Benchmark"\nlang: en\n---\n\n')
        for mentor, pairs in books:
            f.write(f"# {mentor}\n\n")
            for question, paragraphs in pairs:
                f.write(f"## {question}\n\n" + "\n\n".join(paragraphs) + "\n\n")

def write_typst(books, path):
    with open(path, "w", encoding="utf-8") as f:
        f.write('#set document(title: "Benchmark")\n#set page(paper: "a5", margin: 19mm, numbering: "1")\n'
                '#set text(font: "TeX Gyre Pagella", size: 10pt, lang: "en")\n#set par(justify: true, first-line-indent: 1em)\n#outline()\n')
        escape = lambda t: re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", t)
        for mentor, pairs in books:
            f.write(f"#pagebreak(weak: true)\n= {escape(mentor)}\n\n")
            for question, paragraphs in pairs:
                f.write(f"== {escape(question)}\n\n" + "\n\n".join(map(escape, paragraphs)) + "\n\n")

def write_mdbook(books, folder):
    os.makedirs(os.path.join(folder, "src"), exist_ok=True)
    with open(os.path.join(folder, "book.toml"), "w", encoding="utf-8") as f:
        f.write('[book]\ntitle = "Benchmark"\nlanguage = "en"\n\n[output.epub]\n')
    with open(os.path.join(folder, "src", "SUMMARY.md"), "w", encoding="utf-8") as summary:
        summary.write("# Summary\n\n")
        for n, (mentor, pairs) in enumerate(books, 1):
            summary.write(f"- [{mentor}]({n:05}.md)\n")
            with open(os.path.join(folder, "src", f"{n:05}.md"), "w", encoding="utf-8") as f:
                f.write(f"# {mentor}\n\n")
                for question, paragraphs in pairs:
                    f.write(f"## {question}\n\n" + "\n\n".join(paragraphs) + "\n\n")
