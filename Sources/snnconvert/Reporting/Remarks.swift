import SNN
import SNNCommandLine

/// Says what was taken for granted about a network and which tensors of its file are not in it.
func remark(on network: LoadedNetwork) {
  for remark in network.remarks { Console.note("note    \(printable(remark))") }
  let unused = network.unusedTensors
  guard !unused.isEmpty else { return }
  Console.note("note    the network makes no use of \(printable(listed(unused)))")
}
