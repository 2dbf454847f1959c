/* bindery build: a book directory → its editions. */
#include "command/book_words.h"

#include <string.h>

/* Marks the outputs in a list such as `epub,pdf`. */
static bool choose_outputs(char *list, EditionOptions *edition)
{
    const char *words[OUTPUT_COUNT];
    for (int i = 0; i < OUTPUT_COUNT; i++)
        words[i] = edition_output_word(i);
    for (char *word; (word = strsep(&list, ","));) {
        int kind = option_choice(COMMAND_BUILD, OPTION_ONLY, word, words, OUTPUT_COUNT);
        if (kind < 0)
            return false;
        edition->only[kind] = true;
    }
    return true;
}

static bool choose_stage(const char *name, EditionOptions *edition)
{
    enum { MOST_STAGES = 40 };
    const char *words[MOST_STAGES], *purpose;
    size_t count = 0;
    while (count < MOST_STAGES && (words[count] = edition_stage(count, &purpose)))
        count++;
    edition->stop_after = name;
    return option_choice(COMMAND_BUILD, OPTION_STOP_AFTER, name, words, count) >= 0;
}

static bool choose_view(const char *name, ViewOptions *options)
{
    const char *words[VIEW_COUNT];
    for (int i = 0; i < VIEW_COUNT; i++)
        words[i] = view_word(i);
    int view = option_choice(COMMAND_BUILD, OPTION_VIEW, name, words, VIEW_COUNT);
    options->view = view < 0 ? VIEW_INTERVIEWS : (View)view;
    return view >= 0;
}

static bool choose_interview(const char *name, BookWords *words)
{
    ViewOptions *options = &words->edition.view;
    if (options->interviews_count == MOST_INTERVIEWS)
        return command_misused(COMMAND_BUILD, NULL, "`--interview` may be given %d times",
                               MOST_INTERVIEWS),
               false;
    words->interviews[options->interviews_count++] = name;
    options->interviews = words->interviews;
    return true;
}

static bool take_option(void *words, OptionId option, char *argument)
{
    EditionOptions *edition = &((BookWords *)words)->edition;
    switch (option) {
    case OPTION_OUT: edition->out = argument; break;
    case OPTION_ONLY: return choose_outputs(argument, edition);
    case OPTION_VIEW: return choose_view(argument, &edition->view);
    case OPTION_INTERVIEW: return choose_interview(argument, words);
    case OPTION_SIGNATURE:
        return option_count(COMMAND_BUILD, option, argument, &edition->signature);
    case OPTION_MARKS: edition->marks = true; break;
    case OPTION_NO_PAGE_LIST: edition->no_page_list = true; break;
    case OPTION_QUESTION: edition->view.question = argument; break;
    case OPTION_REPORT: edition->report = argument; break;
    case OPTION_STOP_AFTER: return choose_stage(argument, edition);
    case OPTION_DUMP: edition->dump = true; break;
    default: return book_words_take(COMMAND_BUILD, words, option, argument);
    }
    return true;
}

int command_build(int argc, char **argv)
{
    BookWords words = book_words_new();
    int operand, status = options_read(COMMAND_BUILD, argc, argv, take_option, &words, &operand);
    if (status == OPTIONS_READ)
        status = book_words_operand(COMMAND_BUILD, &words, argc, argv, operand);
    if (status != OPTIONS_READ)
        return status;
    Diagnostics *diagnostics = diagnostics_new();
    edition_build(&words.edition, diagnostics);
    return book_words_end(&words, diagnostics);
}
