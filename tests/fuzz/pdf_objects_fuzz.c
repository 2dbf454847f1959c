/* Any bytes as a PDF file: opened, all of it read, written anew. */
#include "pdf/objects.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Reason why;
    Str bytes = STR_INIT, stream = STR_INIT;
    str_add_bytes(&bytes, (const char *)data, size);
    PdfFile *file = pdf_open(&bytes, &why);
    if (file) {
        for (size_t i = 0; i < pdf_page_count(file); i++)
            stream_read(file, key_of(file, pdf_page(file, i), "/Contents"), &stream);
        put(file, pdf_root(file), "/Lang", new_ascii(file, "en"));
        FileWriter *writer = file_create("/tmp/bindery-fuzz.pdf", &why);
        if (!writer)
            abort();
        pdf_save(file, writer, &why);
        file_discard(writer);
        pdf_close(file);
    }
    str_release(&bytes);
    str_release(&stream);
    return 0;
}
