/* SPDX-License-Identifier: Apache-2.0 */
#include <persons.h>
#include <stdio.h>

int main(void)
{
  persons_directory *directory;
  char *result = NULL;
  int status = persons_open("people.db", NULL, &directory, NULL);
  if (status == PERSONS_OK) {
    status = persons_create(directory,
                 "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\","
                 "\"email\":\"ada@example.org\"}", &result);
    if (status == PERSONS_OK) {
      persons_free(result);
      status = persons_search(directory, "{\"query\":\"lovel\"}", &result);
    }
  }
  puts(result ? result : persons_status_name(status));
  persons_free(result);
  persons_close(directory);
  return status == PERSONS_OK ? 0 : 1;
}
