#include "import/pictures.h"

#include "base/address.h"
#include "base/file.h"
#include "base/utf8.h"
#include "import/chrome.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_absolute(const char *address)
{
    size_t n = strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return n > 1 && address[n] == ':';
}

/* Joins a path to that of the base and takes `.` and `..` out (RFC 3986, 5.2.4). */
static void add_path(Str *out, const char *base, const char *path)
{
    size_t root = out->length;
    if (*path != '/') {
        const char *end = strpbrk(base, "?#");
        size_t n = end ? (size_t)(end - base) : strlen(base);
        while (n && base[n - 1] != '/')
            n--;
        str_add_bytes(out, base, n);
    }
    if (out->length == root || out->data[out->length - 1] != '/')
        str_add(out, *path == '/' ? "" : "/");
    while (*path) {
        size_t n = strcspn(path, "/?#");
        bool up = n == 2 && path[0] == '.' && path[1] == '.', here = n == 1 && path[0] == '.';
        if (up) {
            while (out->length > root && out->data[--out->length] == '/')
                ;
            while (out->length > root && out->data[out->length - 1] != '/')
                out->length--;
            out->data[out->length] = '\0';
            str_add(out, out->length == root ? "/" : "");
        } else if (!here) {
            str_add_bytes(out, path, n);
        }
        path += n;
        if (*path == '/' && !(up || here))
            str_add_char(out, '/');
        if (*path == '?' || *path == '#') {
            str_add(out, path);
            return;
        }
        path += *path == '/';
    }
}

const char *address_resolve(Draft *draft, const char *address)
{
    Arena *arena = draft->book->arena;
    const char *base = draft->base ? draft->base : fact_value(draft, FACT_SOURCE);
    const char *host = base ? strstr(base, "://") : NULL;
    if (is_absolute(address) || !host || !*address || *address == '#')
        return arena_string(arena, address);
    if (str_starts(address, "//"))
        return arena_format(arena, "%.*s%s", (int)(host + 1 - base), base, address);
    const char *path = host + 3 + strcspn(host + 3, "/?#");
    Str out = STR_INIT;
    str_add_bytes(&out, base, (size_t)(path - base));
    if (*address == '?') {
        str_add_bytes(&out, path, strcspn(path, "?#"));
        str_add(&out, address);
    } else {
        add_path(&out, path, address);
    }
    const char *result = arena_bytes(arena, out.data, out.length);
    str_release(&out);
    return result;
}

/* The largest picture that a srcset offers. */
static const char *from_srcset(Arena *arena, const char *set)
{
    const char *best = NULL;
    double most = -1;
    while (set && *set) {
        set += strspn(set, " \t\r\n,");
        size_t n = strcspn(set, " \t\r\n");
        if (n && set[n - 1] == ',')
            n--;
        const char *address = arena_bytes(arena, set, n);
        set += n;
        double size = strtod(set + strspn(set, " \t\r\n"), NULL);
        set += strcspn(set, ",");
        if (n && size > most) {
            best = address;
            most = size;
        }
    }
    return best;
}

static bool is_placeholder(const char *address)
{
    static const char *const words[] = {"placeholder", "blank.gif",   "spacer", "lazy",
                                        "loading.",    "transparent", "1x1",    "pixel.gif"};
    const char *name = path_base(address);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(name, words[i]))
            return true;
    return !*address || strncasecmp(address, "data:", 5) == 0 || str_starts(address, "about:");
}

/* The address of the picture itself, which pages that load pictures late hide. */
static const char *picture_address(Arena *arena, const Element *img)
{
    static const char *const late[] = {"data-src",       "data-lazy-src",  "data-original",
                                       "data-orig-file", "data-full-url",  "data-large-file",
                                       "data-image",     "data-hi-res-src"};
    const char *address = dom_attribute(img, "src");
    if (address && !is_placeholder(address))
        return address;
    for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
        const char *other = dom_attribute(img, late[i]);
        if (other && !is_placeholder(other))
            return other;
    }
    const char *set = from_srcset(arena, dom_attribute(img, "data-srcset"));
    set = set ? set : from_srcset(arena, dom_attribute(img, "data-lazy-srcset"));
    set = set ? set : from_srcset(arena, dom_attribute(img, "srcset"));
    return set && !is_placeholder(set) ? set : NULL;
}

static bool is_tracker(const Element *img)
{
    const char *width = dom_attribute(img, "width"), *height = dom_attribute(img, "height");
    return width && height && atoi(width) <= 2 && atoi(height) <= 2;
}

/* Percent-encoded bytes as the bytes. */
static const char *decoded(Arena *arena, const char *address)
{
    Str out = STR_INIT;
    for (const char *p = address; *p && *p != '?' && *p != '#'; p++) {
        char hex[3] = {p[1], p[1] ? p[2] : '\0', '\0'}, *end;
        long byte = *p == '%' ? strtol(hex, &end, 16) : 0;
        if (*p == '%' && end == hex + 2 && byte) {
            str_add_char(&out, (char)byte);
            p += 2;
        } else {
            str_add_char(&out, *p);
        }
    }
    const char *result = arena_bytes(arena, out.data, out.length);
    str_release(&out);
    return result;
}

/* The file beside the page that a relative address means; NULL when there is none. */
static const char *local_file(Draft *draft, const char *address)
{
    if (!draft->folder || is_absolute(address) || str_starts(address, "//"))
        return NULL;
    Arena *arena = draft->book->arena;
    const char *name = decoded(arena, address), *path = path_join(arena, draft->folder, name);
    return file_exists(path) || !path_is_inside(name) ? path : NULL;
}

static bool is_emoji(const Element *img)
{
    const char *alt = dom_attribute(img, "alt");
    return alt && strlen(alt) <= 16 && (unsigned char)alt[0] >= 0x80 &&
           (chrome_has_words(img, "class", "emoji") || chrome_has_words(img, "class", "smiley") ||
            chrome_has_words(img, "class", "emojione"));
}

Node *picture_new(Draft *draft, const Element *img, const char **text)
{
    Arena *arena = draft->book->arena;
    const char *address = picture_address(arena, img), *alt = dom_attribute(img, "alt");
    *text = NULL;
    if (is_emoji(img)) {
        *text = arena_string(arena, alt);
        return NULL;
    }
    if (is_tracker(img) || !address) {
        draft_drop(draft, DROPPED_TRACKER);
        return NULL;
    }
    Node *node = node_new(draft->book, NODE_IMAGE, ROLE_NONE, draft_place(draft));
    Image *image = arena_alloc(arena, sizeof *image);
    image->path = local_file(draft, address);
    image->name = address_resolve(draft, address);
    node->image.image = image;
    node->image.alt = alt ? folded_copy(arena, alt) : "";
    draft->pictures++;
    draft->pictures_without_alt += !*node->image.alt;
    return node;
}
