#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: every curl command of the two services' documents, run against personsd, gets the reply of the document.

    documents.py PERSONSD

The commands are the documents' word by word; only host, token and organization are put in. The directory is filled with
the documents' persons. Replies must have the documents' keys and values in their order, byte for byte but for the line
breaks. Also: every error that the documents name, with its exact text and status. An address that a web page hid as
"[email protected]" is one at example.org here. The last line is "N passed, N failed".
"""

import json
import os
import subprocess
import sys
import tempfile

import persons
from support import Tally, served, wait_until

# ---------------------------------------------------------------------------------------------- the Travtus document

FIND = """\
curl --location --request POST 'https://api.travtus.com/persons/find/' \\
--header 'Content-Type: application/json' \\
--header 'Authorization: bearer <token>'
--data-raw '{
"phone_number": "01234567890",
"groups_external_refs": ["group-1"],
"after-id": 1
}'
"""

# The backslash that the document forgot: without it, the shell runs curl without the body.
FIND_AS_MEANT = FIND.replace("<token>'\n", "<token>' \\\n")

FOUND = """\
{
"last_id": 5,
"persons": [
{
"identifier": "internal-id-1",
"email_address": "test.person.1@example.org",
"first_name": "Test",
"last_name": "Person 1",
"external_ref": "id-1",
"phone_number": "01234567890"
},
{
"identifier": "internal-id-2",
"email_address": "test.person.2@example.org",
"first_name": "Test",
"last_name": "Person 2",
"external_ref": "id-2",
"phone_number": "01234567890"
}
]
}
"""

TRAVTUS_ERRORS = {
    "missing_authorization": (400, """{
"error": {
"type": "missing_authorization",
"message": "Your request does not include an 'Authorization' header with a bearer token for your account."
}
}"""),
    "expired_token": (401, """{
"error": {
"type": "expired_token",
"message": "The bearer token you have provided in the 'Authorization' header has expired. Please obtain a new one."
}
}"""),
    "invalid_authorization": (401, """{
"error": {
"type": "invalid_authorization",
"message": "The bearer token you have provided in the 'Authorization' header is invalid."
}
}"""),
    "both_group_identifiers_provided": (400, """{
"error": {
"type": "both_group_identifiers_provided",
"message": "You have provided both group ids and group external references for the find persons operation. Please only provide one of the two."
}
}"""),
    "not_found": (404, """{
"error": {
"type": "not_found",
"message": "There are no person records matching the information provided."
}
}"""),
}

# ----------------------------------------------------------------------------------------------- the Gatsby document

LIST = """\
curl -G https://rest.gatsby.events/person \\
  -H "Authorization: Bearer {token}" \\
  -H "organizationSlug: {organizationSlug}"
"""

CREATE = """\
curl https://rest.gatsby.events/person \\
  -H "Authorization: Bearer {token}" \\
  -H "organizationSlug: {organizationSlug}" \\
  -d '{"firstName":"John","lastName":"Doe","email":"john.doe@example.org"}'
"""

RETRIEVE = """\
curl https://rest.gatsby.events/person/52907745-7672-470e-a \\
  -H "Authorization: Bearer {token}" \\
  -H "organizationSlug: {organizationSlug}"
"""

SEARCH = """\
curl -G https://rest.gatsby.events/search \\
  -H "Authorization: Bearer {token}" \\
  -H "organizationSlug: {organizationSlug}" \\
  -d "query=john" \\
  -d "limit=5"
"""

UPDATE = """\
curl -X PUT https://rest.gatsby.events/person/52907745-7672-470e-a \\
  -H "Authorization: Bearer {token}" \\
  -H "organizationSlug: {organizationSlug}" \\
  -d '{"personId":"52907745-7672-470e-a","firstName":"John","lastName":"Smith"}'
"""

JOHN_DOE = """{
      "personId": "52907745-7672-470e-a",
      "firstName": "John",
      "lastName": "Doe",
      "email": "john.doe@example.org",
      "profilePicture": "https://assets.gatsby.events/avatars/johndoe.jpg",
      "address": "123 Main St",
      "city": "San Francisco",
      "state": "CA",
      "customFields": {
        "title": "Software Engineer",
        "company": "Acme Inc"
      }
    }"""

JOHN_SMITH = """{
      "personId": "a9b2c3d4-5e6f-7g8h-9i0j",
      "firstName": "John",
      "lastName": "Smith",
      "email": "john.smith@example.org",
      "profilePicture": "https://assets.gatsby.events/avatars/johnsmith.jpg",
      "address": "456 Oak Ave",
      "city": "Los Angeles",
      "state": "CA",
      "customFields": {
        "title": "Product Manager",
        "company": "Tech Corp"
      }
    }"""

# The document shows of the second person of its list only this.
SECOND = "8293b8f2-3019-42a8-b"

RETRIEVED = """{
  "personId": "52907745-7672-470e-a",
  "firstName": "John",
  "lastName": "Doe",
  "email": "john.doe@example.org",
  "profilePicture": "https://assets.gatsby.events/avatars/johndoe.jpg",
  "address": "123 Main St",
  "city": "San Francisco",
  "state": "CA",
  "customFields": {
    "title": "Software Engineer",
    "company": "Acme Inc"
  },
  "eventHistory": [
    {
      "eventId": "e8dj2ns9-34kd-9j3b",
      "name": "Annual Conference 2023",
      "slug": "annual-conference-2023",
      "date": "2023-11-15T09:00:00Z",
      "rsvpStatus": "Accepted",
      "rsvpStatusHistory": [
        {
          "status": "Invited",
          "actorId": "admin-user-1",
          "actorType": "user",
          "createdAt": "2023-10-01T14:30:00Z"
        },
        {
          "status": "Accepted",
          "actorId": "52907745-7672-470e-a",
          "actorType": "eventPerson",
          "createdAt": "2023-10-05T10:15:00Z"
        }
      ],
      "attendance": "Attended"
    }
  ]
}"""

SEARCHED = f'{{"persons": [{JOHN_DOE}, {JOHN_SMITH}], "total": 2, "limit": 5, "skip": 0}}'

UPDATED = """{
  "success": true
}"""


def compact(text):
    """A document's JSON without its line breaks and indentation."""
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


class Curl:
    """Runs commands as they stand; what is to be known besides is asked for in a .curlrc."""

    def __init__(self, folder):
        self.headers_path = os.path.join(folder, "headers")
        with open(os.path.join(folder, ".curlrc"), "w", encoding="utf-8") as file:
            file.write(f'silent\nwrite-out = "\\n%{{http_code}}"\ndump-header = "{self.headers_path}"\nmax-time = 30\n')
        self.environment = {**os.environ, "CURL_HOME": folder, "NO_PROXY": "*", "no_proxy": "*"}

    def run(self, command):
        """Returns the status and the body that curl got, and what the shell said."""
        done = subprocess.run(
            ["sh", "-c", command], env=self.environment, capture_output=True, encoding="utf-8", timeout=60)
        body, _, status = done.stdout.rpartition("\n")
        return int(status or 0), body, done.stderr

    def headers(self):
        with open(self.headers_path, encoding="latin-1") as file:
            pairs = [line.strip().split(": ", 1) for line in file if ": " in line]
        return {name.lower(): value for name, value in pairs}


class Document:
    """The commands of one document, against one server."""

    def __init__(self, tally, curl, host, url, token, slug="default"):
        self.tally, self.curl, self.host, self.url = tally, curl, host, url
        self.token, self.slug = token, slug

    def run(self, command, token=None, slug=None):
        token, slug = token or self.token, slug or self.slug
        command = command.replace(self.host, self.url).replace("<token>", token)
        command = command.replace("{token}", token).replace("{organizationSlug}", slug)
        return self.curl.run(command)

    def expect(self, name, command, status, text, **more):
        """The reply is the document's."""
        got, body, said = self.run(command, **more)
        self.tally.equal(f"{name}: status", got, status)
        self.tally.equal(f"{name}: body", body, compact(text))
        headers = self.curl.headers()
        for header, value in (("content-type", "application/json"), ("cache-control", "no-store"),
                              ("x-content-type-options", "nosniff")):
            self.tally.equal(f"{name}: {header}", headers.get(header), value)
        return body


# ---------------------------------------------------------------------------------------------------------- Travtus


def fill_travtus(directory):
    """The third and the fourth person are the document's, so that the cursor behind them is 5, as there; the two before
    them are in no such group."""
    directory.put_group(group_id="g1", external_ref="group-1")
    directory.put_group(group_id="g2", external_ref="group-2")
    wanted = json.loads(FOUND)["persons"]
    others = [("first", "group-2"), ("second", "group-2")]
    for name, group in others:
        directory.create(personId=name, firstName="Test", lastName="Other", email=f"{name}@example.org",
                         phoneNumber="01234567890", groupExternalRefs=[group])
    for person in wanted:
        directory.create(
            personId=person["identifier"], firstName=person["first_name"], lastName=person["last_name"],
            email=person["email_address"], externalRef=person["external_ref"], phoneNumber="(01234) 567-890",
            groupExternalRefs=["group-1"])
        # As the document writes it.
        directory.update(person["identifier"], phoneNumber=person["phone_number"])


def check_travtus(tally, curl, personsd, path):
    with served(personsd, path) as url, persons.open(path, create=False) as directory:
        fill_travtus(directory)
        document = Document(tally, curl, "https://api.travtus.com", url, directory.issue_token()["token"])
        last = FOUND.replace('"last_id": 5', '"last_id": -1')
        document.expect("find, as meant", FIND_AS_MEANT, 200, last)
        document.expect("find without the slash", FIND_AS_MEANT.replace("/find/", "/find"), 200, last)

        status, body, said = document.run(FIND)
        tally.equal("find, as written: the shell runs curl without a body", status, 200)
        tally.check("find, as written: and knows no --data-raw", "--data-raw" in said, said)
        everybody = ["first", "second", "internal-id-1", "internal-id-2"]
        found = json.loads(body)["persons"]
        tally.equal("find, as written: everybody", [person["identifier"] for person in found], everybody)
        tally.equal("find, as written: the keys", list(found[0]), list(json.loads(FOUND)["persons"][0]))

        # With somebody behind them, the page says so.
        directory.create(personId="fifth", firstName="Test", lastName="Person 3", email="fifth@example.org",
                         phoneNumber="01234 567890", groupExternalRefs=["group-1"])
        page = FIND_AS_MEANT.replace('"after-id": 1', '"after-id": 1, "limit": 2')
        document.expect("find, with more behind", page, 200, FOUND)
        after = page.replace('"after-id": 1', '"after-id": 5')
        status, body, _ = document.run(after)
        tally.equal("find, the next page", [status, json.loads(body)["last_id"]], [200, -1])
        check_travtus_errors(document, directory)


def check_travtus_errors(document, directory):
    def error(kind, command, **more):
        status, text = TRAVTUS_ERRORS[kind]
        document.expect(kind, command, status, text, **more)

    error("missing_authorization", FIND_AS_MEANT.replace("--header 'Authorization: bearer <token>' \\\n", ""))
    error("invalid_authorization", FIND_AS_MEANT, token="prs_nonsense")
    revoked = directory.issue_token()
    directory.revoke_token(revoked["token_id"])
    error("invalid_authorization", FIND_AS_MEANT, token=revoked["token"])
    expiring = directory.issue_token(expires_in=1)["token"]
    is_over = wait_until(lambda: document.run(FIND_AS_MEANT, token=expiring)[0] == 401)
    document.tally.check("a token expires", is_over)
    error("expired_token", FIND_AS_MEANT, token=expiring)
    both = FIND_AS_MEANT.replace('"after-id"', '"group_ids": ["g1"],\n"after-id"')
    error("both_group_identifiers_provided", both)
    error("not_found", FIND_AS_MEANT.replace("01234567890", "09876543210"))


# ----------------------------------------------------------------------------------------------------------- Gatsby


def fill_gatsby(directory):
    directory.create(**json.loads(JOHN_DOE))
    directory.create(personId=SECOND, firstName="Grace", lastName="Hopper", email="grace@example.org")
    (event,) = json.loads(RETRIEVED)["eventHistory"]
    directory.put_event(eventId=event["eventId"], name=event["name"], slug=event["slug"], date=event["date"])
    for answer in event["rsvpStatusHistory"]:
        directory.record_rsvp(eventId=event["eventId"], personId="52907745-7672-470e-a", **answer)
    directory.record_rsvp(
        eventId=event["eventId"], personId="52907745-7672-470e-a", attendance=event["attendance"])


def check_gatsby(tally, curl, personsd, path):
    with served(personsd, path) as url, persons.open(path, create=False) as directory:
        directory.put_organization(slug="acme")
        fill_gatsby(directory)
        document = Document(tally, curl, "https://rest.gatsby.events", url, directory.issue_token()["token"])
        status, body, _ = document.run(LIST)
        tally.equal("list: status", status, 200)
        start = '{"persons":[' + compact(JOHN_DOE) + ',{"personId":"' + SECOND + '",'
        tally.check("list: body", body.startswith(start) and list(json.loads(body)) == ["persons"], body)
        tally.equal("list: two persons", len(json.loads(body)["persons"]), 2)
        document.expect("retrieve", RETRIEVE, 200, RETRIEVED)
        directory.create(**json.loads(JOHN_SMITH))
        document.expect("search", SEARCH, 200, SEARCHED)
        check_created(document, path)
        check_gatsby_errors(document, directory, path)
        document.expect("update", UPDATE, 200, UPDATED)
        changed = RETRIEVED.replace('"Doe"', '"Smith"')
        document.expect("retrieve what was updated", RETRIEVE, 200, changed)


def check_created(document, path):
    """In an organization of its own: the document's reply has an identifier that nobody can know before."""
    tally = document.tally
    with persons.open(path, organization="acme") as acme:
        token = acme.issue_token()["token"]
        status, body, _ = document.run(CREATE, token=token, slug="acme")
        tally.equal("create: status", status, 201)
        (person,) = acme.list()["persons"]
        tally.equal("create: body", body, '{"personId":"' + person["personId"] + '"}')
        shown = {key: person.get(key) for key in ("firstName", "lastName", "email")}
        given = {"firstName": "John", "lastName": "Doe", "email": "john.doe@example.org"}
        tally.equal("create: what was created", shown, given)


def check_gatsby_errors(document, directory, path):
    def error(name, command, status, message=None, **more):
        got, body, _ = document.run(command, **more)
        document.tally.equal(f"{name}: status", got, status)
        answer = json.loads(body)
        document.tally.equal(f"{name}: body", list(answer), ["message", "error"])
        document.tally.equal(f"{name}: said twice", answer["message"], answer["error"]["message"])
        if message:
            document.tally.equal(f"{name}: message", answer["message"], message)

    with persons.open(path, organization="acme") as acme:
        other = acme.issue_token()["token"]
    reading = directory.issue_token(rights=["read"])["token"]
    expiring = directory.issue_token(expires_in=1)["token"]
    texts = {kind: json.loads(text)["error"]["message"] for kind, (_, text) in TRAVTUS_ERRORS.items()}
    commands = {"list": LIST, "create": CREATE, "retrieve": RETRIEVE, "search": SEARCH, "update": UPDATE}
    for name, command in commands.items():
        slugless = "".join(line for line in command.splitlines(True) if "organizationSlug" not in line)
        slugless = slugless.rstrip("\\\n ")
        error(f"{name} without organizationSlug", slugless, 400, "Missing required header: organizationSlug")
        tokenless = "".join(line for line in command.splitlines(True) if "Authorization" not in line)
        error(f"{name} without a token", tokenless, 401, texts["missing_authorization"])
        error(f"{name} with a bad token", command, 401, texts["invalid_authorization"], token="prs_nonsense")
        error(f"{name} with another organization's token", command, 403, token=other)
        wait_until(lambda: document.run(LIST, token=expiring)[0] == 401)
        error(f"{name} with an expired token", command, 401, texts["expired_token"], token=expiring)
    error("create without the right", CREATE, 403, token=reading)
    error("update without the right", UPDATE, 403, token=reading)
    error("retrieve nobody", RETRIEVE.replace("470e-a", "470e-b"), 404)
    error("update nobody", UPDATE.replace("470e-a", "470e-b"), 404)
    error("create without an e-mail", CREATE.replace(',"email":"john.doe@example.org"', ""), 400)
    error("create from what is no JSON", CREATE.replace('"}', '"'), 400)
    error("update without personId", UPDATE.replace('"personId":"52907745-7672-470e-a",', ""), 400)
    error("create with a number for a name", CREATE.replace('"John"', "5"), 422)
    error("create with an unknown key", CREATE.replace('"email"', '"nick":"J","email"'), 422)
    error("update of another person", UPDATE.replace('"personId":"5', '"personId":"6'), 422)
    error("search with a limit of 0", SEARCH.replace("limit=5", "limit=0"), 422)


def main(personsd):
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        curl = Curl(folder)
        check_travtus(tally, curl, personsd, os.path.join(folder, "travtus.db"))
        check_gatsby(tally, curl, personsd, os.path.join(folder, "gatsby.db"))
    return tally.end()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
