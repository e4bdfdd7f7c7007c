/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line says. */
#include "options.h"

#include "listener.h"
#include "say.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <persons.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { bad_usage = 2 };

/* The most that the library reads. */
static const uintmax_t most_body_bytes = 8 << 20;

static const char help[] =
    "usage: personsd FILE [options]\n"
    "       personsd --play FAULTS [FILE] [options]\n"
    "\n"
    "Serve the directory of persons in FILE over HTTP, or stand in for a service in tests.\n"
    "\n"
    "  --listen ADDRESS:PORT  where to listen; 127.0.0.1:8080, port 0 takes a free one\n"
    "  --threads N            threads that answer; as many as there are processors\n"
    "  --max-body BYTES       the largest body of a request; 8388608\n"
    "  --timeout SECONDS      how long a client may take; 30\n"
    "  --connections N        connections at a time; 512\n"
    "  --access-log FILE      one line a request, without personal data; - is standard output\n"
    "  --read-only            never write\n"
    "  --create               make FILE when it is absent\n"
    "  --play FAULTS          answer with made-up persons, and with the faults of this JSON file\n"
    "  --version              print the version and end\n"
    "  --help                 print this and end\n";

enum { listen_at = 1, threads, max_body, timeout, connections, access_log, read_only, create,
       play, version, show_help };

static const struct option known[] = {
    {"listen", required_argument, NULL, listen_at},
    {"threads", required_argument, NULL, threads},
    {"max-body", required_argument, NULL, max_body},
    {"timeout", required_argument, NULL, timeout},
    {"connections", required_argument, NULL, connections},
    {"access-log", required_argument, NULL, access_log},
    {"read-only", no_argument, NULL, read_only},
    {"create", no_argument, NULL, create},
    {"play", required_argument, NULL, play},
    {"version", no_argument, NULL, version},
    {"help", no_argument, NULL, show_help},
    {NULL, 0, NULL, 0},
};

/* A number of decimal digits from 1 to a bound. Ends the program when it is none. */
static uintmax_t number_of(const char *name, const char *text, uintmax_t most)
{
  char *end;
  uintmax_t number;
  errno = 0;
  number = strtoumax(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || errno || number < 1 || number > most) {
    say("--%s wants a number from 1 to %" PRIuMAX, name, most);
    exit(bad_usage);
  }
  return number;
}

static unsigned processors(void)
{
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > 64 ? 64 : (unsigned)count;
}

static void print_and_end(const char *text)
{
  exit(fputs(text, stdout) < 0 || fflush(stdout) != 0 ? 1 : 0);
}

static void print_version_and_end(void)
{
  char line[100];
  snprintf(line, sizeof line, "personsd %s (libpersons %s)\n", PERSONS_VERSION,
           persons_version());
  print_and_end(line);
}

static void take(options *options, int option, const char *value)
{
  switch (option) {
  case listen_at: options->listen = value; break;
  case threads: options->threads = (unsigned)number_of("threads", value, 256); break;
  case max_body: options->most_body = number_of("max-body", value, most_body_bytes); break;
  case timeout: options->timeout = (unsigned)number_of("timeout", value, 3600); break;
  case connections: options->connections = (unsigned)number_of("connections", value, 65536); break;
  case access_log: options->access_log = value; break;
  case read_only: options->read_only = true; break;
  case create: options->create = true; break;
  case play: options->play = value; break;
  case version: print_version_and_end(); break;
  case show_help: print_and_end(help); break;
  default:
    fputs("usage: personsd FILE [options], see personsd --help\n", stderr);
    exit(bad_usage);
  }
}

/* A stand-in writes, and is for this machine alone. Ends the program otherwise. */
static void check_play(const options *options)
{
  if (!options->play)
    return;
  if (options->read_only)
    say("--play and --read-only exclude each other");
  else if (!is_loopback(options->listen))
    say("--play listens on this machine alone: --listen 127.0.0.1:PORT or [::1]:PORT");
  else
    return;
  exit(bad_usage);
}

void read_options(options *options, int count, char **words)
{
  int option;
  memset(options, 0, sizeof *options);
  options->listen = "127.0.0.1:8080";
  options->threads = processors();
  options->timeout = 30;
  options->connections = 512;
  options->most_body = most_body_bytes;
  while ((option = getopt_long(count, words, "", known, NULL)) != -1)
    take(options, option, optarg);
  if (optind < count - 1 || (optind == count && !options->play)) {
    say(optind == count ? "no FILE is given, see personsd --help"
                             : "more than one FILE is given");
    exit(bad_usage);
  }
  options->file = words[optind];
  check_play(options);
  if (options->connections < options->threads)
    options->threads = options->connections; /* each thread takes one at least */
}
