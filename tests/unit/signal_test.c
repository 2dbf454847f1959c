#include "test.h"

#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

/* Stands in for the C library's: the signal comes a second time before the first is dealt with, as
 * timeout(1) and a terminal that is closed send it. */
int unlink(const char *path)
{
    raise(SIGTERM);
    return unlinkat(AT_FDCWD, path, 0);
}

static void a_signal_that_comes_twice_leaves_no_litter(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    pid_t child = fork();
    if (child == 0) {
        Reason why;
        file_abandon_on_signals();
        FileWriter *writer = file_create(path, &why);
        bool open = writer && scratch_count(&scratch) == 1;
        raise(open ? SIGTERM : SIGABRT);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    assert_int_equal(rmdir(scratch.folder), 0); /* it is empty */
    arena_free(scratch.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_that_comes_twice_leaves_no_litter)};
    return RUN_TESTS(tests);
}
