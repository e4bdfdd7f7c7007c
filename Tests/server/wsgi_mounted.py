# SPDX-License-Identifier: Apache-2.0
"""Job: the WSGI application that the tests have served: persons.wsgi over one file, or over each file of a folder.

PERSONS_SERVED names the file; or a folder, in which the directory NAME/directory.db is mounted at /NAME. As a program
it is wsgiref's server with a thread for each connection.
"""

import collections
import os
import socketserver
import threading
from wsgiref import simple_server, util

from persons import wsgi

# Of so many files; a test is done with its own when the next one begins.
MOST_OPEN = 4


class Mounted:
    """An application over each directory of a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.applications = collections.OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        name = util.shift_path_info(environ) or "."
        path = os.path.join(self.folder, os.path.basename(name), "directory.db")
        if not os.path.exists(path):
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"Nothing is mounted there."]
        return self.application(path)(environ, start_response)

    def application(self, path):
        with self.lock:
            if path not in self.applications:
                self.applications[path] = wsgi.Application(path, create=False)
                if len(self.applications) > MOST_OPEN:
                    self.applications.popitem(last=False)[1].close()
            return self.applications[path]


class Server(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    """wsgiref's server with threads."""

    daemon_threads = True
    request_queue_size = 64


class Handler(simple_server.WSGIRequestHandler):
    """One that writes no access log."""

    def log_message(self, *_):
        pass


def made():
    served = os.environ["PERSONS_SERVED"]
    return Mounted(served) if os.path.isdir(served) else wsgi.Application(served, create=False)


application = made()

if __name__ == "__main__":
    with simple_server.make_server("127.0.0.1", 0, application, Server, Handler) as server:
        print(f"Listening at: http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
