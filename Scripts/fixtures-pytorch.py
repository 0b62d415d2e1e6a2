#!/usr/bin/env python3
"""Writes files as PyTorch saves them, and what they hold as JSON: fixtures-pytorch.py TESTS.

TESTS is the folder of the test targets; numpy and torch must be installed.  Pickles that would run a
program if Python loaded them are written as well; nothing here loads them.
"""

import importlib
import io
import json
import os
import pickle
import sys
import types
import warnings
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from torch import nn

folder = Path(sys.argv[1]) / "SNNFormatsTests" / "Fixtures" / "PyTorch"
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(0)


def plain(tensor):
    """What a tensor holds."""
    tensor = tensor.detach()
    numbers = tensor.to(torch.float64).flatten().tolist()
    return {
        "type": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "values": numbers,
    }


def attribute(value):
    """A plain value as JSON, which does not tell 1.0 from 1; what has no such form is only named."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return {"number": value}
    if isinstance(value, (tuple, list)):
        return [attribute(element) for element in value]
    return {"other": True}


def tree(module, name=""):
    """What a module is made of."""
    public = {key: value for key, value in vars(module).items() if not key.startswith("_")}
    kind = type(module)
    return {
        "name": name,
        "class": f"{kind.__module__}.{kind.__qualname__}",
        "children": [tree(child, key) for key, child in module._modules.items() if child is not None],
        "parameters": [key for key, value in module._parameters.items() if value is not None],
        "buffers": [
            key
            for key, value in module._buffers.items()
            if value is not None and key != "num_batches_tracked"
        ],
        "attributes": {key: attribute(value) for key, value in public.items()},
        "hooks": bool(module._forward_hooks or module._forward_pre_hooks),
    }


def write(name, saved, expected, module=None, **options):
    """Saves `saved`; `expected` are the tensors a reader must find."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.save(saved, folder / f"{name}.pt", **options)
    oracle = {"tensors": [{"name": key} | plain(value) for key, value in expected.items()]}
    if module is not None:
        oracle["module"] = tree(module)
    (folder / f"{name}.json").write_text(json.dumps(oracle) + "\n")


def weights(module):
    """The tensors of a module without its counters."""
    return {
        key: value
        for key, value in module.state_dict().items()
        if not key.endswith("num_batches_tracked")
    }


# Every type of numbers, at the edges of its range.
types_of_numbers = OrderedDict(
    float64=torch.tensor([[1 / 3, -2.5e-8], [1e30, 0.0]], dtype=torch.float64),
    float32=torch.tensor([1.1, -3.4e38, 1e-45], dtype=torch.float32),
    float16=torch.tensor([0.1, 65504, -6e-8], dtype=torch.float16),
    bfloat16=torch.tensor([0.1, 3e38, -1e-40], dtype=torch.bfloat16),
    int64=torch.tensor([-(2**53), 2**53, 7]),
    int32=torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
    int16=torch.tensor([-(2**15), 2**15 - 1], dtype=torch.int16),
    int8=torch.tensor([-128, 127, 0], dtype=torch.int8),
    uint8=torch.tensor([0, 255, 128], dtype=torch.uint8),
    bool=torch.tensor([True, False, True]),
)
write("types", types_of_numbers, types_of_numbers)

base = torch.arange(24.0).reshape(4, 6)
views = {
    "base": base,
    "transposed": base.t(),
    "row": base[1],
    "column": base[:, 2],
    "block": base[1:3, 2:5],
    "steps": base[::2, 1::3],
    "permuted": base.reshape(2, 3, 4).permute(2, 0, 1),
    "channels last": base.reshape(1, 2, 3, 4).to(memory_format=torch.channels_last),
    "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 3),
    "scalar": torch.tensor(2.5),
    "element": base[2, 3],
    "none": torch.zeros(0, 4),
    "no columns": base[:, 6:],
    "one": torch.tensor([[[7.0]]]),
}
write("views", views, views)


def network():
    """One of each of the layers that matter, nested."""
    features = nn.Sequential(
        OrderedDict(
            conv=nn.Conv2d(2, 4, (3, 2), stride=2, padding=(1, 0), groups=2, bias=False),
            bn=nn.BatchNorm2d(4, eps=1e-3),
            relu=nn.ReLU(inplace=True),
            same=nn.Conv2d(4, 4, 3, padding="same", dilation=2, padding_mode="reflect"),
            pool=nn.MaxPool2d(2, ceil_mode=True),
            relu6=nn.ReLU6(),
            valid=nn.Conv2d(4, 2, 1, padding="valid"),
            average=nn.AvgPool2d(2, stride=1, padding=1, count_include_pad=False),
        )
    )
    return nn.Sequential(
        features,
        nn.AdaptiveAvgPool2d((None, 1)),
        nn.Flatten(),
        nn.Dropout(0.25),
        nn.Linear(6, 5),
        nn.BatchNorm1d(5, affine=False),
        nn.Hardtanh(0, 2),
        nn.Identity(),
        nn.Sequential(nn.Unflatten(1, (1, 5)), nn.Conv1d(1, 2, 3), nn.MaxPool1d(3), nn.AvgPool1d(1)),
        nn.Flatten(start_dim=1, end_dim=-1),
        nn.BatchNorm1d(2, track_running_stats=False),
        nn.Linear(2, 3, bias=False),
        nn.Softmax(dim=1),
        nn.LogSoftmax(1),
    )


model = network()
write("sequential", model, weights(model), module=model)
write("state-legacy", model.state_dict(), weights(model), _use_new_zipfile_serialization=False)
write("views-legacy", views, views, _use_new_zipfile_serialization=False)
write("state", model.state_dict(), weights(model))
write("parallel", nn.DataParallel(model).state_dict(), weights(model))
write("parallel-module", nn.DataParallel(model), weights(model), module=model)
compiled = {f"module._orig_mod.{key}": value for key, value in model.state_dict().items()}
write("compiled", {"model": compiled}, weights(model))
average = torch.optim.swa_utils.AveragedModel(model)
write("averaged", average.state_dict(), weights(average.module))

small = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
optimizer = torch.optim.Adam(small.parameters(), lr=1e-3)
small(torch.ones(1, 3)).sum().backward()
optimizer.step()
write(
    "checkpoint",
    {
        "epoch": 17,
        "state_dict": small.state_dict(),
        "optimizer": optimizer.state_dict(),
        "best_acc": np.float64(0.9375),
        "loss": [0.5, 0.25],
        "seed": 2**70 + 1,
        "shape": torch.Size([1, 3]),
        "dtype": torch.float32,
        "device": torch.device("cpu"),
        "classes": {"cat", "dog"},
        "bytes": b"\xff\x00",
        "rng": torch.get_rng_state()[:8].clone(),
        "args": types.SimpleNamespace(lr=1e-3, name="adam"),
        "history": np.arange(3),
    },
    weights(small),
)
for key in ["model", "model_state_dict", "net", "ema"]:
    write(f"under-{key}", {"epoch": 1, key: small.state_dict(), "best": torch.tensor(0.5)}, weights(small))
write("under-model-module", {"epoch": 1, "model": small}, weights(small), module=small)

tied = nn.Sequential(nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False))
tied[1].weight = tied[0].weight
shared = nn.ReLU()
tied = nn.Sequential(tied[0], shared, tied[1], shared)
# With the source code of each class, so none that is long.
short = nn.Sequential(nn.Flatten(), nn.Identity(), nn.Flatten(0), nn.Linear(2, 1))
write("module-legacy", short, weights(short), module=short, _use_new_zipfile_serialization=False)
write("tied", tied, weights(tied), module=tied)

# Classes that exist only where they were written, as in a user's own program.
mine = types.ModuleType("mine")
exec(
    '''
import torch
from torch import nn

def hook(module, inputs):
    return None

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 3, padding=1)
        self.shortcut = None
        self.register_module("empty", None)
        self.register_parameter("scale", None)
        self.register_buffer("table", torch.arange(3), persistent=False)
        self.register_buffer("mask", torch.tensor([True, False]))
        self.register_buffer("nothing", None)
        self.buffer = nn.Buffer(torch.tensor([4.5]))
        self.gain = nn.Parameter(torch.tensor(0.5))
        self.sizes = [(1, 2), [3]]
        self.cache = {"a": 1}
        self.shape = torch.Size([2, 3])
        self.relu = nn.ReLU()
        self.relu.register_forward_pre_hook(hook)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(), Block()])
        self.head = nn.Linear(2, 2)

    def forward(self, x):
        return self.head(x)
''',
    mine.__dict__,
)
sys.modules["mine"] = mine
for value in vars(mine).values():
    if getattr(value, "__module__", None) == "builtins":
        value.__module__ = "mine"
net = mine.Net()
net.head.weight.note = "a parameter with an attribute"
write("custom", net, net.state_dict(), module=net)

attributed = torch.ones(2)
attributed.note = "a tensor with an attribute"
write("attributed", {"w": attributed, "p": nn.Parameter(torch.zeros(1))}, {"w": attributed, "p": torch.zeros(1)})


def refused(name, saved, **options):
    """A file of PyTorch's that is not read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.save(saved, folder / f"{name}.pt", **options)


refused("refused-protocol4", {"w": torch.ones(2)}, pickle_protocol=4)
refused("refused-complex", {"w": torch.ones(2, dtype=torch.complex64)})
refused("refused-negated", {"w": torch.ones(2, dtype=torch.complex64).conj().imag})
refused("refused-sparse", {"w": torch.eye(2).to_sparse()})
refused("refused-quantized", {"w": torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)})
refused("refused-meta", {"w": torch.ones(2, device="meta")})
refused("refused-uint16", {"w": torch.ones(2, dtype=torch.uint16)})
refused("refused-nan", {"w": torch.tensor([[1.0, 2.0], [3.0, float("nan")]]).t()})
refused("refused-tensor", torch.ones(2))
refused("refused-list", [torch.ones(2)])
refused("refused-optimizer", optimizer.state_dict())
refused("refused-nested", {"encoder": small.state_dict(), "decoder": small.state_dict()})
refused("refused-integer-names", {0: torch.ones(2)})
refused("refused-numpy", {"w": np.ones(2)})
torch.jit.script(nn.Linear(1, 1)).save(folder / "refused-script.pt")


class Call:
    """Makes a pickle call something."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def attack(name, value, protocol=2):
    """A pickle for a reader to refuse, alone as `data.pkl` is."""
    with io.BytesIO() as out:
        pickle.Pickler(out, protocol).dump(value)
        (folder / f"attack-{name}.pkl").write_bytes(out.getvalue())


command = "touch /tmp/snn-pickle-was-run"
attack("system", Call(os.system, command))
attack("eval", Call(eval, f"__import__('os').system('{command}')"))
attack("exec", Call(exec, f"import os; os.system('{command}')"))
attack("getattr", Call(getattr, Call(importlib.import_module, "os"), "system"))
attack("popen", Call(__import__("subprocess").Popen, command.split()))
attack("open", Call(open, "/tmp/snn-pickle-was-run", "w"))
attack("runpy", Call(importlib.import_module("runpy").run_path, "/tmp/x.py"))
attack("in-weights", {"w": torch.nn.Module, "x": Call(os.system, command)})
attack("protocol4", Call(os.system, command), protocol=4)
attack("protocol0", Call(os.system, command), protocol=0)
