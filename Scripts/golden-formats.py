#!/usr/bin/env python3
"""Writes files of weights as other programs write them: golden-formats.py TESTS.

TESTS is the folder of the test targets; numpy, safetensors and torch must be installed.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

folder = Path(sys.argv[1]) / "SNNFormatsTests" / "Fixtures"
folder.mkdir(exist_ok=True)

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def info(name, method):
    """An entry without the time of day, so that every run writes the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    return entry


def archive(file, comment=b""):
    """Two texts, one of them packed."""
    with zipfile.ZipFile(file, "w") as out:
        out.writestr(info("a.txt", STORED), "hello zip\n")
        out.writestr(info("folder/b.txt", DEFLATED), "spam " * 100)
        out.comment = comment


class Pipe(io.RawIOBase):
    """A file that cannot be rewound: sizes and check sums follow the bytes."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


archive(folder / "pair.zip")
archive(folder / "comment.zip", b"written by zipfile")
pipe = Pipe()
archive(pipe)
(folder / "streamed.zip").write_bytes(pipe.bytes)

# Every size and place in the fields of zip64, as in an archive of more than 4 GiB.
limit, zipfile.ZIP64_LIMIT = zipfile.ZIP64_LIMIT, 5
archive(folder / "zip64.zip")
zipfile.ZIP64_LIMIT = limit

with zipfile.ZipFile(folder / "names.zip", "w") as out:
    out.writestr(info("größe/", STORED), "")
    out.writestr(info("größe/µ.txt", DEFLATED), "")
    out.writestr(info("../up", STORED), "x")
with zipfile.ZipFile(folder / "zeros.zip", "w") as out:
    out.writestr(info("zeros", DEFLATED), bytes(300_000))
zipfile.ZipFile(folder / "empty.zip", "w").close()

torch.save({"w": torch.arange(6.0).reshape(2, 3)}, folder / "torch.pt")

arrays = {
    "weight": np.arange(6, dtype="<f4").reshape(2, 3),
    "layer/bias": np.array([1.5, -2], dtype=">f8"),
    "columns": np.asfortranarray(np.array([[1, 2, 3], [4, 5, 6]], dtype="<i2")),
    "scalar": np.float16(0.25),
    "none": np.zeros((0, 4), dtype="u1"),
}
np.savez(folder / "stored.npz", **arrays)
np.savez_compressed(folder / "deflated.npz", zeros=np.zeros((40, 50), "<f4"), **arrays)
np.save(folder / "weight.npy", arrays["weight"])
np.savez(folder / "objects.npz", objects=np.array([{}], dtype=object))
np.savez(folder / "nan.npz", w=np.array([0, np.nan], dtype="<f8"))

shards = {
    "model-00001-of-00002.safetensors": {
        "b.weight": np.arange(4, dtype="<f2").reshape(2, 2),
        "a.bias": np.array([7], dtype="<i8"),
    },
    "model-00002-of-00002.safetensors": {"c": np.array(2.5, dtype="<f4")},
}
for name, tensors in shards.items():
    save_file(tensors, folder / name)
index = {
    "metadata": {"total_size": 20},
    "weight_map": {
        tensor: shard for tensor, shard in sorted((t, s) for s, ts in shards.items() for t in ts)
    },
}
# As transformers writes it.
(folder / "model.safetensors.index.json").write_text(
    json.dumps(index, indent=2, sort_keys=True) + "\n"
)
