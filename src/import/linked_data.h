/* What a page's JSON-LD (schema.org) says of its article, and the JSON that WordPress keeps notes
 * in. Only linked_data.c knows jansson. */
#ifndef BINDERY_IMPORT_LINKED_DATA_H
#define BINDERY_IMPORT_LINKED_DATA_H

#include "import/draft.h"

/* Takes the article's headline, author, date, address, language and site from the text of one
 * <script type="application/ld+json">. What is no JSON, or describes no article, says nothing. */
void linked_data_read(Draft *draft, const char *json);

/* Adds the notes of a post as a list in HTML, as WordPress shows them. */
void linked_data_add_footnotes(const char *json, Str *html);

/* A copy with HTML's names of characters as the characters; in the draft's arena. */
const char *without_entities(Draft *draft, const char *text);

#endif
