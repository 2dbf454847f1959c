/* Shaping: strings → glyphs, each distinct string once.
 *
 * A Word is what stands between two spaces, or a part of it where font, style or script changes, or
 * a fragment of it where a line breaks. Words are cached by how they are shaped and by their bytes;
 * they live as long as the Shaper, so that pieces of pages may point to them. Widths are in font
 * units. */
#ifndef BINDERY_LAYOUT_SHAPE_H
#define BINDERY_LAYOUT_SHAPE_H

#include "layout/pages.h"
#include "layout/shaping.h"

enum { WORD_LIMIT = 240 }; /* bytes of a word: longer strings come in parts */

typedef enum BreakKind {
    BREAK_SPACE,
    BREAK_SOFT, /* adds a hyphen */
    BREAK_HARD, /* after a hyphen of the text */
    BREAK_BARE  /* after a dash or slash, in an address, between characters: nothing is added */
} BreakKind;

/* When a break may be used. */
typedef enum BreakLevel { LEVEL_NORMAL, LEVEL_EMERGENCY, LEVEL_ANYWHERE, LEVEL_NEVER } BreakLevel;

/* The two parts of a word that is parted. */
typedef struct BreakWidths {
    int32_t before, after;        /* width of the part that ends, that begins here */
    int32_t end_hang, start_hang; /* how far they may stand out of the measure */
} BreakWidths;

/* A place where a line may end inside a word. */
typedef struct WordBreak {
    uint8_t at;      /* byte in the word's text */
    uint8_t source;  /* byte in its source */
    uint8_t letters; /* before it */
    uint8_t kind, level;
    int16_t penalty;      /* per mille of what its kind costs */
    BreakWidths estimate; /* by the widths of the whole word's glyphs */
} WordBreak;

typedef struct Word {
    ShapedText shaped; /* its text is the source without soft hyphens and word joiners */
    const Shaping *shaping;
    const char *source;
    WordBreak *breaks; /* [break_count], once `hyphenated` */
    uint32_t hash, source_length;
    uint32_t folded; /* of its letters, without case: the same word; 0: none */
    hb_script_t script;
    int32_t left_hang, right_hang;   /* how far it may stand out of the measure */
    int32_t kern_before, kern_after; /* what the font adds to a space on that side */
    uint16_t letters;
    uint16_t break_count;
    uint8_t key_flags;
    bool hyphenated;
    bool point;    /* ends in a point or comma: the space after it stretches more */
    bool no_start; /* may not begin a line: a dash, a closing mark */
    bool opening;  /* ends in an opening mark: no break after it */
    uint8_t after; /* BreakKind that its last character allows without a space; BREAK_SPACE: none */
} Word;

typedef struct Shaper Shaper;

Shaper *shaper_new(void);
void shaper_free(Shaper *shaper);

/* What WordKey tells two words of the same bytes apart by. */
typedef struct WordKey {
    const Shaping *shaping;
    const Font *font;
    hb_script_t script;
    bool right_to_left;
    bool hyphen; /* a hyphen is added at its end */
} WordKey;

/* `length` is at most WORD_LIMIT. The bytes are copied. */
Word *shaper_word(Shaper *shaper, const WordKey *key, const char *source, size_t length);

/* Another string, shaped as `word` was. */
Word *shaper_like(Shaper *shaper, const Word *word, const char *source, size_t length, bool hyphen);

/* The part of a word between two bytes of its text. */
Word *shaper_fragment(Shaper *shaper, const Word *word, size_t from, size_t to, bool hyphen);

/* How far a character may stand out of the measure where a line begins (`left`) or ends. */
int32_t character_hang(const Font *font, uint32_t character, bool left);

/* Room for a word's breaks, as long-lived as the word. */
WordBreak *shaper_breaks(Shaper *shaper, size_t count);

/* Width of the first `at` bytes; -1 when a cluster spans the place. */
int32_t word_prefix_width(const Word *word, size_t at);

#endif
