/// Numbers seen as `[segments, rows, channels, inner]`, to be brought to mean 0 and variance 1 for
/// every segment and channel by itself: over the rows and the inner numbers.
///
/// Every normalisation is one view: a batch norm has one segment and a row per image; one by step
/// has a segment per step; a layer or group norm has a segment per sample, one row, and its groups as
/// channels.  A *group* below is one segment's channel; groups are `[segments, channels]`.
///
/// Sums are added up in `Double`, each by one thread, so that results do not depend on how many.
package struct Normalization: Sendable {
  let segments: Int, rows: Int, channels: Int, inner: Int

  package init(segments: Int, rows: Int, channels: Int, inner: Int) {
    (self.segments, self.rows) = (segments, rows)
    (self.channels, self.inner) = (channels, inner)
  }

  /// The number of means and variances.
  package var groups: Int { segments * channels }
  /// How many numbers share a mean.
  package var population: Int { rows * inner }
  private var count: Int { groups * population }

  /// The mean and the biased variance Σ(x − mean)²/n of each group.
  package func moments(_ x: [Scalar]) -> (means: [Scalar], variances: [Scalar]) {
    check(x.count == count)
    let scale = 1 / Double(population)
    let means = makeBuffer(groups) { target in
      withPointers(x, x, &target) { at in
        unsafe forEachBlock { block, sums in
          unsafe add(block, to: sums, prepare: { _ in }) { place, _ in unsafe at.a[place] }
          for i in 0..<block.width { unsafe at.target[block.group + i] = Scalar(sums[i] * scale) }
        }
      }
    }
    let variances = makeBuffer(groups) { target in
      withPointers(x, means, &target) { at in
        unsafe forEachBlock { block, sums in
          unsafe add(block, to: sums, prepare: { group in unsafe at.b[group] }) { place, mean in
            let distance = unsafe at.a[place] - mean
            return distance * distance
          }
          for i in 0..<block.width { unsafe at.target[block.group + i] = Scalar(sums[i] * scale) }
        }
      }
    }
    return (means, variances)
  }

  /// scale·(x − mean)·inverse + shift, with numbers of each group.
  ///
  /// - Parameter inverses: 1/√(variance + ε).
  package func result(
    _ x: [Scalar], means: [Scalar], inverses: [Scalar], scale: [Scalar], shift: [Scalar]
  ) -> [Scalar] {
    check(x.count == count && [means, inverses, scale, shift].allSatisfy { $0.count == groups })
    return makeBuffer(count) { target in
      withPointers(x, means, &target) { at in
        unsafe forEachBlock { block, _ in
          forEach(
            block, prepare: { (unsafe at.b[$0], scale[$0] * inverses[$0], shift[$0]) }
          ) { place, group in
            unsafe at.target[place] = (at.a[place] - group.0) * group.1 + group.2
          }
        }
      }
    }
  }

  /// Σ g·(x − mean)·inverse and Σ g of each group: the gradients of scale and shift.
  package func coefficientGradients(
    _ g: [Scalar], _ x: [Scalar], means: [Scalar], inverses: [Scalar]
  ) -> (scale: [Scalar], shift: [Scalar]) {
    check(g.count == count && x.count == count && means.count == groups)
    let scale = makeBuffer(groups) { target in
      withPointers(g, x, &target) { at in
        unsafe forEachBlock { block, sums in
          unsafe add(block, to: sums, prepare: { means[$0] }) { place, mean in
            unsafe at.a[place] * (at.b[place] - mean)
          }
          for i in 0..<block.width {
            unsafe at.target[block.group + i] =
              Scalar(sums[i]) * inverses[block.group + i]
          }
        }
      }
    }
    let shift = makeBuffer(groups) { target in
      withPointers(g, x, &target) { at in
        unsafe forEachBlock { block, sums in
          unsafe add(block, to: sums, prepare: { _ in }) { place, _ in unsafe at.a[place] }
          for i in 0..<block.width { unsafe at.target[block.group + i] = Scalar(sums[i]) }
        }
      }
    }
    return (scale, shift)
  }

  /// scale·inverse·(g − (dshift + (x − mean)·inverse·dscale)/n): the gradient of x, whose mean and
  /// variance depend on x too.
  package func gradient(
    _ g: [Scalar], _ x: [Scalar], means: [Scalar], inverses: [Scalar], scale: [Scalar],
    sums: (scale: [Scalar], shift: [Scalar])
  ) -> [Scalar] {
    check(g.count == count && x.count == count && means.count == groups)
    let share = 1 / Scalar(population)
    return makeBuffer(count) { target in
      withPointers(g, x, &target) { at in
        unsafe forEachBlock { block, _ in
          forEach(
            block,
            prepare: { group in
              let inverse = inverses[group]
              return (
                means[group], scale[group] * inverse, sums.shift[group] * share,
                sums.scale[group] * inverse * share
              )
            }
          ) { place, group in
            let distance = unsafe at.b[place] - group.0
            unsafe at.target[place] = group.1 * (at.a[place] - group.2 - distance * group.3)
          }
        }
      }
    }
  }

  private func check(_ fits: Bool) {
    require(fits, "normalization: [\(segments), \(rows), \(channels), \(inner)]")
  }
}

/// Neighbouring groups of one segment, walked through together.
struct NormalizationBlock {
  /// The first group, and how many there are.
  let group: Int, width: Int
  /// Where the first group's first number is.
  let start: Int
}

extension Normalization {
  /// Where a channel's numbers are neighbours a block is one channel, else as many as fill a few
  /// cache lines, so that rows are read in one go.
  private var blockWidth: Int { inner == 1 ? min(channels, 64) : 1 }

  private func forEachBlock(
    _ body: @escaping @Sendable (NormalizationBlock, _ sums: UnsafeMutablePointer<Double>) -> Void
  ) {
    let perSegment = (channels + blockWidth - 1) / blockWidth
    forEachPiece(of: segments * perSegment, upTo: 64, worthwhile: count > 20_000) { _, range in
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: blockWidth) { sums in
        guard let sums = sums.baseAddress else { return }
        for index in range {
          let (segment, channel) = (index / perSegment, index % perSegment * blockWidth)
          unsafe sums.update(repeating: 0, count: blockWidth)
          let block = NormalizationBlock(
            group: segment * channels + channel, width: min(blockWidth, channels - channel),
            start: (segment * rows * channels + channel) * inner)
          unsafe body(block, sums)
        }
      }
    }
  }

  /// Visits every number of a block with what `prepare` makes of its group.
  @inline(__always)
  private func forEach<Group>(
    _ block: NormalizationBlock, prepare: (_ group: Int) -> Group,
    _ body: (_ place: Int, Group) -> Void
  ) {
    for row in 0..<rows {
      let start = block.start + row * channels * inner
      if inner == 1 {
        for i in 0..<block.width { body(start + i, prepare(block.group + i)) }
      } else {
        let group = prepare(block.group)
        for place in start..<start + inner { body(place, group) }
      }
    }
  }

  /// Adds `value` of every number of a block to its group's sum.
  @inline(__always)
  private func add<Group>(
    _ block: NormalizationBlock, to sums: UnsafeMutablePointer<Double>,
    prepare: (_ group: Int) -> Group, _ value: (_ place: Int, Group) -> Scalar
  ) {
    for row in 0..<rows {
      let start = block.start + row * channels * inner
      if inner == 1 {
        for i in 0..<block.width {
          unsafe sums[i] += Double(value(start + i, prepare(block.group + i)))
        }
      } else {
        let group = prepare(block.group)
        unsafe sums[0] += total(inner) { value(start + $0, group) }
      }
    }
  }
}
