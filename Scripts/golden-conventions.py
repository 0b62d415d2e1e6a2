"""Traces of SpikingJelly 2.0 and Norse 1.1: golden-conventions.py FOLDER (needs torch, both, safetensors).

Each file holds an input [T, B, F], spikes, the membrane after each step, and the gradient of
sum(spikes * cotangent_spikes) + sum(membrane * cotangent_membrane) with respect to the input and what
the neurons learn.  Files named `_ties` have inputs that put membranes exactly on the threshold.
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from spikingjelly.activation_based import neuron, surrogate
from norse.torch.functional import iaf, leaky_integrator_box, lif, lif_box
from norse.torch.functional.reset import reset_subtract, reset_value

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(29)
T, B, F = 40, 3, 5


def drive(scale, ties):
    if ties:
        return (torch.randint(-1, 5, (T, B, F)) * 0.25).requires_grad_(True)
    return (torch.randn(T, B, F) * 0.6 * scale + 0.35 * scale).requires_grad_(True)


def put(name, step, parameters=None, scale=1.0, ties=False, **settings):
    x, cs, cm = drive(scale, ties), torch.randn(T, B, F), torch.randn(T, B, F) * 0.3
    spikes, membranes = [], []
    for t in range(T):
        s, u = step(x[t])
        spikes.append(s)
        membranes.append(u)
    s, u = torch.stack(spikes), torch.stack(membranes)
    parameters = parameters or {}
    gradients = torch.autograd.grad((s * cs).sum() + (u * cm).sum(), [x, *parameters.values()])
    tensors = dict(
        input=x, spikes=s, membrane=u, cotangent_spikes=cs, cotangent_membrane=cm,
        grad_input=gradients[0])
    for (key, value), gradient in zip(parameters.items(), gradients[1:]):
        tensors[f"param.{key}"], tensors[f"grad.{key}"] = value, gradient
    save_file(
        {k: v.detach().contiguous().float() for k, v in tensors.items()},
        str(folder / f"{name}.safetensors"), metadata={k: json.dumps(v) for k, v in settings.items()})
    print(f"{name:36s} rate {float((s > 0).float().mean()):.2f}")


atan = surrogate.ATan(alpha=2.0)


def jelly(name, cell, parameters=None, **more):
    def step(x):
        s = cell(x)
        return s, cell.v

    put(f"spikingjelly_{name}", step, parameters, **more)


for reset, v_reset in (("hard", 0.0), ("soft", None)):
    for detach in (False, True):
        tail = f"{reset}{'_detached' if detach else ''}"
        common = dict(v_reset=v_reset, detach_reset=detach, surrogate_function=atan)
        jelly(f"if_{tail}", neuron.IFNode(**common))
        jelly(f"lif_{tail}", neuron.LIFNode(tau=2.0, decay_input=True, **common), scale=2.0)
        jelly(f"lif_undecayed_{tail}", neuron.LIFNode(tau=2.0, decay_input=False, **common))
    jelly(f"if_{reset}_ties", neuron.IFNode(v_reset=v_reset, surrogate_function=atan), ties=True)
    plif = neuron.ParametricLIFNode(init_tau=3.0, v_reset=v_reset, surrogate_function=atan)
    jelly(f"plif_{reset}", plif, {"w": plif.w}, scale=2.0)
jelly("qif", neuron.QIFNode(tau=2.0, v_c=0.8, a0=1.0, v_threshold=1.0, v_rest=0.0, v_reset=-0.1,
                            surrogate_function=atan), scale=2.0)
jelly("eif", neuron.EIFNode(tau=2.0, delta_T=1.0, theta_rh=0.8, v_threshold=1.0, v_rest=0.0,
                            v_reset=-0.1, surrogate_function=atan), scale=1.0)


def gated():
    from spikingjelly.activation_based.functional import gated_lif_step
    values = dict(leakGate=0.45, inputGate=0.55, resetGate=0.6, decay=0.7, linearLeak=0.05,
                  conductance=0.8, subtraction=0.9, threshold=0.8)
    p = {k: torch.tensor(v, requires_grad=True) for k, v in values.items()}
    state = [torch.zeros(B, F), torch.zeros(B, F)]

    def step(x):
        s, v = gated_lif_step(
            x, state[0], state[1], p["leakGate"], p["inputGate"], p["resetGate"], p["decay"],
            p["threshold"], p["linearLeak"], p["subtraction"], p["conductance"], atan)
        state[0], state[1] = v, s
        return s, v

    put("spikingjelly_gated", step, p, **values)


gated()


def norse(name, function, state, parameters, **more):
    holder = [state]

    def step(x):
        s, holder[0] = function(x, holder[0], parameters)
        return s, holder[0].v

    put(f"norse_{name}", step, **more)


alpha = torch.as_tensor(10.0)
zero = lambda: torch.zeros(B, F)
norse("iaf", iaf.iaf_feed_forward_step, iaf.IAFFeedForwardState(zero()),
      iaf.IAFParameters(v_th=torch.as_tensor(1.0), alpha=alpha))
norse("iaf_ties", iaf.iaf_feed_forward_step, iaf.IAFFeedForwardState(zero()),
      iaf.IAFParameters(v_th=torch.as_tensor(1.0), alpha=alpha), ties=True)
for name, rate, method in (("hard", 200.0, reset_value), ("soft", 200.0, reset_subtract),
                           ("slow", 100.0, reset_value)):
    norse(f"lifbox_{name}", lif_box.lif_box_feed_forward_step, lif_box.LIFBoxFeedForwardState(zero()),
          lif_box.LIFBoxParameters(tau_mem_inv=torch.as_tensor(rate), v_th=torch.as_tensor(0.4),
                                   alpha=alpha, reset_method=method), scale=2.0)
for name, rate in (("default", 100.0), ("fast", 300.0)):
    norse(f"lif_{name}", lif.lif_feed_forward_step, lif.LIFFeedForwardState(zero(), zero()),
          lif.LIFParameters(tau_syn_inv=torch.as_tensor(200.0), tau_mem_inv=torch.as_tensor(rate),
                            v_th=torch.as_tensor(0.4), alpha=alpha))

for reset, v_reset in (("hard", 0.0), ("soft", None)):
    klif = neuron.KLIFNode(tau=2.0, v_reset=v_reset, surrogate_function=atan)
    with torch.no_grad():
        klif.k.fill_(1.3)
    jelly(f"klif_{reset}", klif, {"scale": klif.k}, scale=2.0)


def parallel(name, layer, names):
    """A whole-sequence neuron, which has no membrane to give: its cotangent is left out."""
    x, cotangent = drive(2.0, False), torch.randn(T, B, F)
    with torch.no_grad():
        layer.bias.fill_(-0.3)
    s = layer(x)
    parameters = {key: getattr(layer, key) for key in names}
    gradients = torch.autograd.grad((s * cotangent).sum(), [x, *parameters.values()])
    tensors = dict(input=x, spikes=s, cotangent_spikes=cotangent, grad_input=gradients[0])
    for (key, value), gradient in zip(parameters.items(), gradients[1:]):
        tensors[f"param.{key}"], tensors[f"grad.{key}"] = value.squeeze(), gradient.squeeze()
    save_file({k: v.detach().contiguous().float() for k, v in tensors.items()},
              str(folder / f"spikingjelly_{name}.safetensors"))
    print(f"{'spikingjelly_' + name:36s} rate {float(s.detach().mean()):.2f}")


parallel("psn", neuron.PSN(T=T, surrogate_function=atan), ["weight", "bias"])
parallel("psn_masked", neuron.MaskedPSN(k=4, T=T, lambda_init=0.6, surrogate_function=atan,
                                        step_mode="m"), ["weight", "bias"])
parallel("psn_sliding", neuron.SlidingPSN(k=5, surrogate_function=atan, step_mode="m"),
         ["weight", "bias"])
