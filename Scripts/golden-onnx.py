#!/usr/bin/env python3
"""Writes small ONNX files and what they compute: golden-onnx.py TESTS.

TESTS is the folder of the test targets; torch, onnx, onnxscript and onnxruntime must be installed.

Every file comes with samples and scores in `scores.safetensors`, under `FILE.input` and
`FILE.scores`.  The scores are those of ONNX's own reference evaluator, and for exports from PyTorch
those of the module itself; onnxruntime must agree with both.  Where a network ends in a softmax, the
scores are what goes into it.
"""

import json
import logging
import struct
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from torch import nn
from torch.nn import functional as F

folder = Path(sys.argv[1]) / "SNNONNXTests" / "Fixtures"
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
generator = np.random.default_rng(7)
torch.manual_seed(7)
tensors = {}


def numbers(*shape, low=-1.0, high=1.0):
    return generator.uniform(low, high, shape).astype(np.float32)


def node(kind, inputs, outputs, **settings):
    return helper.make_node(
        kind, inputs.split(), outputs.split(), name=f"{kind.lower()}_{outputs.split()[0]}",
        **settings)


def run(model, samples, output):
    """What ONNX's reference evaluator and onnxruntime agree on; one of them where the other fails."""
    import onnxruntime

    def reference():
        return ReferenceEvaluator(model).run([output], {"x": samples})[0]

    def runtime():
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run([output], {"x": samples})[0]

    results = []
    for evaluate in (reference, runtime):
        try:
            results.append(evaluate())
        except Exception as error:  # neither runs every setting of every version
            print(f"{model.graph.name}: no {evaluate.__name__}: {str(error)[:150]}")
    for other in results[1:]:
        np.testing.assert_allclose(
            other, results[0], rtol=1e-5, atol=1e-6, err_msg=model.graph.name)
    return results[0]


def before_softmax(model):
    """The value that holds the scores: the output, or what goes into a softmax there."""
    output = model.graph.output[0].name
    name = output
    for last in reversed(model.graph.node):
        if name in last.output and last.op_type in ("Softmax", "LogSoftmax"):
            return last.input[0]
        if name in last.output and last.op_type == "Identity":
            name = last.input[0]
    return output


def remember(name, samples, scores):
    tensors[f"{name}.input"] = samples
    tensors[f"{name}.scores"] = scores


def case(
    name, shape, nodes, weights=None, opset=20, batch="N", ir=10, change=None, low=-1.0, count=3,
    exact=None,
):
    """A file of these nodes, from `x` to `y`, and its scores.

    change -- changes the model before it is written, without changing what it computes
    exact -- numbers that the weights really have, when `change` rounds them
    """
    weights = weights or {}
    samples = numbers(batch if isinstance(batch, int) else count, *shape, low=low)

    def model(weights):
        graph = helper.make_graph(
            nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, *shape])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
            [numpy_helper.from_array(np.asarray(w), k) for k, w in weights.items()])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=ir,
            producer_name="golden-onnx.py")
        if ir < 4:
            weights_as_inputs(model)
        inferred = onnx.shape_inference.infer_shapes(model)
        model.graph.output[0].CopyFrom(inferred.graph.output[0])
        return model

    sound = model({**weights, **(exact or {})})
    output = before_softmax(sound)
    if output != "y":
        sound.graph.output.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, None))
    scores = run(sound, samples, output)
    written = model(weights)
    if written.graph.output[0].type.tensor_type.HasField("shape"):
        onnx.checker.check_model(written)
    if change:
        change(written)
    (folder / f"{name}.onnx").write_bytes(written.SerializeToString())
    remember(name, samples, scores)


def convolutions():
    w = dict(w=numbers(4, 2, 3, 2), b=numbers(4))
    for name, settings in [
        ("conv", {}),
        ("convSettings", dict(
            kernel_shape=[3, 2], strides=[2, 1], pads=[1, 0, 2, 1], dilations=[1, 2])),
        ("convSameUpper", dict(auto_pad="SAME_UPPER", strides=[2, 2])),
        ("convSameLower", dict(auto_pad="SAME_LOWER", strides=[2, 3])),
        ("convSameDilated", dict(auto_pad="SAME_UPPER", dilations=[2, 3])),
        ("convValid", dict(auto_pad="VALID", strides=[2, 2])),
    ]:
        case(name, (2, 8, 7), [node("Conv", "x w b", "y", **settings)], w)
    case(
        "convGroups", (4, 5, 5), [node("Conv", "x w", "y", group=2, pads=[1, 1, 1, 1])],
        dict(w=numbers(6, 2, 3, 3)), opset=7, ir=3)
    line = dict(w=numbers(3, 2, 4), b=numbers(3))
    case("conv1d", (2, 9), [
        node("Conv", "x w b", "y", strides=[2], pads=[1, 3], dilations=[2])], line)
    case("conv1dSame", (2, 9), [node("Conv", "x w b", "y", auto_pad="SAME_LOWER")], line)


def weights_as_inputs(model):
    """As files before IR version 4 have it."""
    for tensor in model.graph.initializer:
        model.graph.input.insert(
            0, helper.make_tensor_value_info(tensor.name, tensor.data_type, tensor.dims))


def norms():
    def norm(channels):
        return dict(
            s=numbers(channels), b=numbers(channels), m=numbers(channels),
            v=numbers(channels, low=0.1, high=2))

    for name, shape in [
        ("normImages", (3, 4, 5)), ("normLines", (3, 6)), ("normFeatures", (5,)),
    ]:
        case(
            name, shape, [node("BatchNormalization", "x s b m v", "y", epsilon=0.03)],
            norm(shape[0]))
    case(
        "normOld", (3, 4, 5),
        [node("BatchNormalization", "x s b m v", "y", momentum=0.8)], norm(3), opset=7)


def linear():
    w, b = numbers(5, 4), numbers(4)
    for name, settings, weights in [
        ("gemm", {}, dict(w=w, b=b)),
        ("gemmTransposed", dict(transB=1, alpha=0.5, beta=-2.0), dict(w=w.T.copy(), b=b)),
        ("gemmRow", dict(transA=0), dict(w=w, b=b[None])),
        ("gemmScalar", dict(beta=3.0), dict(w=w, b=b[0])),
        ("gemmOne", {}, dict(w=w, b=b[:1])),
    ]:
        case(name, (5,), [node("Gemm", "x w b", "y", **settings)], weights)
    case("gemmAlone", (5,), [node("Gemm", "x w", "y")], dict(w=w))
    case("matmul", (5,), [node("MatMul", "x w", "y")], dict(w=w))
    case(
        "matmulBias", (5,), [node("MatMul", "x w", "p"), node("Add", "b p", "y")], dict(w=w, b=b))
    case("matmulConstant", (5,), [
        node("MatMul", "x w", "p"),
        helper.make_node("Constant", [], ["b"], value_floats=[1.0, 2.0, 3.0, -4.0]),
        node("Add", "p b", "y")], dict(w=w))
    # The product goes two ways, so its bias cannot be merged into it.
    case("matmulTwice", (5,), [
        node("MatMul", "x w", "p"), node("Add", "p b", "q"), node("Relu", "q", "r"),
        node("Add", "p r", "y")], dict(w=w, b=b))
    case("matmulTransposed", (5,), [
        node("Transpose", "w", "t", perm=[1, 0]), node("Identity", "t", "u"),
        node("MatMul", "x u", "y")], dict(w=w.T.copy()))


def rectifiers():
    limits = dict(low=np.float32(0), high=np.float32(0.5))
    case("relu", (2, 3, 3), [node("Relu", "x", "y")])
    case("clip", (5,), [node("Clip", "x low high", "y")], limits)
    case("clipBelow", (5,), [node("Clip", "x low", "y")], limits)
    case("clipInfinite", (5,), [node("Clip", "x low high", "y")],
         dict(low=np.float32(0), high=np.float32(np.inf)))
    case("clipOld", (5,), [node("Clip", "x", "y", min=0.0, max=0.5)], opset=10)
    case("clipOldBelow", (5,), [
        node("Clip", "x", "y", min=0.0, max=3.4028234663852886e38)], opset=8)
    case("maximum", (5,), [node("Max", "low x", "y")], limits)


def pools():
    for name, shape, kind, settings in [
        ("maxPool", (2, 6, 7), "MaxPool", dict(kernel_shape=[2, 3], strides=[2, 2])),
        ("maxPoolPads", (2, 6, 7), "MaxPool", dict(
            kernel_shape=[3, 3], strides=[2, 2], pads=[1, 0, 1, 1])),
        ("maxPoolCeil", (2, 6, 8), "MaxPool", dict(
            kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)),
        ("maxPoolCeilPads", (1, 7, 6), "MaxPool", dict(
            kernel_shape=[3, 2], strides=[3, 3], ceil_mode=1, pads=[1, 1, 1, 1])),
        # The last window would begin in the padding and is left out.
        ("maxPoolCeilDrops", (1, 4, 5), "MaxPool", dict(
            kernel_shape=[2, 2], strides=[3, 3], ceil_mode=1, pads=[1, 1, 1, 1])),
        ("maxPoolSame", (2, 5, 7), "MaxPool", dict(
            kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_UPPER")),
        ("maxPoolLine", (3, 9), "MaxPool", dict(kernel_shape=[3], strides=[2], pads=[1, 1])),
        ("maxPoolDense", (2, 4, 4), "MaxPool", dict(kernel_shape=[2, 2], storage_order=1)),
        ("averagePool", (2, 6, 7), "AveragePool", dict(kernel_shape=[2, 3], strides=[2, 2])),
        ("averagePoolPads", (2, 6, 7), "AveragePool", dict(
            kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1)),
        # No window reaches as far as the padding, so nothing is left out of the means.
        ("averagePoolUnreached", (2, 6, 6), "AveragePool", dict(
            kernel_shape=[2, 2], strides=[2, 2], pads=[0, 0, 1, 1])),
        ("averagePoolCeil", (2, 6, 4), "AveragePool", dict(
            kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)),
        ("averagePoolLine", (3, 9), "AveragePool", dict(
            kernel_shape=[3], strides=[3], pads=[1, 2], count_include_pad=1)),
        ("averagePoolSame", (2, 4, 6), "AveragePool", dict(
            kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_LOWER")),
    ]:
        case(name, shape, [node(kind, "x", "y", **settings)], opset=22 if "Ceil" in name else 12)
    for name, shape, kind in [
        ("globalAverage", (3, 4, 5), "GlobalAveragePool"),
        ("globalAverageLine", (3, 6), "GlobalAveragePool"),
        ("globalMaximum", (3, 4, 5), "GlobalMaxPool"),
        ("globalMaximumLine", (3, 6), "GlobalMaxPool"),
    ]:
        w = dict(w=numbers(3, 2))
        case(name, shape, [
            node(kind, "x", "g"), node("Flatten", "g", "f"), node("MatMul", "f w", "y")], w)
    for name, shape, axes, keep, opset in [
        ("mean", (3, 4, 5), [2, 3], 1, 13), ("meanNegative", (3, 4, 5), [-1, -2], 0, 11),
        ("meanInput", (3, 4, 5), [2, 3], 0, 18), ("meanLine", (3, 6), [-1], 0, 20),
        ("meanFlatImage", (3, 1, 6), [3], 0, 20), ("meanKept", (3, 6), [2], 1, 20),
    ]:
        weights, settings = dict(w=numbers(3, 2)), dict(keepdims=keep)
        if opset >= 18:
            weights["a"] = np.array(axes)
        else:
            settings["axes"] = axes
        case(name, shape, [
            node("ReduceMean", "x a" if opset >= 18 else "x", "m", **settings),
            node("Flatten", "m", "f"), node("MatMul", "f w", "y")], weights, opset=opset)


def reshapes():
    w = dict(w=numbers(12, 3))
    for name, nodes, weights, batch in [
        ("flatten", [node("Flatten", "x", "f")], {}, "N"),
        ("flattenNegative", [node("Flatten", "x", "f", axis=-3)], {}, "N"),
        ("reshapeZero", [node("Reshape", "x s", "f")], dict(s=np.array([0, -1])), "N"),
        ("reshapeFree", [node("Reshape", "x s", "f")], dict(s=np.array([-1, 12])), "N"),
        ("reshapeOne", [node("Reshape", "x s", "f", allowzero=1)], dict(s=np.array([1, -1])), 1),
        ("reshapeFour", [node("Reshape", "x s", "f", allowzero=1)], dict(s=np.array([4, 12])), 4),
        ("reshapeSteps", [
            node("Reshape", "x s", "g"), node("Reshape", "g t", "f")],
         dict(s=np.array([0, 3, 4, 1]), t=np.array([0, -1])), "N"),
        ("reshapeShape", [
            node("Shape", "x", "s"), node("Gather", "s i", "n", axis=0),
            node("Unsqueeze", "n a", "m"), node("Concat", "m r", "t", axis=0),
            node("Reshape", "x t", "f")],
         dict(i=np.array(0), a=np.array([0]), r=np.array([-1])), "N"),
        ("reshapeProduct", [
            node("Shape", "x", "s"), node("Slice", "s a b", "n"), node("Slice", "s b c", "r"),
            node("Gather", "r i", "p"), node("Gather", "r j", "q"), node("Mul", "p q", "m"),
            node("Cast", "m", "o", to=TensorProto.INT64), node("Reshape", "o k", "u"),
            node("Concat", "n u", "t", axis=0), node("Reshape", "x t", "f")],
         dict(a=np.array([0]), b=np.array([1]), c=np.array([9]), i=np.array([1]), j=np.array([2]),
              k=np.array([-1])), "N"),
        ("reshapeShapeEnd", [
            node("Shape", "x", "s", start=0, end=1), node("Concat", "s r", "t", axis=0),
            node("Reshape", "x t", "f")], dict(r=np.array([12])), 2),
    ]:
        shape = (1, 3, 4) if "Product" in name else (3, 2, 2) if "Steps" not in name else (3, 4, 1)
        case(name, shape, nodes + [node("MatMul", "f w", "y")], {**w, **weights}, batch=batch)
    case("reshapeOld", (12,), [
        node("Identity", "x", "i"), node("Reshape", "i s", "r"), node("Conv", "r w", "y")],
         dict(s=np.array([-1, 1, 3, 4]), w=numbers(2, 1, 2, 2)), opset=9)
    case("squeeze", (3, 1, 1), [
        node("Squeeze", "x a", "f"), node("MatMul", "f w", "y")],
        dict(a=np.array([2, 3]), w=numbers(3, 2)))
    case("squeezeAll", (3, 1, 1), [
        node("Squeeze", "x", "f"), node("MatMul", "f w", "y")], dict(w=numbers(3, 2)))
    case("squeezeOld", (3, 1, 4), [
        node("Squeeze", "x", "l", axes=[-2]), node("Conv", "l w", "y")],
        dict(w=numbers(2, 3, 2)), opset=11)
    case("unsqueeze", (6,), [
        node("Unsqueeze", "x a", "l"), node("Conv", "l w", "c"), node("Unsqueeze", "c b", "i"),
        node("Squeeze", "i b", "y")],
        dict(a=np.array([1]), b=np.array([2]), w=numbers(2, 1, 3)))
    case("transposeTrivial", (4, 5, 1), [
        node("Transpose", "x", "t", perm=[0, 3, 1, 2]), node("Conv", "t w", "y")],
        dict(w=numbers(2, 1, 3, 3)))
    case("transposeFlatten", (2, 3, 4), [
        node("Relu", "x", "r"), node("Transpose", "r", "t", perm=[0, 2, 3, 1]),
        node("Flatten", "t", "f"), node("Gemm", "f w b", "y")],
        dict(w=numbers(24, 5), b=numbers(5)))
    case("transposeTwice", (2, 3, 4), [
        node("Transpose", "x", "t", perm=[0, 2, 3, 1]), node("Dropout", "t", "d"),
        node("Transpose", "d", "u", perm=[0, 3, 1, 2]), node("Relu", "u", "y")])
    case("transposeOrder", (2, 3, 4), [
        node("Transpose", "x", "t", perm=[0, 3, 1, 2]), node("Transpose", "t", "u", perm=[0, 2, 1, 3]),
        node("Reshape", "u s", "f"), node("Gemm", "f w", "y", transB=1)],
        dict(w=numbers(5, 24), s=np.array([-1, 24])))


def pads():
    w = dict(w=numbers(2, 2, 3, 3))
    p = [0, 0, 1, 2, 0, 0, 0, 1]
    case("pad", (2, 5, 5), [node("Pad", "x p", "q"), node("Conv", "q w", "y", pads=[1, 0, 0, 1])],
         dict(w, p=np.array(p)), opset=13)
    case("padOld", (2, 5, 5), [node("Pad", "x", "q", pads=p), node("Conv", "q w", "y")], w, opset=10)
    case("padAxes", (2, 5, 5), [
        node("Pad", "x p z a", "q", mode="constant"), node("Conv", "q w", "y", strides=[2, 2])],
        dict(w, p=np.array([1, 2, 3, 4]), z=np.float32(0), a=np.array([-1, 2])))
    case("padAverage", (2, 5, 5), [
        node("Pad", "x p", "q"), node("AveragePool", "q", "y", kernel_shape=[2, 2], strides=[2, 2])],
        dict(p=np.array([0, 0, 1, 1, 0, 0, 0, 0])))
    case("padNone", (2, 5, 5), [node("Pad", "x p", "q"), node("Relu", "q", "y")],
         dict(p=np.array([0] * 8)))


def branches():
    w = dict(w=numbers(2, 2, 3, 3), v=numbers(2, 2, 1, 1), b=numbers(2))
    case("residual", (2, 5, 5), [
        node("Conv", "x w b", "c", pads=[1, 1, 1, 1]), node("Relu", "c", "r"),
        node("Conv", "r w", "d", pads=[1, 1, 1, 1]), node("Conv", "x v", "s"),
        node("Add", "d s", "a"), node("Relu", "a", "y")], w)
    case("sum", (4,), [
        node("Relu", "x", "r"), node("Sum", "x r x", "s"), node("Add", "s s", "y")])
    case("concat", (2, 4, 4), [
        node("Conv", "x v b", "c"), node("Concat", "c x c", "y", axis=1)], w)
    case("concatNegative", (5,), [
        node("Relu", "x", "r"), node("Concat", "x r", "y", axis=-1)])
    case("concatLines", (2, 5), [
        node("Relu", "x", "r"), node("Concat", "r x", "y", axis=-2)])


def constants():
    c = numbers(3, 1, 1, low=0.5, high=2)
    d = numbers(1, 3, 1, 1, low=0.5, high=2)
    for name, shape, nodes, weights in [
        ("normalize", (3, 4, 4), [node("Sub", "x c", "s"), node("Div", "s d", "y")], dict(c=c, d=d)),
        ("scale", (3, 4, 4), [node("Mul", "k x", "m"), node("Add", "m c", "y")],
         dict(k=np.float32(1.7), c=c)),
        ("reverse", (3, 4, 4), [node("Sub", "c x", "y")], dict(c=c)),
        ("offset", (3, 2, 4), [node("Add", "x o", "a"), node("Sub", "a p", "y")],
         dict(o=numbers(3, 2, 4), p=numbers(4))),
        ("offsetReverse", (3, 2, 4), [node("Sub", "o x", "y")], dict(o=numbers(2, 1))),
        ("offsetLine", (3, 5), [node("Add", "o x", "y")], dict(o=numbers(1, 3, 5))),
        ("scaleLine", (3, 5), [node("Mul", "x k", "y")], dict(k=numbers(3, 1))),
        ("scaleFeatures", (5,), [node("Div", "x k", "d"), node("Add", "d o", "y")],
         dict(k=numbers(5, low=1, high=2), o=numbers(1, 5))),
        ("foldedConstants", (3, 4, 4), [
            node("Constant", "", "c", value=numpy_helper.from_array(c.ravel())),
            node("Unsqueeze", "c a", "u"), node("Cast", "i", "k", to=TensorProto.FLOAT),
            node("Add", "x u", "s"), node("Mul", "s k", "y")],
         dict(a=np.array([0, 2, 3]), i=np.array([[[3]]]))),
    ]:
        case(name, shape, nodes, weights)


def others():
    w = dict(w=numbers(5, 3))
    case("softmax", (5,), [node("MatMul", "x w", "l"), node("Softmax", "l", "y", axis=1)], w)
    case("logSoftmax", (5,), [
        node("MatMul", "x w", "l"), node("LogSoftmax", "l", "m"), node("Identity", "m", "y")], w)
    case("softmaxOld", (5,), [node("MatMul", "x w", "l"), node("Softmax", "l", "y")], w, opset=12)
    case("passing", (5,), [
        node("Identity", "x", "a"), node("Dropout", "a r t", "b"),
        node("Cast", "b", "c", to=TensorProto.FLOAT), node("MatMul", "c w", "y")],
        dict(w, r=np.float32(0.4), t=np.array(False)))
    case("dropoutOld", (5,), [
        node("Dropout", "x", "a", ratio=0.3), node("MatMul", "a w", "y")], w, opset=11)
    case("unordered", (5,), [
        node("MatMul", "x w", "p"), node("Relu", "p", "y")], w,
        change=lambda model: model.graph.node.sort(key=lambda n: n.op_type, reverse=True))

    def dead(model):
        """Branches that the answer does not depend on, and a shape that only sizes come from."""
        model.graph.node.extend([
            node("Sigmoid", "x", "z"), node("LSTM", "z z z", "k"),
            helper.make_node("Relu", ["nowhere"], ["k2"], domain="com.example")])
        model.graph.input.append(helper.make_tensor_value_info("spare", TensorProto.FLOAT, ["N", 2]))

    case("dead", (5,), [
        node("Relu", "x", "r"), node("Shape", "r", "s"), node("Reshape", "x s", "q"),
        node("MatMul", "q w", "y")], w, change=dead)


def types():
    """One network, its weights stored in every way."""
    w, b = numbers(5, 3), numbers(3)
    half = w.astype(np.float16)
    brain = torch.tensor(w).to(torch.bfloat16)
    nodes = [node("Gemm", "x w b", "y")]

    def replaced(**fields):
        def change(model):
            tensor = TensorProto(name="w", dims=[5, 3], **fields)
            model.graph.initializer[0].CopyFrom(tensor)
        return change

    for name, exact, change in [
        ("typeRaw", w, None),
        ("typeFloats", w, replaced(data_type=TensorProto.FLOAT, float_data=w.ravel())),
        ("typeDouble", w, replaced(
            data_type=TensorProto.DOUBLE, raw_data=w.astype("<f8").tobytes())),
        ("typeDoubles", w, replaced(data_type=TensorProto.DOUBLE, double_data=w.ravel())),
        ("typeHalf", half, replaced(
            data_type=TensorProto.FLOAT16, raw_data=half.astype("<f2").tobytes())),
        ("typeHalves", half, replaced(
            data_type=TensorProto.FLOAT16, int32_data=half.view(np.uint16).ravel().astype(int))),
        ("typeBrain", brain.float().numpy(), replaced(
            data_type=TensorProto.BFLOAT16, raw_data=brain.view(torch.int16).numpy().tobytes())),
        ("typeBrains", brain.float().numpy(), replaced(
            data_type=TensorProto.BFLOAT16,
            int32_data=brain.view(torch.uint16).numpy().ravel().astype(int))),
    ]:
        case(
            name, (5,), nodes, dict(w=w, b=b), change=change,
            exact=dict(w=exact.astype(np.float32)))
    case("external", (5,), nodes, dict(w=w, b=b))
    path = folder / "external.onnx"
    onnx.save(
        onnx.load(path), path, save_as_external_data=True, all_tensors_to_one_file=True,
        location="external.onnx.data", size_threshold=0)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.b1 = nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.c2, self.b2 = nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)
        self.relu6, self.pool = nn.ReLU6(), nn.MaxPool2d(2, ceil_mode=True)
        self.dropout, self.fc = nn.Dropout(), nn.Linear(4, 3)

    def forward(self, x):
        x = F.relu(self.b1(self.c1(x)))
        x = self.pool(self.relu6(x + self.b2(self.c2(x))))
        x = F.adaptive_avg_pool2d(x, 1)
        return F.log_softmax(self.fc(self.dropout(x.view(x.size(0), -1))), 1)


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.norm = nn.Linear(36, 8, bias=False), nn.Linear(8, 3), nn.BatchNorm1d(8)

    def forward(self, x):
        return self.b(torch.relu(self.norm(self.a(torch.flatten(x, 1)))))


class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv1d(2, 4, 3, padding="same"), nn.BatchNorm1d(4)
        self.pool, self.fc, self.last = nn.AvgPool1d(2), nn.Linear(4, 3), nn.BatchNorm1d(3)
        self.register_buffer("mean", torch.tensor([0.5, 0.2])[:, None])
        self.register_buffer("scale", torch.tensor([2.0, 4.0])[:, None])

    def forward(self, x):
        x = self.pool(F.relu(self.norm(self.conv((x - self.mean) / self.scale))))
        return self.last(self.fc(x.mean(-1)))


class Viewed(nn.Module):
    """From features to images, with a pad that the old exporter leaves as arithmetic."""

    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 2, 3), nn.Linear(60, 3)

    def forward(self, x):
        x = F.pad(x.view(-1, 1, 4, 4), (1, 0, 2, 1))
        x = F.hardtanh(self.conv(x), 0, 0.5)
        x = torch.cat([x, x], 1)
        return self.fc(x.reshape(x.shape[0], -1))


def exports():
    for kind, shape in [
        (Residual, (1, 7, 7)), (Perceptron, (1, 6, 6)), (Line, (2, 10)), (Viewed, (16,)),
    ]:
        module = kind()
        for part in module.modules():
            if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
                for tensor, low in [
                    (part.weight, 0.5), (part.bias, -1), (part.running_mean, -1),
                    (part.running_var, 0.5),
                ]:
                    with torch.no_grad():
                        tensor.uniform_(low, 1.5)
        module.eval()
        for way in ("Legacy", "Dynamo"):
            for batch in (1, "N"):
                name = f"torch{kind.__name__}{way}{batch}"
                samples = torch.tensor(numbers(1 if batch == 1 else 3, *shape))
                options = dict(input_names=["x"], output_names=["y"])
                if way == "Dynamo" and batch == "N":
                    options["dynamic_shapes"] = ({0: torch.export.Dim("batch")},)
                elif batch == "N":
                    options["dynamic_axes"] = {"x": {0: "batch"}}
                with tempfile.TemporaryDirectory() as temporary:
                    path = Path(temporary) / f"{name}.onnx"
                    torch.onnx.export(
                        module, (samples,), path, dynamo=way == "Dynamo", verbose=False, **options)
                    model = onnx.load(path)
                    strip(path, folder / path.name)
                    side = path.with_name(path.name + ".data")
                    if side.exists():
                        (folder / side.name).write_bytes(side.read_bytes())
                output = before_softmax(model)
                with torch.no_grad():
                    truth = module(samples).numpy()
                answer = run(model, samples.numpy(), "y")
                np.testing.assert_allclose(answer, truth, rtol=1e-5, atol=1e-6)
                if output == "y":
                    scores = truth
                else:
                    model.graph.output.append(
                        helper.make_tensor_value_info(output, TensorProto.FLOAT, None))
                    scores = run(model, samples.numpy(), output)
                remember(name, samples.numpy(), scores)


def strip(source, target):
    """A copy without notes on where in Python each node came from, which name this machine."""
    model = onnx.load(source, load_external_data=False)
    del model.metadata_props[:], model.graph.metadata_props[:], model.graph.value_info[:]
    model.doc_string = ""
    for part in model.graph.node:
        del part.metadata_props[:]
        part.doc_string = ""
    for part in [*model.graph.initializer, *model.graph.input, *model.graph.output]:
        del part.metadata_props[:]
    target.write_bytes(model.SerializeToString())


def save():
    """A safetensors file: a length, a JSON header, the numbers."""
    header, data = {}, b""
    for key, tensor in tensors.items():
        raw = np.ascontiguousarray(tensor, np.float32).tobytes()
        header[key] = {
            "dtype": "F32", "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (folder / "scores.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


folder.mkdir(parents=True, exist_ok=True)
for old in [*folder.glob("*.onnx"), *folder.glob("*.data")]:
    old.unlink()
for family in [
    convolutions, norms, linear, rectifiers, pools, reshapes, pads, branches, constants, others,
    types, exports,
]:
    family()
save()
print(len(tensors) // 2, "files")
