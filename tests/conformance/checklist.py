"""What a good EPUB holds beyond what validators ask, item by item: checklist.py FILE...

The container as old reading systems want it, metadata that hang together, and documents that a screen reader, a
Kindle or an old engine can follow."""
import re
import sys
import zipfile
from xml.etree import ElementTree

OPF, DC, XHTML = '{http://www.idpf.org/2007/opf}', '{http://purl.org/dc/elements/1.1/}', '{http://www.w3.org/1999/xhtml}'
NCX, TYPE = '{http://www.daisy.org/z3986/2005/ncx/}', '{http://www.idpf.org/2007/ops}type'


def container(book, raw):
    infos = book.infolist()
    names = [info.filename for info in infos]
    yield 'mimetype comes first, stored, with nothing else in its header', raw[:58] == (
        raw[:30] + b'mimetypeapplication/epub+zip') and raw[8:10] == b'\0\0' and raw[28:30] == b'\0\0'
    yield 'members are stored or deflated', {info.compress_type for info in infos} <= {0, 8}
    yield 'names are plain', all(re.fullmatch(r'[A-Za-z0-9._/-]+', name) for name in names)
    yield 'names differ by more than case', len({name.lower() for name in names}) == len(names)
    yield 'no folder has an entry', not any(name.endswith('/') for name in names)
    yield 'all members have one time', len({info.date_time for info in infos}) == 1


def metadata(opf, text):
    def refined(identifier, property_):
        return [m.text for m in opf.iter(OPF + 'meta')
                if m.get('refines') == '#' + (identifier or '') and m.get('property') == property_]

    def values(property_):
        return [m.text for m in opf.iter(OPF + 'meta') if m.get('property') == property_ and not m.get('refines')]

    lang = '{http://www.w3.org/XML/1998/namespace}lang'
    yield 'the package says its language and direction', opf.get(lang) and opf.get('dir') in ('ltr', 'rtl')
    titles = opf.findall(f'.//{DC}title')
    yield 'titles say which is the main one', [refined(t.get('id'), 'title-type') for t in titles] in (
        [['main']], [['main'], ['subtitle']])
    people = [*opf.iter(DC + 'creator'), *opf.iter(DC + 'contributor')]
    yield 'every person has a role', all(refined(p.get('id'), 'role') for p in people)
    yield 'every person has a name to sort by', all(len(refined(p.get('id'), 'file-as')) == 1 for p in people)
    yield 'nobody is named twice', len({p.text for p in people}) == len(people)
    yield 'creators have an order', all(refined(p.get('id'), 'display-seq') for p in opf.iter(DC + 'creator'))
    yield 'modified once', len(values('dcterms:modified')) == 1
    yield 'text nodes have no space around them', all(
        not e.text or e.text == e.text.strip() for e in opf.iter() if len(e) == 0)
    features, modes = values('schema:accessibilityFeature'), values('schema:accessMode')
    yield 'access: mode, sufficient mode, hazard, summary', 'textual' in modes and all(
        values('schema:' + name) for name in ('accessModeSufficient', 'accessibilityHazard', 'accessibilitySummary'))
    yield 'hazard none stands alone', values('schema:accessibilityHazard') == ['none']
    yield 'pages are those of another edition', opf.find(f'.//{DC}identifier').text not in values('pageBreakSource')
    images = [i for i in opf.iter(OPF + 'item') if i.get('media-type').startswith('image/')]
    yield 'visual only when there are images', ('visual' in modes) == (len(images) > 1)
    yield 'page features, when pages are there', ('pageBreakMarkers' in features) == ('pageNavigation' in features) == bool(
        values('pageBreakSource'))
    yield 'conformance only with a certifier', bool(values('dcterms:conformsTo')) == bool(refined('conformance', 'a11y:certifiedBy'))
    yield 'the cover is named for EPUB 2, name first', '<meta name="cover" content="cover"/>' in text
    yield 'fonts are announced to Apple Books', bool(values('ibooks:specified-fonts')) == any(
        i.get('media-type').startswith('font/') for i in opf.iter(OPF + 'item'))


def navigation(nav, ncx, spine):
    navs = {n.get(TYPE): n for n in nav.iter(XHTML + 'nav')}
    yield 'contents, landmarks', {'toc', 'landmarks'} <= set(navs)
    yield 'landmarks and pages are hidden', all(n.get('hidden') for kind, n in navs.items() if kind != 'toc')
    links = [a.get('href').split('#')[0] for a in navs['toc'].iter(XHTML + 'a')]
    order = sorted(range(len(links)), key=lambda i: (spine.index(links[i]), i))
    yield 'contents name every document, in order', set(links) == set(spine) and order == list(range(len(links)))
    yield 'contents have two levels at most', navs['toc'].find('.//' + '/'.join([XHTML + 'ol'] + [f'{XHTML}li/{XHTML}ol'] * 2)) is None
    yield 'a landmark has one type', all(' ' not in (a.get(TYPE) or ' ') for a in navs['landmarks'].iter(XHTML + 'a'))
    pages = [a.text for a in navs['page-list'].iter(XHTML + 'a')] if 'page-list' in navs else []
    yield 'pages are told by their numbers', all(re.fullmatch(r'[0-9]+|[ivxlcdm]+', page) for page in pages)
    if ncx is not None:
        yield 'the NCX names the same pages', [t.find(f'{NCX}navLabel/{NCX}text').text for t in ncx.iter(NCX + 'pageTarget')] == pages
        yield 'the NCX names the same places', [c.get('src') for p in ncx.iter(NCX + 'navPoint') for c in p.findall(NCX + 'content')] == [
            a.get('href') for a in navs['toc'].iter(XHTML + 'a')]


def documents(trees, texts):
    levels = [[int(e.tag[-1]) for e in tree.iter() if re.fullmatch(re.escape(XHTML) + 'h[1-6]', e.tag)] for tree in trees]
    yield 'one h1 at most, and first', all(l.count(1) <= 1 and (not l or l[0] == 1) for l in levels)
    yield 'no level of heading is skipped', all(b - a <= 1 for l in levels for a, b in zip(l, l[1:]))
    titles = [tree.find(f'{XHTML}head/{XHTML}title').text for tree in trees]
    yield 'titles tell documents apart', len(set(titles)) == len(titles)
    xml_lang = '{http://www.w3.org/XML/1998/namespace}lang'
    yield 'lang is xml:lang', all(e.get('lang') == e.get(xml_lang) for tree in trees for e in tree.iter())
    yield 'no style, script or handler', not any(re.search(r'<script| style="| on[a-z]+="', text) for text in texts)
    yield 'an XML declaration', all(text.startswith('<?xml version="1.0" encoding="UTF-8"?>') for text in texts)
    notes = [e for tree in trees for e in tree.iter() if e.get(TYPE) in ('noteref', 'footnote')]
    yield 'notes have types and roles', all(e.get('role') == 'doc-' + e.get(TYPE) for e in notes)
    yield 'a reference to a note holds only its number', all(len(e) == 0 for e in notes if e.get(TYPE) == 'noteref')
    yield 'notes lead back', all(any(a.get('role') == 'doc-backlink' for a in e.iter()) for e in notes if e.get(TYPE) == 'footnote')
    breaks = [e for tree in trees for e in tree.iter() if e.get(TYPE) == 'pagebreak']
    yield 'page markers are empty and labelled', all(
        e.get('role') == 'doc-pagebreak' and e.get('aria-label') and not len(e) and not e.text for e in breaks)
    yield 'images have alternatives', all(e.get('alt') is not None for tree in trees for e in tree.iter(XHTML + 'img'))


def faults(file):
    with open(file, 'rb') as stream:
        raw = stream.read(64)
    with zipfile.ZipFile(file) as book:
        def tree(name):
            return ElementTree.fromstring(book.read('EPUB/' + name))

        opf = tree('package.opf')
        items = {item.get('id'): item for item in opf.iter(OPF + 'item')}
        spine = [items[ref.get('idref')].get('href') for ref in opf.iter(OPF + 'itemref')]
        texts = [book.read('EPUB/' + name).decode() for name in spine]
        ncx = tree('toc.ncx') if 'EPUB/toc.ncx' in book.namelist() else None
        for checks in (container(book, raw), metadata(opf, book.read('EPUB/package.opf').decode()), navigation(tree('nav.xhtml'), ncx, spine),
                       documents([ElementTree.fromstring(text.encode()) for text in texts], texts)):
            yield from (what for what, held in checks if not held)


for path in sys.argv[1:]:
    try:
        found = list(faults(path))
    except ElementTree.ParseError as error:
        found = [f'well-formed XML: {error}']
    for fault in found:
        print(f'not so: {fault}')
    print(f'{"FAILED" if found else "ok"} checklist: {path}')
