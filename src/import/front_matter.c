#include "import/front_matter.h"

void yaml_add_quoted(Str *out, const char *text)
{
    str_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            str_add_char(out, '\\');
        str_add_char(out, *text);
    }
    str_add_char(out, '"');
}

typedef enum Form { QUOTED, PLAIN } Form;
static const struct {
    const char *key;
    Form form;
} facts[FACT_COUNT] = {
#define FACT(name, key, form) {key, form},
#include "import/facts.def"
#undef FACT
};

void front_matter_write(const Draft *draft, Str *out)
{
    str_add(out, "---\n");
    for (int i = 0; i < FACT_COUNT; i++) {
        const char *value = fact_value(draft, (FactId)i);
        if (!value)
            continue;
        str_format(out, "%s: ", facts[i].key);
        if (facts[i].form == QUOTED)
            yaml_add_quoted(out, value);
        else
            str_add(out, value);
        str_add_char(out, '\n');
    }
    str_add(out, "---\n\n");
}
