"""Saves Keras twins of the networks, channels last, with the weights of the PyTorch models."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
from keras import layers

EPSILON = 1e-5


def landsat_mlp():
    """The twin, each layer named by its key in the PyTorch state."""
    x = inputs = keras.Input((36,), name="input")
    x = layers.BatchNormalization(epsilon=EPSILON, name="0")(x)
    x = layers.Dense(128, activation="relu", name="1")(x)
    x = layers.Dropout(0.1)(x)
    x = layers.Dense(64, activation="relu", name="4")(x)
    return keras.Model(inputs, layers.Dense(6, name="6")(x), name="landsat_mlp")


def mnist_cnn():
    """The twin, named alike, but for the dots: Keras on PyTorch has none in names."""

    def convolution(x, filters, number, normalization):
        x = layers.Conv2D(filters, 3, padding="same", name=number)(x)
        return layers.BatchNormalization(epsilon=EPSILON, name=normalization)(x)

    x = inputs = keras.Input((28, 28, 1), name="input")
    x = layers.ReLU()(convolution(x, 16, "conv1", "bn1"))
    x = layers.MaxPooling2D(2)(x)
    x = layers.Activation("relu")(convolution(x, 32, "conv2", "bn2"))
    x = layers.MaxPooling2D(2)(x)
    branch = layers.ReLU()(convolution(x, 32, "block_0", "block_1"))
    branch = convolution(branch, 32, "block_3", "block_4")
    x = layers.ReLU()(layers.Add()([branch, x]))
    x = layers.AveragePooling2D(3, strides=2)(x)
    x = layers.Dropout(0.2)(layers.Flatten()(x))
    return keras.Model(inputs, layers.Dense(10, name="classifier")(x), name="mnist_cnn")


def weights(layer, state, flattened):
    """The layer's arrays as Keras orders and lays them out.

    `flattened` is the [C, H, W] that a Flatten before the layer made into one axis: Keras has
    its features in the order [H, W, C].
    """
    prefix = layer.name.replace("_", ".")
    tensor = lambda part: state[f"{prefix}.{part}"].numpy()
    if isinstance(layer, layers.BatchNormalization):
        return [tensor(part) for part in ["weight", "bias", "running_mean", "running_var"]]
    weight = tensor("weight")
    if isinstance(layer, layers.Conv2D):
        return [np.transpose(weight, (2, 3, 1, 0)), tensor("bias")]
    if flattened:
        weight = weight.reshape(-1, *flattened).transpose(0, 2, 3, 1).reshape(len(weight), -1)
    return [weight.T, tensor("bias")]


def save_keras(twin, model, path, flattened=None):
    """`.keras` and the legacy `.h5` of a twin that has taken the model's weights."""
    state = model.state_dict()
    for layer in twin.layers:
        if layer.weights:
            last = layer is twin.layers[-1]
            layer.set_weights(weights(layer, state, flattened if last else None))
    twin.save(f"{path}.keras")
    twin.save(f"{path}.h5")
