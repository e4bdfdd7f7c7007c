/* SPDX-License-Identifier: Apache-2.0 */
/* A folder for the time that the program runs. */
#include "folder.h"

#include "../say.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[folder_size];

/* Remove the files of the folder whose names begin so. */
static void remove_files(const char *beginning)
{
  DIR *files = opendir(folder);
  struct dirent *file;
  if (!files)
    return;
  while ((file = readdir(files)))
    if (strncmp(file->d_name, beginning, strlen(beginning)) == 0 &&
        strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0)
      unlinkat(dirfd(files), file->d_name, 0);
  closedir(files);
}

static void remove_folder(void)
{
  remove_files("");
  rmdir(folder);
}

const char *make_folder(void)
{
  const char *where = getenv("TMPDIR");
  int length = snprintf(folder, sizeof folder, "%s/personsd-play.XXXXXX",
                        where && *where == '/' ? where : "/tmp");
  if (length < 0 || (size_t)length >= sizeof folder || !mkdtemp(folder)) {
    say("cannot make a folder in %s: %s", where ? where : "/tmp", strerror(errno));
    return NULL;
  }
  atexit(remove_folder);
  return folder;
}

void remove_directory_file(const char *path)
{
  const char *slash = strrchr(path, '/');
  remove_files(slash ? slash + 1 : path);
}
