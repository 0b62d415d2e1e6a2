#!/usr/bin/env python3
"""Reads every saved file back, each with the library of its format.

    check.py [--out DIR]

All files of a network must hold the same bits, and ONNX Runtime and Keras must give PyTorch's
logits (within 1e-4 of the largest), whose argmax must be that of the reference.
"""

import argparse
import json
from pathlib import Path

import keras_formats
import keras
import numpy as np
import onnx
import onnxruntime
import torch
from safetensors import safe_open
from safetensors.numpy import load_file

import networks
from train import TASKS, ROOT


def sharded(folder):
    places = json.loads((folder / "model.safetensors.index.json").read_text())["weight_map"]
    return {name: load_file(folder / file)[name] for name, file in places.items()}


def arrays(state):
    return {name: tensor.numpy() for name, tensor in state.items()}


def checkpoint(file):
    state = torch.load(file, weights_only=False)["state_dict"]
    return arrays({name.removeprefix("module."): tensor for name, tensor in state.items()})


def initializers(file):
    graph = onnx.load(file).graph
    return {part.name: onnx.numpy_helper.to_array(part) for part in graph.initializer}


def of_keras(file, state, flattened):
    """The arrays of the file's layers, and beside each what it should be."""
    model = keras.models.load_model(file, compile=False)
    pairs = []
    for layer in model.layers:
        if layer.weights:
            last = flattened if layer is model.layers[-1] else None
            expected = keras_formats.weights(layer, state, last)
            pairs += zip(layer.get_weights(), expected, strict=True)
    return pairs


def close(name, scores, logits):
    error = np.abs(scores - logits).max() / np.abs(logits).max()
    assert error < 1e-4, f"{name}: logits differ by {error}"
    print(f"  {name}: logits differ by {error:.1e} of the largest")


def run(name, task, folder):
    path = folder / name
    expected = load_file(f"{path}.safetensors")
    found = {
        ".npz": dict(np.load(f"{path}.npz")),
        ".pt": arrays(torch.load(f"{path}.pt")),
        ".pth": checkpoint(f"{path}.pth"),
        "-module.pt": arrays(torch.load(f"{path}-module.pt", weights_only=False).state_dict()),
    }
    exports = ["-legacy.onnx", "-dynamo.onnx"]
    if task.wraps:
        found["-sharded"] = sharded(folder / f"{name}-sharded")
        found["-compressed.npz"] = dict(np.load(f"{path}-compressed.npz"))
        exports.append("-external.onnx")
    for kind, tensors in found.items():
        assert tensors.keys() == expected.keys(), kind
    found |= {kind: initializers(f"{path}{kind}") for kind in exports}
    for kind, tensors in found.items():
        for key, value in expected.items():
            if kind in exports and key.endswith("num_batches_tracked"):
                continue
            assert tensors[key].tobytes() == value.tobytes(), f"{kind}: {key}"
    state = {key: torch.from_numpy(value) for key, value in expected.items()}
    for kind in [".keras", ".h5"]:
        for value, right in of_keras(f"{path}{kind}", state, task.flattened):
            assert value.tobytes() == right.tobytes(), kind
    print(f"{name}: {len(found) + 2} files hold the bits of {name}.safetensors")

    with safe_open(folder / "reference.safetensors", "np") as file:
        reference = {key: file.get_tensor(key) for key in file.keys()}
        print(f"  {file.metadata()}")
    inputs, logits = reference["inputs"], reference["logits"]
    assert (logits.argmax(1) == reference["argmax"][:64]).all()
    fused = ["-fused-legacy.onnx", "-fused-dynamo.onnx"] if task.fuses else []
    for kind in exports + fused:
        session = onnxruntime.InferenceSession(f"{path}{kind}")
        first = session.get_inputs()[0]
        # A graph for one batch size takes the samples in pieces of that size.
        size = first.shape[0] if isinstance(first.shape[0], int) else 64
        pieces = np.split(inputs, 64 // size)
        close(kind, np.concatenate([session.run(None, {first.name: x})[0] for x in pieces]), logits)
    channels_last = np.moveaxis(inputs, 1, -1) if inputs.ndim == 4 else inputs
    for kind in [".keras", ".h5"]:
        model = keras.models.load_model(f"{path}{kind}", compile=False)
        close(kind, model.predict(channels_last, verbose=0), logits)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", default=ROOT / "Tests/SNNConversionTests/Fixtures", type=Path)
    arguments = parser.parse_args()
    for name, task in TASKS.items():
        run(name, task, arguments.out / name)


if __name__ == "__main__":
    main()
