/* SPDX-License-Identifier: Apache-2.0 */
/*
 * make bench-access: a token that is limited to groups is as fast as the owner, and an organization as fast as if it were
 * alone in the file.
 *
 *     access [--bars] [--organizations] FOLDER SIZE
 *
 * FOLDER holds persons.ndjson, SIZE persons of Tests/demo/make_persons.py without groups; the directory is made there and
 * kept. Times depend on the machine, the ratios and bars are what to read. The exit status is 1 when a bar is missed and
 * "--bars" was given.
 */
#include "organizations.h"

int main(int count, char **words)
{
  static caller all[caller_count];
  int with_bars = 0, organizations = 0, at = 1;
  for (; at < count && strncmp(words[at], "--", 2) == 0; at++) {
    with_bars |= strcmp(words[at], "--bars") == 0;
    organizations |= strcmp(words[at], "--organizations") == 0;
  }
  long size = count == at + 2 ? strtol(words[at + 1], NULL, 10) : 0;
  if (size < smallest)
    die("usage: access [--bars] [--organizations] FOLDER SIZE, at least %d", smallest);
  open_callers(words[at], size, all);
  if (organizations)
    measure_organizations(words[at], all);
  else
    measure_access(all);
  for (int i = 0; i < caller_count; i++)
    forget(&all[i]);
  printf("\n%d bars held, %d missed\n", bars_held, bars_missed);
  return with_bars && bars_missed;
}
