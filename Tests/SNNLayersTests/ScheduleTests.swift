import SNNLayers
import SNNTestSupport
import Testing

@Suite struct ScheduleTests {
  private func factors(_ schedule: Schedule, _ steps: Int...) -> Tensor {
    Tensor(steps.map { schedule($0) })
  }

  @Test func constantAndSteps() {
    #expect(factors(.constant, 0, 1, 1000) == [1, 1, 1])
    expectClose(
      factors(.step(every: 3, factor: 0.5), 0, 2, 3, 5, 6, 30), [1, 1, 0.5, 0.5, 0.25, 0x1p-10])
    #expect(factors(Schedule { Scalar($0 * $0) }, 0, 3) == [0, 9])
  }

  @Test func cosine() {
    // (1 + cos 45°)/2 and (1 + cos 135°)/2
    expectClose(
      factors(.cosine(over: 4), 0, 1, 2, 3, 4, 9), [1, 0.853_553_391, 0.5, 0.146_446_609, 0, 0])
    expectClose(factors(.cosine(over: 4, floor: 0.2), 0, 2, 4, 5), [1, 0.6, 0.2, 0.2])
  }

  @Test func warmUp() {
    let schedule = Schedule.warmUp(over: 4, then: .step(every: 2, factor: 0.1))
    expectClose(factors(schedule, 0, 1, 2, 3, 4, 5, 6, 8), [0.2, 0.4, 0.6, 0.8, 1, 1, 0.1, 0.01])
    expectClose(factors(.warmUp(over: 1), 0, 1, 2), [0.5, 1, 1])
    expectClose(factors(.warmUp(over: 0, then: .cosine(over: 2)), 0, 1), [1, 0.5])
  }

  @Test func oneCycle() {
    let schedule = Schedule.oneCycle(over: 10, warmFraction: 0.5, start: 0.1, end: 0.01)
    // Rising 0.1 + 0.9·(1 − cos 36°)/2, falling 1 − 0.99·(1 − cos 72°)/2.
    expectClose(
      factors(schedule, 0, 1, 5, 7, 10, 99), [0.1, 0.185_942_353, 1, 0.657_963_412, 0.01, 0.01])
    expectClose(factors(.oneCycle(over: 100), 0, 30, 100), [0.04, 1, 4e-6], absolute: 1e-7)
  }

  /// However short, the cycle starts and ends where it says.
  @Test(arguments: [1, 2, 3, 10], [0, 0.3, 0.6, 0.9] as [Scalar])
  func oneCycleEnds(_ steps: Int, _ warmFraction: Scalar) {
    let schedule = Schedule.oneCycle(
      over: steps, warmFraction: warmFraction, start: 0.1, end: 0.01)
    expectClose(
      factors(schedule, 0, steps, steps + 1), Tensor([warmFraction == 0 ? 1 : 0.1, 0.01, 0.01]))
  }

  @Test func oneCycleThatOnlyRises() {
    let schedule = Schedule.oneCycle(over: 4, warmFraction: 1, start: 0.2)
    expectClose(factors(schedule, 0, 2, 4, 5), [0.2, 0.6, 1, 1])
  }
}
