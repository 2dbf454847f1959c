/* How the program ends. */
#ifndef BINDERY_BASE_STATUS_H
#define BINDERY_BASE_STATUS_H

typedef enum ExitStatus {
    EXIT_FINE = 0,        /* also with notes and warnings */
    EXIT_STRICT = 1,      /* warnings, under --strict */
    EXIT_CONTENT = 2,     /* errors in the content */
    EXIT_ENVIRONMENT = 3, /* disk, memory, font, option */
} ExitStatus;

#endif
