/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The places and states of a process that a directory can meet: each test in a process and a folder of its own, and for
 * each fault an error of its own that says what to do. What this machine does not have or lack, instead.h makes up.
 *
 *     places [NAME…]      all tests, or those named
 */
#include "place.h"

#include <sqlite3.h>
#include <sys/wait.h>

#include "ages.h"
#include "clock.h"
#include "closing.h"
#include "copies.h"
#include "descriptors.h"
#include "lacks.h"
#include "moves.h"
#include "paths.h"
#include "rights.h"
#include "signals.h"
#include "sizes.h"
#include "spoilt.h"
#include "stacks.h"

enum { most_seconds = 600 };

static const struct {
  const char *name;
  void (*run)(const char *folder);
} tests[] = {
  {"path-is-a-folder", path_is_a_folder},
  {"parent-is-missing", parent_is_missing},
  {"file-is-no-database", file_is_no_database},
  {"path-is-no-file", path_is_no_file},
  {"format-is-newer", format_is_newer},
  {"format-is-older", format_is_older},
  {"file-is-empty", file_is_empty},
  {"path-is-a-link", path_is_a_link},
  {"path-is-too-long", path_is_too_long},
  {"folder-is-read-only", folder_is_read_only},
  {"file-is-read-only", file_is_read_only},
  {"index-has-no-place", index_has_no_place},
  {"others-may-write", others_may_write},
  {"file-is-of-another", file_is_of_another},
  {"file-of-another-is-readable", file_of_another_is_readable},
  {"root-was-here", root_was_here},
  {"no-descriptor-left", no_descriptor_left},
  {"no-descriptor-for-a-socket", no_descriptor_for_a_socket},
  {"streams-are-closed", streams_are_closed},
  {"streams-are-closed-no-file", streams_are_closed_without_a_file},
  {"files-are-limited", files_are_limited},
  {"memory-is-limited", memory_is_limited},
  {"stacks-are-small", stacks_are_small},
  {"signals-all-the-time", signals_all_the_time},
  {"another-working-folder", another_working_folder},
  {"the-file-is-removed", the_file_is_removed},
  {"the-file-is-renamed", the_file_is_renamed},
  {"the-file-is-replaced", the_file_is_replaced},
  {"a-reader-meets-another", a_reader_meets_another},
  {"a-reader-meets-a-copy", a_reader_meets_a_copy},
  {"a-reader-meets-an-old-log", a_reader_meets_an_old_log},
  {"a-record-is-damaged", a_record_is_damaged},
  {"a-page-is-damaged", a_page_is_damaged},
  {"the-head-is-written-over", the_head_is_written_over},
  {"the-log-is-a-folder", the_log_is_a_folder},
  {"the-clock-goes-back", the_clock_goes_back},
  {"file-system-of-a-network", file_system_is_of_a_network},
  {"file-system-is-unknown", file_system_is_unknown},
  {"libcurl-is-missing", libcurl_is_missing},
  {"libcurl-is-another", libcurl_is_another},
  {"result-has-no-memory", result_has_no_memory},
  {"closing-waits", closing_waits},
  {"closing-from-inside", closing_from_inside},
  {"a-copy-is-checked", a_copy_is_checked},
  {"a-newcomer-stays", a_newcomer_stays},
  {"unfinished-files", unfinished_files_are_told_apart},
  {"answers-are-kept-30-days", answers_are_kept_30_days},
  {"old-answers-go", old_answers_go},
  {"a-token-ends-in-time", a_token_ends_in_time},
  {"no-token-comes-back", no_token_comes_back},
  {"a-token-lives-90-days", a_token_lives_90_days},
  {"a-token-is-revoked-once", a_token_is_revoked_once},
};

enum { test_count = sizeof tests / sizeof *tests };

/* Of names, those alone; of names behind a "-", all but those. */
static int is_wanted(const char *name, int count, char **words)
{
  int are_left_out = 1;
  for (int i = 1; i < count; i++) {
    int is_left_out = words[i][0] == '-';
    are_left_out &= is_left_out;
    if (strcmp(words[i] + is_left_out, name) == 0)
      return !is_left_out;
  }
  return are_left_out;
}

/* Run one test in a process of its own: its exit code, or 128 and the signal that ended it. */
static int run_test(int number)
{
  char *folder = make_folder("persons-places");
  int status;
  struct timespec most = {most_seconds, 0};
  sigset_t ended;
  pid_t child;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ended, NULL);
  child = fork();
  if (child == 0) {
    sigprocmask(SIG_UNBLOCK, &ended, NULL);
    tests[number].run(folder);
    fflush(stdout);
    _exit(checks_failed != 0 || checks_made == 0);
  }
  if (child < 0)
    die("cannot start a process");
  /* A call that never ends is a fault, not a wait. */
  if (sigtimedwait(&ended, NULL, &most) < 0)
    kill(child, SIGKILL);
  if (waitpid(child, &status, 0) != child)
    die("a process is lost");
  remove_folder(folder);
  free(folder);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int count, char **words)
{
  int passed = 0, failed = 0, skipped = 0;
  for (int i = 0; i < test_count; i++) {
    int64_t begin = now_us();
    int result;
    if (!is_wanted(tests[i].name, count, words))
      continue;
    fflush(stdout);
    result = run_test(i);
    printf("%-28s %s %.2f s\n", tests[i].name, result == 0 ? "ok" : result == skipped_exit ? "skipped" : "FAILED",
           (double)(now_us() - begin) / 1e6);
    if (result > 128)
      printf("  ended by signal %d\n", result - 128);
    passed += result == 0;
    skipped += result == skipped_exit;
    failed += result != 0 && result != skipped_exit;
  }
  if (skipped)
    printf("%d skipped: they need root\n", skipped);
  printf("%d passed, %d failed\n", passed, failed);
  return failed || !passed;
}
