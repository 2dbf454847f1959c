// What the pages of all reading systems share. Each gives begin() its own ways:
//   document()   the document that is shown
//   show(href)   shows a place; resolves to the file that it landed in
//   contents()   {toc, pages, landmarks}: how many of each it offers, of those that it knows
//   dark()       switches to dark mode
//   note(link)   opens a note as a reader does, and resolves to the text that came up; may be missing
export const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const WIDTH = innerWidth, HEIGHT = innerHeight;

// Where an element is in the window, through all frames.
function place(element) {
    const box = element.getBoundingClientRect();
    let x = box.left, y = box.top;
    for (let view = element.ownerDocument.defaultView; view.frameElement && view !== window; view = view.parent) {
        const frame = view.frameElement.getBoundingClientRect();
        x += frame.left, y += frame.top;
    }
    return {x, y};
}

function seen(root, id) {
    const element = id ? root.getElementById(id) : root.body;
    if (!element)
        return `there is no ${id}`;
    const {x, y} = place(element);
    return x > -4 && x < WIDTH + 4 && y > -4 && y < HEIGHT + 4 ? '' : `it stands at ${Math.round(x)}, ${Math.round(y)}, outside the page`;
}

// Contrast of two colours (WCAG 2.2, 1.4.3).
function luminance([r, g, b]) {
    const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
const numbers = color => (color.match(/[\d.]+/g) || []).map(Number);
function behind(element) {
    for (let node = element; node; node = node.parentElement || node.ownerDocument.defaultView.frameElement || node.getRootNode().host) {
        const color = numbers(getComputedStyle(node).backgroundColor);
        if (color.length === 3 || color[3] > 0.5)
            return color;
    }
    // Paper that nobody coloured is the browser's.
    const night = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
    return night ? [18, 18, 18] : [255, 255, 255];
}
function pale(root) {
    const walker = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT), found = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const element = text.parentElement;
        if (!text.data.trim() || element.closest('details:not([open]) > :not(summary), [hidden]'))
            continue;
        const [a, b] = [luminance(numbers(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5)
            found.push(`${element.localName} “${text.data.trim().slice(0, 20)}”: contrast ${((a + 0.05) / (b + 0.05)).toFixed(1)}`);
    }
    return found.slice(0, 3);
}

// What is wider than the screen.
function wide(root) {
    return [...root.body.querySelectorAll('p, li, h1, h2, h3, img, table, pre, td, a')]
        .filter(e => [...e.getClientRects()].some(box => box.width > WIDTH))
        .map(e => `${e.localName} “${e.textContent.slice(0, 20)}” is wider than the screen`).slice(0, 3);
}

export function begin(ways) {
    window.reader = {
        contents: ways.contents,
        dark: ways.dark,
        popup: Boolean(ways.note),
        async go(href) {
            const [file, id] = href.split('#');
            let why = '';
            try {
                const at = await ways.show(href);
                if (at !== file)
                    return `landed in ${at}`;
                for (let tries = 0; tries < 40; tries++, await pause(25))
                    if (!(why = seen(ways.document(), id)))
                        return '';
            } catch (error) {
                why = String(error);
            }
            return why;
        },
        async note(link) {
            try {
                await ways.show(link.file);
                return (await ways.note(link)) ? '' : 'nothing came up';
            } catch (error) {
                return String(error);
            }
        },
        wide: () => wide(ways.document()),
        pale: () => pale(ways.document()),
    };
}
