internal import COpenBLAS

/// The sizes of a convolution of N images, and its three products.
///
/// Images are `[N, inputs, H, W]`, weights `[outputs, inputs/groups, kh, kw]`, results
/// `[N, outputs, windows]`.  The images are cut into pieces by their number alone, each with the
/// patches of one image in scratch memory, so that memory stays bounded and the bits of a result
/// do not depend on the number of threads.
package struct Convolution: Sendable {
  let images: Int, inputs: Int, outputs: Int, groups: Int
  let grid: WindowGrid

  /// - Precondition: the groups divide both channel counts.
  package init(images: Int, inputs: Int, outputs: Int, groups: Int, grid: WindowGrid) {
    require(
      inputs % groups == 0 && outputs % groups == 0,
      "convolution: \(inputs) to \(outputs) channels in \(groups) groups")
    (self.images, self.inputs, self.outputs) = (images, inputs, outputs)
    (self.groups, self.grid) = (groups, grid)
  }

  private var windows: Int { grid.count.area }
  /// Of one group.
  private var inputsPerGroup: Int { inputs / groups }
  private var outputsPerGroup: Int { outputs / groups }
  /// The weights of one output channel, which are the rows of a group's patches.
  private var taps: Int { inputsPerGroup * grid.windows.kernel.area }
  private var weightCount: Int { outputs * taps }
  private var inputCount: Int { images * inputs * grid.image.area }
  private var outputCount: Int { images * outputs * windows }
  private var isWorthThreads: Bool { outputCount * taps > 200_000 }

  private func inputStart(_ image: Int, _ group: Int) -> Int {
    (image * groups + group) * inputsPerGroup * grid.image.area
  }

  private func outputStart(_ image: Int, _ group: Int) -> Int {
    (image * groups + group) * outputsPerGroup * windows
  }

  private func weightStart(_ group: Int) -> Int { group * outputsPerGroup * taps }

  /// weight·patches + bias.
  package func result(_ x: [Scalar], _ weight: [Scalar], bias: [Scalar]?) -> [Scalar] {
    check(x.count == inputCount && weight.count == weightCount)
    check(bias == nil || bias?.count == outputs)
    return makeBuffer(outputCount) { target in
      withPointers(x, weight, &target) { at in
        forEachPiece(of: images, upTo: 32, worthwhile: isWorthThreads) { _, range in
          unsafe withScratch(taps * windows) { patches in
            forEachGroup(range) { image, group in
              unsafe gatherPatches(
                of: at.a + inputStart(image, group), channels: inputsPerGroup, grid,
                into: patches)
              let planes = unsafe at.target + outputStart(image, group)
              if let bias { unsafe fill(planes, with: bias, group) }
              unsafe gemm(
                CblasNoTrans, CblasNoTrans, CInt(outputsPerGroup), CInt(windows), CInt(taps),
                at.b + weightStart(group), CInt(taps), patches, CInt(windows),
                bias == nil ? 0 : 1, planes, CInt(windows))
            }
          }
        }
      }
    }
  }

  /// weightᵀ·g, added up where patches overlap: the gradient of the images.
  package func imageGradient(_ g: [Scalar], _ weight: [Scalar]) -> [Scalar] {
    check(g.count == outputCount && weight.count == weightCount)
    return makeBuffer(inputCount) { target in
      withPointers(g, weight, &target) { at in
        forEachPiece(of: images, upTo: 32, worthwhile: isWorthThreads) { _, range in
          unsafe withScratch(taps * windows) { patches in
            forEachGroup(range) { image, group in
              unsafe gemm(
                CblasTrans, CblasNoTrans, CInt(taps), CInt(windows), CInt(outputsPerGroup),
                at.b + weightStart(group), CInt(taps), at.a + outputStart(image, group),
                CInt(windows), 0, patches, CInt(windows))
              let planes = unsafe at.target + inputStart(image, group)
              unsafe planes.update(repeating: 0, count: inputsPerGroup * grid.image.area)
              unsafe addPatches(patches, channels: inputsPerGroup, grid, to: planes)
            }
          }
        }
      }
    }
  }

  /// Σ g·patchesᵀ over the images: the gradient of the weights.
  package func weightGradient(_ g: [Scalar], _ x: [Scalar]) -> [Scalar] {
    check(g.count == outputCount && x.count == inputCount)
    // One sum per piece, then the sum of the pieces, in an order that depends on sizes alone.
    let pieces = min(images, 8)
    let sums = makeBuffer(pieces * weightCount) { target in
      withPointers(g, x, &target) { at in
        forEachPiece(of: images, upTo: pieces, worthwhile: isWorthThreads) { piece, range in
          unsafe withScratch(taps * windows) { patches in
            forEachGroup(range) { image, group in
              unsafe gatherPatches(
                of: at.b + inputStart(image, group), channels: inputsPerGroup, grid,
                into: patches)
              unsafe gemm(
                CblasNoTrans, CblasTrans, CInt(outputsPerGroup), CInt(taps), CInt(windows),
                at.a + outputStart(image, group), CInt(windows), patches, CInt(windows),
                image == range.lowerBound ? 0 : 1,
                at.target + piece * weightCount + weightStart(group), CInt(taps))
            }
          }
        }
      }
    }
    return sum(sums.span, outer: 1, count: pieces, inner: weightCount)
  }

  private func forEachGroup(_ range: Range<Int>, _ body: (_ image: Int, _ group: Int) -> Void) {
    for image in range {
      for group in 0..<groups { body(image, group) }
    }
  }

  private func fill(_ planes: UnsafeMutablePointer<Scalar>, with bias: [Scalar], _ group: Int) {
    for output in 0..<outputsPerGroup {
      unsafe (planes + output * windows).update(
        repeating: bias[group * outputsPerGroup + output], count: windows)
    }
  }

  private func check(_ fits: Bool) {
    require(fits, "convolution: \(images) images, \(inputs) to \(outputs) channels")
  }
}
