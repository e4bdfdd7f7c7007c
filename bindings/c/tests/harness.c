/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drives every function of persons.h with good and with bad input and checks
 * what comes back. Releases all it takes: meant to run under valgrind as well.
 */
#include "harness/expect.h"

#include "harness/care.h"
#include "harness/groups_events.h"
#include "harness/opening.h"
#include "harness/reading.h"
#include "harness/requests.h"
#include "harness/tokens.h"
#include "harness/transfer.h"
#include "harness/writing.h"

int main(void)
{
  char *folder = make_folder("persons-harness");
  check_opening(folder);
  check_requests();
  check_writing();
  check_reading();
  check_groups_events();
  check_tokens(folder);
  check_transfer(folder);
  check_care(folder);
  remove_folder(folder);
  free(folder);
  printf("%d checks, %d failed\n", checks_made, checks_failed);
  return checks_failed ? 1 : 0;
}
