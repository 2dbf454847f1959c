/* The objects of a PDF file (ISO 32000-1, 7.3), in short words.
 *
 * A file is read as far as it is asked for: an indirect object is parsed when somebody looks into
 * it, or when pdf_save() reaches it. Objects live as long as their file; none is freed singly. An
 * indirect object may stand in many places, which then refer to it; a direct one belongs in one.
 *
 * Keys and names begin with a slash, and must live as long as the file: they are not copied. What a
 * file holds against expectation (damage, or what cairo never writes) becomes a null object; the
 * first of it is remembered, and pdf_save() fails. */
#ifndef BINDERY_PDF_OBJECTS_H
#define BINDERY_PDF_OBJECTS_H

#include "base/file.h"
#include "base/str.h"
#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct PdfFile PdfFile;
typedef struct PdfObject *Object;

/* Opens a file that lies in memory, which stays the caller's and must stay as it is. NULL: see the
 * reason. */
PdfFile *pdf_open(const Str *bytes, Reason *why);
void pdf_close(PdfFile *file); /* NULL is allowed */

/* Writes all objects that can be reached from the trailer's Root and Info, once. What a writer
 * cannot write it says itself when it is committed; false: the file is damaged, see the reason. */
bool pdf_save(PdfFile *file, FileWriter *writer, Reason *why);

Arena *pdf_arena(PdfFile *file); /* for keys and names that are made */

Object pdf_root(PdfFile *file); /* the document catalog */
Object pdf_trailer(PdfFile *file);
size_t pdf_page_count(PdfFile *file);
Object pdf_page(PdfFile *file, size_t index);

Object new_dictionary(PdfFile *file);
Object new_array(PdfFile *file);
Object new_null(PdfFile *file);
Object new_boolean(PdfFile *file, bool value);
Object new_integer(PdfFile *file, long long value);
Object new_points(PdfFile *file, Sp length); /* a number, to three decimals */
Object new_name(PdfFile *file, const char *name);
Object new_text(PdfFile *file, const char *utf8);   /* a text string (7.9.2.2); copied */
Object new_ascii(PdfFile *file, const char *bytes); /* a byte string; copied */
/* An object written as in a file: `source` is ours, and right. It is not copied. */
Object new_parsed(PdfFile *file, const char *source);
/* A stream, an indirect object as all streams; the bytes are copied, and compressed on writing. */
Object new_stream(PdfFile *file, const char *bytes, size_t length);
/* Makes an object indirect: other objects then refer to it. Returns the same object. */
Object new_indirect(PdfFile *file, Object object);

void put(PdfFile *file, Object dictionary, const char *key, Object value);
void drop(PdfFile *file, Object dictionary, const char *key);
void add(PdfFile *file, Object array, Object value);

/* A null object when there is none. */
Object key_of(PdfFile *file, Object dictionary, const char *key);
/* The items of an array, or the values of a dictionary in the order in which they were put. */
Object item_of(PdfFile *file, Object container, size_t index);
size_t item_count(PdfFile *file, Object container); /* 0 for what is neither */
Object dictionary_of(PdfFile *file, Object stream);
bool stream_read(PdfFile *file, Object stream, Str *out); /* decoded; false: it is no stream */
bool is_dictionary(PdfFile *file, Object object);
bool is_array(PdfFile *file, Object object);
bool is_stream(PdfFile *file, Object object);
bool is_true(PdfFile *file, Object object);
long long integer_of(PdfFile *file, Object object);            /* -1 for what is no integer */
bool has_name(PdfFile *file, Object object, const char *name); /* the object is that name */
size_t object_number(Object object); /* of an indirect object, in this file; 0: it is direct */

#endif
