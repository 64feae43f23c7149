"""Calls what computes outside of Python, under its own name and others, and hashes much at once and little often; prints what the clock says of each."""
import hashlib
import json
import time
import zlib
from hashlib import scrypt as slow

truth = {}
much = bytes(range(256)) * 400_000
little = much[:1000]


def clock(label, work):
    began = time.perf_counter()
    work()
    truth[label] = (time.perf_counter() - began) * 1000


def derive():
    hashlib.pbkdf2_hmac('sha256', b'secret', b'salt', 150_000)  # @derive


def under_another_name():
    slow(b'secret', salt=b'salt', n=2**14, r=8, p=2, maxmem=2**26)  # @slow


def compress():
    zlib.compress(much, 1)  # @compress


def hash_much():
    state = hashlib.sha256()
    state.update(much)  # @much


def hash_often():
    for _ in range(400_000):
        hashlib.sha256(little).digest()  # @often


for work in (derive, under_another_name, compress, hash_much, hash_often):
    clock(work.__name__, work)
print(json.dumps(truth))
