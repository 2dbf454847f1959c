/* The objects of a PDF file (ISO 32000-1, 7.3), in short words over libqpdf.
 *
 * An Object is a handle. put() and add() take over the handle of the value that they are given;
 * put_lent() and add_lent() leave it to the caller, who releases it. Keys and names begin with a
 * slash. The first error is remembered by the file and reported when it is written. */
#ifndef BINDERY_PDF_OBJECTS_H
#define BINDERY_PDF_OBJECTS_H

#include "base/file.h"
#include "base/str.h"
#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct PdfFile PdfFile;
typedef unsigned Object;

/* Opens a file that lies in memory, which stays the caller's and must stay as it is. NULL: see the
 * reason. */
PdfFile *pdf_open(const Str *bytes, Reason *why);
void pdf_close(PdfFile *file); /* NULL is allowed */

/* Writes all objects that can be reached from the trailer, in object streams. That the writer could
 * not write, it says when it commits. */
bool pdf_save(PdfFile *file, FileWriter *writer, Reason *why);

Object pdf_root(PdfFile *file); /* the document catalog */
Object pdf_trailer(PdfFile *file);
size_t pdf_page_count(PdfFile *file);
Object pdf_page(PdfFile *file, size_t index);

void release(PdfFile *file, Object object);

Object new_dictionary(PdfFile *file);
Object new_array(PdfFile *file);
Object new_integer(PdfFile *file, long long value);
Object new_number(PdfFile *file, double value); /* to three decimals */
Object new_points(PdfFile *file, Sp length);
Object new_name(PdfFile *file, const char *name);
Object new_text(PdfFile *file, const char *utf8);   /* a text string */
Object new_ascii(PdfFile *file, const char *bytes); /* a byte string */
Object new_boolean(PdfFile *file, bool value);
/* An object written as in a file, without references. */
Object new_parsed(PdfFile *file, const char *source);
/* A stream, an indirect object as all streams; the bytes are copied, and compressed on writing. */
Object new_stream(PdfFile *file, const char *bytes, size_t length);
/* Makes an object indirect: other objects then refer to it. Takes over the handle. */
Object new_indirect(PdfFile *file, Object object);

void put(PdfFile *file, Object dictionary, const char *key, Object value);
void put_lent(PdfFile *file, Object dictionary, const char *key, Object value);
void drop(PdfFile *file, Object dictionary, const char *key);
void add(PdfFile *file, Object array, Object value);
void add_lent(PdfFile *file, Object array, Object value);

/* Handles of their own; a null object when there is none. */
Object key_of(PdfFile *file, Object dictionary, const char *key);
Object item_of(PdfFile *file, Object array, size_t index);
Object dictionary_of(PdfFile *file, Object stream);
bool stream_read(PdfFile *file, Object stream, Str *out); /* decoded; false: it is no stream */
size_t item_count(PdfFile *file, Object array);           /* 0 for what is no array */
bool is_dictionary(PdfFile *file, Object object);
bool is_array(PdfFile *file, Object object);
bool is_stream(PdfFile *file, Object object);
bool is_true(PdfFile *file, Object object);
long long integer_of(PdfFile *file, Object object);            /* -1 for what is no integer */
size_t object_number(PdfFile *file, Object object);            /* 0: it is direct */
bool has_name(PdfFile *file, Object object, const char *name); /* the object is that name */

/* Calls `visit` for each value of a dictionary. The key is valid until the next one. */
typedef void VisitKey(void *context, const char *key, Object value);
void each_key(PdfFile *file, Object dictionary, VisitKey *visit, void *context);

#endif
