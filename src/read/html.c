#include "read/html.h"

#include "base/str.h"
#include "read/source.h"

#include <string.h>
#include <strings.h>

bool html_is_break(const char *html)
{
    return strncasecmp(html, "<br", 3) == 0 && html[3] && strchr(" />", html[3]);
}

void html_report_inline(const char *html, Place place, Arena *arena, Diagnostics *diagnostics)
{
    if (str_starts(html, "<!--"))
        diag(diagnostics, HTML_COMMENT, place);
    else if (!str_starts(html, "</"))
        diag(diagnostics, RAW_HTML, place, source_first_words(arena, html));
}

static const char *skip_space(const char *text)
{
    return text + strspn(text, " \t\n");
}

/* What follows closing tags, which are nothing to report. */
static const char *skip_closing_tags(const char *html)
{
    for (html = skip_space(html); str_starts(html, "</"); html = skip_space(html)) {
        const char *end = strchr(html, '>');
        if (!end)
            break;
        html = end + 1;
    }
    return html;
}

void html_report_block(const char *html, Place place, Arena *arena, Diagnostics *diagnostics)
{
    for (html = skip_space(html); str_starts(html, "<!--"); html = skip_space(html)) {
        const char *end = strstr(html + 4, "-->");
        if (!end) {
            diag(diagnostics, HTML_COMMENT_UNCLOSED, place);
            return;
        }
        diag(diagnostics, HTML_COMMENT, place);
        html = end + 3;
    }
    html = skip_closing_tags(html);
    if (*html)
        diag(diagnostics, RAW_HTML_BLOCK, place, source_first_words(arena, html));
}
