/* SPDX-License-Identifier: Apache-2.0 */
/* The directory that the stand-in plays with: made-up persons, and the tokens of the play file. */
#include "stage.h"

#include "../say.h"
#include "folder.h"
#include "library.h"
#include "seed.h"
#include "tokens.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { path_size = folder_size + 40 };

typedef struct {
  char path[path_size];
  persons_directory *directory;
  token_list *tokens;
} set;

static struct {
  pthread_rwlock_t lock; /* held for writing while one set is exchanged for another */
  pthread_mutex_t building;
  set set;
  json_t *scene;
  const char *folder;
  unsigned number; /* of the sets so far */
  bool is_given;   /* the directory is in a file of the user's */
} stage = {.lock = PTHREAD_RWLOCK_INITIALIZER, .building = PTHREAD_MUTEX_INITIALIZER};

static void strike(set *set)
{
  if (stage.is_given && set->directory)
    revoke_tokens(set->tokens, set->path);
  persons_close(set->directory);
  release_tokens(set->tokens);
  if (!stage.is_given)
    remove_directory_file(set->path);
  memset(set, 0, sizeof *set);
}

static bool build(set *set, const char *path, bool create, problem *problem)
{
  const char *organization = json_string_value(json_object_get(stage.scene, "organization"));
  memset(set, 0, sizeof *set);
  if (path)
    snprintf(set->path, path_size, "%s", path);
  else
    snprintf(set->path, path_size, "%s/people-%u.db", stage.folder, ++stage.number);
  set->directory = open_as_owner(set->path, organization, create, path ? "" : "organization",
                                 problem);
  if (set->directory && sow(stage.scene, set->directory, stage.folder, problem))
    set->tokens = issue_tokens(stage.scene, set->directory, set->path, problem);
  if (set->tokens)
    return true;
  strike(set);
  return false;
}

bool set_stage(json_t *scene, const char *path, bool create, problem *problem)
{
  stage.scene = scene;
  stage.is_given = path != NULL;
  stage.folder = make_folder();
  if (!stage.folder)
    return refuse(problem, "", "has no folder to play in");
  if (path && strlen(path) >= path_size)
    return refuse(problem, "", "the path of the directory is too long");
  return build(&stage.set, path, create || !path, problem);
}

void clear_stage(void)
{
  strike(&stage.set);
}

fresh_start begin_anew(problem *problem)
{
  set fresh, old;
  bool built;
  if (stage.is_given)
    return is_given;
  pthread_mutex_lock(&stage.building); /* one at a time; others ask meanwhile */
  built = build(&fresh, NULL, true, problem);
  if (built) {
    pthread_rwlock_wrlock(&stage.lock);
    old = stage.set;
    stage.set = fresh;
    pthread_rwlock_unlock(&stage.lock);
    strike(&old);
  }
  pthread_mutex_unlock(&stage.building);
  return built ? is_anew : is_not;
}

/* --------------------------------------------------------------------------------- answering -- */

static int ask(const request *request, const char *method, token_kind kind, answer *answer,
               char **headers, char **body)
{
  const char **told;
  int http_status = 0, status = PERSONS_NO_MEMORY;
  pthread_rwlock_rdlock(&stage.lock);
  told = with_real_token(stage.set.tokens, request->headers, kind);
  if (told)
    status = persons_respond(stage.set.directory, method, request->target, told,
                             request->body.bytes, request->body.length, &http_status, headers,
                             body);
  pthread_rwlock_unlock(&stage.lock);
  free(told);
  answer->status = (unsigned)http_status;
  return status;
}

bool answer_from_stage(const request *request, const char *method, token_kind kind,
                       answer *answer)
{
  char *headers = NULL, *body = NULL;
  int status = ask(request, method, kind, answer, &headers, &body);
  if (status == PERSONS_OK && headers && body) {
    answer->headers = json_loads(headers, 0, NULL);
    answer->body = strdup(body);
  } else {
    say("persons_respond: %s", persons_status_name(status));
  }
  persons_free(headers);
  persons_free(body);
  return answer->headers && answer->body;
}

int64_t time_of_request(const request *request, token_kind kind)
{
  int64_t time;
  pthread_rwlock_rdlock(&stage.lock);
  time = time_of_token(stage.set.tokens, request->headers, kind);
  pthread_rwlock_unlock(&stage.lock);
  return time;
}
