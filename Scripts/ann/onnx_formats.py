"""Saves a network as ONNX, by both of PyTorch's exporters.

By default both fold a BatchNormalization into the convolution before it, which changes the
numbers.  The options here keep it as it is:

  legacy exporter   training=PRESERVE (of a model in eval mode), do_constant_folding=False
  new exporter      optimize=False; what `save_new_onnx` writes is then folded and cleared of
                    unused nodes by onnxscript, which is all of `optimize` but its rewrite rules.
                    Without them a Flatten stays Shape, Squeeze, Reshape, Concat, Reshape; with
                    `materialize_reshape_shape_rule` it is a Reshape to [-1, F], as by default.
"""

import onnx
import onnx_ir.passes.common as passes
import torch
from onnxscript import optimizer, rewriter

NAMES = {"input_names": ["input"], "output_names": ["logits"]}


def save_onnx(model, path, sample):
    """The original numbers from the legacy exporter and from the new one, for any batch size."""
    torch.onnx.export(
        model,
        (sample,),
        f"{path}-legacy.onnx",
        dynamo=False,
        training=torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=False,
        dynamic_axes={"input": {0: "batch"}, "logits": {0: "batch"}},
        **NAMES,
    )

    save_new_onnx(model, f"{path}-dynamo.onnx", sample)


def save_new_onnx(model, file, sample, rules=(), external_data=False):
    """The original numbers from the new exporter, for any batch size; `rules` are onnxscript's."""
    program = torch.onnx.export(
        model,
        (sample,),
        dynamo=True,
        optimize=False,
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
        **NAMES,
    )
    optimizer.fold_constants_ir(program.model)
    if rules:
        rewriter.RewritePass(rules)(program.model)
    passes.RemoveUnusedNodesPass()(program.model)
    passes.LiftConstantsToInitializersPass(lift_all_constants=True, size_limit=0)(program.model)
    program.save(file, external_data=external_data)
    without_traces(file)


def save_external_onnx(model, path, sample):
    """The original numbers from the new exporter in two files, for the sample's batch size."""
    torch.onnx.export(
        model,
        (sample,),
        f"{path}-external.onnx",
        dynamo=True,
        optimize=False,
        external_data=True,
        verbose=False,
        **NAMES,
    )
    without_traces(f"{path}-external.onnx")


def save_fused_onnx(model, path, sample):
    """What both exporters write by default; the new one puts the numbers into a second file."""
    torch.onnx.export(model, (sample,), f"{path}-fused-legacy.onnx", dynamo=False)
    torch.onnx.export(model, (sample,), f"{path}-fused-dynamo.onnx", verbose=False)
    without_traces(f"{path}-fused-dynamo.onnx")


def without_traces(path):
    """Takes out the Python stack traces, which hold the paths of the machine that exported."""
    model = onnx.load(path, load_external_data=False)
    graph = model.graph
    for part in [graph, *graph.node, *graph.value_info, *graph.input, *graph.output]:
        kept = [entry for entry in part.metadata_props if "stack_trace" not in entry.key]
        del part.metadata_props[:]
        part.metadata_props.extend(kept)
    onnx.save(model, path)
