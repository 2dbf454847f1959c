/* The book: meaning, not positions. One of the two trees that carry everything (the other is
 * layout/pages.h).
 *
 * A Book owns all that it points to, in its arena. Readers build it, passes change it, outputs read
 * it. All text is valid UTF-8 without control characters, in Unicode normal form C.
 *
 * Every node knows where it came from. Nodes that the program made itself (title page, contents,
 * colophon…) carry the place of the key or node that they were made from. */
#ifndef BINDERY_BOOK_BOOK_H
#define BINDERY_BOOK_BOOK_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum NodeKind {
#define KIND(name, dump, element, shape) NODE_##name,
#include "book/kinds.def"
#undef KIND
    NODE_KIND_COUNT
} NodeKind;

typedef enum NodeShape {
    SHAPE_SECTIONING,
    SHAPE_BLOCKS,
    SHAPE_LINE,
    SHAPE_INLINES,
    SHAPE_LEAF
} NodeShape;

typedef enum NodeRole {
#define ROLE(name, class_name, epub_type, aria) ROLE_##name,
#include "book/roles.def"
#undef ROLE
    ROLE_COUNT
} NodeRole;

/* Where a node appears. */
typedef enum NodeScope { SCOPE_EVERYWHERE, SCOPE_PRINT, SCOPE_EPUB } NodeScope;

typedef enum Alignment { ALIGN_START, ALIGN_CENTER, ALIGN_END } Alignment;

typedef struct Node Node;
typedef struct Book Book;
typedef struct Interview Interview;

/* An image file of the book, decoded no further than its header; one for each file. Or a matrix of
 * black and white modules, such as a QR code: drawn as squares, on paper only, not in Book.images.
 */
typedef enum ImageType { IMAGE_PNG, IMAGE_JPEG, IMAGE_MATRIX } ImageType;
typedef struct Image {
    const char *path; /* to open it; MATRIX: NULL */
    const char *name; /* the path as the author wrote it, without `./`; MATRIX: what it encodes */
    ImageType type;
    const uint8_t *modules;  /* MATRIX: [width * height] row by row, 1: black; else NULL */
    int width, height;       /* pixels, or modules */
    double dots_per_inch;    /* 0: the file does not say */
    bool alpha;              /* has transparency */
    long long size;          /* bytes */
    const char *description; /* long description, or NULL */
} Image;

struct Node {
    NodeKind kind;
    NodeRole role;
    NodeScope scope;
    uint8_t level; /* HEADING: 1 to 6 */
    Place place;
    Node *parent, *previous, *next, *first, *last;

    /* TEXT, CODE, CODE_BLOCK: the text, NUL-terminated; otherwise NULL. */
    const char *text;
    size_t length; /* bytes of text */

    const char *id;       /* unique in the book; NULL: cannot be pointed at */
    const char *language; /* BCP 47; NULL: that of the parent */

    union {
        struct {                  /* SECTION */
            Interview *interview; /* INTERVIEW and what lies in it; else NULL */
            int question;         /* QNA: index in Book.questions, -1 not one of them */
            const char *file; /* slug of the section's own EPUB document; NULL: part of another */
        } section;
        struct {             /* LINK */
            const char *url; /* absolute, percent-encoded; NULL for a link inside the book */
            Node *target;    /* for a link inside the book */
            const char *title;
        } link;
        struct {             /* IMAGE */
            Image *image;    /* NULL: nothing to show (reported), the alt text stands for it */
            const char *alt; /* "": decorative */
            const char *title;
        } image;
        struct { /* LIST */
            bool ordered, tight;
            int start;
        } list;
        struct { /* TABLE */
            int columns;
            const Alignment *alignments; /* [columns] */
        } table;
        struct { /* ROW */
            bool header;
        } row;
        struct { /* CELL */
            Alignment alignment;
        } cell;
        struct {              /* CODE_BLOCK */
            const char *info; /* "" when none */
        } code;
        struct {               /* NOTE */
            int number;        /* from 1 in each section with a file; 0 before numbering */
            const char *label; /* as the author wrote it */
            Node *reference;   /* the first NOTE_REFERENCE, for the backlink */
        } note;
        struct { /* NOTE_REFERENCE */
            Node *note;
        } note_reference;
        struct { /* PAGE_REFERENCE: shows the number of the page where target stands */
            Node *target;
        } page_reference;
        struct { /* RULED_SPACE: lines to write on; 0 fills the page */
            int lines;
        } ruled;
    };
};

/* A series question, from book.yaml. */
typedef struct Question {
    const char *id, *text;
    const char *const *variants; /* [variants_count] */
    size_t variants_count;
    Place place;
} Question;

typedef struct Person {
    const char *name;
    const char *sort;     /* "Meskó, Bertalan" */
    const char *known_as; /* or NULL */
    const char *id;
    Interview **as_mentor; /* [as_mentor_count], in the book's order */
    Interview **as_author; /* [as_author_count] */
    size_t as_mentor_count, as_author_count;
} Person;

/* An interview's front matter. Strings are NULL when not given. */
struct Interview {
    const char *file; /* path as it was opened */
    const char *name; /* file name, as book.yaml may list it */
    const char *mentor, *mentor_sort, *known_as, *role, *author, *source, *language, *rights,
        *summary;
    const char *date;                      /* ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD */
    int number;                            /* 0: not given */
    const char *slug;                      /* unique: file and id name; set by the `ids` pass */
    Node *node;                            /* its SECTION */
    Person *mentor_person, *author_person; /* set by the `people` pass; author_person may be NULL */
    Place place;
    /* of the keys; line 0: not given */
    Place mentor_place, number_place, source_place;
};

/* A label that book.yaml gives in place of the program's own: see book/words.h. */
typedef struct WordOverride {
    const char *key, *text;
} WordOverride;

struct Book {
    Arena *arena;
    Arena *nodes; /* the tree's nodes, beside each other: walking it is waiting for memory */
    const char *directory; /* of book.yaml */
    const char *file;      /* book.yaml's path, for diagnostics */

    /* book.yaml; strings are NULL when not given, but title, language and identifier never are */
    const char *title, *subtitle, *series, *language, *identifier, *date, *publisher, *rights;
    int series_number; /* the book's place in the series; 0: not given */
    const char *description;
    const char *certifier; /* who certified conformance to EPUB Accessibility, or NULL */
    const Image *cover;    /* the editor's, or NULL */
    const char *const *editors;
    const char *const *editors_sort; /* [editors_count]; set by the `people` pass, NULL before */
    const char *const *subjects;
    size_t editors_count, subjects_count;
    Question *questions;
    size_t questions_count;
    const WordOverride *words;
    size_t words_count;
    int series_length;   /* how many interviews the series has in all; 0: not given */
    bool embed_fonts;    /* in the EPUB */
    bool repeat_answers; /* "by question" chapters repeat the answers' text in the EPUB */
    bool epub3_only;     /* the EPUB leaves out what serves reading systems of EPUB 2 */

    const char *slug;   /* of the title: names the outputs */
    long long modified; /* seconds since 1970: SOURCE_DATE_EPOCH, or from `date`, or 0 */

    Interview *interviews; /* in the book's order */
    size_t interviews_count;
    Person *people; /* sorted by their sort keys; set by the `people` pass */
    size_t people_count;
    Image **images; /* in the order of first use */
    size_t images_count;

    Node *root;    /* BOOK */
    Node *prompts; /* prompts.md as a BOOK of one section, for handouts; or NULL */
};

Book *book_new(void);
void book_free(Book *book); /* NULL is allowed */

/* Nodes. They live in the book's arena and are never freed singly. */
Node *node_new(Book *book, NodeKind kind, NodeRole role, Place place);
Node *node_text(Book *book, const char *text, size_t length, Place place); /* copies the text */
void node_append(Node *parent, Node *child);                               /* child has no parent */
void node_insert_before(Node *sibling, Node *node);                        /* node has no parent */
void node_insert_after(Node *sibling, Node *node);
void node_remove(Node *node); /* unlinks it from its parent */
void node_replace(Node *old, Node *replacement);
/* A deep copy without parent; ids are dropped, links and notes point where the original's did,
 * unless their target is inside the copy. */
Node *node_copy(Book *book, const Node *node);

/* Appends `child` and returns it, for building in place. */
Node *node_add(Book *book, Node *parent, NodeKind kind, NodeRole role, Place place);
Node *node_add_text(Book *book, Node *parent, const char *text, Place place);

NodeShape node_shape(NodeKind kind);
const char *node_kind_name(NodeKind kind);
const char *node_element(const Node *node); /* "h2", "ol", "td"… ; "" for TEXT */
const char *role_class(NodeRole role);
const char *role_epub_type(NodeRole role);
const char *role_aria(NodeRole role);

const char *node_language(const Book *book,
                          const Node *node); /* its own or inherited; never NULL */
/* Where a byte of a text stands: exact as long as no escape stands before it in its line. */
Place node_place_at(const Node *text, size_t offset);
/* The nearest SECTION, the node itself included, that has an EPUB document of its own. */
const Node *node_document(const Node *node);
/* False for what stands in print only, or inside such a node. */
bool node_in_epub(const Node *node);
/* The plain text of a node and all below it, in a row; references to notes and
 * what paper has in place of links give nothing. */
char *node_plain_text(Arena *arena, const Node *node);

#endif
