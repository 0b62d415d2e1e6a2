import SNNKernels
import SNNTensor
import SNNTestSupport
import Synchronization
import Testing

/// The thread count changes the time of a result and never its bits.
///
/// `Compute` belongs to the process, hence one suite that runs in order.
@Suite(.serialized) struct DeterminismTests {
  /// The results of `body` with 1, 2 and 5 threads.
  private func withThreads(_ body: () -> [Scalar]) -> [[Scalar]] {
    let before = Compute.threads
    defer { Compute.useThreads(before) }
    return [1, 2, 5].map { count in
      Compute.useThreads(count)
      #expect(Compute.threads == count)
      return body()
    }
  }

  @Test(arguments: [(517, 301, 130), (130, 301, 517), (1000, 700, 3), (256, 256, 256)])
  func matrixProducts(_ m: Int, _ k: Int, _ n: Int) {
    let (a, b) = (Tensor.uneven([m, k]).scalars, Tensor.uneven([k, n], from: 5).scalars)
    let results = withThreads {
      var result = [Scalar](repeating: 0, count: m * n)
      var span = result.mutableSpan
      multiply(MatrixOperand(a), MatrixOperand(b), m: m, n: n, k: k, into: &span)
      return result
    }
    for result in results { expectEqual(result, results[0]) }
  }

  @Test func convolutionsAndPoolings() {
    let grid = WindowGrid(Windows(kernel: 3, stride: 2, padding: 1), on: Extent(15, 14))
    let kernel = Convolution(images: 37, inputs: 6, outputs: 8, groups: 2, grid: grid)
    let x = Tensor.uneven([37, 6, 15, 14]).scalars
    let w = Tensor.uneven([8, 3, 3, 3], from: 5).scalars
    let pooling = Pooling(planes: 37 * 6, grid: grid)
    let results = withThreads {
      let y = kernel.result(x, w, bias: [1, 2, 3, 4, 5, 6, 7, 8])
      let gradients = kernel.imageGradient(y, w) + kernel.weightGradient(y, x)
      let (sums, maxima) = (pooling.sums(x, times: 0.3), pooling.maxima(x))
      let spread = pooling.sumsGradient(sums, times: 0.3) + pooling.maximaGradient(maxima, at: x)
      return y + gradients + sums + maxima + spread
    }
    for result in results { expectEqual(result, results[0]) }
  }

  @Test(arguments: [(1, 61, 7, 90), (1, 700, 130, 1), (40, 1, 2, 600)])
  func normalizations(_ segments: Int, _ rows: Int, _ channels: Int, _ inner: Int) {
    let view = Normalization(segments: segments, rows: rows, channels: channels, inner: inner)
    let x = Tensor.uneven([segments * rows * channels * inner]).scalars
    let scale = Tensor.uneven([view.groups]).scalars
    let results = withThreads {
      let (means, variances) = view.moments(x)
      let y = view.result(x, means: means, inverses: variances, scale: scale, shift: means)
      let sums = view.coefficientGradients(y, x, means: means, inverses: variances)
      let dx = view.gradient(
        y, x, means: means, inverses: variances, scale: scale, sums: sums)
      return means + variances + y + sums.scale + sums.shift + dx
    }
    for result in results { expectEqual(result, results[0]) }
  }

  /// Above both thresholds: 131 steps of 3 967 elements are 519 677.
  @Test func recurrences() {
    let (steps, elements) = (131, 3967)
    let fused = FusedRecurrence(Squaring())
    let input = Tensor.uneven([steps * elements]).scalars
    let table = CoefficientTable([[0.9]], elements: elements)
    let rest = [Scalar](repeating: 0, count: elements)
    let results = withThreads {
      var state = rest
      let output = fused.forward(input, table, &state, steps)
      return output + state
    }
    for result in results { expectEqual(result, results[0]) }
  }

  @Test func reverseRecurrences() {
    let (steps, elements) = (40, 3967)
    let fused = FusedRecurrence(Squaring())
    let input = Tensor.uneven([steps * elements]).scalars
    let table = CoefficientTable([[0.9]], elements: elements)
    let rest = [Scalar](repeating: 0, count: elements)
    let results = withThreads {
      var stateAdjoint = rest
      let (dx, dk) = fused.reverse(input, input, table, rest, steps, &stateAdjoint, true)
      return dx + dk
    }
    for result in results { expectEqual(result, results[0]) }
  }

  @Test(arguments: [0, 1, 2, 5, 17])
  func everyPieceIsRunOnce(_ count: Int) {
    _ = withThreads { () -> [Scalar] in
      for worthwhile in [true, false] {
        let runs = Mutex([Int](repeating: 0, count: count))
        Compute.forEach(count, worthwhile: worthwhile) { piece in
          runs.withLock { $0[piece] += 1 }
        }
        #expect(runs.withLock { $0 } == [Int](repeating: 1, count: count))
      }
      return []
    }
  }

  /// LAPACK calls OpenBLAS too, and may be the first to do so in a process.
  @Test func factorizationsBeforeAnyProduct() async {
    await #expect(processExitsWith: .success) {
      let (m, n) = (400, 300)
      let a = Tensor.uneven([m, n]).scalars
      let first = (orthonormalColumns(a, m: m, n: n), try singularValues(a, m: m, n: n))
      Compute.useThreads(1)
      let second = (orthonormalColumns(a, m: m, n: n), try singularValues(a, m: m, n: n))
      expectEqual(second.0, first.0)
      expectEqual(second.1.u, first.1.u)
      expectEqual(second.1.s, first.1.s)
    }
  }

  @Test func noThreadsAtAll() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Compute.useThreads(0) }
    expectSentence(result, "useThreads: at least one thread is needed, got 0")
  }
}
