#include "command/findings.h"

#include <string.h>

void findings_wanted(const Interview *interview, WantedFact wanted[WANTED_FACTS])
{
    const WantedFact facts[WANTED_FACTS] = {{"source", interview->source},
                                            {"date", interview->date},
                                            {"role", interview->role},
                                            {"author", interview->author}};
    memcpy(wanted, facts, sizeof facts);
}

size_t findings_pages(const Findings *findings, const Interview *interview, size_t *first)
{
    const Pages *pages = findings->view->pages;
    const Anchor *begins = pages_anchor(pages, interview->node), *ends = NULL;
    if (!begins)
        return 0;
    for (const Node *next = interview->node->next; next && !ends; next = next->next)
        ends = pages_anchor(pages, next);
    *first = begins->page;
    size_t end = ends ? ends->page : pages->count;
    while (end > *first + 1 && pages->pages[end - 1].blank)
        end--;
    return end > *first ? end - *first : 1;
}

const char *findings_address(const Node *link)
{
    return link->link.target ? NULL : link->link.url;
}
