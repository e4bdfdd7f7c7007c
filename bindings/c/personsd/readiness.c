/* SPDX-License-Identifier: Apache-2.0 */
/* Tells the service manager how far personsd is: the protocol of sd_notify(3). */
#include "readiness.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void tell_service_manager(const char *state)
{
  const char *path = getenv("NOTIFY_SOCKET");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  socklen_t length;
  int channel;
  if (!path || (*path != '/' && *path != '@') || strlen(path) >= sizeof address.sun_path)
    return;
  memcpy(address.sun_path, path, strlen(path));
  if (*path == '@')
    address.sun_path[0] = 0; /* a name that is in no file system */
  length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
  channel = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (channel < 0)
    return;
  (void)sendto(channel, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&address, length);
  close(channel);
}
