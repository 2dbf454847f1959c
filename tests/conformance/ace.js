// Runs Ace on each file: SCRATCH FILE...
const ace = require('@daisy/ace-core'), runner = require('@daisy/ace-axe-runner-puppeteer');
const fs = require('fs'), path = require('path');
const [scratch, ...files] = process.argv.slice(2);

// Ace looks each item of the manifest up by a path through all of them, which takes a second in a book of 1,300
// documents: here an index finds it.
const xpath = require('xpath'), {useNamespaces} = xpath, indices = new WeakMap();
function itemOf(manifest, id) {
    if (!indices.has(manifest))
        indices.set(manifest, new Map(Array.from(manifest.getElementsByTagName('item'), item => [item.getAttribute('id'), item])));
    const item = indices.get(manifest).get(id);
    return item ? [item] : [];
}
xpath.useNamespaces = names => {
    const select = useNamespaces(names);
    return (path, node, ...rest) => {
        const [, id] = /^\/opf:package\/opf:manifest\/opf:item\[@id='([^']*)'\]$/.exec(path) || [];
        return id === undefined ? select(path, node, ...rest) : itemOf(node, id);
    };
};

function findings(report) {
    return (report.assertions || []).flatMap(document => (document.assertions || []).map(found => {
        const result = found['earl:result'] || {}, test = found['earl:test'] || {};
        const where = [(document['earl:testSubject'] || {}).url, (result['earl:pointer'] || {}).css].flat().filter(Boolean);
        const what = (result['dct:description'] || '').replace(/\s+/g, ' ').slice(0, 300);
        return `${test['earl:impact']} ${test['dct:title']} at ${where.join(' ')}\n    ${what}`;
    }));
}

(async () => {
    for (const file of files) {
        const folder = fs.mkdtempSync(path.join(scratch, 'ace-'));
        try {
            await ace(path.resolve(file), {cwd: scratch, outdir: folder, silent: true, initLogger: true, lang: 'en'}, runner);
            const report = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8')), found = findings(report);
            found.slice(0, 20).forEach(line => console.log(line));
            const passed = !found.length && report['earl:result']['earl:outcome'] === 'pass';
            console.log(`${passed ? 'ok' : 'FAILED'} ace: ${file}`);
        } catch (error) {
            console.log(`${error}\nFAILED ace: ${file}: it could not run`);
        }
    }
    process.exit(0);
})();
