/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The manners of the library in its host: load it by name, work with it, and
 * look at everything of the process that is not the library's to change.
 *
 *     load [library]        default build/libpersons.so.1
 *
 * It may be linked with the library or not: the state before is noted ahead of
 * the initialisers of every shared object.
 */
#include "support.h"

#include "load/process_state.h"
#include "load/use.h"

#include <dirent.h>
#include <locale.h>
#include <sys/mman.h>

static process_state before, after;

static void host_handler(int signal, siginfo_t *info, void *context)
{
  (void)info;
  (void)context;
  _exit(128 + signal);
}

/* The host sets up its process, and notes how it is. */
static void host_begins(void)
{
  struct sigaction action = {.sa_sigaction = host_handler, .sa_flags = SA_SIGINFO};
  static const int handled[] = {SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTERM, SIGINT};
  for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
    sigaction(handled[i], &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  umask(0);
  close_range(3, ~0u, 0); /* what the caller of this program left open */
  note_process_state(&before);
}

__attribute__((section(".preinit_array"), used))
static void (*const begin_before_every_library)(void) = host_begins;

/* Check the modes of what the library made: files 0600, folders of nobody else. */
static int check_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
  if (kind == FTW_F && (status->st_mode & 07777) != 0600)
    problem("%s has the mode %o", path + place->base, (unsigned)status->st_mode & 07777u);
  if (kind == FTW_D && place->level > 0 && (status->st_mode & 077))
    problem("the folder %s has the mode %o", path + place->base,
            (unsigned)status->st_mode & 07777u);
  return 0;
}

int main(int count, char **words)
{
  const char *library = count > 1 ? words[1] : "build/libpersons.so.1";
  char *folder = make_folder("persons-load"), *environment, *locale, byte = 0;
  int streams[2], output = memfd_create("output", MFD_CLOEXEC), descriptors;
  int old_out = fcntl(1, F_DUPFD_CLOEXEC, 10), old_err = fcntl(2, F_DUPFD_CLOEXEC, 10);

  if (pipe2(streams, O_CLOEXEC) != 0 || write(streams[1], "x", 1) != 1 || output < 0)
    die("cannot make a pipe");
  if (strcmp(setlocale(LC_ALL, NULL), "C") != 0)
    problem("the locale was changed before main");
  setlocale(LC_ALL, "C.UTF-8");
  locale = text_of("%s", setlocale(LC_ALL, NULL));
  environment = environment_text();
  dup2(streams[0], 0);
  dup2(output, 1);
  dup2(output, 2);
  descriptors = count_descriptors();

  use_library(library, folder);

  if (count_descriptors() != descriptors)
    problem("%d descriptors were open before, %d are after the last close", descriptors,
            count_descriptors());
  fflush(NULL);
  if (lseek(output, 0, SEEK_END) != 0)
    problem("the library wrote to standard output or standard error");
  dup2(old_out, 1);
  dup2(old_err, 2);
  if (fcntl(0, F_SETFL, O_NONBLOCK) != 0 || read(0, &byte, 1) != 1 || byte != 'x')
    problem("the library read from standard input");
  note_process_state(&after);
  compare_process_states(&before, &after);
  if (strcmp(setlocale(LC_ALL, NULL), locale) != 0)
    problem("the locale was changed");
  if (strcmp(environment_text(), environment) != 0)
    problem("the environment was changed");
  nftw(folder, check_entry, 16, FTW_PHYS);
  remove_folder(folder);
  if (problem_count == 0)
    puts("load: the process is as its host left it");
  return problem_count ? 1 : 0;
}
