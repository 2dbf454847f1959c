// The yardstick: what the package itself says, read plainly, without any reading system.
// Addresses are relative to the package document: "mesko.xhtml#note-1".

const fetched = async path => {
    const answer = await fetch(path);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'application/xml') : null;
};
const all = (root, name) => root ? [...root.getElementsByTagNameNS('*', name)] : [];
const type = element => element.getAttributeNS('http://www.idpf.org/2007/ops', 'type') || '';
const resolved = (from, href) => href.startsWith('#') ? from + href : href;

function links(nav, from, level = 0) {
    return [...(nav ? nav.children : [])].flatMap(child => child.localName === 'a'
        ? [{label: child.textContent, href: resolved(from, child.getAttribute('href')), level, type: type(child)}]
        : links(child, from, level + (child.localName === 'ol')));
}

// Every link inside the book, from every document.
function inside(documents) {
    return [...documents].flatMap(([file, xml]) => all(xml, 'a')
        .map(a => ({file, href: a.getAttribute('href'), id: a.id, note: type(a) === 'noteref'}))
        .filter(a => !/^[a-z]+:/i.test(a.href))
        .map(a => ({...a, href: resolved(file, a.href)})));
}

// A place from which the first such element can be seen: the last id before it.
function nearFirst(documents, selector) {
    for (const [file, xml] of documents) {
        const element = xml && xml.querySelector(selector);
        const before = element && [...xml.querySelectorAll('[id]')]
            .filter(e => e === element || e.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
        if (element)
            return before ? `${file}#${before.id}` : file;
    }
}

export async function readPackage() {
    const container = await fetched('/book/META-INF/container.xml');
    const path = all(container, 'rootfile')[0].getAttribute('full-path'), folder = '/book/' + path.replace(/[^/]*$/, '');
    const opf = await fetched('/book/' + path);
    const items = all(opf, 'item').map(item => ({id: item.id, href: item.getAttribute('href'),
        type: item.getAttribute('media-type'), properties: item.getAttribute('properties') || ''}));
    const spine = all(opf, 'itemref').map(ref => items.find(item => item.id === ref.getAttribute('idref')));
    const documents = new Map();
    for (const {href} of spine)
        documents.set(href, await fetched(folder + href));
    const nav = items.find(item => item.properties.split(' ').includes('nav')).href;
    const of = name => links(all(documents.get(nav), 'nav').find(n => type(n) === name), nav);
    const ids = new Map([...documents].map(([file, xml]) => [file, new Set(xml ? [...xml.querySelectorAll('[id]')].map(e => e.id) : [])]));
    const every = inside(documents);
    const broken = every.filter(({href}) => {
        const [file, id] = href.split('#');
        return !ids.has(file) || (id && !ids.get(file).has(id));
    });
    return {folder, spine: spine.map(item => item.href), toc: of('toc'), pages: of('page-list'), landmarks: of('landmarks'),
        notes: every.filter(link => link.note), others: every.filter(link => !link.note && link.file !== nav), broken, links: every.length, table: nearFirst(documents, 'table'), picture: nearFirst(documents, 'figure'), details: nearFirst(documents, 'details'),
         title: all(opf, 'title')[0].textContent,
        language: all(opf, 'language')[0].textContent,
        direction: all(opf, 'spine')[0].getAttribute('page-progression-direction') || 'ltr',
        resources: items.filter(item => !spine.includes(item)).map(({href, type}) => ({href, type}))};
}
