# SPDX-License-Identifier: Apache-2.0
"""The C program of the misuse check: a case for each wrong call that the header allows to write."""

# A good value for each parameter, by its name.
GOOD = {
    "directory": "directory", "out": "&out", "location": "location", "options": "NULL",
    "status": "-2", "text": "NULL", "request": '"{}"', "person_id": '"p1"',
    "person": '"{\\"firstName\\":\\"A\\",\\"lastName\\":\\"B\\",\\"email\\":\\"a@example.org\\"}"',
    "changes": '"{\\"city\\":\\"Bath\\"}"', "batch": '"{\\"persons\\":[]}"', "group": '"{}"',
    "group_id": '"g1"', "event": '"{\\"name\\":\\"Meeting\\"}"',
    "organization": '"{\\"slug\\":\\"acme\\"}"', "token_id": '"t1"', "path": "path",
    "progress": "NULL", "context": "NULL", "since": "0", "method": '"GET"',
    "target": '"/person"', "headers": "some_headers", "body": "NULL", "length": "0",
    "http_status": "&http_status", "reply_headers": "NULL",
}

NULL_HANDLE = "a NULL handle"
HANDLES = {
    NULL_HANDLE: "NULL",
    "a closed handle": "closed_handle()",
    "a handle closed while a newer one is open": "closed_before(directory)",
    "a made-up handle 1": "(persons_directory *)(uintptr_t)1",
    "a made-up handle -1": "(persons_directory *)UINTPTR_MAX",
    "a made-up handle 0xdeadbeef": "(persons_directory *)(uintptr_t)0xdeadbeef",
    "the address of a variable": "(persons_directory *)(void *)&http_status",
    "a handle and one": "(persons_directory *)((uintptr_t)directory + 1)",
    "a handle less one": "(persons_directory *)((uintptr_t)directory - 1)",
    "a handle with its top bit turned": "turned(~(UINTPTR_MAX >> 1))",
    "a handle with bit 32 turned": "turned((uintptr_t)1 << 32)",
}

HEAD = r"""/* Written by Tests/checks/misuse from include/persons.h. */
#define _GNU_SOURCE
#include <persons.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char location[4096], path[4096];
static persons_directory *directory;
static char *out;
static int http_status;
static const char *const some_headers[] = {"Accept", "a", NULL};
static const char *const odd_headers[] = {"Accept", NULL};

enum { any_status = 1, not_misuse = 2 };

static void open_good(void)
{
  if (persons_open(location, NULL, &directory, NULL) != PERSONS_OK) {
    puts("cannot open a directory");
    exit(1);
  }
}

static persons_directory *closed_handle(void)
{
  persons_directory *closed = directory;
  persons_close(closed);
  return closed;
}

static persons_directory *turned(uintptr_t bits)
{
  return (persons_directory *)((uintptr_t)directory ^ bits);
}

static persons_directory *closed_before(persons_directory *closed)
{
  persons_close(closed);
  open_good();
  return closed;
}

/* Is the error that was handed out of this type? */
static int is_of(const char *type)
{
  size_t length = strlen(type);
  return strncmp(out + 18, type, length) == 0 && out[18 + length] == '"';
}

/* Is the answer what was to be expected, and its error of the shape of an error, and of this type if there is one? */
static int judge(int status, int wanted, const char *type)
{
  int right = wanted == any_status || (wanted == not_misuse ? status != PERSONS_MISUSE
                                                            : status == wanted);
  if (!right)
    printf("answered %s: %s\n", persons_status_name(status), out ? out : "");
  else if (status != PERSONS_OK && out && strncmp(out, "{\"error\":{\"type\":\"", 18) != 0) {
    printf("gave no error's text: %s\n", out);
    right = 0;
  } else if (out && type && !is_of(type)) {
    printf("is not of the type %s: %s\n", type, out);
    right = 0;
  }
  persons_free(out);
  out = NULL;
  fflush(stdout);
  return right ? 0 : 1;
}

/* The case in a child of the process that holds the handle. */
static int in_child(int (*run)(void))
{
  int status;
  pid_t child = fork();
  if (child == 0) {
    alarm(120);
    _exit(run());
  }
  if (child < 0 || waitpid(child, &status, 0) != child)
    return 1;
  if (WIFSIGNALED(status))
    raise(WTERMSIG(status)); /* so that who runs this program sees it */
  return WEXITSTATUS(status);
}
"""

MAIN = r"""
int main(int count, char **words)
{
  int number = count > 1 ? atoi(words[1]) : -1;
  if (count < 3) {
    printf("%d\n", (int)(sizeof cases / sizeof *cases));
    return 0;
  }
  snprintf(location, sizeof location, "%s/people.db", words[2]);
  snprintf(path, sizeof path, "%s/other", words[2]);
  printf("%s: ", cases[number].what);
  fflush(stdout);
  if (cases[number].opens)
    open_good();
  return cases[number].forks ? in_child(cases[number].run) : cases[number].run();
}
"""


def nullable(function, parameter):
    """May this pointer be NULL: True, False, or None where the header does not say."""
    about = function.about(parameter.name)
    if parameter.name in ("out", "options", "progress", "context", "body", "text"):
        return True
    if about.startswith("NULL") or about.endswith("or NULL."):
        return True
    if "all optional" in about.replace("\n", " ") or function.name == "persons_respond":
        return None
    return False


# The status and the type.
ANY_STATUS, NOT_MISUSE = "any_status, NULL", "not_misuse, NULL"


def wanted_for_null(function, parameter):
    may = nullable(function, parameter)
    if may is None or function.name == "persons_respond":
        return ANY_STATUS
    return NOT_MISUSE if may else 'PERSONS_MISUSE, "null_argument"'


def call(function, replaced):
    """The C text of the call, with some arguments replaced."""
    words = []
    for parameter in function.parameters:
        good = "&directory" if parameter.type == "persons_directory **" else GOOD[parameter.name]
        words.append(replaced.get(parameter.name, good))
    return f"{function.name}({', '.join(words)})"


def cases(function):
    """Tuples: what, the statement's call, the status and the type wanted, opens, forks."""
    name = function.name
    opens = int(function.takes_handle)
    pointers = [parameter for parameter in function.parameters if parameter.is_pointer]
    for parameter in pointers:
        if parameter.type == "persons_directory *":
            continue
        yield (f"{name}, {parameter.name} NULL", call(function, {parameter.name: "NULL"}),
               wanted_for_null(function, parameter), opens, 0)
    if pointers:
        yield (f"{name}, every pointer NULL",
               call(function, {parameter.name: "NULL" for parameter in pointers}),
               'PERSONS_MISUSE, "null_handle"' if opens else 'PERSONS_MISUSE, "null_argument"', opens, 0)
    if opens:
        for what, value in HANDLES.items():
            kind = "null_handle" if what == NULL_HANDLE else "closed_handle"
            yield f"{name}, {what}", call(function, {"directory": value}), f'PERSONS_MISUSE, "{kind}"', 1, 0
        yield f"{name}, a handle after fork", call(function, {}), 'PERSONS_MISUSE, "forked"', 1, 1
    if name == "persons_respond":
        yield (f"{name}, a header without a value", call(function, {"headers": "odd_headers"}),
               'PERSONS_MISUSE, "null_argument"', 1, 0)
    for number in ("INT32_MIN", "INT32_MAX") if name == "persons_status_name" else ():
        yield f"{name}, {number}", call(function, {"status": number}), ANY_STATUS, 0, 0
    for number in ("INT64_MIN", "INT64_MAX") if name == "persons_changes" else ():
        yield f"{name}, {number}", call(function, {"since": number}), NOT_MISUSE, 1, 0
    if not function.parameters:
        yield name, call(function, {}), ANY_STATUS, 0, 0


def body(function, text, wanted):
    if function.result == "int" and function.parameters:
        return f'  return judge({text}, {wanted});'
    if function.result == "void":
        return f"  {text};\n  return 0;"
    if "char" in function.result:
        return f'  const char *text = {text};\n  return !text || !*text;'
    return f"  return {text} < 0;"


def program(functions):
    parts, table = [HEAD], []
    for function in functions:
        for what, text, wanted, opens, forks in cases(function):
            number = len(table)
            parts.append(f"static int case_{number}(void)\n{{\n"
                         f"{body(function, text, wanted)}\n}}\n")
            table.append(f'  {{"{what}", case_{number}, {opens}, {forks}}},')
    parts.append("static const struct {\n  const char *what;\n  int (*run)(void);\n"
                 "  int opens;\n  int forks;\n} cases[] = {\n" + "\n".join(table) + "\n};\n" + MAIN)
    return "\n".join(parts)
