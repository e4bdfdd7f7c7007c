# SPDX-License-Identifier: Apache-2.0
"""A Flask application over SQLite that answers find by phone and search by name with the same JSON: what somebody would
write by hand in an afternoon. Served by gunicorn; PEER_DATABASE names its file, PEER_TOKEN the bearer's token.

    python flask_peer.py PERSONS.ndjson DATABASE      fill the database
"""

import json
import os
import re
import sqlite3
import sys
import threading

KEYS = ("personId", "firstName", "lastName", "email", "phoneNumber", "profilePicture", "address", "city", "state",
        "customFields")
TRAVTUS = {"identifier": "personId", "email_address": "email", "first_name": "firstName", "last_name": "lastName",
           "external_ref": "externalRef", "phone_number": "phoneNumber"}


def digits(text):
    return re.sub(r"\D", "", text or "")


def fill(source, path):
    if os.path.exists(path):
        os.unlink(path)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE person(number INTEGER PRIMARY KEY, phone TEXT, json TEXT)")
    database.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', prefix='1 2 3')")
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith(('{"group"', '{"event"')):
                continue
            # Some persons come with the keys of the other service.
            person = {TRAVTUS.get(key, key): value for key, value in json.loads(line).items()}
            text = json.dumps(person, ensure_ascii=False)
            database.execute("INSERT INTO person VALUES(?,?,?)", (number, digits(person.get("phoneNumber")), text))
            words = " ".join(str(person.get(key, "")) for key in ("firstName", "lastName", "email", "city", "state"))
            database.execute("INSERT INTO search(rowid, words) VALUES(?,?)", (number, words))
    database.execute("CREATE INDEX person_phone ON person(phone)")
    database.commit()


def application():
    import flask

    app = flask.Flask(__name__)
    here = threading.local()

    def database():
        if not hasattr(here, "database"):
            here.database = sqlite3.connect(os.environ["PEER_DATABASE"], isolation_level=None)
            here.database.execute("PRAGMA mmap_size=268435456")
        return here.database

    @app.before_request
    def authorize():
        if flask.request.headers.get("Authorization") != "Bearer " + os.environ["PEER_TOKEN"]:
            return {"error": {"type": "invalid_authorization", "message": "Invalid."}}, 401
        return None

    @app.post("/persons/find/")
    def find():
        wanted = digits(flask.request.get_json(force=True)["phone_number"])
        rows = database().execute("SELECT json FROM person WHERE phone=? ORDER BY number LIMIT 100", (wanted,)).fetchall()
        persons = [json.loads(row[0]) for row in rows]
        return {"last_id": -1, "persons": [{new: person.get(old) for new, old in TRAVTUS.items()} for person in persons]}

    @app.get("/search")
    def search():
        text = " AND ".join(f'"{word}"*' for word in re.findall(r"\w+", flask.request.args["query"]))
        limit = int(flask.request.args.get("limit", 10))
        total = database().execute("SELECT count(*) FROM search WHERE search MATCH ?", (text,)).fetchone()[0]
        rows = database().execute("SELECT json FROM person WHERE number IN (SELECT rowid FROM search WHERE search MATCH ? "
                                  "LIMIT ?)", (text, limit)).fetchall()
        persons = [json.loads(row[0]) for row in rows]
        return {"persons": [{key: person[key] for key in KEYS if key in person} for person in persons],
                "total": total, "limit": limit, "skip": 0}

    return app


if __name__ == "__main__":
    fill(*sys.argv[1:])
else:
    app = application()
