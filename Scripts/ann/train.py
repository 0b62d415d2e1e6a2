#!/usr/bin/env python3
"""Trains the two ordinary networks of the conversion tests and saves them in every format.

    train.py [--data DIR] [--out DIR] [--only NAME] [--reuse]

--data   the folder of sat.trn, sat.tst and mnist/ (default: $SNN_DATASETS)
--out    where the folders landsat-mlp and mnist-cnn go (default: the tests' fixtures)
--only   one of them
--reuse  takes the weights from OUT/NAME/NAME.safetensors instead of training, and writes the rest
"""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
from safetensors.torch import load_file

import data
import formats
import keras_formats
import networks
import onnx_formats
import training

ROOT = Path(__file__).resolve().parents[2]
SEED = 1


@dataclass
class Task:
    """A network and how it is trained; the settings were chosen on the validation rows."""

    model: Callable
    twin: Callable
    rows: Callable
    settings: dict
    # A mask of the training rows that are kept for validation.
    validation: Callable
    # The [C, H, W] that comes into the Flatten, if there is one.
    flattened: tuple | None = None
    # Whether the default options of the exporters change the numbers; they do where a
    # BatchNormalization follows a convolution.
    fuses: bool = False
    # Whether to write shards, a compressed npz and external ONNX data too, which hold the same in
    # another wrapping: one network is enough for that, and keeps the fixtures small.
    wraps: bool = False


TASKS = {
    # Landsat's rows come in the order of the picture, so every tenth is kept, not the last ones.
    "landsat-mlp": Task(
        model=networks.landsat_mlp,
        twin=keras_formats.landsat_mlp,
        rows=data.landsat,
        settings=dict(epochs=120, batch=64, rate=3e-3, decay=1e-2),
        validation=lambda n: torch.arange(n) % 10 == 9,
        wraps=True,
    ),
    "mnist-cnn": Task(
        model=networks.MNISTCNN,
        twin=keras_formats.mnist_cnn,
        rows=data.mnist,
        settings=dict(
            epochs=10,
            batch=128,
            rate=4e-3,
            decay=1e-2,
            augment=lambda images, generator: training.shifted(images, 1, generator),
        ),
        validation=lambda n: torch.arange(n) >= n - 6000,
        flattened=(32, 3, 3),
        fuses=True,
    ),
}


def run(name, task, source, folder, reuse):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    (x, y), (test_x, test_y) = task.rows(source)
    kept = task.validation(len(x))
    torch.manual_seed(SEED)
    model = task.model()
    if reuse:
        model.load_state_dict(load_file(f"{path}.safetensors"))
    else:
        training.train(
            model, (x[~kept], y[~kept]), (x[kept], y[kept]), seed=SEED, **task.settings
        )
    logits = training.logits(model, test_x)
    accuracy = (logits.argmax(1) == test_y).double().mean().item()
    print(f"{name}: {accuracy:.4f} of {len(test_y)} test rows", flush=True)

    formats.save_safetensors(model, path)
    formats.save_npz(model, path)
    formats.save_pytorch(model, path, (x[:64], y[:64]), accuracy)
    formats.save_reference(path, test_x, test_y, logits)
    onnx_formats.save_onnx(model, path, test_x[:2])
    if task.wraps:
        formats.save_shards(model, path)
        formats.save_compressed_npz(model, path)
        onnx_formats.save_external_onnx(model, path, test_x[:2])
    if task.fuses:
        onnx_formats.save_fused_onnx(model, path, test_x[:1])
    keras_formats.save_keras(task.twin(), model, path, task.flattened)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default=os.environ.get("SNN_DATASETS"))
    parser.add_argument("--out", default=ROOT / "Tests/SNNConversionTests/Fixtures", type=Path)
    parser.add_argument("--only", choices=TASKS)
    parser.add_argument("--reuse", action="store_true")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give --data DIR or set SNN_DATASETS")
    # One thread: the networks are small, and the sums do not depend on the machine's cores.
    torch.set_num_threads(1)
    for name, task in TASKS.items():
        if arguments.only in (None, name):
            run(name, task, arguments.data, arguments.out / name, arguments.reuse)


if __name__ == "__main__":
    main()
