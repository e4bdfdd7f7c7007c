/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the library by name and makes calls that read, write, and make every kind of file. */
#ifndef LOAD_USE_H
#define LOAD_USE_H

#include "process_state.h"

#include <dlfcn.h>
#include <persons.h>

static void *loaded_library;

/* The address of a function, for a variable of its type. */
static void find_function(const char *name, void *variable)
{
  void *address = dlsym(loaded_library, name);
  if (!address) {
    problem("the library has no %s", name);
    exit(1);
  }
  memcpy(variable, &address, sizeof address);
}

static int expect_ok(const char *what, int status)
{
  if (status != PERSONS_OK)
    problem("%s answered %d", what, status);
  return status == PERSONS_OK;
}

typedef int (*text_function)(persons_directory *, const char *, char **);
typedef int (*file_function)(persons_directory *, const char *, const char *, persons_progress,
                             void *, char **);

/* Call a function that takes a directory and a text. */
static int call_text(const char *name, persons_directory *directory, const char *text)
{
  text_function function;
  find_function(name, &function);
  return expect_ok(name, function(directory, text, NULL));
}

static void call_file(const char *name, persons_directory *directory, const char *path,
                      const char *options)
{
  file_function function;
  find_function(name, &function);
  expect_ok(name, function(directory, path, options, NULL, NULL, NULL));
}

/* Fill a directory, search it, and make its files. */
static void work(persons_directory *directory, const char *folder)
{
  char *copy = text_of("%s/copy.db", folder), *exported = text_of("%s/out.ndjson", folder);
  char *options = text_of("{\"report\":\"%s/report.ndjson\"}", folder);
  int (*check)(persons_directory *, char **);
  for (int i = 0, fine = 1; fine && i < 200; i++) {
    char *person = text_of("{\"firstName\":\"First%d\",\"lastName\":\"Last\","
                           "\"email\":\"p%d@example.org\"}", i, i);
    fine = call_text("persons_create", directory, person);
    free(person);
  }
  call_text("persons_search", directory, "{\"query\":\"first1\"}");
  call_text("persons_find", directory, "{\"first_name\":\"first1\"}");
  call_text("persons_issue_token", directory, NULL);
  call_file("persons_export", directory, exported, NULL);
  call_file("persons_import", directory, exported, options);
  call_text("persons_backup", directory, copy);
  find_function("persons_check", &check);
  expect_ok("persons_check", check(directory, NULL));
  free(copy);
  free(exported);
  free(options);
}

static void use_library(const char *library, const char *folder)
{
  char *path = text_of("%s/people.db", folder), *out = NULL;
  persons_directory *directory = NULL;
  int (*open_directory)(const char *, const char *, persons_directory **, char **);
  void (*close_directory)(persons_directory *);
  int (*abi_version)(void);
  loaded_library = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!loaded_library) {
    problem("cannot load %s: %s", library, dlerror());
    exit(1);
  }
  find_function("persons_abi_version", &abi_version);
  if (abi_version() != PERSONS_ABI_VERSION)
    problem("the ABI version is %d", abi_version());
  find_function("persons_open", &open_directory);
  find_function("persons_close", &close_directory);
  expect_ok("persons_open", open_directory(path, NULL, &directory, &out));
  work(directory, folder);
  visit_descriptors(3);
  if (count_threads() != 1)
    problem("the library started %d threads", count_threads() - 1);
  close_directory(directory);
  free(path);
}

#endif
