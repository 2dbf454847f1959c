#include "import/recognise.h"

#include "import/furniture.h"
#include "import/names.h"
#include "import/questions.h"
#include "import/speakers.h"
#include "import/tidy.h"

void recognise(Draft *draft, const Series *series)
{
    tidy_body(draft);
    furniture_take(draft);
    names_find(draft, series_is_named, series);
    speakers_take(draft);
    questions_find(draft, series);
}

bool is_of_series(const Draft *draft, const Series *series)
{
    const char *before, *after;
    if (draft->known_questions)
        return true;
    bool named = draft->title && title_split(draft->book->arena, draft->title, &before, &after) &&
                 (series_is_named(series, before) || series_is_named(series, after));
    return named ? draft->questions > 0 : draft->strong_questions >= 3;
}
