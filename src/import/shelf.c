#include "import/shelf.h"

#include "base/memory.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "book/walk.h"
#include "import/markdown.h"
#include "import/tidy.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 64 << 20, TRIES_MOST = 1000, PICTURES_MOST = 2000 };

struct Shelf {
    Arena *arena;
    const char *book, *interviews, *images;
    bool dry;
    StrMap taken; /* names of files, without number and ending, that this run has given away */
};

Shelf *shelf_new(const char *book, bool dry)
{
    Shelf *shelf = memory_new(sizeof *shelf);
    shelf->arena = arena_new();
    shelf->book = arena_string(shelf->arena, book);
    shelf->interviews = path_join(shelf->arena, book, "interviews");
    shelf->images = path_join(shelf->arena, book, "images");
    shelf->dry = dry;
    return shelf;
}

void shelf_free(Shelf *shelf)
{
    if (!shelf)
        return;
    strmap_release(&shelf->taken);
    arena_free(shelf->arena);
    free(shelf);
}

static bool write_file(const char *path, const char *bytes, size_t length, Diagnostics *diagnostics)
{
    Reason why;
    FileWriter *writer = NULL;
    char *folder = strdup(path);
    folder[path_base(path) > path ? path_base(path) - path - 1 : 0] = '\0';
    bool ok = file_make_directories(folder, &why) && (writer = file_create(path, &why));
    if (ok) {
        file_write(writer, bytes, length);
        ok = file_commit(writer, &why);
    }
    if (!ok)
        diag(diagnostics, OUTPUT_FAILED, ((Place){path, 0, 0}), why.text);
    free(folder);
    return ok;
}

static bool holds(const char *path, const char *bytes, size_t length)
{
    Str old = STR_INIT;
    Reason why;
    bool same = file_exists(path) && file_read(path, FILE_MOST, &old, &why) &&
                old.length == length && memcmp(old.data, bytes, length) == 0;
    str_release(&old);
    return same;
}

/* A name for the draft's files: its mentor's, or that of the source. */
static const char *slug_of(Draft *draft)
{
    Arena *arena = draft->book->arena;
    const char *names[] = {fact_value(draft, FACT_MENTOR), draft->slug, draft->title};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *slug = names[i] ? unicode_slug(arena, names[i]) : "";
        if (*slug)
            return text_excerpt(arena, slug, 60) == slug ? slug : arena_bytes(arena, slug, 60);
    }
    return "interview";
}

/* The slug with a number when this run has given it away already. */
static const char *own_slug(Shelf *shelf, Draft *draft)
{
    const char *slug = slug_of(draft);
    size_t *count = strmap_slot(&shelf->taken, arena_string(shelf->arena, slug));
    return ++*count == 1 ? slug : arena_format(draft->book->arena, "%s-%zu", slug, *count);
}

/* The name of the file in interviews/ that is called by the slug, with or without a number before
 * it; else the name that a new one gets. */
static const char *file_name(Shelf *shelf, Draft *draft, const char *slug)
{
    Arena *arena = draft->book->arena;
    const char *const *names = NULL, *number = fact_value(draft, FACT_NUMBER);
    size_t count = 0;
    Reason why;
    if (file_is_directory(shelf->interviews))
        file_list(shelf->interviews, arena, &names, &count, &why);
    const char *wanted = arena_format(arena, "%s.md", slug);
    for (size_t i = 0; i < count; i++) {
        const char *rest = names[i] + strspn(names[i], "0123456789");
        rest += rest > names[i] && *rest == '-';
        if (strcmp(rest, wanted) == 0)
            return names[i];
    }
    return number ? arena_format(arena, "%03d-%s", atoi(number), wanted) : wanted;
}

/* What stands after a file's front matter; NULL when it has none. */
static const char *body_of(const char *text)
{
    const char *end = str_starts(text, "---\n") ? strstr(text + 3, "\n---\n") : NULL;
    return end ? end + 5 : NULL;
}

/* True when the old file holds the new one's body and each line of its front matter. */
static bool is_richer(const char *old, const char *new)
{
    const char *old_body = body_of(old), *new_body = body_of(new);
    if (!old_body || !new_body || strcmp(old_body, new_body) != 0)
        return false;
    Str line = STR_INIT, head = STR_INIT;
    bool all = true;
    str_add_bytes(&head, old, (size_t)(old_body - old));
    for (const char *at = new + 4; all &&at < new_body - 4;) {
        size_t n = strcspn(at, "\n") + 1;
        str_clear(&line);
        str_add_char(&line, '\n');
        str_add_bytes(&line, at, n);
        all = strstr(head.data, line.data) != NULL;
        at += n;
    }
    str_release(&line);
    str_release(&head);
    return all;
}

/* Writes the new version beside the file that was edited. */
static Shelved put_beside(Shelf *shelf, Draft *draft, const char *edited, const Str *text,
                          const char **path, Diagnostics *diagnostics)
{
    Arena *arena = draft->book->arena;
    int stem = (int)(strlen(edited) - strlen(".md"));
    bool same = false;
    for (int i = 1; i < TRIES_MOST; i++) {
        *path = i == 1 ? arena_format(arena, "%.*s.new.md", stem, edited)
                       : arena_format(arena, "%.*s.new%d.md", stem, edited, i);
        same = holds(*path, text->data, text->length);
        if (same || !file_exists(*path))
            break;
    }
    diag(diagnostics, IMPORT_EDITED, ((Place){edited, 0, 0}), path_base(edited), path_base(*path),
         edited, *path);
    if (same)
        return SHELVED_BESIDE_SAME;
    if (shelf->dry || write_file(*path, text->data, text->length, diagnostics))
        return SHELVED_BESIDE;
    return SHELVED_FAILED;
}

/* The ending that a picture's bytes ask for; NULL when they are no picture. */
static const char *picture_ending(const Str *bytes)
{
    const char *b = bytes->data;
    size_t n = bytes->length;
    if (n > 8 && memcmp(b, "\x89PNG\r\n\x1a\n", 8) == 0)
        return ".png";
    if (n > 3 && memcmp(b, "\xFF\xD8\xFF", 3) == 0)
        return ".jpg";
    if (n > 6 && (memcmp(b, "GIF87a", 6) == 0 || memcmp(b, "GIF89a", 6) == 0))
        return ".gif";
    if (n > 12 && memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0)
        return ".webp";
    return NULL;
}

/* `slug-name.png`: what a picture is called in images/. */
static const char *picture_name(Draft *draft, const char *slug, const char *path,
                                const char *ending, int number)
{
    Arena *arena = draft->book->arena;
    const char *base = path_base(path), *dot = strrchr(base, '.');
    size_t n = dot ? (size_t)(dot - base) : strlen(base);
    const char *name = unicode_slug(arena, arena_bytes(arena, base, n < 80 ? n : 80));
    if (number > 1)
        return arena_format(arena, "%s-%s-%d%s", slug, name, number, ending);
    return arena_format(arena, "%s-%s%s", slug, name, ending);
}

/* Copies a picture's file into images/ and makes that its address; false when it stays out. */
static bool copy_picture(Shelf *shelf, Draft *draft, const char *slug, Image *image,
                         Diagnostics *diagnostics)
{
    Reason why;
    Str bytes = STR_INIT;
    Place place = draft_place(draft);
    bool ok = false;
    const char *ending = NULL;
    if (!path_inside_real(draft->folder, image->path))
        diag(diagnostics, IMPORT_IMAGE_OUTSIDE, place, image->name);
    else if (!file_read(image->path, FILE_MOST, &bytes, &why) || !(ending = picture_ending(&bytes)))
        diag(diagnostics, IMPORT_IMAGE_KIND, place, image->name);
    for (int i = 1; ending && i < TRIES_MOST; i++) {
        const char *name = picture_name(draft, slug, image->path, ending, i);
        const char *target = path_join(draft->book->arena, shelf->images, name);
        bool there = holds(target, bytes.data, bytes.length);
        if (!there && file_exists(target))
            continue; /* another picture of that name */
        ok = there || shelf->dry || write_file(target, bytes.data, bytes.length, diagnostics);
        image->name = arena_format(draft->book->arena, "images/%s", name);
        break;
    }
    str_release(&bytes);
    return ok;
}

/* Takes the picture out of the text, its words stay. */
static void remove_picture(Draft *draft, Node *node)
{
    const char *title = node->image.title;
    if (title)
        node_insert_before(node, node_text(draft->book, title, strlen(title), node->place));
    node_remove(node);
}

static void shelve_pictures(Shelf *shelf, Draft *draft, const char *slug, Diagnostics *diagnostics)
{
    Place place = draft_place(draft);
    bool removed = false;
    Walk walk = walk_start(draft->body);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (node->kind != NODE_IMAGE || walk.event != WALK_ENTER)
            continue;
        Image *image = node->image.image;
        bool remote = strstr(image->name, "://") != NULL;
        walk_skip(&walk);
        if (image->path) {
            if (copy_picture(shelf, draft, slug, image, diagnostics))
                continue;
            remove_picture(draft, node);
            removed = true;
        } else if (!remote) {
            diag(diagnostics, IMPORT_IMAGE_MISSING, place, image->name);
        }
    }
    if (removed)
        tidy_body(draft);
}

/* A picture on another machine, and the file that an editor may save it as. */
typedef struct Remote {
    Image *image;
    const char *address, *name, *path;
} Remote;

typedef struct Remotes {
    Remote *list; /* heap */
    size_t count, capacity;
} Remotes;

static void add_remote(Remotes *remotes, Shelf *shelf, Draft *draft, const char *slug, Image *image)
{
    Arena *arena = draft->book->arena;
    const char *path = arena_bytes(arena, image->name, strcspn(image->name, "?#"));
    const char *ending = strcasestr(path_base(path), ".png") ? ".png" : ".jpg";
    Remote remote = {.image = image, .address = image->name};
    bool taken = true;
    for (int number = 1; taken; number++) { /* two of one name get numbers */
        remote.name = picture_name(draft, slug, path, ending, number);
        taken = false;
        for (size_t i = 0; i < remotes->count; i++)
            taken |= strcmp(remotes->list[i].name, remote.name) == 0 &&
                     strcmp(remotes->list[i].address, remote.address) != 0;
    }
    remote.path = path_join(arena, shelf->images, remote.name);
    remotes->list =
        memory_grow(remotes->list, remotes->count + 1, &remotes->capacity, sizeof remote);
    remotes->list[remotes->count++] = remote;
}

static Remotes collect_remotes(Shelf *shelf, Draft *draft, const char *slug)
{
    Remotes remotes = {0};
    Walk walk = walk_start(draft->body);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_IMAGE && strstr(walk.node->image.image->name, "://") &&
            remotes.count < PICTURES_MOST)
            add_remote(&remotes, shelf, draft, slug, walk.node->image.image);
    return remotes;
}

/* Writes the draft with the pictures that were saved; `known`: only those that this file shows. */
static void write_with_saved(Draft *draft, const Remotes *remotes, const Str *known, Str *text)
{
    for (size_t i = 0; i < remotes->count; i++) {
        const Remote *r = &remotes->list[i];
        bool used = file_exists(r->path) && (!known || strstr(known->data, r->name));
        r->image->name = used ? arena_format(draft->book->arena, "images/%s", r->name) : r->address;
    }
    str_clear(text);
    markdown_write(draft, text);
}

Shelved shelf_put(Shelf *shelf, Draft *draft, const char **path, Diagnostics *diagnostics)
{
    Str text = STR_INIT, old = STR_INIT;
    Reason why;
    const char *slug = own_slug(shelf, draft);
    *path = path_join(draft->book->arena, shelf->interviews, file_name(shelf, draft, slug));
    shelve_pictures(shelf, draft, slug, diagnostics);
    Remotes remotes = collect_remotes(shelf, draft, slug);
    bool there = file_exists(*path) && file_read(*path, FILE_MOST, &old, &why);
    write_with_saved(draft, &remotes, &old, &text);
    bool untouched = there && str_equal(old.data, text.data); /* as an import left it */
    write_with_saved(draft, &remotes, NULL, &text);
    for (size_t i = 0; i < remotes.count; i++)
        if (remotes.list[i].image->name == remotes.list[i].address)
            diag(diagnostics, IMPORT_IMAGE_REMOTE, draft_place(draft), remotes.list[i].address,
                 remotes.list[i].path, *path);
    Shelved shelved;
    if (there && str_equal(old.data, text.data))
        shelved = SHELVED_SAME;
    else if (untouched || !file_exists(*path))
        shelved = shelf->dry || write_file(*path, text.data, text.length, diagnostics)
                      ? SHELVED_NEW
                      : SHELVED_FAILED;
    else if (there && is_richer(old.data, text.data))
        shelved = SHELVED_RICHER;
    else
        shelved = put_beside(shelf, draft, *path, &text, path, diagnostics);
    free(remotes.list);
    str_release(&old);
    str_release(&text);
    return shelved;
}
