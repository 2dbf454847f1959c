#include "pdf/objects.h"

#include "base/memory.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

struct PdfFile {
    qpdf_data qpdf;
};

/* The first complaint of libqpdf; true when there is one. */
static bool complains(PdfFile *file, Reason *why)
{
    if (qpdf_has_error(file->qpdf))
        return reason_set(why, "libqpdf: %s",
                          qpdf_get_error_full_text(file->qpdf, qpdf_get_error(file->qpdf))),
               true;
    if (qpdf_more_warnings(file->qpdf))
        return reason_set(why, "libqpdf: %s",
                          qpdf_get_error_full_text(file->qpdf, qpdf_next_warning(file->qpdf))),
               true;
    return false;
}

PdfFile *pdf_open(const Str *bytes, Reason *why)
{
    PdfFile *file = memory_new(sizeof *file);
    file->qpdf = qpdf_init();
    qpdf_set_suppress_warnings(file->qpdf, QPDF_TRUE);
    qpdf_silence_errors(file->qpdf);
    qpdf_set_attempt_recovery(file->qpdf, QPDF_FALSE);
    qpdf_read_memory(file->qpdf, "the drawn pages", bytes->data, bytes->length, NULL);
    if (!complains(file, why))
        return file;
    pdf_close(file);
    return NULL;
}

void pdf_close(PdfFile *file)
{
    if (!file)
        return;
    qpdf_cleanup(&file->qpdf);
    free(file);
}

bool pdf_save(PdfFile *file, FileWriter *writer, Reason *why)
{
    qpdf_data qpdf = file->qpdf;
    if (complains(file, why))
        return false;
    qpdf_init_write_memory(qpdf); /* libqpdf does not say when it cannot write a file's end */
    if (complains(file, why))
        return false;
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_stream_data_mode(qpdf, qpdf_s_compress);
    qpdf_set_decode_level(qpdf, qpdf_dl_none); /* what is compressed stays as it is */
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE); /* ISO 19005-2, 6.1.7.1 */
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    qpdf_write(qpdf);
    if (complains(file, why))
        return false;
    file_write(writer, qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    return true;
}

Object pdf_root(PdfFile *file)
{
    return qpdf_get_root(file->qpdf);
}

Object pdf_trailer(PdfFile *file)
{
    return qpdf_get_trailer(file->qpdf);
}

size_t pdf_page_count(PdfFile *file)
{
    int count = qpdf_get_num_pages(file->qpdf);
    return count > 0 ? (size_t)count : 0;
}

Object pdf_page(PdfFile *file, size_t index)
{
    return qpdf_get_page_n(file->qpdf, index);
}

void release(PdfFile *file, Object object)
{
    qpdf_oh_release(file->qpdf, object);
}

Object new_dictionary(PdfFile *file)
{
    return qpdf_oh_new_dictionary(file->qpdf);
}

Object new_array(PdfFile *file)
{
    return qpdf_oh_new_array(file->qpdf);
}

Object new_integer(PdfFile *file, long long value)
{
    return qpdf_oh_new_integer(file->qpdf, value);
}

Object new_number(PdfFile *file, double value)
{
    Str text = STR_INIT;
    str_add_number(&text, value, 3);
    Object number = qpdf_oh_new_real_from_string(file->qpdf, text.data);
    str_release(&text);
    return number;
}

Object new_points(PdfFile *file, Sp length)
{
    return new_number(file, SP_TO_POINTS(length));
}

Object new_name(PdfFile *file, const char *name)
{
    return qpdf_oh_new_name(file->qpdf, name);
}

Object new_text(PdfFile *file, const char *utf8)
{
    return qpdf_oh_new_unicode_string(file->qpdf, utf8);
}

Object new_ascii(PdfFile *file, const char *bytes)
{
    return qpdf_oh_new_string(file->qpdf, bytes);
}

Object new_boolean(PdfFile *file, bool value)
{
    return qpdf_oh_new_bool(file->qpdf, value);
}

Object new_parsed(PdfFile *file, const char *source)
{
    return qpdf_oh_parse(file->qpdf, source);
}

Object new_stream(PdfFile *file, const char *bytes, size_t length)
{
    Object stream = qpdf_oh_new_stream(file->qpdf), null = qpdf_oh_new_null(file->qpdf);
    qpdf_oh_replace_stream_data(file->qpdf, stream, (const unsigned char *)bytes, length, null,
                                null);
    release(file, null);
    return stream;
}

Object new_indirect(PdfFile *file, Object object)
{
    Object indirect = qpdf_make_indirect_object(file->qpdf, object);
    release(file, object);
    return indirect;
}

void put(PdfFile *file, Object dictionary, const char *key, Object value)
{
    put_lent(file, dictionary, key, value);
    release(file, value);
}

void put_lent(PdfFile *file, Object dictionary, const char *key, Object value)
{
    qpdf_oh_replace_key(file->qpdf, dictionary, key, value);
}

void drop(PdfFile *file, Object dictionary, const char *key)
{
    qpdf_oh_remove_key(file->qpdf, dictionary, key);
}

void add(PdfFile *file, Object array, Object value)
{
    add_lent(file, array, value);
    release(file, value);
}

void add_lent(PdfFile *file, Object array, Object value)
{
    qpdf_oh_append_item(file->qpdf, array, value);
}

Object key_of(PdfFile *file, Object dictionary, const char *key)
{
    return qpdf_oh_get_key_if_dict(file->qpdf, dictionary, key);
}

Object item_of(PdfFile *file, Object array, size_t index)
{
    return qpdf_oh_get_array_item(file->qpdf, array, (int)index);
}

Object dictionary_of(PdfFile *file, Object stream)
{
    return qpdf_oh_get_dict(file->qpdf, stream);
}

bool stream_read(PdfFile *file, Object stream, Str *out)
{
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (!is_stream(file, stream) ||
        qpdf_oh_get_stream_data(file->qpdf, stream, qpdf_dl_generalized, NULL, &bytes, &length))
        return false;
    str_add_bytes(out, (const char *)bytes, length);
    free(bytes);
    return true;
}

size_t item_count(PdfFile *file, Object array)
{
    return is_array(file, array) ? (size_t)qpdf_oh_get_array_n_items(file->qpdf, array) : 0;
}

bool is_dictionary(PdfFile *file, Object object)
{
    return qpdf_oh_is_dictionary(file->qpdf, object);
}

bool is_array(PdfFile *file, Object object)
{
    return qpdf_oh_is_array(file->qpdf, object);
}

bool is_stream(PdfFile *file, Object object)
{
    return qpdf_oh_is_stream(file->qpdf, object);
}

bool is_true(PdfFile *file, Object object)
{
    return qpdf_oh_is_bool(file->qpdf, object) && qpdf_oh_get_bool_value(file->qpdf, object);
}

long long integer_of(PdfFile *file, Object object)
{
    return qpdf_oh_is_integer(file->qpdf, object) ? qpdf_oh_get_int_value(file->qpdf, object) : -1;
}

size_t object_number(PdfFile *file, Object object)
{
    return (size_t)qpdf_oh_get_object_id(file->qpdf, object);
}

bool has_name(PdfFile *file, Object object, const char *name)
{
    return qpdf_oh_is_name_and_equals(file->qpdf, object, name);
}

void each_key(PdfFile *file, Object dictionary, VisitKey *visit, void *context)
{
    if (!is_dictionary(file, dictionary))
        return;
    /* libqpdf has one iterator a file: the keys are copied before a visit may use it, too. */
    Str keys = STR_INIT;
    qpdf_oh_begin_dict_key_iter(file->qpdf, dictionary);
    while (qpdf_oh_dict_more_keys(file->qpdf)) {
        const char *key = qpdf_oh_dict_next_key(file->qpdf);
        str_add_bytes(&keys, key, strlen(key) + 1);
    }
    for (size_t at = 0; at < keys.length; at += strlen(keys.data + at) + 1) {
        Object value = key_of(file, dictionary, keys.data + at);
        visit(context, keys.data + at, value);
        release(file, value);
    }
    str_release(&keys);
}
