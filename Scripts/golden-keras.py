#!/usr/bin/env python3
"""Writes models as Keras saves them, with what Keras answers: golden-keras.py TESTS.

TESTS is the folder of the test targets.  With Keras 3 (KERAS_BACKEND=torch) the models of Keras 3 are
written; with TensorFlow 2.15, whose Keras is of version 2, those of Keras 2.  h5py and safetensors
must be installed.
"""

import json
import os
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import layers as L
from safetensors.numpy import save_file

NEW = keras.__version__.startswith("3")
folder = Path(sys.argv[1]) / "SNNKerasTests" / "Fixtures"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(7)
oracle = {}


def chain(*layers):
    """A Sequential model."""
    return keras.Sequential(list(layers))


def fill(model):
    """Weights that hide no mistake: no zeros, no ones."""
    for layer in model.layers:
        if isinstance(layer, L.Normalization):
            continue
        weights = []
        for variable in layer.weights:
            shape = tuple(variable.shape)
            values = random.normal(0, 0.4, shape)
            if "variance" in variable.name or "gamma" in variable.name:
                values = random.uniform(0.5, 1.5, shape)
            weights.append(values.astype("float32"))
        if weights:
            layer.set_weights(weights)


def channels_first(values, first):
    """Samples as the graph has them."""
    if values.ndim == 3:
        if first is None:
            return values[:, None]
        return (values if first else values.transpose(0, 2, 1))[:, :, None, :]
    if values.ndim == 4 and not first:
        return values.transpose(0, 3, 1, 2)
    return values


def save(name, build, endings, first=False, isSequence=False):
    # Layers are then numbered from the start in every model.
    keras.backend.clear_session()
    model = build()
    fill(model)
    shape = model.input_shape[1:]
    samples = random.normal(0, 1, (3, *shape)).astype("float32")
    for ending in endings:
        if ending == "weights.h5" and not NEW:
            model.save_weights(folder / f"{name}.h5", save_format="h5")
        elif ending == "weights.h5":
            model.save_weights(folder / f"{name}.weights.h5")
        elif ending == "safetensors":
            save_archive(name, model)
        else:
            model.save(folder / f"{name}.{ending}")
    # The graph leaves out a softmax at the end.
    last = model.layers[-1]
    if isinstance(last, L.Softmax):
        model = keras.Model(model.inputs, model.layers[-2].output)
    if getattr(last, "activation", None) is keras.activations.softmax:
        last.activation = keras.activations.linear
    if NEW:
        answers = np.array(model.predict_on_batch(samples))
    else:
        answers = np.array(model(samples, training=False))
    kind = first if isSequence else None
    oracle[f"{name}/input"] = np.ascontiguousarray(
        channels_first(samples, kind if samples.ndim == 3 else first))
    oracle[f"{name}/output"] = np.ascontiguousarray(
        channels_first(answers, kind if answers.ndim == 3 else first))


def save_archive(name, model):
    """What the reader of HDF5 hands on, written without it."""
    tensors = {}
    for layer in model.layers:
        for variable in layer.weights:
            variableName = variable.name.split("/")[-1].removesuffix(":0")
            tensors[f"{layer.name}/{variableName}"] = np.array(variable).astype("float32")
    model.save("/tmp/golden.keras")
    config = zipfile.ZipFile("/tmp/golden.keras").read("config.json").decode()
    save_file(tensors, folder / f"{name}.safetensors", metadata={"keras-config": config})


def images():
    """Uneven “same”, a pool whose padding does not count, and a Flatten of several channels."""
    return chain(
        keras.Input((12, 10, 2)), L.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
        L.MaxPooling2D(3, strides=2, padding="same"), L.Conv2D(3, (2, 1), activation="relu6"),
        L.Flatten(), L.Dense(5, activation="relu"), L.Dropout(0.2),
        L.Dense(3, activation="softmax"))


def residual():
    """Sums, joins, batch norms with and without γ and β, functions of Keras as layers."""
    i = keras.Input((8, 8, 3), name="pixels")
    x = L.Conv2D(4, 3, padding="same", use_bias=False, name="first")(i)
    x = L.BatchNormalization(epsilon=0.01)(x)
    x = L.Activation("relu")(x)
    y = L.Conv2D(4, 3, padding="same", use_bias=False, name="second")(x)
    y = L.BatchNormalization(scale=False)(y)
    y = L.SpatialDropout2D(0.1)(y)
    x = keras.ops.relu(x + y) if NEW else L.ReLU()(L.Add()([x, y]))
    z = L.BatchNormalization(center=False)(x)
    z = L.Add()([x, y, z])
    z = L.ReLU(max_value=6)(z)
    z = L.Concatenate()([z, x])
    z = L.GaussianNoise(0.1)(z)
    z = L.Conv2D(5, 1, activation="relu")(z)
    z = L.GlobalAveragePooling2D(keepdims=True)(z)
    z = L.Flatten()(z)
    return keras.Model(i, L.Dense(3, activation="softmax", name="head")(z))


def windows():
    """Groups, dilation, depthwise kernels and zeros put around."""
    i = keras.Input((13, 11, 4))
    x = L.ZeroPadding2D(((0, 1), (2, 1)))(i)
    x = L.Conv2D(4, 3, strides=2, groups=2, activation="relu")(x)
    x = L.ZeroPadding2D(1)(x)
    x = L.MaxPooling2D(3, strides=2)(x)
    x = L.DepthwiseConv2D(3, depth_multiplier=2, padding="same")(x)
    x = L.Conv2D(6, (2, 3), padding="same", dilation_rate=2)(x)
    x = L.ReLU()(x)
    x = L.ZeroPadding2D((1, 0))(x)
    x = L.AveragePooling2D(2)(x)
    x = L.ZeroPadding2D(1)(x)
    x = L.DepthwiseConv2D((2, 3), use_bias=False, activation="relu")(x)
    x = L.GlobalAveragePooling2D()(x)
    return keras.Model(i, L.Dense(2)(x))


def sequence():
    return chain(
        keras.Input((15, 4)), L.Conv1D(6, 4, strides=2, padding="same", activation="relu"),
        L.BatchNormalization(), L.SpatialDropout1D(0.1), L.MaxPooling1D(3, padding="same", strides=2),
        L.Conv1D(4, 2, groups=2, dilation_rate=2, padding="same"), L.ReLU(),
        L.AveragePooling1D(2), L.Flatten(), L.Dense(3))


def means():
    """A sequence without a Flatten."""
    return chain(
        keras.Input((9, 2)), L.Conv1D(3, 3, activation="relu"), L.GlobalAveragePooling1D(),
        L.Dense(2, activation="softmax"))


def rows():
    """An image without channels for a network without convolutions."""
    return chain(
        keras.Input((6, 5)), L.Rescaling(1 / 4, offset=0.1), L.Flatten(),
        L.Dense(7, activation="relu6"), L.BatchNormalization(), L.Activation("relu"),
        L.Dense(3), L.Softmax())


def pixels():
    """An image with channels for a network without convolutions."""
    return chain(keras.Input((3, 4, 2)), L.Flatten(), L.Dense(6, activation="relu"), L.Dense(2))


def features():
    """Flattened images are scaled, added and joined before weights take them."""
    i = keras.Input((4, 3, 2))
    x = L.Flatten()(L.Conv2D(3, 2, activation="relu")(i))
    y = L.Flatten()(L.Conv2D(3, 2, activation="relu")(i))
    z = L.BatchNormalization()(L.Add()([x, y]))
    w = L.Dense(4, activation="relu")(x)
    z = L.Concatenate()([z, w, y])
    z = L.Rescaling(0.5)(z)
    return keras.Model(i, L.Dense(3)(L.Dense(5, activation="relu")(z)))


def prepared():
    """Inputs that are normalised in the model, in all the ways there are."""
    i = keras.Input((5, 5, 3))
    fitted = L.Normalization()
    fitted.adapt(random.normal(2, 3, (20, 5, 5, 3)).astype("float32"))
    whole = L.Normalization(axis=None)
    whole.adapt(random.normal(1, 2, (20, 5, 5, 3)).astype("float32"))
    x = whole(fitted(i))
    x = L.Normalization(mean=[0.1, -0.2, 0.3], variance=[0.5, 1.5, 2.5])(x)
    x = L.Rescaling([2.0, 0.5, -1.0], offset=[0.1, 0.2, 0.3])(x)
    x = L.Conv2D(3, 3, padding="same", activation="relu")(x)
    return keras.Model(i, L.Dense(2)(L.Flatten()(x)))


def first(flatten):
    """Channels first; a Flatten told so puts them last before it folds the axes."""
    def build():
        f = "channels_first"
        i = keras.Input((3, 8, 7))
        x = L.Conv2D(4, 3, padding="same", strides=2, data_format=f, activation="relu")(i)
        x = L.BatchNormalization(axis=1)(x)
        y = L.MaxPooling2D(2, strides=1, padding="same", data_format=f)(x)
        x = L.Concatenate(axis=1)([x, y])
        x = L.DepthwiseConv2D(2, data_format=f, activation="relu")(x)
        x = L.Flatten(data_format=flatten)(x)
        return keras.Model(i, L.Dense(3)(x))
    return build


def paths():
    """A name that looks like a path."""
    i = keras.Input((6, 6, 2))
    x = L.DepthwiseConv2D(3, name="block/depth")(i)
    return keras.Model(i, L.Dense(2)(L.Flatten()(x)))


both = ["keras", "h5", "safetensors"]
if NEW:
    save("images", images, both + ["weights.h5"])
    save("residual", residual, ["keras", "safetensors"])
    save("windows", windows, both)
    save("sequence", sequence, both, isSequence=True)
    save("means", means, ["keras", "safetensors"], isSequence=True)
    save("rows", rows, both)
    save("pixels", pixels, ["safetensors"])
    save("features", features, ["safetensors"])
    save("prepared", prepared, ["keras", "safetensors"])
    save("first", first("channels_first"), ["keras", "safetensors"], first=True)
    save("first-folded", first("channels_last"), ["safetensors"], first=True)
    save_file(oracle, folder / "keras3-answers.safetensors")
else:
    save("images2", images, ["keras", "h5", "safetensors"])
    save("residual2", residual, ["keras", "h5"])
    save("sequence2", sequence, ["h5"], isSequence=True)
    save("rows2", rows, ["keras"])
    save("prepared2", prepared, ["keras", "h5"])
    save("paths2", paths, ["h5"])
    keras.backend.clear_session()
    images().save_weights(folder / "weights2.h5")
    save_file(oracle, folder / "keras2-answers.safetensors")
print(json.dumps({p.name: p.stat().st_size for p in sorted(folder.iterdir())}, indent=1))
