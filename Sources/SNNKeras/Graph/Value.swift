internal import SNNConversion
internal import SNNTensor

/// What a layer of Keras hands on, as it stands in the graph.
struct Value {
  /// What the axes mean to Keras.
  enum Kind {
    /// `[F]`.
    case features
    /// `[L, C]` in Keras, or `[C, L]`; `[C, 1, L]` in the graph.
    case sequence
    /// `[H, W, C]` in Keras, or `[C, H, W]`; `[C, H, W]` in the graph.
    case image
    /// `[H, W]` in Keras, `[1, H, W]` in the graph: an image without an axis for channels.
    case plain
  }

  /// The place of the node.
  var node: Int

  let kind: Kind

  /// In what order Keras has the features of this; for other kinds in that of the graph.
  var order = FeatureOrder()

  /// The zeros that a ZeroPadding2D puts around it, for the next layer to take in.
  var padding: Padding?

  /// Zeros around images, in pixels, and the layer that asks for them.
  struct Padding {
    let start: Extent
    let end: Extent
    let layer: LayerConfig
  }
}

/// Where Keras has the channels of images.
enum DataFormat: String {
  case channelsFirst = "channels_first"
  case channelsLast = "channels_last"

  /// The axis of the channels, the batch being axis 0; nil where there is none.
  func channelAxis(of kind: Value.Kind) -> Int? {
    switch (kind, self) {
    case (.plain, _): nil
    case (.features, _), (_, .channelsFirst): 1
    case (.sequence, .channelsLast): 2
    case (.image, .channelsLast): 3
    }
  }
}

extension Value.Kind {
  /// The number of axes in Keras, the batch included.
  var rank: Int {
    switch self {
    case .features: 2
    case .sequence, .plain: 3
    case .image: 4
    }
  }
}

/// In what order Keras has features that the graph has in its own.
///
/// Behind a Flatten, Keras has the channels of one pixel next to one another, and the graph the
/// pixels of one channel; behind a Concatenate there are several such blocks.  Only what weights
/// need is ever written out, as a model can claim any number of features.
struct FeatureOrder: Equatable {
  private struct Block: Equatable {
    let channels: Int
    let places: Int
  }

  /// None when the order is the graph's.
  private var blocks: [Block] = []

  /// The graph's own.
  init() {}

  /// Pixels of which each has its channels together.
  init(channels: Int, places: Int) {
    if channels > 1 && places > 1 { blocks = [Block(channels: channels, places: places)] }
  }

  /// Whether Keras has the same order.
  var isSame: Bool { blocks.isEmpty }

  /// The orders of several one after the other; nil when they are too many pieces.
  init?(joining parts: [(order: FeatureOrder, count: Int)]) {
    guard !parts.allSatisfy(\.order.isSame) else { return }
    for part in parts {
      blocks += part.order.isSame ? [Block(channels: 1, places: part.count)] : part.order.blocks
      guard blocks.count <= 4096 else { return nil }
    }
  }

  /// For every feature of the graph its place in Keras; nil when they are the same.
  var places: [Int]? {
    guard !blocks.isEmpty else { return nil }
    var result: [Int] = []
    for block in blocks {
      let start = result.count
      for channel in 0..<block.channels {
        for place in 0..<block.places { result.append(start + place * block.channels + channel) }
      }
    }
    return result
  }
}
