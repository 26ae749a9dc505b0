import json
import os
import signal
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

STARTED = time.monotonic()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        route, _, name = url.path[1:].partition("/")
        if route == "hello" and name:
            self.answer(200, {"message": f"{os.environ['GREETING']}, {name}", "host": socket.gethostname()})
        elif route == "healthz":
            self.answer(200, {"uptime": time.monotonic() - STARTED})
        elif route == "slow":
            ms = int(parse_qs(url.query)["ms"][0])
            time.sleep(ms / 1000)
            self.answer(200, {"waited": ms})
        else:
            self.answer(404, {"error": "no such page"})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # Many clients at once wait here until they are taken.
    request_queue_size = 128


server = Server(("0.0.0.0", int(os.environ["PORT"])), Handler)
# shutdown waits for the serving loop, which is the thread that handles signals: so it needs one of its own.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever(poll_interval=0.1)
server.server_close()
