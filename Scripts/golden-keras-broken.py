#!/usr/bin/env python3
"""Writes files that must be refused, or are unusual: golden-keras-broken.py TESTS.

TESTS is the folder of the test targets.  Keras 3 (KERAS_BACKEND=torch) and h5py must be installed.
Every file starts as one model of two features, and one thing in it is changed.  They are packed into
one archive, which is a tenth of their size.
"""

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import h5py
import keras
import ml_dtypes
import numpy as np
from keras import layers as L

target = Path(sys.argv[1]) / "SNNKerasTests" / "Fixtures" / "broken.zip"
folder = Path("/tmp/golden-broken")
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
base = Path("/tmp/golden-base.h5")


def dense(*layers):
    layers = [keras.Input((2,)), *layers, L.Dense(3, name="dense")]
    model = keras.Sequential(layers, name="model")
    model.set_weights([np.full(w.shape, 0.5, "float32") for w in model.get_weights()])
    return model


dense().save(base)
FOLDER = "model_weights/dense/model/dense"
KERNEL = f"{FOLDER}/kernel"


def change(name):
    """Applies a function to a copy of the model's file."""
    def apply(function):
        path = folder / f"{name}.h5"
        shutil.copy(base, path)
        with h5py.File(path, "r+") as file:
            function(file)
    return apply


def replace(name, **options):
    """The kernel is another dataset."""
    @change(name)
    def _(file):
        del file[KERNEL]
        file.create_dataset(KERNEL, **options)


def attribute(name, group, key, value):
    @change(name)
    def _(file):
        del file[group].attrs[key]
        if value is not None:
            file[group].attrs[key] = value


half = np.full((2, 3), 0.5)
for kind in ["float16", "float64", ">f4", ">f2", "int8", "uint16", "int64"]:
    replace(f"sound-{kind.replace('>', 'big-')}", data=(half * 4).astype(kind))
replace("sound-packed", data=(half * 4).astype("float32"), compression="gzip", shuffle=True,
        chunks=(1, 2))

replace("lzf", data=half, compression="lzf")
replace("fletcher", data=half, fletcher32=True)
replace("scaled", data=half, scaleoffset=4)
replace("rank", data=np.zeros((1,) * 9))
replace("scalar", data=0.5)
replace("shape", data=np.full((3, 2), 0.5))
replace("nan", data=np.array([[1, 2, 3], [4, np.nan, 6]]))
replace("overflow", data=half * 1e300)
replace("bools", data=np.zeros((2, 3), bool))
replace("complex", data=np.zeros((2, 3), np.complex64))
replace("texts", data=np.full((2, 3), b"one"))
replace("brain", data=np.zeros((2, 3), ml_dtypes.bfloat16))
replace("empty", data=h5py.Empty("f"))
replace("none", data=np.zeros((0, 3), "float32"))
replace("unwritten", shape=(2, 3), dtype="float32")
replace("huge", shape=(1 << 30, 1 << 20), dtype="float32")
replace("large", shape=(1 << 15, 1 << 14), dtype="float32")
replace("large-chunks", shape=(1 << 15, 1 << 14), dtype="float32", chunks=(1 << 10, 1 << 10))
replace("huge-chunks", shape=(1 << 30, 1 << 20), dtype="float32", chunks=(1 << 10, 1 << 10))
replace("bomb", data=np.zeros((1 << 12, 1 << 11), "float32"), compression="gzip",
        chunks=(1 << 12, 1 << 11))
replace("chunks", data=half, maxshape=(None, None), chunks=(1 << 11, 1 << 11), compression="gzip")
replace("ragged", shape=(2,), dtype=h5py.vlen_dtype("float32"))
replace("elsewhere", shape=(2, 3), dtype="float32", external=[("/etc/passwd", 0, 24)])


@change("virtual")
def _(file):
    del file[KERNEL]
    layout = h5py.VirtualLayout(shape=(2, 3), dtype="float32")
    layout[:] = h5py.VirtualSource("other.h5", "kernel", shape=(2, 3))
    file.create_virtual_dataset(KERNEL, layout)


@change("external-link")
def _(file):
    del file[KERNEL]
    file[KERNEL] = h5py.ExternalLink("/tmp/other.h5", "/kernel")


@change("soft-link")
def _(file):
    file[f"{KERNEL}2"] = h5py.SoftLink("/" + KERNEL)


@change("circle")
def _(file):
    file[f"{FOLDER}/up"] = file["model_weights"]


@change("twice")
def _(file):
    file[f"{FOLDER}/again"] = file[KERNEL]


@change("type")
def _(file):
    file["model_weights/type"] = np.dtype("float32")


@change("deep")
def _(file):
    file.create_group("/".join("abcdefghijklmnopqrst"))


@change("name")
def _(file):
    file["model_weights"].create_group(b"\xff\xfe")


@change("missing")
def _(file):
    del file[KERNEL]


config = h5py.File(base, "r").attrs["model_config"]
attribute("weights-alone", "/", "model_config", None)
attribute("config-number", "/", "model_config", 7)
attribute("config-bytes", "/", "model_config", np.bytes_(b"\xff\xfe{}"))
attribute("config-text", "/", "model_config", "no JSON")
attribute("config-cut", "/", "model_config", config[:-20])
attribute("list-square", "model_weights", "layer_names", np.full((2, 2), b"dense"))
attribute("list-numbers", "model_weights", "layer_names", np.arange(3))
attribute("list-absent", "model_weights/dense", "weight_names", ["model/dense/kernel", "model/dense/gone"])
attribute("list-none", "model_weights", "layer_names", None)
attribute("sound-fixed", "/", "model_config", np.bytes_(config.encode()))
# Keras cuts lists that are too long for one attribute.
@change("sound-pieces")
def _(file):
    weights = file["model_weights/dense"]
    del weights.attrs["weight_names"]
    weights.attrs["weight_names0"] = np.array([b"model/dense/kernel"])
    weights.attrs["weight_names1"] = np.array([b"model/dense/bias"])


class Own(L.Layer):
    def call(self, x):
        return x


@keras.saving.register_keras_serializable("mine")
class Dense(L.Dense):
    """A class of somebody's own by the name of Keras's."""


dense(L.Lambda(lambda x: x * 2)).save(folder / "lambda.keras")
dense(Own()).save(folder / "own.keras")
dense(Dense(2, name="own")).save(folder / "registered.keras")


class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = L.Dense(2)

    def call(self, x):
        return self.head(x)


model = Model()
model(np.zeros((1, 2), "float32"))
model.save(folder / "subclass.keras")
dense().save("/tmp/golden.keras")
source = zipfile.ZipFile("/tmp/golden.keras")


def archive(name, **changed):
    """The `.keras` file with other entries; None leaves one out."""
    names = {"config": "config.json", "metadata": "metadata.json", "weights": "model.weights.h5"}
    with zipfile.ZipFile(folder / f"{name}.keras", "w") as out:
        for key, entry in names.items():
            content = changed.get(key, source.read(entry))
            if content is not None:
                out.writestr(entry, content)


with h5py.File("/tmp/golden.weights.h5", "w") as file:
    group = file.create_group("layers/dense/vars")
    for index in range(3):
        group[str(index)] = half
with h5py.File("/tmp/golden-other.weights.h5", "w") as file:
    group = file.create_group("layers/dense/vars")
    group.attrs["name"] = "other"
    group["0"], group["1"] = half, np.zeros(3)
archive("other-layer", weights=Path("/tmp/golden-other.weights.h5").read_bytes())
archive("no-config", config=None)
archive("no-weights", weights=None)
archive("weights-text", weights=b"no HDF5")
archive("config-bytes", config=b"\xff\xfe{}")
archive("config-list", config=b"[1, 2]")
archive("more-variables", weights=Path("/tmp/golden.weights.h5").read_bytes())
archive("sound-no-metadata", metadata=None)

with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for path in sorted(folder.iterdir()):
        entry = zipfile.ZipInfo(path.name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        out.writestr(entry, path.read_bytes())
