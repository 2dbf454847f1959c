/* Where the program's own files lie: in its source tree, or below its prefix once installed. */
#ifndef BINDERY_INSTALL_H
#define BINDERY_INSTALL_H

#include "base/arena.h"

/* Path of a style sheet that ships with the program; "" gives the folder itself. */
const char *install_style(Arena *arena, const char *name);

/* Path of a shared object that the program loads when it needs it. */
const char *install_module(Arena *arena, const char *name);

#endif
