/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A repair of the Swift runtime on Linux, linked into the shared library beside it (Makefile).
 *
 * The lock under which Swift makes a global value at its first use (swift_once) is taken with the number of the thread,
 * which the runtime asks for once and keeps in a thread-local variable. In the child of a fork, the one thread there is
 * has a new number, but the variable still holds the old one: a number of the parent. As long as nobody waits for the
 * lock this does no harm. When a second thread of the child waits, the kernel refuses to release the lock for a thread
 * that is not its holder, and both threads spin for ever.
 *
 * So the variable is emptied in the child, and the runtime asks again. It has no name in any header of Swift's; should it
 * go away one day, the library does not link, and bindings/c/tests/fork.c says whether this file is still needed.
 */
#include <pthread.h>

__attribute__((visibility("hidden"))) extern __thread int runtime_thread_number
    __asm__("_ZZN5swift14threading_impl5linux13ulock_get_tidEvE3tid");

static void forget_thread_number(void)
{
  runtime_thread_number = 0;
}

__attribute__((constructor)) static void begin(void)
{
  pthread_atfork(NULL, NULL, forget_thread_number);
}
