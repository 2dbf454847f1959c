#!/usr/bin/env python3
"""wxr.py MEGABYTES FILE: writes a WordPress export of that size: plainly synthetic interviews of one series among
other posts, pages, drafts, revisions and attachments."""
import sys

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Sample Site</title><link>https://example.org</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>sample</wp:author_login><wp:author_display_name>Sample Author</wp:author_display_name></wp:author>
"""
ITEM = """<item><title>{title}</title><link>https://example.org/{n}/</link><dc:creator>sample</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded></excerpt:encoded>
<wp:post_id>{n}</wp:post_id><wp:post_date>2015-03-02 09:30:00</wp:post_date><wp:post_name>post-{n}</wp:post_name>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>
"""
SENTENCE = "This is sentence {} of a test text that says nothing, with a <a href=\"https://example.org/{}\">link</a>. "
QUESTIONS = ("What did you first try?", "What lesson did you learn?", "What comes next?")

def text(seed, paragraphs):
    return "\n\n".join("".join(SENTENCE.format(seed * 100 + i * 7 + k, seed) for k in range(6)) for i in range(paragraphs))

def interview(n):
    return text(n, 2) + "".join(f"\n\n<strong>{q}</strong>\n\n{text(n + i, 4)}" for i, q in enumerate(QUESTIONS))

def main():
    size, path = int(sys.argv[1]) * 1000 * 1000, sys.argv[2]
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD)
        n = 0
        while out.tell() < size:
            n += 1
            # four of five items are no interview
            if n % 5 == 0:
                item = dict(title=f"Sample Series – Test Person {chr(65 + n // 5 % 26)}{n}", content=interview(n), kind="post", status="publish")
            elif n % 5 == 1:
                item = dict(title=f"News {n}", content=text(n, 12), kind="post", status="publish")
            else:
                item = dict(title=f"Other {n}", content=text(n, 12), kind=("page", "revision", "post")[n % 5 - 2], status=("publish", "inherit", "draft")[n % 5 - 2])
            out.write(ITEM.format(n=n, **item))
        out.write("</channel></rss>\n")

main()
