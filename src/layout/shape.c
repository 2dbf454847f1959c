#include "layout/shape.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "layout/letters.h"
#include "layout/pairs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_RIGHT_TO_LEFT = 1, KEY_HYPHEN = 2, FIRST_ROOM = 1 << 12 };
enum { PAIRS_MOST = 16, PAIRS_WORTH = 128 /* words of a kind, before its pairs are learnt */ };
enum { SOFT_HYPHEN = 0xAD, WORD_JOINER = 0x2060, BYTE_ORDER_MARK = 0xFEFF };

/* Words that are shaped alike. */
typedef struct Kind {
    const Font *font;
    const Shaping *shaping;
    size_t count; /* so far */
    Pairs *pairs; /* NULL: not yet */
} Kind;

struct Shaper {
    Arena *arena;
    hb_buffer_t *buffer;
    Kind kinds[PAIRS_MOST]; /* [kind_count] */
    size_t kind_count;
    Word **table; /* open addressing */
    size_t room, count;
};

Shaper *shaper_new(void)
{
    Shaper *shaper = memory_new(sizeof *shaper);
    shaper->arena = arena_new();
    shaper->buffer = hb_buffer_create();
    shaper->room = FIRST_ROOM;
    shaper->table = memory_new(sizeof(Word *) * shaper->room);
    return shaper;
}

void shaper_free(Shaper *shaper)
{
    hb_buffer_destroy(shaper->buffer);
    arena_free(shaper->arena);
    free(shaper->table);
    free(shaper);
}

static const struct {
    uint32_t character;
    int16_t left, right;
} protrusions[] = {
#define PROTRUSION(character, left, right) {character, left, right},
#include "layout/protrusion.def"
};

static int protrusion(uint32_t character, bool left)
{
    size_t low = 0, high = sizeof protrusions / sizeof *protrusions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (protrusions[middle].character == character)
            return left ? protrusions[middle].left : protrusions[middle].right;
        if (protrusions[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

int32_t character_hang(const Font *font, uint32_t character, bool left)
{
    int part = protrusion(character, left);
    hb_codepoint_t glyph;
    if (!part || !hb_font_get_nominal_glyph(font->shaper, character, &glyph))
        return 0;
    return hb_font_get_glyph_h_advance(font->shaper, glyph) * part / 1000;
}

/* Puts a word's characters into the buffer, each with the byte of the text where it begins, and
 * writes the text. Returns its length. */
static size_t fill_buffer(hb_buffer_t *buffer, const Font *font, const char *source, size_t length,
                          bool hyphen, char *text)
{
    size_t out = 0;
    hb_buffer_clear_contents(buffer);
    for (size_t i = 0; i < length;) {
        uint32_t c;
        size_t bytes = utf8_decode(source + i, length - i, &c);
        if (c != SOFT_HYPHEN && c != WORD_JOINER && c != BYTE_ORDER_MARK) {
            memcpy(text + out, source + i, bytes);
            uint32_t shown = c;
            if (!font_has(font, c))
                shown = font_has(font, UTF8_REPLACEMENT) ? UTF8_REPLACEMENT : '?';
            else if ((c == 0x2010 || c == 0x2011) && !hb_set_has(font->characters, c))
                shown = hb_set_has(font->characters, 0x2010) ? 0x2010 : '-';
            hb_buffer_add(buffer, shown, (unsigned)out);
            out += bytes;
        }
        i += bytes;
    }
    if (hyphen) {
        hb_buffer_add(buffer, '-', (unsigned)out);
        out += utf8_encode(SOFT_HYPHEN, text + out);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    return out;
}

static void run_shaper(hb_buffer_t *buffer, const WordKey *key)
{
    shaping_run(key->shaping, key->font, buffer, key->script, key->right_to_left);
}

static bool is_enclosing(const Font *font, uint32_t glyph)
{
    hb_codepoint_t mark;
    for (uint32_t c = 0x20DD; c <= 0x20E4; c++) /* a circle, a keycap */
        if (hb_font_get_nominal_glyph(font->shaper, c, &mark) && mark == glyph)
            return true;
    return false;
}

/* Fonts without positions put a mark that encloses its base beside it: here the base stands in its
 * middle, and both take the mark's room. */
static void enclose(const Font *font, Glyph *base, Glyph *mark)
{
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(font->shaper, mark->id, &ink))
        return;
    base->dx += (ink.width - base->advance) / 2;
    base->advance = ink.width;
    mark->dx = -ink.width - ink.x_bearing;
}

static void take_glyphs(Arena *arena, hb_buffer_t *buffer, const Font *font, ShapedText *shaped)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    Glyph *glyphs = arena_array(arena, count, sizeof *glyphs);
    hb_codepoint_t substitute = 0;
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (Glyph){info[i].codepoint, position[i].x_advance, position[i].x_offset,
                            position[i].y_offset};
        if (!glyphs[i].id) { /* font_has() knew better than the shaper: never show .notdef */
            if (!hb_font_get_nominal_glyph(font->shaper, UTF8_REPLACEMENT, &substitute))
                hb_font_get_nominal_glyph(font->shaper, '?', &substitute);
            glyphs[i].id = substitute;
            glyphs[i].advance = hb_font_get_glyph_h_advance(font->shaper, substitute);
        }
        if (i && info[i].cluster == info[i - 1].cluster && !glyphs[i].advance && !glyphs[i].dx &&
            is_enclosing(font, glyphs[i].id))
            enclose(font, &glyphs[i - 1], &glyphs[i]);
    }
    shaped->glyphs = glyphs;
    shaped->glyph_count = count;
}

/* Clusters in text order; the glyphs of right-to-left text stand in visual order, the last first.
 */
static void take_clusters(Arena *arena, hb_buffer_t *buffer, ShapedText *shaped)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    Cluster *clusters = arena_array(arena, count, sizeof *clusters);
    bool reverse = shaped->right_to_left;
    uint32_t made = 0;
    for (unsigned i = 0; i < count;) {
        unsigned at = reverse ? count - 1 - i : i, same = 1;
        while (i + same < count &&
               info[reverse ? at - same : at + same].cluster == info[at].cluster)
            same++;
        unsigned from = i ? info[at].cluster : 0, to = shaped->length;
        if (i + same < count)
            to = info[reverse ? at - same : at + same].cluster;
        clusters[made++] = (Cluster){(uint8_t)(to - from), (uint8_t)same};
        i += same;
    }
    shaped->clusters = clusters;
    shaped->cluster_count = made;
}

static void add_letter_spacing(ShapedText *shaped, int spacing)
{
    Glyph *glyphs = (Glyph *)shaped->glyphs; /* not yet shared */
    for (uint32_t c = 0, g = 0; c < shaped->cluster_count; c++) {
        g += shaped->clusters[c].glyphs;
        glyphs[shaped->right_to_left ? shaped->glyph_count - g : g - 1].advance += spacing;
    }
}

static int32_t total_advance(hb_buffer_t *buffer)
{
    unsigned count;
    int32_t sum = 0;
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; i < count; i++)
        sum += position[i].x_advance;
    return sum;
}

/* What the font adds to the spaces beside a word. */
static void measure_kerns(Shaper *shaper, const WordKey *key, Word *word)
{
    char text[WORD_LIMIT + 8], spaced[WORD_LIMIT + 8];
    size_t length = word->source_length;
    memcpy(spaced + 1, word->source, length);
    spaced[0] = spaced[length + 1] = ' ';
    fill_buffer(shaper->buffer, key->font, word->source, length, false, text);
    run_shaper(shaper->buffer, key);
    int32_t bare = total_advance(shaper->buffer) + key->font->space_width;
    fill_buffer(shaper->buffer, key->font, spaced, length + 1, false, text);
    run_shaper(shaper->buffer, key);
    word->kern_before = total_advance(shaper->buffer) - bare;
    fill_buffer(shaper->buffer, key->font, spaced + 1, length + 1, false, text);
    run_shaper(shaper->buffer, key);
    word->kern_after = total_advance(shaper->buffer) - bare;
}

static bool is_point(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x2026;
}

static void count_letters(Word *word)
{
    const ShapedText *shaped = &word->shaped;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < shaped->length;) {
        uint32_t c;
        i += utf8_decode(shaped->text + i, shaped->length - i, &c);
        if (is_alphanumeric(c)) {
            word->letters++;
            hash = (hash ^ (c < 0x80 ? c | 32 : c)) * 16777619u;
        }
    }
    word->folded = word->letters ? hash | 1 : 0;
}

/* What the first and last characters mean for spaces and breaks. */
static void classify_ends(Word *word)
{
    const ShapedText *shaped = &word->shaped;
    uint32_t first, last;
    size_t at;
    utf8_decode(shaped->text, shaped->length, &first);
    last = utf8_before(shaped->text, shaped->length, &at);
    bool sign_of_number = word->letters && is_dash(first);
    word->no_start = (is_dash(first) && !sign_of_number) || first == ')' || first == ']' ||
                     first == '}' || (!word->letters && is_point(first));
    word->opening = is_opening(last);
    if (last == 0x2014 || last == 0x2026)
        word->after = BREAK_BARE;
    else if (last == '-' || last == 0x2010)
        word->after = BREAK_HARD;
    if (!shaped->right_to_left && shaped->glyph_count) {
        const Glyph *glyphs = shaped->glyphs;
        word->left_hang = glyphs[0].advance * protrusion(first, true) / 1000;
        word->right_hang = glyphs[shaped->glyph_count - 1].advance * protrusion(last, false) / 1000;
    }
    while (at > 0 && (is_closing(last) || last == '"' || last == '\''))
        last = utf8_before(shaped->text, at, &at);
    word->point = is_point(last) && last != 0x2026;
}

static void shape_whole(Shaper *shaper, const WordKey *key, Word *word)
{
    ShapedText *shaped = &word->shaped;
    char text[WORD_LIMIT + 8];
    size_t length = fill_buffer(shaper->buffer, key->font, word->source, word->source_length,
                                key->hyphen, text);
    run_shaper(shaper->buffer, key);
    shaped->length = (uint32_t)length;
    bool same = length == word->source_length && !memcmp(text, word->source, length);
    shaped->text = same ? word->source : arena_bytes(shaper->arena, text, length);
    take_glyphs(shaper->arena, shaper->buffer, key->font, shaped);
    if (!shaped->glyph_count)
        shaped->length = 0; /* nothing but invisible characters */
    take_clusters(shaper->arena, shaper->buffer, shaped);
}

/* True when the two differ in nothing that glyphs depend on. */
static bool is_alike(const Shaping *a, const Shaping *b)
{
    return a == b ||
           (a->hb_language == b->hb_language && a->feature_count == b->feature_count &&
            !memcmp(a->features, b->features, sizeof *a->features * (size_t)a->feature_count));
}

/* What is known of letters side by side in a key's words; NULL: too few such words so far. */
static Pairs *pairs_for(Shaper *shaper, const WordKey *key)
{
    Kind *kind = shaper->kinds, *end = kind + shaper->kind_count;
    if (key->right_to_left || key->script != HB_SCRIPT_LATIN)
        return NULL;
    while (kind < end && (kind->font != key->font || !is_alike(kind->shaping, key->shaping)))
        kind++;
    if (kind == shaper->kinds + PAIRS_MOST)
        return NULL;
    if (kind == end) {
        *kind = (Kind){.font = key->font, .shaping = key->shaping};
        shaper->kind_count++;
    }
    if (++kind->count > PAIRS_WORTH && !kind->pairs)
        kind->pairs = pairs_new(shaper->arena, key->font, key->shaping, shaper->buffer);
    return kind->pairs;
}

static bool shape_plain(Shaper *shaper, const WordKey *key, Word *word)
{
    Pairs *pairs = pairs_for(shaper, key);
    if (!pairs)
        return false;
    ShapedText *shaped = &word->shaped;
    uint32_t characters[WORD_LIMIT + 1], count = 0;
    Cluster clusters[WORD_LIMIT + 1];
    Glyph glyphs[WORD_LIMIT + 1];
    size_t length = word->source_length;
    for (size_t i = 0; i < length; count++) {
        size_t bytes = utf8_decode(word->source + i, length - i, &characters[count]);
        clusters[count] = (Cluster){(uint8_t)bytes, 1};
        i += bytes;
    }
    char text[WORD_LIMIT + 8];
    if (key->hyphen) {
        memcpy(text, word->source, length);
        size_t bytes = utf8_encode(SOFT_HYPHEN, text + length);
        clusters[count] = (Cluster){(uint8_t)bytes, 1};
        characters[count++] = '-';
        length += bytes;
    }
    if (!pairs_shape(pairs, characters, count, glyphs))
        return false;
    shaped->length = (uint32_t)length;
    shaped->text = key->hyphen ? arena_bytes(shaper->arena, text, length) : word->source;
    shaped->glyph_count = shaped->cluster_count = count;
    shaped->glyphs =
        memcpy(arena_array(shaper->arena, count, sizeof *glyphs), glyphs, count * sizeof *glyphs);
    shaped->clusters = memcpy(arena_array(shaper->arena, count, sizeof *clusters), clusters,
                              count * sizeof *clusters);
    return true;
}

static void shape(Shaper *shaper, const WordKey *key, Word *word)
{
    ShapedText *shaped = &word->shaped;
    shaped->font = key->font;
    shaped->right_to_left = key->right_to_left;
    if (!shape_plain(shaper, key, word))
        shape_whole(shaper, key, word);
    if (key->shaping->letter_spacing)
        add_letter_spacing(shaped, key->shaping->letter_spacing * key->font->units_per_em / 10000);
    if (key->hyphen && key->font->soft_hyphen_glyph && !key->right_to_left)
        ((Glyph *)shaped->glyphs)[shaped->glyph_count - 1].id = key->font->soft_hyphen_glyph;
    for (uint32_t i = 0; i < shaped->glyph_count; i++)
        shaped->width += shaped->glyphs[i].advance;
    if (!shaped->length)
        return;
    count_letters(word);
    classify_ends(word);
    if (key->font->kerns_with_space)
        measure_kerns(shaper, key, word);
}

static uint32_t hash_key(const WordKey *key, const char *bytes, size_t length)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ (uint64_t)key->shaping->id << 40 ^
                 (uint64_t)key->font->id << 24 ^ (uint64_t)length << 8 ^
                 (uint64_t)(key->right_to_left | key->hyphen << 1);
    uint64_t v;
    for (; length >= 8; length -= 8, bytes += 8) {
        memcpy(&v, bytes, 8);
        h = (h ^ v) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    v = 0;
    memcpy(&v, bytes, length);
    h = (h ^ v) * 0xff51afd7ed558ccdu;
    return (uint32_t)(h ^ h >> 32);
}

static void grow_table(Shaper *shaper)
{
    size_t room = shaper->room * 4;
    Word **table = memory_new(sizeof(Word *) * room);
    for (size_t i = 0; i < shaper->room; i++) {
        if (!shaper->table[i])
            continue;
        size_t at = shaper->table[i]->hash & (room - 1);
        while (table[at])
            at = (at + 1) & (room - 1);
        table[at] = shaper->table[i];
    }
    free(shaper->table);
    shaper->table = table;
    shaper->room = room;
}

Word *shaper_word(Shaper *shaper, const WordKey *key, const char *source, size_t length)
{
    assert(length > 0 && length <= WORD_LIMIT);
    if (shaper->count * 2 >= shaper->room)
        grow_table(shaper);
    uint32_t hash = hash_key(key, source, length);
    uint8_t flags =
        (uint8_t)((key->right_to_left ? KEY_RIGHT_TO_LEFT : 0) | (key->hyphen ? KEY_HYPHEN : 0));
    size_t at = hash & (shaper->room - 1);
    for (; shaper->table[at]; at = (at + 1) & (shaper->room - 1)) {
        Word *word = shaper->table[at];
        if (word->hash == hash && word->source_length == length && word->key_flags == flags &&
            word->shaping == key->shaping && word->shaped.font == key->font &&
            word->script == key->script && !memcmp(word->source, source, length))
            return word;
    }
    Word *word = arena_alloc(shaper->arena, sizeof *word);
    word->shaping = key->shaping;
    word->source = arena_bytes(shaper->arena, source, length);
    word->source_length = (uint32_t)length;
    word->hash = hash;
    word->script = key->script;
    word->key_flags = flags;
    shape(shaper, key, word);
    shaper->table[at] = word;
    shaper->count++;
    return word;
}

Word *shaper_like(Shaper *shaper, const Word *word, const char *source, size_t length, bool hyphen)
{
    const WordKey key = {.shaping = word->shaping,
                         .font = word->shaped.font,
                         .script = word->script,
                         .right_to_left = word->shaped.right_to_left,
                         .hyphen = hyphen};
    return shaper_word(shaper, &key, source, length);
}

Word *shaper_fragment(Shaper *shaper, const Word *word, size_t from, size_t to, bool hyphen)
{
    return shaper_like(shaper, word, word->shaped.text + from, to - from, hyphen);
}

WordBreak *shaper_breaks(Shaper *shaper, size_t count)
{
    return arena_array(shaper->arena, count, sizeof(WordBreak));
}

int32_t word_prefix_width(const Word *word, size_t at)
{
    const ShapedText *shaped = &word->shaped;
    int32_t x = 0;
    size_t byte = 0;
    uint32_t glyph = 0;
    for (uint32_t c = 0; c < shaped->cluster_count && byte < at; c++) {
        for (int i = 0; i < shaped->clusters[c].glyphs; i++, glyph++)
            x += shaped->glyphs[shaped->right_to_left ? shaped->glyph_count - 1 - glyph : glyph]
                     .advance;
        byte += shaped->clusters[c].bytes;
    }
    return byte == at ? x : -1;
}
