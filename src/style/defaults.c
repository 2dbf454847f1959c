#include "style/sheet.h"

/* What every sheet stands on: the kinds of boxes, and the least that makes text readable when a
 * sheet says nothing else. Any rule of a file wins over it. */
const char style_defaults[] =
    "body, section, div, h1, h2, h3, h4, h5, h6, p, blockquote, ol, ul, pre, tr, td, th, figure,\n"
    "figcaption, hr, aside { display: block }\n"
    "li { display: list-item }\n"
    "table { display: table }\n"
    "em { font-style: italic }\n"
    "strong, h1, h2, h3, h4, h5, h6, th { font-weight: bold }\n"
    "del { text-decoration: line-through }\n"
    "pre, code { font-family: monospace; hyphens: none }\n"
    "pre { white-space: pre-wrap; text-align: start; text-indent: 0 }\n"
    "ol { list-style: decimal }\n"
    "h1, h2, h3, h4, h5, h6 { hyphens: none; text-align: start; break-after: avoid; break-inside: "
    "avoid }\n"
    "h1 { bookmark-level: 1 }\n"
    "h2 { bookmark-level: 2 }\n"
    "h3 { bookmark-level: 3 }\n"
    "aside { float: footnote }\n"
    "hr { break-after: avoid; text-align: center; text-indent: 0 }\n"
    "@page { size: a5; margin: 20mm }\n";
