#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: whatever schemathesis makes up from GET /openapi.json is answered by personsd as the description says.

    described.py PERSONSD REQUESTS EXAMPLES [SEED]

Sends at least so many requests, with EXAMPLES for each route and phase. Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY; puts schemathesis into build/venv-schemathesis. Its report is build/check/rest-described.json. The seed
is of the clock, and is printed first; that number, or PERSONS_SEED, repeats a run. The last line is
"N passed, N failed": N requests, as personsd logged them.
"""

import http.client
import json
import pathlib
import subprocess
import sys
import tempfile

import persons
from environment import ROOT, SCHEMATHESIS, python_with
from support import seed_of, served

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "allow_header_conformance", "use_after_free",
    "ensure_resource_availability", "ignored_auth",
]
# Left out: positive_data_acceptance, for what is well-formed may contradict itself or what is stored;
# unsupported_method, for a GET with a body is refused before its route is known; missing_required_header and
# object_level_authorization, which rest-isolation asks of every route by every kind of token.

SETTINGS = f"""
[checks]
enabled = false
{"".join(f"{check}.enabled = true{chr(10)}" for check in CHECKS)}
# What is over a bound of size is refused with 413, and 414 where it is the target.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 413, 414, 415, 422]

# No token is 400 in the document of Travtus.
[[operations]]
include-path = ["/persons/find/", "/persons/multiple/"]
checks.ignored_auth.enabled = false
"""

def described(url):
    """The description that the server gives."""
    connection = http.client.HTTPConnection(url.split("//")[1], timeout=30)
    connection.request("GET", "/openapi.json")
    description = json.loads(connection.getresponse().read())
    connection.close()
    return description


def fill(path):
    """Persons, a group and an event to ask for; returns a token that may read and write."""
    with persons.open(str(path)) as owner:
        owner.put_group(group_id="g1", name="One")
        owner.put_event(eventId="e1", name="Meeting")
        for number in range(20):
            owner.create(personId=f"p{number}", firstName="Grace", lastName=f"Hopper{number}",
                         email=f"grace{number}@example.org", groupIds=["g1"])
        return owner.issue_token(rights=["read", "write"])["token"]


def run(folder, url, token, examples, seed):
    """Runs schemathesis; returns its report, or None when there is none, and what it said."""
    report = ROOT / "build" / "check" / "rest-described.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    (folder / "openapi.json").write_text(json.dumps(described(url)), encoding="utf-8")
    (folder / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    done = subprocess.run(
        [pathlib.Path(python_with("venv-schemathesis", SCHEMATHESIS)).with_name("schemathesis"),
         "--config-file", folder / "schemathesis.toml", "run", folder / "openapi.json", "--url", url,
         "--header", f"Authorization: Bearer {token}", "--header", "organizationSlug: default",
         "--max-examples", str(examples), "--seed", str(seed), "--generation-database", "none", "--workers", "1",
         "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all", "--no-color", "--warnings", "off",
         "--report", "json", "--report-json-path", report],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return json.loads(report.read_text(encoding="utf-8")) if report.exists() else None, done.stdout


def main(personsd, requests, examples, seed=None):
    seed, failures = seed_of(seed), []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        path, log = folder / "people.db", folder / "access.log"
        token = fill(path)
        with served(personsd, str(path), "--access-log", str(log)) as url:
            report, said = run(folder, url, token, int(examples), seed)
        # The first one asked for the description.
        lines = log.read_text(encoding="ascii").splitlines()[1:]
        with persons.open(str(path)) as owner:
            failures += [f"the file is damaged: {problem}" for problem in owner.check()["problems"]]
    if report is None or not report["complete"] or report["operations"]["tested"] != report["operations"]["total"]:
        failures.append("schemathesis did not come to its end")
    elif report["exit_code"] != 0:
        failures += [f"{entry['title']}: {', '.join(entry['operations'])}" for entry in report["failures"]]
        failures += [json.dumps(entry) for entry in report["errors"]] or ["schemathesis failed"] * (not failures)
    if len(lines) < int(requests):
        failures.append(f"schemathesis sent {len(lines)} requests instead of {requests}")
    statuses = [line.split(" ")[3] for line in lines]
    if failures:
        print(said[-20000:])
    for failure in failures:
        print(f"FAILED: {failure}")
    print("statuses: " + ", ".join(f"{statuses.count(each)} of {each}" for each in sorted(set(statuses))))
    print(f"{len(lines)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
