public import SNNData
internal import SNNFormats
internal import SNNTensor

/// What is done to samples before the first layer: (x − mean)/std.
public struct InputNormalization: Sendable, Hashable {
  /// What is subtracted: one number, or one per channel.
  public var mean: [Double]

  /// What samples are divided by then: one number, or one per channel.
  public var deviation: [Double]

  /// - Parameters:
  ///   - mean: what is subtracted, one number or one per channel.
  ///   - deviation: what samples are divided by then.
  public init(mean: [Double] = [0], deviation: [Double] = [1]) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Samples as they are.
  public static let none = InputNormalization()

  /// One number of each kind for every channel.
  ///
  /// - Parameters:
  ///   - channels: how many there are.
  ///   - places: where mean and deviation are written, for messages.
  /// - Throws: an error when there are other counts of numbers, or ones that cannot be computed with.
  func affine(
    channels: Int, places: (mean: String?, deviation: String?)
  ) throws(DataError) -> ChannelAffine {
    for (name, numbers, place) in [
      ("mean", mean, places.mean), ("std", deviation, places.deviation),
    ] {
      guard numbers.count == 1 || numbers.count == channels else {
        throw DataError(
          "\(name) has \(counted(numbers.count, "number")), but samples have "
            + counted(channels, "channel"), at: place,
          hint: "give one number, or one for each channel or feature")
      }
      guard numbers.allSatisfy({ Scalar($0).isFinite }) else {
        throw DataError("\(name) is not finite", at: place, hint: "give finite numbers")
      }
    }
    guard deviation.allSatisfy({ $0 > 0 && Scalar(1 / $0).isFinite }) else {
      throw DataError(
        "std must be larger than 0", at: places.deviation,
        hint: "give the standard deviations that samples were divided by in training")
    }
    func number(_ numbers: [Double], _ channel: Int) -> Double {
      numbers[numbers.count == 1 ? 0 : channel]
    }
    let scale = (0..<channels).map { 1 / number(deviation, $0) }
    let shift = (0..<channels).map { Scalar(-number(mean, $0) * scale[$0]) }
    guard shift.allSatisfy(\.isFinite) else {
      throw DataError(
        "mean is too large beside std", at: places.mean, hint: "check mean and std")
    }
    return ChannelAffine(scale: scale.map { Scalar($0) }, shift: shift)
  }
}

extension NetworkGraph {
  /// The same network for samples that are to be normalized first.
  ///
  /// - Parameter normalization: what is done to them.
  /// - Throws: an error when there are other counts of numbers than channels, or ones that cannot be
  ///   computed with.
  public func normalizing(_ normalization: InputNormalization) throws(DataError) -> NetworkGraph {
    let affine = try normalization.affine(channels: inputShape[0], places: (nil, nil))
    guard normalization != .none else { return self }
    do throws(FormatError) {
      var graph = try NetworkGraph(input: inputShape)
      try graph.append(.affine(affine), named: "normalization", to: [input])
      for node in nodes.dropFirst() {
        try graph.append(node.operation, named: node.name, to: node.inputs.map { $0 + 1 })
      }
      return graph
    } catch {
      throw DataError(error.message, hint: error.hint)
    }
  }
}
