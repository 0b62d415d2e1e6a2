internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  /// All axes folded into one, in Keras's order, which is remembered for the weights behind it.
  static let flatten = LayerRule(
    classes: ["Flatten"], settings: ["data_format"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      if value.kind == .features { return value }
      let shape = builder.shape(of: value)
      let isLast = builder.format == .channelsLast
      // Told that channels come first, Keras puts them last before it folds the axes.
      let putsLast = try layer.text("data_format", default: "channels_last") != "channels_last"
      guard !(isLast && putsLast) || value.kind == .plain || shape[0] == 1 else {
        throw layer.refused("takes channels first from layers that have them last")
      }
      var result = Value(
        node: try builder.append(.flatten, layer, to: [value]), kind: .features)
      if isLast || putsLast {
        result.order = FeatureOrder(channels: shape[0], places: shape[1] * shape[2])
      }
      return result
    })

  /// Zeros around images, which the next layer takes into its windows.
  static let zeroPadding = LayerRule(
    classes: ["ZeroPadding2D"], settings: ["padding", "data_format"],
    build: { (builder, layer, inputs) throws(FormatError) in
      var value = try builder.single(inputs, layer)
      guard value.kind == .image else { throw layer.refused("takes images alone") }
      let (rows, columns) = try layer.zeros()
      value.padding = Value.Padding(
        start: Extent(rows.0, columns.0), end: Extent(rows.1, columns.1), layer: layer)
      return value
    })
}

extension LayerConfig {
  /// How many rows and columns are put before and behind: one number for all, one for rows and one
  /// for columns, or two of each.
  fileprivate func zeros() throws(FormatError) -> (rows: (Int, Int), columns: (Int, Int)) {
    func pair(_ value: JSONValue) -> (Int, Int)? {
      let list = value.elements ?? [value, value]
      let sizes = list.compactMap { $0.whole }.filter { 0...Self.largestPadding ~= $0 }
      return list.count == 2 && sizes.count == 2 ? (sizes[0], sizes[1]) : nil
    }
    guard let setting = self["padding"] else { throw wrong("padding", "is missing") }
    let list = setting.elements ?? [setting, setting]
    guard list.count == 2, let rows = pair(list[0]), let columns = pair(list[1]) else {
      throw wrong("padding", "is no list of whole numbers from 0 to \(Self.largestPadding)")
    }
    return (rows, columns)
  }

  private static let largestPadding = 1024
}
