"""A server that refuses every request, so that a run ends as soon as its journal is written."""

import http.server
import threading
import time

NO = b'{"status":0,"error":403,"message":"no","data":null}'


class Refusal(http.server.BaseHTTPRequestHandler):
    """Answers every POST with a refusal in the API's form."""

    protocol_version = "HTTP/1.1"

    asked = None  # the time of the first request, by time.monotonic()

    def do_POST(self):
        Refusal.asked = Refusal.asked or time.monotonic()
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-length", str(len(NO)))
        self.end_headers()
        self.wfile.write(NO)

    def log_message(self, *_):
        pass


def configuration(path):
    """Starts the server on 127.0.0.1 and writes a configuration with its address beside the given one."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    other = path.with_name("journalled.toml")
    other.write_text(path.read_text(encoding="utf-8").replace("http://127.0.0.1:9", url), encoding="utf-8")
    return other
