"""A candidate, of which three run. One of them at a time is the leader, and only the leader writes to the store."""

import base64
import json
import socket
import threading
import time
import urllib.error
import urllib.request

NODES = ["etcd-0", "etcd-1", "etcd-2"]
KEY = base64.b64encode(b"leader").decode()
NAME = base64.b64encode(socket.gethostname().encode()).decode()
TTL_S = 3
# The lease is given up in our own eyes so long before it is in etcd's.
MARGIN_S = 0.5
# A node of etcd that is silent for so long is left for the next one; less than a third of the TTL.
ASK_S = 0.7
RENEW_EVERY_S = 0.5
CAMPAIGN_EVERY_S = 0.25
WRITE_EVERY_S = 0.05


class Unreachable(Exception):
    pass


class Etcd:
    """Asks one node after the other, beginning with the one that answered last."""

    def __init__(self):
        self.node = 0

    def ask(self, path, body):
        failure = None
        for _ in NODES:
            name = NODES[self.node]
            try:
                status, answer = post(f"http://{name}:2379{path}", body)
                if status == 200:
                    return answer
                failure = f"{name} says {answer}"
            except Unreachable as error:
                failure = str(error)
            self.node = (self.node + 1) % len(NODES)
        raise Unreachable(failure)


class Term:
    """A term of office: its token, and until when (by time.monotonic) the lease surely lasts."""

    def __init__(self, lease, token, sent_at):
        self.lease = lease
        self.token = token
        self.over = False
        self.renewed(sent_at)

    def renewed(self, sent_at):
        # From when we asked, for etcd may have heard us at once.
        self.until = sent_at + TTL_S - MARGIN_S

    def lasts(self):
        return not self.over and time.monotonic() < self.until


def campaign(etcd):
    """Gives the term that was won; None where the key is another one's."""
    if etcd.ask("/v3/kv/range", {"key": KEY}).get("kvs"):
        return None
    sent_at = time.monotonic()
    lease = etcd.ask("/v3/lease/grant", {"TTL": TTL_S})["ID"]
    read = {"request_range": {"key": KEY}}
    answer = etcd.ask(
        "/v3/kv/txn",
        {
            "compare": [{"key": KEY, "target": "CREATE", "create_revision": 0}],
            "success": [{"request_put": {"key": KEY, "value": NAME, "lease": lease}}, read],
            "failure": [read],
        },
    )
    owned = answer["responses"][-1]["response_range"].get("kvs", [{}])[0]
    # The key's lease tells whose it is, also where this is the second try of a request that had got through.
    return Term(lease, owned["create_revision"], sent_at) if owned.get("lease") == lease else None


def lead(term):
    print("leader, token", term.token)
    renewing = threading.Thread(target=renew, args=[term])
    renewing.start()
    while not term.over:
        next_at = time.monotonic() + WRITE_EVERY_S
        write(term)
        time.sleep(max(0, next_at - time.monotonic()))
    print("no longer leader, token", term.token)
    renewing.join()


def renew(term):
    """After a deadline missed it goes on asking: what etcd still renews has never been anybody else's."""
    etcd = Etcd()
    while not term.over:
        sent_at = time.monotonic()
        try:
            result = etcd.ask("/v3/lease/keepalive", {"ID": term.lease}).get("result", {})
            if int(result.get("TTL", 0)) > 0:
                term.renewed(sent_at)
            else:
                term.over = True
        except Unreachable as error:
            print("no renewal:", error)
        time.sleep(RENEW_EVERY_S)


def write(term):
    try:
        status, _ = post("http://store:8080/writes", {"token": term.token})
        if status == 409:
            term.over = True
    except Unreachable as error:
        print("store:", error)


def post(url, body):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=ASK_S) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except (OSError, ValueError) as error:
        raise Unreachable(f"{url}: {error}") from error


def main():
    etcd = Etcd()
    while True:
        try:
            term = campaign(etcd)
            if term:
                lead(term)
        except Unreachable as error:
            print("etcd:", error)
        time.sleep(CAMPAIGN_EVERY_S)


main()
