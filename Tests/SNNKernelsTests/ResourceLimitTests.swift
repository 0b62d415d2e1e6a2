import SNNKernels
import Testing

/// Limits are tried in a process of their own, which cannot get rid of them again.
@Suite struct ResourceLimitTests {
  @Test func computingEnds() async {
    await #expect(processExitsWith: .failure) {
      try limitResources(memory: .max, cpuSeconds: 1)
      var number: UInt64 = 1
      while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }
    }
  }

  @Test func memoryIsRefused() async {
    await #expect(processExitsWith: .failure) {
      try limitResources(memory: 2 << 30, cpuSeconds: 60)
      let bytes = [UInt8](repeating: 1, count: 3 << 30)
      #expect(bytes.count == 3 << 30)
    }
  }

  @Test func smallWorkIsDone() async {
    await #expect(processExitsWith: .success) {
      try limitResources(memory: 64 << 30, cpuSeconds: 60)
      // What is lowered can be lowered further, and asking for more changes nothing.
      try limitResources(memory: 32 << 30, cpuSeconds: 30)
      try limitResources(memory: .max, cpuSeconds: .max)
    }
  }
}
