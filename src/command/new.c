/* bindery new: a book directory that builds at once, to be changed into one's own. */
#include "command/command.h"
#include "command/options.h"

#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static const struct {
    const char *path, *text;
} files[] = {
#define BOOK_FILE(path, text) {path, text},
#include "command/new_book.def"
#undef BOOK_FILE
};
enum { FILES = sizeof files / sizeof *files };

/* A random UUID (RFC 9562, version 4) as a URN. */
static bool draw_identifier(char urn[64], Reason *why)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != sizeof b)
        return reason_set(why, "cannot draw an identifier: %s", strerror(errno));
    b[6] = (b[6] & 0x0F) | 0x40;
    b[8] = (b[8] & 0x3F) | 0x80;
    snprintf(urn, 64,
             "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
             b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
             b[14], b[15]);
    return true;
}

/* "three-key_insights/" → "Three key insights", in quotes. */
static void add_title(const char *directory, Str *yaml)
{
    Str title = STR_INIT;
    char *real = realpath(directory, NULL); /* of `.`; NULL for what is not there yet */
    str_add(&title, real ? real : directory);
    free(real);
    while (title.length && title.data[title.length - 1] == '/')
        title.data[--title.length] = '\0';
    char *name = (char *)(uintptr_t)path_base(title.data);
    for (char *c = name; *c; c++)
        if (*c == '-' || *c == '_')
            *c = ' ';
    if (*name >= 'a' && *name <= 'z')
        *name = (char)(*name - 'a' + 'A');
    bool plain = utf8_invalid(name, strlen(name)) == strlen(name);
    json_add_string(yaml, plain && name[strspn(name, ". ")] ? name : "A new series");
    str_release(&title);
}

static bool write_file(const char *path, const Str *text, Reason *why)
{
    FileWriter *writer = file_create(path, why);
    if (!writer)
        return false;
    file_write(writer, text->data, text->length);
    return file_commit(writer, why);
}

static bool make_file(Arena *arena, const char *directory, int index, const Str *title,
                      const char *identifier, Reason *why)
{
    const char *path = path_join(arena, directory, files[index].path);
    const char *folder = arena_bytes(arena, path, (size_t)(path_base(path) - path));
    if (*folder && !file_make_directories(folder, why))
        return false;
    Str text = STR_INIT;
    const char *rest = files[index].text;
    if (index == 0) { /* book.yaml */
        const char *values[] = {title->data, identifier};
        for (int i = 0; i < 2; i++) {
            const char *hole = strstr(rest, "%s");
            str_add_bytes(&text, rest, (size_t)(hole - rest));
            str_add(&text, values[i]);
            rest = hole + 2;
        }
    }
    str_add(&text, rest);
    bool ok = write_file(path, &text, why);
    str_release(&text);
    if (ok)
        printf("%s\n", path);
    return ok;
}

/* Only where nothing is lost: a folder that is not there, or is empty. */
static bool is_free(Arena *arena, const char *directory, Reason *why)
{
    const char *const *names;
    size_t count = 0;
    if (!file_exists(directory))
        return true;
    if (!file_is_directory(directory))
        return reason_set(why, "%s is a file: name a folder that is not there yet", directory);
    if (!file_list(directory, arena, &names, &count, why))
        return false;
    return !count ||
           reason_set(why, "%s is not empty: name a folder that is not there yet", directory);
}

static bool make_book(Arena *arena, const char *directory, Reason *why)
{
    char identifier[64];
    if (!is_free(arena, directory, why) || !draw_identifier(identifier, why))
        return false;
    Str title = STR_INIT;
    add_title(directory, &title);
    bool ok = true;
    for (int i = 0; ok && i < FILES; i++)
        ok = make_file(arena, directory, i, &title, identifier, why);
    str_release(&title);
    return ok;
}

int command_new(int argc, char **argv)
{
    int operand, status = options_read(COMMAND_NEW, argc, argv, NULL, NULL, &operand);
    if (status != OPTIONS_READ)
        return status;
    if (operand == argc)
        return command_misused(COMMAND_NEW, NULL, "say where: `bindery new DIR`");
    if (operand + 1 < argc)
        return command_misused(COMMAND_NEW, NULL,
                               "there is one book at a time, and `%s` is one more",
                               argv[operand + 1]);
    Reason why;
    Arena *arena = arena_new();
    bool ok = make_book(arena, argv[operand], &why);
    arena_free(arena);
    if (ok)
        printf("Now `bindery build %s` makes the book.\n", argv[operand]);
    else
        fprintf(stderr, "bindery: error: %s\n", why.text);
    return ok ? EXIT_FINE : EXIT_ENVIRONMENT;
}
