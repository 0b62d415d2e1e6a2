"""Saves a trained network in the formats that Python has for weights.

Every function takes the eval-mode model and the path without its ending, and leaves the model
alone, so all files carry the very same numbers.
"""

import copy
import json

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn import functional as F


def save_safetensors(model, path):
    save_file(model.state_dict(), f"{path}.safetensors", metadata={"format": "pt"})


def save_shards(model, path):
    """A folder of two files and the index that says which tensor is in which."""
    folder = path.with_name(f"{path.name}-sharded")
    folder.mkdir(exist_ok=True)
    tensors = list(model.state_dict().items())
    halves = [dict(tensors[: len(tensors) // 2]), dict(tensors[len(tensors) // 2 :])]
    places = {}
    for number, half in enumerate(halves, start=1):
        file = f"model-{number:05}-of-{len(halves):05}.safetensors"
        save_file(half, folder / file, metadata={"format": "pt"})
        places |= {name: file for name in half}
    size = sum(tensor.nbytes for _, tensor in tensors)
    index = {"metadata": {"total_size": size}, "weight_map": places}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")


def save_npz(model, path):
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    np.savez(f"{path}.npz", **arrays)


def save_compressed_npz(model, path):
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    np.savez_compressed(f"{path}-compressed.npz", **arrays)


def save_pytorch(model, path, rows, accuracy):
    """The state, a checkpoint as training scripts write it, and the whole module."""
    torch.save(model.state_dict(), f"{path}.pt")
    torch.save(model, f"{path}-module.pt")
    checkpoint = {
        "epoch": 3,
        "state_dict": {f"module.{name}": value for name, value in model.state_dict().items()},
        "optimizer": adam_state(model, rows),
        "best_acc": np.float64(accuracy),
    }
    torch.save(checkpoint, f"{path}.pth")


def adam_state(model, rows):
    """What Adam remembers after three steps on the last layer of a copy of the network.

    Only the last layer, to keep the file small; only a copy, to keep the weights.
    """
    model = copy.deepcopy(model)
    inputs, classes = rows
    optimizer = torch.optim.Adam(list(model.children())[-1].parameters(), lr=1e-4)
    for _ in range(3):
        optimizer.zero_grad()
        F.cross_entropy(model(inputs), classes).backward()
        optimizer.step()
    return optimizer.state_dict()


def save_reference(path, inputs, classes, logits):
    """What PyTorch computes: 64 samples with their logits, and the answers to the whole test set."""
    answers = logits.argmax(1)
    correct = int((answers == classes).sum())
    tensors = {
        "inputs": inputs[:64].contiguous(),
        "labels": classes[:64].contiguous(),
        "logits": logits[:64].contiguous(),
        "argmax": answers,
    }
    metadata = {
        "test_rows": str(len(classes)),
        "test_correct": str(correct),
        "test_accuracy": f"{correct / len(classes):.4f}",
        "torch": torch.__version__,
    }
    save_file(tensors, path.with_name("reference.safetensors"), metadata=metadata)
