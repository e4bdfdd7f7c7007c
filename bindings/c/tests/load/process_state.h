/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a host finds changed in its process: signal actions, mask, umask, threads,
 * folder, environment, descriptors. Noting it uses no stdio and no memory, so that
 * it can be done before the C library is fully up.
 */
#ifndef LOAD_PROCESS_STATE_H
#define LOAD_PROCESS_STATE_H

#include "../support.h"

#include <dirent.h>
#include <signal.h>

extern char **environ;

enum { signal_count = 65 };

typedef struct {
  struct sigaction actions[signal_count];
  char status[8192];
  char folder[4096];
} process_state;

static int problem_count;

/* Problems go to where standard error was when the program began. */
__attribute__((format(printf, 1, 2)))
static void problem(const char *format, ...)
{
  va_list arguments;
  char line[600];
  problem_count++;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (dprintf(fcntl(11, F_GETFD) >= 0 ? 11 : 2, "FAIL load: %s\n", line) < 0)
    _exit(1);
}

static void note_process_state(process_state *state)
{
  int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, state->status, sizeof state->status - 1);
  state->status[length > 0 ? length : 0] = 0;
  close(file);
  for (int number = 1; number < signal_count; number++)
    sigaction(number, NULL, &state->actions[number]);
  if (!getcwd(state->folder, sizeof state->folder))
    state->folder[0] = 0;
}

/* The value of a line of /proc/self/status, in a buffer. */
static void status_line(const process_state *state, const char *name, char value[64])
{
  char key[32];
  const char *line;
  snprintf(key, sizeof key, "\n%s:", name);
  line = strstr(state->status, key);
  snprintf(value, 64, "%.*s", line ? (int)strcspn(line + strlen(key), "\n") : 0,
           line ? line + strlen(key) : "");
}

/* Only the signals count: the rest of a sigset_t is not filled in. */
static int same_mask(const sigset_t *one, const sigset_t *two)
{
  for (int number = 1; number < signal_count; number++)
    if (sigismember(one, number) != sigismember(two, number))
      return 0;
  return 1;
}

static void compare_process_states(const process_state *before, const process_state *after)
{
  static const char *const lines[] = {"Umask", "Threads", "SigBlk", "SigIgn", "SigCgt"};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    char old[64], new[64];
    status_line(before, lines[i], old);
    status_line(after, lines[i], new);
    if (!*old || strcmp(old, new) != 0)
      problem("%s was%s and is%s", lines[i], old, new);
  }
  for (int number = 1; number < signal_count; number++) {
    const struct sigaction *old = &before->actions[number], *new = &after->actions[number];
    if (old->sa_sigaction != new->sa_sigaction || old->sa_flags != new->sa_flags ||
        !same_mask(&old->sa_mask, &new->sa_mask))
      problem("the action of signal %d was changed", number);
  }
  if (strcmp(before->folder, after->folder) != 0)
    problem("the working folder was changed");
}

/* The whole environment as one text. */
static char *environment_text(void)
{
  char *text = text_of("%s", "");
  for (char **entry = environ; *entry; entry++) {
    char *longer = text_of("%s%s\n", text, *entry);
    free(text);
    text = longer;
  }
  return text;
}

/* How many threads the process has. */
static int count_threads(void)
{
  DIR *folder = opendir("/proc/self/task");
  int count = 0;
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

/* How many descriptors are open; says which of those from first on stay open on exec. */
static int visit_descriptors(int first)
{
  DIR *folder = opendir("/proc/self/fd");
  int count = 0;
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    int number = atoi(entry->d_name);
    if (entry->d_name[0] == '.' || number == dirfd(folder))
      continue;
    count++;
    if (number >= first && !(fcntl(number, F_GETFD) & FD_CLOEXEC)) {
      char path[64], target[256];
      ssize_t length;
      snprintf(path, sizeof path, "/proc/self/fd/%d", number);
      length = readlink(path, target, sizeof target - 1);
      problem("descriptor %d (%.*s) stays open on exec", number, (int)(length > 0 ? length : 0),
              target);
    }
  }
  closedir(folder);
  return count;
}

static int count_descriptors(void)
{
  return visit_descriptors(INT32_MAX);
}

#endif
