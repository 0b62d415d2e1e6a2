import ArgumentParser
import SNN
import SNNCommandLine

/// `snnconvert inspect`: what is in a file with a trained network.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the tensors and layers of a file, or start a spec for it.",
    discussion: """
      FILE is read as what its contents are, whatever its ending: safetensors (also the index of a \
      split model), npy, npz, what torch.save wrote, ONNX, or a Keras model (in builds with HDF5); - \
      is standard input.
      Where it holds tensors alone, a spec in YAML says what is computed from them.  Without --spec \
      one is started from their names and shapes; what these do not tell is marked # ? there.

      A spec:
        input: [1, 28, 28]     one sample, channels first; [C, L] or [F]
        mean: 0.1307           (x - mean)/std before the first layer,
        std: 0.3081            a number or one per channel
        classes: [cat, dog]    in the order of the scores
        layers:
        - conv: NAME           NAME.weight and NAME.bias; or {weight, bias,
                               stride, padding, dilation, groups}
        - batchnorm: NAME      or {weight: NAME, epsilon}, or {mean,
                               variance, weight, bias, epsilon}
        - relu                 relu6; relu: {max}; qcfs: {limit, levels}
        - maxpool: 2           averagepool; or {kernel, stride, padding, ceil}
        - globalaveragepool
        - flatten              dropout; softmax
        - linear: NAME         or {weight, bias, layout: in-out}
        - residual: [LAYERS]   added to what they take; or {branch: [LAYERS],
                               shortcut: [LAYERS]}
        - concat: [[LAYERS], [LAYERS]]
        - subsample: {stride, channels}
      Sizes are numbers or [height, width], a padding may be same, and bias: false leaves a bias out.
      """)

  @Argument(help: "A file with a trained network.")
  var file: String

  @OptionGroup(title: "Network") var spec: SpecOptions

  @Flag(help: "Print nothing but the start of a spec.")
  var template = false

  @Flag(help: "Print one JSON document instead of tables.")
  var json = false

  func validate() throws {
    if template, json || spec.spec != nil {
      throw ValidationError("--template goes with neither --json nor --spec")
    }
    if file == "-", spec.spec == "-" {
      throw ValidationError("standard input can be the file or the spec, not both")
    }
  }

  mutating func run() throws {
    let network = try spec.reader()
    let file = try NetworkFile(file)
    guard !template || file.namedTensors != nil else {
      throw UserError(
        message: "the file says itself what it computes, so that it needs no spec",
        place: self.file, hint: "convert it as it is; leave out --template to see its layers")
    }
    let inspection = Inspection(file, try network(file))
    if template {
      Console.print(inspection.template)
      return
    }
    Console.print(json ? try inspection.document() : inspection.text)
    if let network = inspection.network, !json { remark(on: network) }
  }
}
