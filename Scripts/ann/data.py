"""The two data sets as tensors, with their official splits."""

import gzip
from pathlib import Path

import numpy as np
import torch

# Landsat has no class 6.
LANDSAT_CLASSES = [1, 2, 3, 4, 5, 7]


def landsat(folder):
    """(features [N, 36], classes [N]) of training and test rows, features as they are: 0…255."""

    def rows(name):
        table = np.loadtxt(Path(folder) / name, dtype=np.int64)
        classes = np.searchsorted(LANDSAT_CLASSES, table[:, 36])
        return torch.from_numpy(table[:, :36]).float(), torch.from_numpy(classes)

    return rows("sat.trn"), rows("sat.tst")


def mnist(folder):
    """(images [N, 1, 28, 28] in 0…1, classes [N]) of training and test rows."""

    def idx(name, header):
        with gzip.open(Path(folder) / "mnist" / f"{name}.gz") as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    def rows(name):
        pixels = idx(f"{name}-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28)
        classes = idx(f"{name}-labels-idx1-ubyte", 8).astype(np.int64)
        return torch.from_numpy(pixels.copy()).float() / 255, torch.from_numpy(classes)

    return rows("train"), rows("t10k")
