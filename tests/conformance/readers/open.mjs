// Opens books in reading systems, in headless Chromium: open.mjs MODULES SCREENS FILE...
// Every entry of the contents, landmark, page and note is followed, and every other link inside the book; notes are
// opened; screenshots are taken, by day and by night. Nothing is asked of the network: each request is answered here.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

const [modules, screens, ...files] = process.argv.slice(2), here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(modules, 'node_modules', '/'));
const JSZip = require('jszip'), {chromium} = require('playwright-core');
const ORIGIN = 'https://reader.invalid', READERS = ['epubjs', 'foliate', 'readium'];
const MOST_LINKS = 1500; // of a kind: of more, evenly spaced ones are followed
const TYPES = {'.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html', '.xhtml': 'application/xhtml+xml',
    '.css': 'text/css', '.png': 'image/png', '.jpg': 'image/jpeg', '.otf': 'font/otf', '.ttf': 'font/ttf', '.epub': 'application/epub+zip'};

async function answer(route, book) {
    const name = decodeURIComponent(new URL(route.request().url()).pathname);
    const local = name.startsWith('/modules/') ? path.join(modules, 'node_modules', name.slice(9)) : path.join(here, name);
    const body = name === '/book.epub' ? book.bytes
        : name === '/facts.json' ? JSON.stringify(book.facts)
        : name.startsWith('/book/') ? await book.zip.file(name.slice(6))?.async('nodebuffer')
        : fs.existsSync(local) ? fs.readFileSync(local) : null;
    return body ? route.fulfill({body, contentType: TYPES[path.extname(name)] || 'application/octet-stream'}) : route.fulfill({status: 404, body: ''});
}

const some = list => list.length <= MOST_LINKS ? list
    : [...Array(MOST_LINKS).keys()].map(i => list[Math.round(i * (list.length - 1) / (MOST_LINKS - 1))]);

async function newPage(browser, book, name, found) {
    const context = await browser.newContext({viewport: {width: 600, height: 800}, colorScheme: 'light', serviceWorkers: 'block'});
    await context.route('**/*', route => {
        const {protocol, origin} = new URL(route.request().url());
        if (protocol === 'blob:' || protocol === 'data:')
            return route.continue();
        if (origin === ORIGIN)
            return answer(route, book);
        found.push(`asks for ${route.request().url()}`);
        return route.abort();
    });
    const page = await context.newPage();
    page.on('pageerror', error => found.push(`${name}: ${error}`));
    await page.goto(`${ORIGIN}/${name}`);
    return page;
}

async function readPackage(browser, book, found) {
    const page = await newPage(browser, book, 'blank.html', found);
    const facts = await page.evaluate(async () => (await import('/package.mjs')).readPackage());
    await page.context().close();
    return facts;
}

// Follows links document by document, so that each is loaded once.
async function follow(page, facts, found) {
    const order = new Map(facts.spine.map((href, i) => [href, i])), file = href => href.split('#')[0];
    const kinds = new Map(); // of each address
    for (const kind of ['toc', 'landmarks', 'pages', 'notes', 'others'])
        for (const {href} of some(facts[kind]))
            kinds.set(href, [...kinds.get(href) || [], kind]);
    for (const href of [...kinds.keys()].sort((a, b) => order.get(file(a)) - order.get(file(b)))) {
        const why = await page.evaluate(to => reader.go(to), href);
        if (why)
            found.push(`${[...new Set(kinds.get(href))].join(', ')}: ${href}: ${why}`);
    }
    return kinds.size;
}

async function openNotes(page, facts, found) {
    const notes = facts.notes.slice(0, 100);
    for (const link of notes) {
        const why = await page.evaluate(to => reader.note(to), link);
        if (why)
            found.push(`note ${link.href}: ${why}`);
    }
    return notes.length;
}

// The places to look at.
function sights(facts) {
    const landmark = type => facts.landmarks.find(link => link.type === type)?.href;
    return Object.entries({cover: landmark('cover'), title: landmark('titlepage'), contents: landmark('toc'), start: landmark('bodymatter'),
        questions: facts.spine.find(href => href.startsWith('by-question')), note: facts.notes[0]?.href, table: facts.table, picture: facts.picture, details: facts.details,
        people: facts.spine.find(href => href.startsWith('people')), end: facts.spine.at(-1)}).filter(([, href]) => href);
}

async function look(page, facts, shot, found) {
    for (const light of ['light', 'dark']) {
        await page.emulateMedia({colorScheme: light});
        if (light === 'dark')
            await page.evaluate(() => reader.dark());
        for (const [name, href] of sights(facts)) {
            await page.evaluate(to => reader.go(to), href);
            const check = light === 'dark' ? 'pale' : 'wide';
            found.push(...(await page.evaluate(what => reader[what](), check)).map(why => `${name}, ${light}: ${why}`));
            await page.waitForTimeout(250); // some fade in
            await page.screenshot({path: `${shot}-${name}-${light}.png`});
        }
    }
}

async function open(browser, book, name) {
    const found = [], what = `${name}: ${book.file}`, {facts} = book;
    let said = '';
    try {
        const page = await newPage(browser, book, `${name}.html`, found);
        await page.waitForFunction('window.reader', null, {timeout: 60000 + 200 * facts.spine.length});
        const contents = await page.evaluate(() => reader.contents());
        for (const [kind, count] of Object.entries(contents))
            if (count !== facts[kind].length)
                found.push(`${kind}: ${count}, not ${facts[kind].length}`);
        said = `${await follow(page, facts, found)} places`;
        if (await page.evaluate(() => reader.popup))
            said += `, ${await openNotes(page, facts, found)} notes`;
        await look(page, facts, path.join(screens, `${book.name}-${name}`), found);
        await page.context().close();
    } catch (error) {
        found.push(String(error).split('\n')[0]);
    }
    return [...found.slice(0, 12), `${found.length ? 'FAILED' : 'ok'} ${what}: ${said}`];
}

const browser = await chromium.launch({executablePath: path.join(here, '../chromium'), headless: true, args: ['--font-render-hinting=none']});
fs.mkdirSync(screens, {recursive: true});
for (const file of files) {
    const bytes = fs.readFileSync(file), book = {file, bytes, zip: await JSZip.loadAsync(bytes), name: path.basename(path.dirname(file))};
    const found = [], facts = book.facts = await readPackage(browser, book, found);
    found.push(...facts.broken.map(link => `${link.file}: ${link.href} is not there`));
    console.log([...found.slice(0, 12), `${found.length ? 'FAILED' : 'ok'} links: ${file}: ${facts.links} inside, ${facts.pages.length} pages`].join('\n'));
    for (const lines of await Promise.all(READERS.map(name => open(browser, book, name))))
        console.log(lines.join('\n'));
}
await browser.close();
