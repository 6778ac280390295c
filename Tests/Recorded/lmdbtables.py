"""Reads every table of an LMDB file, by the system's own liblmdb.

Where a machine has no such library (tlm may have it built in) there is nothing to compare.
"""

import ctypes
import ctypes.util
import os
import shutil
import tempfile

NAMES = ("liblmdb.so.0", "liblmdb.so", "liblmdb.dylib", "/opt/homebrew/lib/liblmdb.dylib",
         "/usr/local/lib/liblmdb.dylib")
READ_ONLY, NO_LOCK, NEXT, NOT_FOUND = 0x20000, 0x400000, 8, -30798


class Value(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("data", ctypes.c_void_p)]

    @property
    def bytes(self):
        return ctypes.string_at(self.data, self.size) if self.size else b""


def library():
    """liblmdb, or None."""
    for name in (*NAMES, ctypes.util.find_library("lmdb")):
        try:
            if name:
                return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def tables(folder):
    """Every table of `folder`/data.mdb as {name: [(key, value)]}; None where nothing can read it.

    A copy is read, so that neither the file nor its lock is touched.
    """
    lmdb = library()
    if lmdb is None:
        return None
    copy = tempfile.mkdtemp(prefix="tlm-tables-")
    try:
        shutil.copy(os.path.join(folder, "data.mdb"), copy)
        return _read(lmdb, copy)
    finally:
        shutil.rmtree(copy)


def _read(lmdb, folder):
    environment, transaction = ctypes.c_void_p(), ctypes.c_void_p()
    _check(lmdb, lmdb.mdb_env_create(ctypes.byref(environment)))
    try:
        _check(lmdb, lmdb.mdb_env_set_maxdbs(environment, ctypes.c_uint(32)))
        _check(lmdb, lmdb.mdb_env_open(
            environment, folder.encode(), ctypes.c_uint(READ_ONLY | NO_LOCK), ctypes.c_uint(0o600)))
        _check(lmdb, lmdb.mdb_txn_begin(
            environment, None, ctypes.c_uint(READ_ONLY), ctypes.byref(transaction)))
        names = [key for key, _ in _entries(lmdb, transaction, None)]
        found = {name.decode(): _entries(lmdb, transaction, name) for name in names}
        lmdb.mdb_txn_abort(transaction)
        return found
    finally:
        lmdb.mdb_env_close(environment)


def _entries(lmdb, transaction, name):
    table, cursor = ctypes.c_uint(), ctypes.c_void_p()
    _check(lmdb, lmdb.mdb_dbi_open(transaction, name, ctypes.c_uint(0), ctypes.byref(table)))
    _check(lmdb, lmdb.mdb_cursor_open(transaction, table, ctypes.byref(cursor)))
    entries, key, value = [], Value(), Value()
    while True:
        status = lmdb.mdb_cursor_get(
            cursor, ctypes.byref(key), ctypes.byref(value), ctypes.c_int(NEXT))
        if status == NOT_FOUND:
            break
        _check(lmdb, status)
        entries.append((key.bytes, value.bytes))
    lmdb.mdb_cursor_close(cursor)
    return entries


def _check(lmdb, status):
    if status != 0:
        lmdb.mdb_strerror.restype = ctypes.c_char_p
        raise RuntimeError("LMDB: " + lmdb.mdb_strerror(ctypes.c_int(status)).decode())
